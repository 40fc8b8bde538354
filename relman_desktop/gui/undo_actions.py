"""The window's undo and redo: greyed where there is nothing, else named after what they would undo."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ..session import Session
from ..store.history import Step
from .history_words import undoing
from .workbench import Workbench


class UndoActions(QObject):
    """Follows what is done to the ticket that the workbench shows."""

    def __init__(self, undo: QAction, redo: QAction, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._undo, self._redo, self._session, self._bench = undo, redo, session, bench
        self._told: tuple[Step | None, Step | None] | None = None
        bench.acted.connect(self.refresh)

    def refresh(self, *, anew: bool = False) -> None:
        """Tell what could be undone now. `anew`: somebody else has greyed the actions or let them be chosen."""
        shown = self._session.ticket and not self._bench.isHidden()
        history = self._session.writing.history if shown else None
        steps = (history.undoable, history.redoable) if history else (None, None)
        if self._told and not anew and all(map(_told_alike, steps, self._told)):
            return
        self._told = steps
        for action, verb, step in zip((self._undo, self._redo), ("Undo", "Redo"), steps, strict=True):
            told = undoing(step, self._session.fact_id).replace("&", "&&") if step else ""
            action.setText(f"{verb} {told}".strip())
            action.setEnabled(step is not None)


def _told_alike(one: Step | None, other: Step | None) -> bool:
    """Whether two steps have the same words: a step that is typed on has."""
    return one is other or (one is not None and other is not None and one.id == other.id and one.what is other.what)
