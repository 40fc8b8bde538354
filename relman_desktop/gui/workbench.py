"""The three panes of an open change, and the session behind them."""

from concurrent.futures import Future

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from ..drafting.proposal import Proposal
from ..errors import RelmanError
from ..session import Loaded, Session
from .change_panel import ChangePanel
from .evidence_pane import EvidencePane
from .jobs import Lane
from .reading import Shown, ShownFile, read_evidence
from .ticket_pane import TicketPane

_WIDTHS = (300, 570, 410)


class Workbench(QSplitter):
    """Change, ticket and evidence side by side."""

    failed = Signal(object)  # an error that nobody here can mend
    said = Signal(str)  # a short word on what was done, for the status line
    _saved = Signal(object)  # the error, or None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._asked: set[str] = set()  # the fields whose draft the person asked to see
        self.reader = Lane("reader", self)
        self.change = ChangePanel()
        self.ticket = TicketPane()
        self.evidence = EvidencePane()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for pane, stretch in ((self.change, 2), (self.ticket, 5), (self.evidence, 3)):
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes(list(_WIDTHS))
        self._connect()

    def show_loaded(self, loaded: Loaded) -> None:
        """Make a loaded change the current one."""
        self.ticket.commit()  # an answer that is half typed belongs to the ticket before
        self._asked.clear()
        self._keep(self._session.show(loaded))
        self.change.show_change(loaded)
        if self._session.ticket and self._session.draft:
            self.ticket.show_ticket(self._session.ticket, self._session.draft)
        self._show_draft()
        first = next(iter(loaded.facts.items), None)
        if first:
            self.show_evidence(first.id)

    def show_evidence(self, wanted: str) -> None:
        """Show what stands behind an evidence id, as soon as it is read."""
        book, cited = self._session.book, self.ticket.cited
        beside = cited if wanted in cited else ()
        self.reader.start(
            lambda cancel, _: read_evidence(book, wanted, beside, cancel), self._show_read, self._show_unread
        )

    def redraft(self, field: str) -> None:
        """Draft anew; proposals show beside the fields that they differ from ("" for all fields)."""
        fields = {field} if field else set(self._session.redraft().proposals)
        self._asked |= fields
        self._show_draft()
        if not any(self._session.proposal(name, asked=True) for name in fields):
            self.said.emit("The draft is as it was: nothing new is known.")

    def copy(self, field: str, format_name: str) -> None:
        """Put a field, or the whole ticket for "", on the clipboard."""
        QGuiApplication.clipboard().setText(self._session.text(format_name, field or None))
        self.said.emit("Copied.")

    def close_reader(self) -> None:
        self.reader.close()

    def _connect(self) -> None:
        self.change.evidence_wanted.connect(self.show_evidence)
        self.evidence.evidence_wanted.connect(self.show_evidence)
        self.ticket.evidence_wanted.connect(self.show_evidence)
        self.ticket.edited.connect(self._edit)
        self.ticket.accepted.connect(self._accept)
        self.ticket.answered.connect(self._answer)
        self.ticket.redraft_wanted.connect(self.redraft)
        self.ticket.copy_wanted.connect(self.copy)
        self._saved.connect(self._show_saved, Qt.ConnectionType.QueuedConnection)

    def _edit(self, field: str, text: str) -> None:
        self._keep(self._session.edit(field, text))
        self._refresh(field)

    def _accept(self, proposal: Proposal) -> None:
        self._asked.discard(proposal.field)
        self._keep(self._session.accept(proposal))
        self._refresh(proposal.field)

    def _answer(self, question: str, answer: str) -> None:
        self._keep(self._session.answer(question, answer))
        for field in self._session.fill_empty(question):
            self.ticket.fill_entry(field, self._session.entry(field))
        self._show_draft()

    def _refresh(self, field: str) -> None:
        self.ticket.refresh_entry(field, self._session.entry(field))

    def _show_draft(self) -> None:
        if draft := self._session.draft:
            found = {name: self._session.proposal(name, asked=name in self._asked) for name in draft.proposals}
            self.ticket.show_draft(draft, {name: one for name, one in found.items() if one})

    def _show_read(self, read: Shown | ShownFile) -> None:
        if isinstance(read, ShownFile):
            self.evidence.show_file(read.file.path, read.hunks)
        else:
            self.evidence.show_evidence(read.evidence, read.hunk, read.path, read.others)

    def _show_unread(self, error: Exception) -> None:
        self.evidence.show_message(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _keep(self, saved: "Future[None]") -> None:
        saved.add_done_callback(self._tell_saved)

    def _tell_saved(self, saved: "Future[None]") -> None:
        self._saved.emit(saved.exception())  # called on the store's thread

    def _show_saved(self, error: Exception | None) -> None:
        if error is None:
            self.ticket.set_saved(f"saved {QTime.currentTime().toString('HH:mm')}")
        else:
            self.ticket.set_saved("not saved", failed=True)
            self.failed.emit(error)
