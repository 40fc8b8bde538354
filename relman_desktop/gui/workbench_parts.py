"""What the workbench is made of: the three panes, the pages at the side, and who works behind each."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ..session import Session
from .advice_desk import AdviceDesk
from .change_panel import ChangePanel
from .check_desk import CheckDesk
from .copy_desk import CopyDesk
from .dismissing import Dismissing
from .evidence_pane import EvidencePane
from .evidence_reader import EvidenceReader
from .export_desk import ExportDesk
from .fact_query import FactRow, fact_rows
from .history_tab import HistoryTab
from .interview_desk import InterviewDesk
from .life_desk import LifeDesk
from .proposing import Proposing
from .risk_desk import RiskDesk
from .sent_tab import SentTab
from .side_tabs import SideTabs
from .similar_desk import SimilarDesk
from .team_desk import TeamDesk
from .ticket_pane import TicketPane
from .undoing import Undoing
from .walk_desk import WalkDesk
from .work_desk import WorkDesk

if TYPE_CHECKING:
    from ..store.history import History


_WIDTHS = (356, 528, 396)
_LEAST = (156, 392, 250)  # pixels in which all of each has room; together less than the 800 of a small screen


class WorkbenchParts(QSplitter):
    """The parts, of which none knows another."""

    failed = Signal(object)  # an error that nobody here can mend
    said = Signal(str)  # a short word on what was done, for the status line
    redraft_wanted = Signal(str)  # a field
    material_changed = Signal()  # what a drafter may use is another
    acted = Signal()  # something was done to the ticket, or another one is shown
    written = Signal()  # something was given to the journal

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self.change = ChangePanel()
        self.ticket = TicketPane()
        self.evidence = EvidencePane()
        self.sent = SentTab()
        self.side = SideTabs()
        self.similar = SimilarDesk(session, self)
        self.interview = InterviewDesk(session, self)
        self.risk = RiskDesk(session, self)
        self.work = WorkDesk(session, self)
        self.advice = AdviceDesk(session, self)
        self.export = ExportDesk(session, self)
        self.copying = CopyDesk(session, self)
        self.walking = WalkDesk(session, self)
        self.checks = CheckDesk(session, self)
        self.team = TeamDesk(session, self.change.remarks, self)
        self.life = LifeDesk(session, self)
        self.history = HistoryTab(self._read_history, session.fact_id)
        for name, page in (
            ("Evidence", self.evidence),
            ("Questions", self.interview.tab),
            ("Risk", self.risk.tab),
            ("Checks", self.checks.tab),
            ("Export", self.export.tab),
            ("Deployment", self.life.tab),
            ("Work items", self.work.tab),
            ("Similar", self.similar.tab),
            ("History", self.history),
            ("Sent", self.sent),
            ("Team", self.advice.tab),
        ):
            self.side.add_page(name, page)
        self.undoing = Undoing(session, self.ticket, self)
        self.proposing = Proposing(session, self.ticket, self)
        self.reader = EvidenceReader(session, self.ticket, self.change.facts, self.evidence, self.side)
        self.dismissing = Dismissing(session, self.change.facts, self.evidence, self.reader, self.side)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for pane, stretch, least in zip((self.change, self.ticket, self.side), (2, 5, 3), _LEAST, strict=True):
            pane.setMinimumWidth(least)  # or the widths would follow what is shown
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes(list(_WIDTHS))

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be looked at, and nothing of the ticket be changed; or let it be changed again."""
        self.ticket.set_read_only(read_only)
        self.evidence.card.set_read_only(read_only)
        self.history.set_read_only(read_only)
        self.interview.tab.set_read_only(read_only)
        self.risk.tab.set_read_only(read_only)
        self.checks.tab.set_read_only(read_only)
        self.work.set_read_only(read_only)
        self.export.set_read_only(read_only)
        self.life.tab.set_read_only(read_only)

    def close_reader(self) -> None:
        self.reader.close()
        self.similar.close()
        self.interview.close()
        self.risk.close()
        self.history.close_lane()
        self.advice.close()
        self.checks.close()
        self.team.close()
        self.work.close()
        self.export.close()
        self.walking.close()
        self.life.close()

    @property
    def _rows(self) -> tuple[FactRow, ...]:
        """The facts as the list shows them."""
        loaded = self._session.loaded
        return fact_rows(self._session.facts.items, self._session.dismissed, loaded.change) if loaded else ()

    def _read_history(self) -> "History | None":
        return self._session.writing.history if self._session.ticket else None

    def _refresh(self, field: str) -> None:
        self.ticket.refresh_entry(field, self._session.entry(field))

    def _keep(self, saved: "Future[None]") -> None:
        """Whether it is on the disk is told by the journal, in whatever order (`SavingWatch`)."""
        if not saved.done():
            self.written.emit()
        self.acted.emit()
