"""Reading what stands behind an evidence id beside the window's thread, and showing it in the evidence pane."""

from PySide6.QtCore import QObject, Signal

from ..errors import RelmanError
from ..session import Session
from .evidence_pane import EvidencePane
from .fact_list import FactList
from .jobs import Lane
from .reading import Shown, ShownFact, ShownFile, read_evidence
from .side_tabs import SideTabs
from .ticket_pane import TicketPane
from .work_quotes import quotes_of


class EvidenceReader(QObject):
    """Shows what was asked for last; the fact that is shown is marked in the list of facts."""

    failed = Signal(object)  # an error that nobody here can mend
    turned = Signal(str)  # to this evidence id, which is going to be shown
    fact_shown = Signal(str)  # its id

    def __init__(
        self, session: Session, ticket: TicketPane, facts: FactList, pane: EvidencePane, side: SideTabs
    ) -> None:
        super().__init__(pane)
        self._session, self._ticket, self._facts, self._pane, self._side = session, ticket, facts, pane, side
        self._lane = Lane("reader", self)
        self._read = ""  # the id that was asked for last

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._lane.busy

    def show(self, wanted: str) -> None:
        """Show what stands behind an evidence id, as soon as it is read."""
        self.turned.emit(wanted)
        self._side.offer_page(self._pane)
        self.read(wanted)

    def read(self, wanted: str) -> None:
        """Have it in the pane, whatever page is shown."""
        self._read = wanted
        book, cited = self._session.book, self._ticket.cited
        beside = cited if wanted in cited else ()
        self._lane.start(lambda cancel, _: read_evidence(book, wanted, beside, cancel), self._show, self._show_unread)

    def renew(self) -> None:
        """More is known of the work items: show it of the one that is shown; nobody is taken anywhere."""
        if self._read[:1] == "W" and not self._lane.busy:
            self.read(self._read)

    def go_to(self, wanted: str) -> None:
        """Show what stands behind an evidence id, and go there."""
        self.show(wanted)
        self.focus()

    def focus(self) -> None:
        """Go to the evidence, whatever the side pane shows."""
        self._side.show_page(self._pane, focus=True)

    def close(self) -> None:
        self._lane.close()

    def _show(self, read: Shown | ShownFact | ShownFile) -> None:
        if isinstance(read, ShownFile):
            self._pane.show_file(read.file.path, read.hunks)
        elif isinstance(read, ShownFact):
            self._show_fact(read)
        elif read.item:
            cited, uses = self._ticket.cited, self._session.uses(read.item.id)
            looked = sorted(uses, key=lambda use: use.claim.evidence != cited)  # the sentence that is looked at, first
            self._pane.show_work(read.item, read.others, uses, quotes_of(looked))
        else:
            uses = self._session.uses(read.evidence.id)
            self._pane.show_evidence(read.evidence, read.hunk, read.path, read.others, uses)

    def _show_fact(self, read: ShownFact) -> None:
        fact = read.fact.id
        self._pane.show_fact(read, self._session.dismissed.get(fact, ""), self._session.uses(fact))
        self._facts.mark(fact)
        self.fact_shown.emit(fact)

    def _show_unread(self, error: Exception) -> None:
        self._pane.show_message(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
