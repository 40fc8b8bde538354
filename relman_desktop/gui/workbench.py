"""The three panes of an open change, and the session behind them."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ..checks.finding import Finding
from ..drafting.taking import Taken
from ..fields import BY_NAME
from ..known import Use
from ..loaded import Loaded
from ..risk.telling import OVERRIDE
from ..risked import FIELDS as RISK_FIELDS
from ..session import Session
from ..ticket import Claim, Ticket
from ..wording import joined
from .advice_desk import AdviceDesk
from .change_panel import ChangePanel
from .check_desk import CheckDesk
from .check_place import go_to_words
from .chip_titles import give_titles
from .copy_desk import CopyDesk
from .dismissing import Dismissing
from .evidence_pane import EvidencePane
from .evidence_reader import EvidenceReader
from .export_desk import ExportDesk
from .fact_query import FactRow, fact_rows
from .history_tab import HistoryTab
from .interview_desk import InterviewDesk
from .library_words import of_ticket as _named
from .life_desk import LifeDesk
from .proposing import Proposing
from .risk_desk import RiskDesk
from .sent_tab import SentTab
from .session_undo import undo_key
from .side_tabs import SideTabs
from .similar_desk import SimilarDesk
from .team_desk import TeamDesk
from .ticket_pane import TicketPane
from .undoing import Undoing
from .walk_desk import WalkDesk
from .work_desk import WorkDesk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..store.history import History

_WIDTHS = (356, 528, 396)
_LEAST = (156, 392, 250)  # pixels in which all of each has room; together less than the 800 of a small screen


class Workbench(QSplitter):
    """Change, ticket and evidence side by side."""

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
        self._connect()

    def show_loaded(self, loaded: Loaded, ticket_id: str = "", *, or_newest: bool = False) -> None:
        """Make a loaded change the current one, with a ticket of it, as `Session.show` takes it."""
        self.proposing.leave()
        self._keep(self._session.show(loaded, ticket_id, or_newest=or_newest))
        self.change.show_change(loaded, self._rows)
        if self._session.ticket and self._session.draft:
            half = self._session.writing.history.half
            self.ticket.show_ticket(self._session.ticket, self._session.draft, half)
        self.ticket.show_dismissed(self._session.dismissed)
        self.show_shelf()
        self.similar.show_ticket()
        self.interview.show_ticket()
        self.risk.show_ticket()
        self.work.show_ticket()
        self.life.show_ticket()
        self.advice.show_ticket()
        self.checks.show_ticket()
        self.team.show_ticket()
        self.export.show_ticket()
        self.copying.show_ticket()
        self.walking.show_ticket()
        self._show_titles()
        self.proposing.show()
        if first := self.change.facts.first:
            self.reader.show(first)
        self.acted.emit()

    def show_moved(self, loaded: Loaded, saved: "Future[None]") -> None:
        """Show the change to which the ticket was brought; texts, caret and scroll stay."""
        self.proposing.forget()
        self._keep(saved)
        self.change.show_change(loaded, self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self.work.refresh()
        self.risk.show_ticket()
        self.checks.show_ticket()
        self.team.show_ticket()
        self.export.show_ticket()
        self._show_titles()
        self.proposing.show()
        if first := self.change.facts.first:
            self.reader.show(first)
        self.material_changed.emit()

    def show_shelf(self) -> None:
        """Say where the ticket stands in the library, if it is put away."""
        if self._session.ticket:
            self.ticket.show_shelf(self._session.writing.history.shelf)

    def copy_from(self, ticket: Ticket, fields: "Sequence[str]") -> None:
        """Put texts of another ticket into this one, as one undo step."""
        self._keep(self._session.copy_from(ticket, fields))
        for field in fields:
            self.ticket.put_entry(field, self._session.entry(field))
        self.proposing.show()
        self.acted.emit()
        labels = joined([BY_NAME[field].label for field in fields])
        self.said.emit(f"{labels}: taken from {_named(ticket)}. {undo_key()} takes it back.")

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

    def show_sent(self) -> None:
        """Go to what was sent to a model."""
        self.side.show_page(self.sent, focus=True)

    def show_questions(self) -> None:
        """Go to all questions about the change."""
        self.side.show_page(self.interview.tab, focus=True)

    def go_to_question(self, *, back: bool = False) -> None:
        """Go to the next open question, or to the one before: of the questionnaire while the person is there."""
        asked = self.risk.tab.questionnaire
        if self.side.page is self.risk.tab and (asked.is_worked_in and (following := asked.next_open(back=back))):
            self.risk.tab.go_to_question(following)
            return
        self.side.show_page(self.interview.tab)
        self.interview.tab.go_to_next(back=back)

    def show_risk(self) -> None:
        """Go to how risky the change is."""
        self.side.show_page(self.risk.tab, focus=True)

    def show_checks(self) -> None:
        """Go to what an approver would send back."""
        self.side.show_page(self.checks.tab, focus=True)

    def go_to_finding(self, *, back: bool = False) -> None:
        """Go to the words of the next finding, or of the one before."""
        following = self.checks.next(back=back)
        if following:
            self._go_to_finding(following)
        else:
            self.show_checks()

    def show_deployment(self) -> None:
        """Go to the deployment: its next open step."""
        self.side.show_page(self.life.tab)
        self.life.tab.go_to_next()

    def roll_back(self) -> None:
        """Ask for rolling back, if it is under way."""
        self.side.show_page(self.life.tab)
        self.life.roll_back()

    def show_team(self) -> None:
        """Go to what the ticket says about the team."""
        self.side.show_page(self.advice.tab, focus=True)

    def show_export(self, system: str = "") -> None:
        """Go to what the ticket becomes in a change system; in the one of this name, where one is given."""
        if system:
            self.export.choose(system)
        self.side.show_page(self.export.tab, focus=True)

    def look_there(self) -> None:
        """Go to the change system, and look whether the ticket is there."""
        self.show_export()
        self.export.look_by_action()

    def show_work(self, key: str = "") -> None:
        """Go to the work items; to one of them, where a key is given."""
        self.side.show_page(self.work.tab, focus=True)
        if key:
            self.work.choose(key)

    def add_work(self) -> None:
        """Go to the box in which work items are added."""
        self.side.show_page(self.work.tab)
        self.work.add()

    def add_work_files(self, paths: "Sequence[Path]") -> None:
        """Add what files hold as work items."""
        self.side.show_page(self.work.tab)
        self.work.giving.read_files(paths)

    def show_history(self, field: str | None = None) -> None:
        """Go to the history: of a field, of all for "", or as it was last shown."""
        self.side.show_page(self.history, focus=True)
        if field is not None:
            self.history.show_field(field)

    def focus_ticket(self) -> None:
        self.ticket.setFocus()

    def copy(self, field: str, paste: str) -> None:
        """Put a field, or the whole ticket for "", on the clipboard. `paste`: for where, "" for the last one."""
        self.copying.copy(field, paste)

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

    def _connect(self) -> None:
        self.change.evidence_wanted.connect(self.reader.show)
        self.change.facts.opened.connect(self.reader.go_to)
        self.evidence.evidence_wanted.connect(self.reader.show)
        self.evidence.use_chosen.connect(self._show_use)
        self.reader.failed.connect(self.failed)
        self.dismissing.changed.connect(self._show_dismissed)
        for part in (self.dismissing, self.proposing):
            part.kept.connect(self._keep)
            part.said.connect(self.said)
        self.ticket.evidence_wanted.connect(self.reader.show)
        self.ticket.evidence_passed.connect(self._follow_cited)
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
        self.copying.changed.connect(self.ticket.show_paste)
        self.acted.connect(self.walking.refresh)
        self.walking.failed.connect(self.failed)
        self.copying.said.connect(self.said)
        self.walking.said.connect(self.said)
        self.ticket.reviewing.said.connect(self.said)
        self.ticket.taken_back.connect(self._take_back)
        self.proposing.shown.connect(self.interview.refresh)
        self.proposing.shown.connect(self.ticket.details.check)
        self.ticket.details.inputs["schedule"].against = self.interview.against_schedule
        self.interview.tab.answered.connect(self._answer_in_tab)
        self.interview.tab.half_typed.connect(self._type_in_tab)
        self.interview.tab.evidence_wanted.connect(self.reader.show)
        self.interview.counted.connect(self._count_questions)
        self.interview.failed.connect(self.failed)
        self.interview.profile_changed.connect(self._know_profile)
        self.similar.found.connect(self._count_similar)
        self.similar.failed.connect(self.failed)
        self.similar.tab.put.connect(self._copy_field)
        self.side.page_shown.connect(self._show_page)
        self.undoing.said.connect(self.said)
        self.undoing.changed.connect(self._show_changed)
        self.undoing.fact_changed.connect(self._show_undone)
        self.undoing.material_changed.connect(self.material_changed)
        self.undoing.work_changed.connect(self._follow_work)
        self.work.kept.connect(self._keep)
        self.work.said.connect(self.said)
        self.work.failed.connect(self.failed)
        self.work.changed.connect(self._show_known)
        self.work.settled.connect(self.material_changed)
        self.work.counted.connect(self._count_work)
        self.work.tab.detail.evidence_wanted.connect(self.reader.show)
        self.work.tab.detail.use_chosen.connect(self._show_use)
        self.evidence.work_wanted.connect(self.show_work)
        self.life.kept.connect(self._keep)
        self.life.said.connect(self.said)
        self.life.failed.connect(self.failed)
        self.life.field_changed.connect(self._show_field)
        self.acted.connect(self.life.refresh)
        self.team.failed.connect(self.failed)
        self.team.read_wanted.connect(self.interview.read_profile)
        self.acted.connect(self.advice.refresh)
        self.material_changed.connect(self.advice.refresh)
        self.advice.failed.connect(self.failed)
        self.advice.tab.evidence_wanted.connect(self.reader.show)
        self.advice.tab.field_wanted.connect(lambda field: self.ticket.go_to(field, 0))
        self._connect_risk()
        self._connect_export()
        self._connect_checks()

    def _connect_export(self) -> None:
        export = self.export
        for changed in (self.acted, self.material_changed, self.proposing.shown):
            changed.connect(export.refresh)
        export.failed.connect(self.failed)
        export.said.connect(self.said)
        export.marked.connect(self._mark_export)
        export.tab.foot.checks_wanted.connect(self.show_checks)
        export.text_taken.connect(self._take_text)
        for part in (export.tab.fields, export.tab.foot):
            part.field_wanted.connect(lambda field: self.ticket.go_to(field, 0))

    def _connect_checks(self) -> None:
        checks = self.checks
        for changed in (self.acted, self.material_changed, self.proposing.shown, self.risk.known):
            changed.connect(checks.refresh)
        checks.failed.connect(self.failed)
        checks.counted.connect(self._count_blocking)
        checks.tab.go_wanted.connect(self._go_to_finding)
        checks.tab.mend_wanted.connect(self._mend)
        checks.tab.evidence_wanted.connect(self.reader.show)

    def _connect_risk(self) -> None:
        risk = self.risk
        for changed in (self.acted, self.material_changed, self.proposing.shown):
            changed.connect(risk.refresh)
        risk.failed.connect(self.failed)
        risk.kept.connect(self._keep_computed)
        risk.known.connect(self.proposing.show)
        self.proposing.shown.connect(self._show_computed)
        risk.tab.evidence_wanted.connect(self.reader.show)
        risk.tab.questionnaire.answered.connect(self._answer_questionnaire)
        risk.tab.questionnaire.half_typed.connect(self._type_in_tab)
        risk.tab.timing.schedule_wanted.connect(self._choose_schedule)
        risk.tab.override.level_chosen.connect(self._choose_level)
        risk.tab.override.computed_wanted.connect(self._take_computed_level)
        risk.tab.override.answered.connect(self._answer_beside)
        risk.tab.override.half_typed.connect(self._type_in_tab)
        self.ticket.details.inputs["risk"].against = risk.against_level

    def _edit(self, field: str, text: str) -> None:
        self._keep(self._session.edit(field, text))
        self._refresh(field)
        if not BY_NAME[field].written:
            self.interview.follow_values()

    def _accept(self, taken: tuple[Taken, ...]) -> None:
        self._keep(self._session.accept_claims(*taken))
        for one in taken:
            self._refresh(one.field)
        self.proposing.show_left()
        self.interview.follow_values()

    def _confirm(self, field: str, claim: Claim) -> None:
        self._keep(self._session.confirm(field, claim))
        self._refresh(field)
        self.proposing.show()

    def _answer(self, question: str, answer: str) -> None:
        self._keep(self._session.answer(question, answer))
        for field in self._session.fill_empty(question):
            self.ticket.put_entry(field, self._session.entry(field))
        self.proposing.show()
        self.material_changed.emit()
        self.acted.emit()

    def _answer_in_tab(self, question: str, answer: str) -> None:
        """Take an answer that was given in the tab, and go on with the next open question there."""
        following = self.interview.tab.next_after(question)
        self._answer_beside(question, answer)
        if answer and following:
            self.interview.tab.go_to(following)

    def _answer_questionnaire(self, question: str, answer: str) -> None:
        """Take an answer to a question of the risk, and go on with the next one that is open there."""
        following = self.risk.tab.questionnaire.next_after(question)
        self._answer_beside(question, answer)
        self.risk.tab.go_to_question(following if answer and following else question)

    def _answer_beside(self, question: str, answer: str) -> None:
        """Take an answer that was given beside the ticket, which shows it too."""
        self._answer(question, answer)
        if draft := self._session.draft:
            history = self._session.writing.history
            self.ticket.questions.put(self._session.writing.ticket.answers, history.half, (question,), draft)

    def _choose_level(self, level: str) -> None:
        """Put another level of risk on the ticket than the computed one."""
        self._keep(self._session.edit("risk", level))
        self.ticket.put_entry("risk", self._session.entry("risk"))

    def _choose_schedule(self, schedule: str) -> None:
        """Put a time on the ticket that was suggested."""
        self._edit("schedule", schedule)
        self.ticket.put_entry("schedule", self._session.entry("schedule"))

    def _take_text(self, field: str, text: str) -> None:
        """Put what stands in a change system into the ticket, as one step of undo."""
        self._session.rest()
        self._edit(field, text)
        self._session.rest()
        self.ticket.put_entry(field, self._session.entry(field))
        self.said.emit(f"{BY_NAME[field].label}: taken from the change system. {undo_key()} takes it back.")

    def _mark_export(self, sentence: str) -> None:
        """Say by a small mark that what is in the change system is older than the ticket."""
        self.side.mark(self.export.tab, sentence)

    def _take_computed_level(self) -> None:
        self._keep(self._session.take_computed_level())
        if draft := self._session.draft:
            history = self._session.writing.history
            self.ticket.questions.put(self._session.writing.ticket.answers, history.half, (OVERRIDE,), draft)
        self.proposing.show()
        self.material_changed.emit()

    def _show_field(self, field: str) -> None:
        """Show what a field holds that was changed beside it."""
        self.ticket.put_entry(field, self._session.entry(field))
        self.interview.follow_values()

    def _keep_computed(self, saved: "Future[None]") -> None:
        """The risk was worked out, which nobody did: what was said of the person's last act stays."""
        if not saved.done():
            self.written.emit()
        self.history.follow()
        self.advice.refresh()

    def _show_computed(self) -> None:
        """What is computed may have taken the place of what was: fields that the person left follow what is known."""
        for field in RISK_FIELDS if self._session.ticket else ():
            entry = self._session.entry(field)
            if entry.text != self.ticket.text(field):
                self.ticket.put_entry(field, entry)

    def _keep_half(self, question: str, text: str) -> None:
        self._keep(self._session.half_answer(question, text))
        self.risk.show_half(question, text)
        self.interview.tab.show_half(question, text)

    def _type_in_tab(self, question: str, text: str) -> None:
        self._keep(self._session.half_answer(question, text))
        self.ticket.questions.show_half(question, text)

    def _know_profile(self) -> None:
        """The team's profile says something else now."""
        self.team.refresh()
        self.proposing.show()
        self.material_changed.emit()

    def _count_questions(self, number: int) -> None:
        self.side.count(self.interview.tab, number)

    def _count_blocking(self, number: int) -> None:
        self.side.count(self.checks.tab, number)

    def _go_to_finding(self, finding: Finding) -> None:
        self.checks.went_to(finding)
        go_to_words(self.ticket, finding)
        self.said.emit(finding.text)

    def _mend(self, finding: Finding) -> None:
        """Put a finding right, as one step; where the person is they stay."""
        if not finding.mend:
            return
        self._keep(self._session.mend(finding.mend))
        for field in finding.mend.texts:
            self.ticket.put_entry(field, self._session.entry(field))
        self.proposing.show()
        self.interview.follow_values()
        self.said.emit(f"{finding.mend.label}: done. {undo_key()} takes it back.")

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
            if self.ticket.shelf.back.hasFocus():  # the next press of the key is not for what stands below it
                self.change.facts.setFocus()
            self.show_shelf()

    @property
    def _rows(self) -> tuple[FactRow, ...]:
        """The facts as the list shows them."""
        loaded = self._session.loaded
        return fact_rows(self._session.facts.items, self._session.dismissed, loaded.change) if loaded else ()

    def _follow_cited(self, wanted: str) -> None:
        """Have the evidence say what a sentence stands on; the caret takes nobody away from another tab."""
        if self.side.page is self.evidence:
            self.reader.show(wanted)
        else:
            self.dismissing.forget()
            self.reader.read(wanted)

    def _read_history(self) -> "History | None":
        return self._session.writing.history if self._session.ticket else None

    def _restore_text(self, then: Ticket, field: str) -> None:
        self._keep(self.undoing.restore(then, field))
        self.said.emit(f"Put back as it was then; {undo_key()} takes it back.")

    def _show_use(self, use: Use) -> None:
        self.ticket.select_sentence(use.field, use.claim)

    def _show_changed(self) -> None:
        self.proposing.show()
        self.written.emit()
        self.acted.emit()

    def _show_dismissed(self, fact: str) -> None:
        """Show which facts count now, the one that just changed or that which follows it in the list."""
        self._show_facts()
        self.change.facts.setFocus()
        self.reader.show(self.change.facts.current or fact)
        self.material_changed.emit()

    def _show_undone(self, fact: str) -> None:
        """Go to a fact that undo changed; the person who is in the history stays there."""
        if self.side.page is not self.history:
            self._show_dismissed(fact)
            return
        self._show_facts()
        self.reader.read(self.change.facts.current or fact)
        self.material_changed.emit()

    def _show_facts(self) -> None:
        self.change.facts.refresh(self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self.proposing.show()

    def _count_work(self, number: int) -> None:
        self.side.count(self.work.tab, number)

    def _follow_work(self) -> None:
        """Undo gave work items back, or took them away."""
        self.work.refresh()
        self._show_known()
        self.material_changed.emit()

    def _show_known(self) -> None:
        """More is known of the work items: facts and proposals may be others; where the person is they stay."""
        if self._session.loaded:
            self.change.show_work(self._session.material.work)
            if self._rows != self.change.facts.rows:
                self.change.show_facts(self._rows)
            self._show_titles()
            self.reader.renew()
            self.proposing.show()

    def _show_titles(self) -> None:
        give_titles(self, self.work.titles)

    def _refresh(self, field: str) -> None:
        self.ticket.refresh_entry(field, self._session.entry(field))

    def _keep(self, saved: "Future[None]") -> None:
        """Whether it is on the disk is told by the journal, in whatever order (`SavingWatch`)."""
        if not saved.done():
            self.written.emit()
        self.acted.emit()
