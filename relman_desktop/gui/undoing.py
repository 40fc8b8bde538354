"""Undo, redo and restoring in the window: the session does them, and the ticket shows where something changed."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ..fields import FIELDS
from ..session import Session
from ..store.history import Step, changed_answers, changed_dismissals, changed_fields, changed_work
from ..ticket import Ticket
from ..typing_step import Splice
from .history_life import lived
from .ticket_pane import TicketPane


class Undoing(QObject):
    """Goes to the field or the question that an undone step had changed."""

    said = Signal(str)
    changed = Signal()  # what stands in the ticket
    fact_changed = Signal(str)  # the id of a fact that is dismissed, or counts again
    material_changed = Signal()
    work_changed = Signal()  # which work items there are, or what was given of them

    def __init__(self, session: Session, ticket: TicketPane, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._ticket = session, ticket

    def undo(self) -> None:
        """Take the last step back, in whatever field it was, or a dismissal, or an answer."""
        self._swap(self._session.undo, "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._swap(self._session.redo, "There is nothing to do again.")

    def restore(self, then: Ticket, field: str) -> "Future[None]":
        """Put back what a field, or for "" all of the ticket, held then."""
        before = self._session.writing.ticket
        saved = self._session.restore_text(then, field)
        self._show(before, go=False)
        return saved

    def _swap(self, swap: Callable[[], Step | None], nothing: str) -> None:
        QGuiApplication.inputMethod().commit()  # what is still composed is typed, and so the first to be undone
        before = self._session.writing.ticket
        if swap() is None:
            self.said.emit(nothing)
        else:
            self._show(before, go=True)

    def _show(self, before: Ticket, *, go: bool) -> None:
        after = self._session.writing.ticket
        places = {name: self._put(name) for name in changed_fields(before, after)}
        answers = changed_answers(before, after)
        if answers and self._session.draft:
            half = self._session.writing.history.half
            self._ticket.questions.put(after.answers, half, answers, self._session.draft)
        self.changed.emit()
        keys = changed_dismissals(before, after)
        if fact := next(filter(None, map(self._session.fact_id, keys)), ""):
            self.fact_changed.emit(fact)
            self.said.emit(f"{fact} {'is dismissed' if keys[0] in after.dismissed else 'counts'} again.")
        elif answers:
            self.material_changed.emit()
        if changed_work(before, after):
            self.work_changed.emit()
        told = lived(before, after)
        if go and told:  # the person stays where the deployment is
            self.said.emit(f"{told[0][0]}.")
        elif go:
            self._go(places, answers)

    def _put(self, field: str) -> int:
        """Show what a field holds now; gives the place after what changed in it."""
        entry = self._session.entry(field)
        place = Splice.between(self._ticket.text(field), entry.text).end
        self._ticket.put_entry(field, entry)
        return place

    def _go(self, places: dict[str, int], answers: tuple[str, ...]) -> None:
        if answers:
            self._ticket.go_to_question(answers[0])
        elif places:
            first = next(field.name for field in FIELDS if field.name in places)
            field = self._ticket.place.field if self._ticket.place.field in places else first
            self._ticket.go_to(field, places[field])
