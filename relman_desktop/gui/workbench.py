"""The three panes of an open change, and the session behind them."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QSplitter, QWidget

from ..drafting.proposal import Draft
from ..drafting.taking import Taken
from ..errors import RelmanError
from ..fields import BY_NAME
from ..known import Use
from ..loaded import Loaded
from ..session import Session
from ..ticket import Claim, Ticket
from ..wording import joined
from .change_panel import ChangePanel
from .draft_stream import DraftStream
from .evidence_pane import EvidencePane
from .fact_query import FactRow, fact_rows
from .history_tab import HistoryTab
from .jobs import Lane
from .library_words import of_ticket as _named
from .reading import Shown, ShownFact, ShownFile, read_evidence
from .sent_tab import SentTab
from .side_tabs import SideTabs
from .similar_desk import SimilarDesk
from .ticket_pane import TicketPane
from .undoing import Undoing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..asking.asking import Asked
    from ..store.history import History
    from ..ticket import Ticket

_WIDTHS = (356, 528, 396)


class Workbench(QSplitter):
    """Change, ticket and evidence side by side."""

    failed = Signal(object)  # an error that nobody here can mend
    said = Signal(str)  # a short word on what was done, for the status line
    redraft_wanted = Signal(str)  # a field
    material_changed = Signal()  # what a drafter may use is another
    acted = Signal()  # something was done to the ticket, or another one is shown
    left_shown = Signal(object)  # what is left to decide since the code moved on, by field
    written = Signal()  # something was given to the journal

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._asked: set[str] = set()  # the fields whose draft the person asked to see
        self._to_dismiss = ""  # the fact whose dismissal is asked about once it is shown
        self.reader = Lane("reader", self)
        self._stream = DraftStream(self)
        self.change = ChangePanel()
        self.ticket = TicketPane()
        self.undoing = Undoing(session, self.ticket, self)
        self.evidence = EvidencePane()
        self.sent = SentTab()
        self.side = SideTabs()
        self.similar = SimilarDesk(session, self)
        self.side.add_page("Evidence", self.evidence)
        self.side.add_page("Similar", self.similar.tab)
        self.side.add_page("Sent", self.sent)
        self.history = HistoryTab(self._read_history, session.fact_id)
        self.side.add_page("History", self.history)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for pane, stretch in ((self.change, 2), (self.ticket, 5), (self.side, 3)):
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes(list(_WIDTHS))
        self._connect()

    def show_loaded(self, loaded: Loaded, ticket_id: str = "", *, or_newest: bool = False) -> None:
        """Make a loaded change the current one, with a ticket of it, as `Session.show` takes it."""
        self._stream.drop()  # what a model wrote of the ticket before
        self.ticket.drafting.end()
        self.ticket.commit()  # an answer that is half typed belongs to the ticket before
        self._asked.clear()
        self._keep(self._session.show(loaded, ticket_id, or_newest=or_newest))
        self.change.show_change(loaded, self._rows)
        if self._session.ticket and self._session.draft:
            half = self._session.writing.history.half
            self.ticket.show_ticket(self._session.ticket, self._session.draft, half)
        self.ticket.show_dismissed(self._session.dismissed)
        self.show_shelf()
        self.similar.show_ticket()
        self._show_draft()
        if first := self.change.facts.first:
            self.show_evidence(first)
        self.acted.emit()

    def show_moved(self, loaded: Loaded, saved: "Future[None]") -> None:
        """Show the change to which the ticket was brought; texts, caret and scroll stay."""
        self._asked.clear()
        self._keep(saved)
        self.change.show_change(loaded, self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self._show_draft()
        if first := self.change.facts.first:
            self.show_evidence(first)
        self.material_changed.emit()

    def show_left(self) -> None:
        """Show what is left to decide since the code moved on."""
        left = self._session.left()
        self.ticket.show_left(left)
        self.left_shown.emit(left)

    def show_shelf(self) -> None:
        """Say where the ticket stands in the library, if it is put away."""
        if self._session.ticket:
            self.ticket.show_shelf(self._session.writing.history.shelf)

    def copy_from(self, ticket: Ticket, fields: "Sequence[str]") -> None:
        """Put texts of another ticket into this one, as one undo step."""
        self._keep(self._session.copy_from(ticket, fields))
        for field in fields:
            self.ticket.put_entry(field, self._session.entry(field))
        self._show_draft()
        self.acted.emit()
        labels = joined([BY_NAME[field].label for field in fields])
        self.said.emit(f"{labels}: taken from {_named(ticket)}. {_undo_key()} takes it back.")

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be looked at, and nothing of the ticket be changed; or let it be changed again."""
        self.ticket.set_read_only(read_only)
        self.evidence.card.set_read_only(read_only)
        self.history.set_read_only(read_only)

    def show_evidence(self, wanted: str) -> None:
        """Show what stands behind an evidence id, as soon as it is read."""
        self._to_dismiss = self._to_dismiss if wanted == self._to_dismiss else ""
        self.side.offer_page(self.evidence)
        self._read_evidence(wanted)

    def show_history(self, field: str | None = None) -> None:
        """Go to the history: of a field, of all for "", or as it was last shown."""
        self.side.show_page(self.history, focus=True)
        if field is not None:
            self.history.show_field(field)

    def _read_evidence(self, wanted: str) -> None:
        book, cited = self._session.book, self.ticket.cited
        beside = cited if wanted in cited else ()
        self.reader.start(
            lambda cancel, _: read_evidence(book, wanted, beside, cancel), self._show_read, self._show_unread
        )

    def focus_evidence(self) -> None:
        """Go to the evidence, whatever the side pane shows."""
        self.side.show_page(self.evidence, focus=True)

    def redraft(self, field: str) -> None:
        """Draft anew from the template; proposals show beside the fields that they differ from ("" for all fields)."""
        fields = {field} if field else set(self._session.redraft().proposals)
        self._asked |= fields
        self._show_draft()
        if not any(self._session.proposal(name, asked=True) for name in fields):
            self.said.emit("The draft is as it was: nothing new is known.")

    def begin_draft(self, drafter: str) -> None:
        """Show that a model is drafting, with a way to stop it: `ticket.drafting.stop_wanted`."""
        self.ticket.drafting.begin(drafter)

    def show_partial(self, draft: Draft, tokens: int = 0) -> None:
        """Show what a model has drafted so far, of `tokens` tokens; may be called for every token."""
        self.ticket.drafting.count(tokens)
        self._stream.put(draft)

    def take_draft(self, asked: "Asked") -> None:
        """Propose what came of asking a model, and keep it."""
        self._stream.drop()
        self._keep(self._session.take(asked))
        if asked.draft:
            self._asked |= set(asked.draft.proposals)
        self._show_draft()
        self.ticket.drafting.end()

    def focus_ticket(self) -> None:
        self.ticket.setFocus()

    def end_draft(self, draft: Draft | None) -> None:
        """Show what the model drafted in the end, or what had arrived when it was stopped or failed (None)."""
        self._stream.end(draft)
        self.ticket.drafting.end()

    def ask_dismissal(self) -> None:
        """Ask why the current fact does not count, or the one in the evidence pane where none is current."""
        fact = self.change.facts.current or self.evidence.card.fact_id
        if not fact:
            self.said.emit("Choose a fact first; then it can be dismissed.")
        elif fact == self.evidence.card.fact_id and not self.reader.busy:
            self.side.show_page(self.evidence)
            self.evidence.ask_why_dismissed()
        else:
            self._to_dismiss = fact
            self.show_evidence(fact)

    def dismiss(self, fact: str, reason: str) -> None:
        """Let a fact not count; fields with sentences that rest on it show a draft without it."""
        self._keep(self._session.dismiss(fact, reason))
        self._show_dismissed(fact)
        self.said.emit(f"{fact} is dismissed; the drafts leave it out. {_undo_key()} takes it back.")

    def restore(self, fact: str = "") -> None:
        """Let a dismissed fact count again: the given one, or the current one."""
        fact = fact or self.change.facts.current or self.evidence.card.fact_id
        if fact not in self._session.dismissed:
            self.said.emit("This fact is not dismissed.")
            return
        self._keep(self._session.restore(fact))
        self._show_dismissed(fact)
        self.said.emit(f"{fact} counts again.")

    def copy(self, field: str, format_name: str) -> None:
        """Put a field, or the whole ticket for "", on the clipboard."""
        self._session.rest()
        QGuiApplication.clipboard().setText(self._session.text(format_name, field or None))
        self.said.emit("Copied.")

    def close_reader(self) -> None:
        self.reader.close()
        self.similar.close()
        self.history.close_lane()

    def _connect(self) -> None:
        self.change.evidence_wanted.connect(self.show_evidence)
        self.change.facts.opened.connect(self._open)
        self.evidence.evidence_wanted.connect(self.show_evidence)
        self.evidence.use_chosen.connect(self._show_use)
        self.evidence.dismissed.connect(self.dismiss)
        self.evidence.restored.connect(self.restore)
        self.ticket.evidence_wanted.connect(self._show_cited)
        self.ticket.history_wanted.connect(self.show_history)
        self.ticket.place.entered.connect(self.history.follow_caret)
        self.history.restore_wanted.connect(self._restore_text)
        self.acted.connect(self.history.follow)
        self.ticket.edited.connect(self._edit)
        self.ticket.accepted.connect(self._accept)
        self.ticket.answered.connect(self._answer)
        self.ticket.half_typed.connect(self._keep_half)
        self.ticket.confirmed.connect(self._confirm)
        self.ticket.redraft_wanted.connect(self.redraft_wanted)
        self.ticket.copy_wanted.connect(self.copy)
        self.ticket.reviewing.said.connect(self.said)
        self.ticket.taken_back.connect(self._take_back)
        self.similar.found.connect(self._count_similar)
        self.similar.failed.connect(self.failed)
        self.similar.tab.put.connect(self._copy_field)
        self.side.page_shown.connect(self._show_page)
        self.undoing.said.connect(self.said)
        self.undoing.changed.connect(self._show_changed)
        self.undoing.fact_changed.connect(self._show_dismissed)
        self.undoing.material_changed.connect(self.material_changed)
        self._stream.due.connect(self._propose)

    def _edit(self, field: str, text: str) -> None:
        self._keep(self._session.edit(field, text))
        self._refresh(field)

    def _accept(self, taken: tuple[Taken, ...]) -> None:
        self._keep(self._session.accept_claims(*taken))
        for one in taken:
            self._refresh(one.field)
        self.show_left()

    def _confirm(self, field: str, claim: Claim) -> None:
        self._keep(self._session.confirm(field, claim))
        self._refresh(field)
        self._show_draft()

    def _answer(self, question: str, answer: str) -> None:
        self._keep(self._session.answer(question, answer))
        for field in self._session.fill_empty(question):
            self.ticket.put_entry(field, self._session.entry(field))
        self._show_draft()
        self.material_changed.emit()
        self.acted.emit()

    def _keep_half(self, question: str, text: str) -> None:
        self._keep(self._session.half_answer(question, text))

    def _count_similar(self, number: int) -> None:
        self.side.count(self.similar.tab, number)

    def _copy_field(self, ticket: Ticket, field: str) -> None:
        self.copy_from(ticket, (field,))

    def _show_page(self, page: QWidget) -> None:
        if page is self.similar.tab:
            self.similar.refresh()

    def _take_back(self) -> None:
        """Put the ticket among the open ones again."""
        if ticket := self._session.ticket:
            self._keep(self._session.file(ticket.id, ""))
            self.show_shelf()

    def _propose(self, draft: Draft) -> None:
        """The person asked for this draft, so all of it is worth showing."""
        if self._session.loaded:
            self._asked |= {name for name, one in draft.proposals.items() if one.claims or one.growing}
            self._session.propose(draft)
            self.ticket.drafting.show_field(next((one.field for one in draft.proposals.values() if one.growing), ""))
            self._show_draft()

    @property
    def _rows(self) -> tuple[FactRow, ...]:
        """The facts as the list shows them."""
        loaded = self._session.loaded
        return fact_rows(self._session.facts.items, self._session.dismissed, loaded.change) if loaded else ()

    def _show_cited(self, wanted: str) -> None:
        """Show what a sentence of the ticket stands on; the caret takes nobody away from the history."""
        if self.side.page is self.history:
            self._to_dismiss = ""
            self._read_evidence(wanted)
        else:
            self.show_evidence(wanted)

    def _read_history(self) -> "History | None":
        return self._session.writing.history if self._session.ticket else None

    def _restore_text(self, then: "Ticket", field: str) -> None:
        self._keep(self.undoing.restore(then, field))
        self.said.emit(f"Put back as it was then; {_undo_key()} takes it back.")

    def _open(self, fact: str) -> None:
        self.show_evidence(fact)
        self.focus_evidence()

    def _show_use(self, use: Use) -> None:
        self.ticket.select_sentence(use.field, use.claim)

    def _show_changed(self) -> None:
        self._show_draft()
        self.written.emit()
        self.acted.emit()

    def _show_dismissed(self, fact: str) -> None:
        """Show which facts count now, the one that just changed or that which follows it in the list."""
        self.change.facts.refresh(self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self._show_draft()
        self.change.facts.setFocus()
        self.show_evidence(self.change.facts.current or fact)
        self.material_changed.emit()

    def _refresh(self, field: str) -> None:
        self.ticket.refresh_entry(field, self._session.entry(field))

    def _show_draft(self) -> None:
        if draft := self._session.draft:
            self.ticket.show_heavy(self._session.known.heavy)
            if self._session.ticket:
                self.ticket.show_claims(self._session.ticket.entries)
            found = {name: self._session.proposal(name, asked=name in self._asked) for name in draft.proposals}
            values = self._session.left()
            found |= {name: one.whole for name, one in values.items() if name not in self.ticket.fields}
            self.show_left()
            self.ticket.show_draft(draft, {name: one for name, one in found.items() if one})

    def _show_read(self, read: Shown | ShownFact | ShownFile) -> None:
        if isinstance(read, ShownFile):
            self.evidence.show_file(read.file.path, read.hunks)
        elif isinstance(read, ShownFact):
            self._show_fact(read)
        else:
            uses = self._session.uses(read.evidence.id)
            self.evidence.show_evidence(read.evidence, read.hunk, read.path, read.others, uses)

    def _show_fact(self, read: ShownFact) -> None:
        fact_id = read.fact.id
        self.evidence.show_fact(read, self._session.dismissed.get(fact_id, ""), self._session.uses(fact_id))
        self.change.facts.mark(fact_id)
        if fact_id == self._to_dismiss:
            self._to_dismiss = ""
            self.evidence.ask_why_dismissed()

    def _show_unread(self, error: Exception) -> None:
        self.evidence.show_message(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _keep(self, saved: "Future[None]") -> None:
        """Whether it is on the disk is told by the journal, in whatever order (`SavingWatch`)."""
        if not saved.done():
            self.written.emit()
        self.acted.emit()


def _undo_key() -> str:
    return QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
