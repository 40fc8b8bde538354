"""The values of the interview: a question with how it stands, and what may be offered as its answer."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """By what a question is answered."""

    EVIDENCE = "evidence"
    TEAM = "team"
    PERSON = "person"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible answer. Nothing takes it but the person."""

    text: str
    evidence: tuple[str, ...] = ()  # on which it rests
    origin: str = ""  # where it is from, for a person: "business goal until 2027-03-31", "CHG-2026-0012, 24 Nov 2026"
    kind: str = ""  # what it is in a word or two: "sprint goal", "PAY-12"; "" for one of the few values of a field
    is_aside: bool = False  # an earlier answer that was about another change


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a change, and how it stands with it."""

    field: str
    question: str
    state: State
    evidence: tuple[str, ...]  # what answers it; () for an open one
    answer: str  # the person's; "" where there is none
    why: str  # what is missing, in a sentence
    worth: int  # what its answer would add, from 0 to 100; 0 unless it is open, and where the change does not need it
    suggestions: tuple[Suggestion, ...] = ()
    several: bool = False  # an answer may have several, a line each
    keeps: bool = False  # its answer may become an entry of the team's profile, and is none yet
    against: str = ""  # what the team's profile says against the answer, in a sentence
    held: str = ""  # the short value that the person put into the field, and nothing else knows
    id: str = ""  # "Q3" as `Draft.questions` has it; "" for one that evidence or profile answers

    @property
    def is_needed(self) -> bool:
        """Whether it is open and its answer would add something to the ticket of this change."""
        return self.state is State.OPEN and self.worth > 0

    @property
    def is_needless(self) -> bool:
        """Whether it is open, and this change does not need it."""
        return self.state is State.OPEN and not self.worth
