"""Where one can go in the workbench: to a page, to a question, to the words of a finding."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..checks.finding import Finding
from ..known import Use
from .check_place import go_to_words
from .workbench_parts import WorkbenchParts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class WorkbenchPlaces(WorkbenchParts):
    """Goes to places; nothing of the ticket changes."""

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

    def _go_to_finding(self, finding: Finding) -> None:
        self.checks.went_to(finding)
        go_to_words(self.ticket, finding)
        self.said.emit(finding.text)

    def _show_page(self, page: QWidget) -> None:
        if page is self.similar.tab:
            self.similar.refresh()

    def _follow_cited(self, wanted: str) -> None:
        """Have the evidence say what a sentence stands on; the caret takes nobody away from another tab."""
        if self.side.page is self.evidence:
            self.reader.show(wanted)
        else:
            self.dismissing.forget()
            self.reader.read(wanted)

    def _show_use(self, use: Use) -> None:
        self.ticket.select_sentence(use.field, use.claim)

    def _mark_export(self, sentence: str) -> None:
        """Say by a small mark that what is in the change system is older than the ticket."""
        self.side.mark(self.export.tab, sentence)

    def _count_questions(self, number: int) -> None:
        self.side.count(self.interview.tab, number)

    def _count_blocking(self, number: int) -> None:
        self.side.count(self.checks.tab, number)

    def _count_similar(self, number: int) -> None:
        self.side.count(self.similar.tab, number)

    def _count_work(self, number: int) -> None:
        self.side.count(self.work.tab, number)
