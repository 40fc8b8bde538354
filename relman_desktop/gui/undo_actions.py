"""The window's undo and redo: greyed where there is nothing, else named after what they would undo."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ..session import Session
from ..store.history import Step
from ..store.record import What
from .history_words import undoing
from .workbench import Workbench

_MOVED = ": nothing since the move to other commits; see the History"


class UndoActions(QObject):
    """Follows what is done to the ticket that the workbench shows."""

    def __init__(self, undo: QAction, redo: QAction, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._undo, self._redo, self._session, self._bench = undo, redo, session, bench
        self._may_write = True
        self._told: tuple[Step | None, Step | None] = None, None
        self._moved = False  # it was told that undo does not go back over a move
        bench.acted.connect(self._follow)

    def refresh(self, *, may_write: bool) -> None:
        """Tell what could be undone now, whatever was told before."""
        self._may_write = may_write
        self._tell(*self._steps)

    def _follow(self) -> None:
        steps = self._steps
        if not all(map(_told_alike, steps, self._told)) or self._moved != self._stops_at_move:
            self._tell(*steps)

    @property
    def _steps(self) -> tuple[Step | None, Step | None]:
        if not self._may_write or not self._session.ticket or self._bench.isHidden():
            return None, None
        history = self._session.writing.history
        return history.undoable, history.redoable

    @property
    def _stops_at_move(self) -> bool:
        """Whether there is nothing to undo because the ticket was brought to other commits."""
        if not self._may_write or not self._session.ticket or self._bench.isHidden():
            return False
        history = self._session.writing.history
        return history.undoable is None and any(step.what is What.MOVED for step in history.steps)

    def _tell(self, *steps: Step | None) -> None:
        self._told, self._moved = (steps[0], steps[1]), self._stops_at_move
        for action, verb, step in zip((self._undo, self._redo), ("Undo", "Redo"), steps, strict=True):
            told = undoing(step, self._session.fact_id).replace("&", "&&") if step else ""
            action.setText(f"{verb} {told}".strip())
            action.setEnabled(step is not None)
        if self._moved:
            self._undo.setText(f"Undo{_MOVED}")


def _told_alike(one: Step | None, other: Step | None) -> bool:
    """Whether two steps have the same words: a step that is typed on has."""
    return one is other or (one is not None and other is not None and one.id == other.id and one.what is other.what)
