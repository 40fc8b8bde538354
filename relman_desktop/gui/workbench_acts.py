"""What the person does in one part of the workbench, given to the session and shown in the others."""

from typing import TYPE_CHECKING

from ..checks.finding import Finding
from ..drafting.taking import Taken
from ..fields import BY_NAME
from ..risk.telling import OVERRIDE
from ..ticket import Claim, Ticket
from ..wording import joined
from .library_words import of_ticket as _named
from .session_undo import undo_key
from .workbench_shown import WorkbenchShown

if TYPE_CHECKING:
    from collections.abc import Sequence


class WorkbenchActs(WorkbenchShown):
    """The acts on the ticket, each kept at once."""

    def copy(self, field: str, paste: str) -> None:
        """Put a field, or the whole ticket for "", on the clipboard. `paste`: for where, "" for the last one."""
        self.copying.copy(field, paste)

    def copy_from(self, ticket: Ticket, fields: "Sequence[str]") -> None:
        """Put texts of another ticket into this one, as one undo step."""
        self._keep(self._session.copy_from(ticket, fields))
        for field in fields:
            self.ticket.put_entry(field, self._session.entry(field))
        self.proposing.show()
        self.acted.emit()
        labels = joined([BY_NAME[field].label for field in fields])
        self.said.emit(f"{labels}: taken from {_named(ticket)}. {undo_key()} takes it back.")

    def _copy_field(self, ticket: Ticket, field: str) -> None:
        self.copy_from(ticket, (field,))

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

    def _take_text(self, field: str, text: str) -> None:
        """Put what stands in a change system into the ticket, as one step of undo."""
        self._session.rest()
        self._edit(field, text)
        self._session.rest()
        self.ticket.put_entry(field, self._session.entry(field))
        self.said.emit(f"{BY_NAME[field].label}: taken from the change system. {undo_key()} takes it back.")

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

    def _restore_text(self, then: Ticket, field: str) -> None:
        self._keep(self.undoing.restore(then, field))
        self.said.emit(f"Put back as it was then; {undo_key()} takes it back.")

    def _take_back(self) -> None:
        """Put the ticket among the open ones again."""
        if ticket := self._session.ticket:
            self._keep(self._session.file(ticket.id, ""))
            if self.ticket.shelf.back.hasFocus():  # the next press of the key is not for what stands below it
                self.change.facts.setFocus()
            self.show_shelf()

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

    def _keep_half(self, question: str, text: str) -> None:
        self._keep(self._session.half_answer(question, text))
        self.risk.show_half(question, text)
        self.interview.tab.show_half(question, text)

    def _type_in_tab(self, question: str, text: str) -> None:
        self._keep(self._session.half_answer(question, text))
        self.ticket.questions.show_half(question, text)

    def _choose_level(self, level: str) -> None:
        """Put another level of risk on the ticket than the computed one."""
        self._keep(self._session.edit("risk", level))
        self.ticket.put_entry("risk", self._session.entry("risk"))

    def _choose_schedule(self, schedule: str) -> None:
        """Put a time on the ticket that was suggested."""
        self._edit("schedule", schedule)
        self.ticket.put_entry("schedule", self._session.entry("schedule"))

    def _take_computed_level(self) -> None:
        self._keep(self._session.take_computed_level())
        if draft := self._session.draft:
            history = self._session.writing.history
            self.ticket.questions.put(self._session.writing.ticket.answers, history.half, (OVERRIDE,), draft)
        self.proposing.show()
        self.material_changed.emit()
