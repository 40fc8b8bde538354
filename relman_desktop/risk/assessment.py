"""What comes of assessing a change: values that the window, the command line and the ticket read."""

from dataclasses import dataclass, field
from typing import Literal

from .axis import LEVELS, Axis, Level
from .scale import Scale, scale

__all__ = ["LEVELS", "Answered", "Assessment", "Axis", "CommitRisk", "Contribution", "FileRisk", "Level", "Lowering"]

Source = Literal["evidence", "person", "unanswered"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason of the score. All of them sum to the score exactly: points are whole numbers."""

    name: str  # of its row in a table of resources/risk: "lines_added"
    axis: Axis
    value: str  # what was found, in short: "1,240 lines", "not answered"
    points: int
    text: str  # one sentence with its full stop
    evidence: tuple[str, ...] = ()  # () where nothing of the change is behind it: a constant, what is not known
    learned: bool = False  # from commits that proved faulty, rather than judged


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the questionnaire, and how it stands."""

    id: str  # "unit_tests"; stable, for files of answers
    question: str  # the key of its answer in `Ticket.answers`
    answer: str  # "yes", "no", "partly", "not needed", or the person's words; "" for none
    source: Source
    axis: Axis
    points: int  # that it adds now
    most: int  # that it adds when the answer is no, or none
    text: str  # one sentence: what the answer rests on, or why it is asked
    evidence: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # what may be answered with one click
    best: str = "yes"  # the answer that adds least
    least: int = 0  # that it adds then
    action: str = ""  # what to do for it, as a command: "Run the unit tests"
    short: str = ""  # what it is about, in the middle of a sentence: "unit tests"


@dataclass(frozen=True, slots=True)
class CommitRisk:
    """One commit of the change."""

    id: str  # "C4"
    chance: float  # 0..1, that it proves faulty later
    contributions: tuple[
        Contribution, ...
    ]  # to its own points of likelihood, with a constant; sum as those of a change


@dataclass(frozen=True, slots=True)
class FileRisk:
    """One file of the change. `weight` is what it adds to the log-odds of its commits: comparable within a change."""

    id: str  # "F3"
    weight: float  # never negative
    impact: int  # points of impact of the facts about it
    text: str  # why, in a sentence; "" where nothing stands out


@dataclass(frozen=True, slots=True)
class Lowering:
    """What would lower the risk, computed by assessing the change as if it were so."""

    kind: str  # "split", "commit", "answer", "answers"
    text: str  # an action: "Split out the migration (F3)"
    before: int  # the score
    after: int
    level: Level  # then
    evidence: tuple[str, ...] = ()
    question: str = ""  # of the questionnaire, where answering it is the action
    likelihood: int = -1  # points of each axis then; -1 where nobody worked them out
    impact: int = -1


@dataclass(frozen=True, slots=True)
class SuggestedType:
    """The type of the change, with the reason."""

    type: Literal["standard", "normal", "emergency"]
    reason: str  # one sentence
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """All of it. `score` is the sum of the contributions' points, 0..100."""

    level: Level
    likelihood: int  # 1..5
    impact: int  # 1..5
    chance: float | None  # 0..1: that at least one commit proves faulty; None where nothing can be said
    contributions: tuple[Contribution, ...]
    questionnaire: tuple[Answered, ...] = ()
    commits: tuple[CommitRisk, ...] = ()  # the riskiest first
    files: tuple[FileRisk, ...] = ()  # the riskiest first
    suggested: SuggestedType = field(
        default_factory=lambda: SuggestedType("normal", "Nothing speaks for another type.")
    )
    notes: tuple[str, ...] = ()  # sentences: what could not be read, and what was assumed instead
    scale: Scale = field(default_factory=scale)  # that made a level of the points

    @property
    def score(self) -> int:
        return sum(one.points for one in self.contributions)

    def points(self, axis: Axis) -> int:
        """The points of one axis, 0..50."""
        return sum(one.points for one in self.contributions if one.axis is axis)

    @property
    def open_questions(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.questionnaire if one.source == "unanswered")
