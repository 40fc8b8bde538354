"""The drafts beside the fields: the template's, a model's while it grows, and what is left since the code moved on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..drafting.proposal import Draft
from ..session import Session
from .draft_stream import DraftStream
from .ticket_pane import TicketPane

if TYPE_CHECKING:
    from ..asking.asking import Asked


class Proposing(QObject):
    """Knows which drafts the person asked to see: those show whatever their fields hold."""

    said = Signal(str)
    kept = Signal(object)  # the Future of an act
    shown = Signal()  # what is drafted, and what is asked
    left_shown = Signal(object)  # what is left to decide since the code moved on, by field

    def __init__(self, session: Session, ticket: TicketPane, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._ticket = session, ticket
        self._asked: set[str] = set()  # the fields whose draft the person asked to see
        self._stream = DraftStream(self)
        self._stream.due.connect(self._propose)

    def show(self) -> None:
        """Show what the draft has for each field that holds something else."""
        if draft := self._session.draft:
            self._ticket.show_heavy(self._session.known.heavy)
            if self._session.ticket:
                self._ticket.show_claims(self._session.ticket.entries)
            found = {name: self._session.proposal(name, asked=name in self._asked) for name in draft.proposals}
            values = self._session.left()
            found |= {name: one.whole for name, one in values.items() if name not in self._ticket.fields}
            self.show_left()
            self._ticket.questions.put_in_order(self._session.interview())
            self._ticket.show_draft(draft, {name: one for name, one in found.items() if one})
            self.shown.emit()

    def show_left(self) -> None:
        """Show what is left to decide since the code moved on."""
        left = self._session.left()
        self._ticket.show_left(left)
        self.left_shown.emit(left)

    def redraft(self, field: str) -> None:
        """Draft anew from the template; proposals show beside the fields that they differ from ("" for all fields)."""
        fields = {field} if field else set(self._session.redraft().proposals)
        self._asked |= fields
        self.show()
        if not any(self._session.proposal(name, asked=True) for name in fields):
            self.said.emit("The draft is as it was: nothing new is known.")

    def begin(self, drafter: str) -> None:
        """Show that a model is drafting, with a way to stop it: `ticket.drafting.stop_wanted`."""
        self._ticket.drafting.begin(drafter)

    def show_partial(self, draft: Draft, tokens: int = 0) -> None:
        """Show what a model has drafted so far, of `tokens` tokens; may be called for every token."""
        self._ticket.drafting.count(tokens)
        self._stream.put(draft)

    def take(self, asked: "Asked") -> None:
        """Propose what came of asking a model, and keep it."""
        self._stream.drop()
        self.kept.emit(self._session.take(asked))
        if asked.draft:
            self._asked |= set(asked.draft.proposals)
        self.show()
        self._ticket.drafting.end()

    def end(self, draft: Draft | None) -> None:
        """Show what the model drafted in the end, or what had arrived when it was stopped or failed (None)."""
        self._stream.end(draft)
        self._ticket.drafting.end()

    def leave(self) -> None:
        """Another ticket is going to be shown: what was asked for, or written by a model, belongs to the one before."""
        self.forget()
        self._stream.drop()
        self._ticket.drafting.end()

    def forget(self) -> None:
        """No draft is asked for any more."""
        self._asked.clear()

    def _propose(self, draft: Draft) -> None:
        """The person asked for this draft, so all of it is worth showing."""
        if self._session.loaded:
            self._asked |= {name for name, one in draft.proposals.items() if one.claims or one.growing}
            self._session.propose(draft)
            self._ticket.drafting.show_field(next((one.field for one in draft.proposals.values() if one.growing), ""))
            self.show()
