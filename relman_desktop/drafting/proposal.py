"""What a drafter gives: proposals for fields, and questions that the evidence does not answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..facts.book import EvidenceBook, Facts
from ..sources.change import Change
from ..sources.evidence import Evidence, Trust
from ..sources.work.item import WorkItem
from ..ticket import Claim, text_of


@dataclass(frozen=True, slots=True)
class Question:
    """A distillation question that the evidence does not answer; its answer becomes evidence."""

    id: str  # "Q1"
    field: str
    question: str
    why: str  # what is missing, in a sentence


@dataclass(frozen=True, slots=True)
class Proposal:
    """The claims drafted for one field. It stands beside the field until somebody accepts it."""

    field: str
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        return text_of(self.claims)


@dataclass(frozen=True)
class Material:
    """All that a drafter may use. `answers` are by the question's text."""

    change: Change
    facts: Facts
    work: tuple[WorkItem, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    change_id: str = ""  # given by the team's pattern; "" where it is not known

    @property
    def book(self) -> EvidenceBook:
        return EvidenceBook(self.change, self.facts, self.work, answers_as_evidence(self.answers))


@dataclass(frozen=True)
class Draft:
    """A drafted ticket: a proposal for each field (perhaps an empty one), and what the evidence leaves to ask."""

    proposals: Mapping[str, Proposal]
    questions: tuple[Question, ...]
    answers: Mapping[str, str] = field(default_factory=dict)  # that it was drafted with, by the question's text

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.question not in self.answers)


def answers_as_evidence(answers: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The person's answers as evidence `A1`, `A2`, ..., in the order in which they were given."""
    return tuple(
        Evidence(f"A{number}", "answer", question, answer, Trust.USER)
        for number, (question, answer) in enumerate(answers.items(), 1)
    )
