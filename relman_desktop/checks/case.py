"""What is checked: the ticket, the moment, and what is known of its change. Everything is worked out before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from ..advice.steps import Step, steps_of
from ..drafting.interview import Asked
from ..drafting.moving import Left
from ..drafting.proposal import Draft, Material
from ..drafting.quiet import is_quiet
from ..fields import FIELDS, WRITTEN
from ..risk import Assessment
from ..risk.telling import OVERRIDE
from ..risk.timing import Timing
from ..sources.profile.profile import Profile
from ..ticket import Claim, Span, Ticket
from .table import words

_NONE: Mapping[str, str] = MappingProxyType({})
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 6_000  # characters of a field by which its language is told
_LEVELS = ("high", "critical")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a field of the chosen change system takes, where a longer text has no other place there."""

    field: str  # a name of `fields.FIELDS`
    most: int  # characters
    where: str  # for a person: "“Short description” of ServiceNow"


def unchecked(ticket: Ticket) -> str:
    """Why nobody approves a ticket any more, so that hardly anything is looked for, a sentence; "" where one does."""
    state = " ".join(ticket.entry("state").text.split())
    if state.casefold() in words().over:
        return f"Not checked any more for an approver: the state is “{state}”."
    return "Not checked any more for an approver: there is an outcome." if ticket.entry("outcome").text.strip() else ""


@dataclass(frozen=True)
class Case:
    """A ticket to check. Nothing in it is read from a disk: checking takes milliseconds."""

    ticket: Ticket
    now: datetime  # with its zone
    material: Material  # of the change as it is known now, without the facts that were dismissed
    is_known: bool = True  # whether the change was read; else the material holds no more than the profile
    is_settled: bool = True  # whether the risk was worked out, or will not be: else its fields are filled in a moment
    template: Draft | None = None  # what the template drafts, for mending
    timing: Timing | None = None
    assessment: Assessment | None = None
    left: Mapping[str, Left] = field(default_factory=dict)  # what is left to decide since the code moved on
    moved: str = ""  # how the code moved on since the ticket was written: "3 new commits"; "" where it did not
    dismissed: Mapping[str, str] = field(default_factory=lambda: _NONE)  # why facts do not count, by their ids
    asked: tuple[Asked, ...] = ()  # the questions about the change
    limits: tuple[Limit, ...] = ()  # of the change system that the ticket goes to
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # of what two checks work out

    @property
    def profile(self) -> Profile:
        return self.material.profile

    @property
    def in_review(self) -> frozenset[str]:
        """The ids of the profile's entries that stand in a file which the change alters itself."""
        return self.material.in_review if self.is_known else frozenset()

    def text(self, name: str) -> str:
        return self.ticket.entry(name).text

    def value(self, name: str) -> str:
        """A short value, with blanks as one writes them."""
        return " ".join(self.text(name).split())

    @cached_property
    def steps(self) -> Mapping[str, tuple[Step, ...]]:
        """The steps of the three fields that have some."""
        return {name: steps_of(self.text(name)) for name in ("deployment", "rollback", "validation")}

    @cached_property
    def spans(self) -> Mapping[str, tuple[Span, ...]]:
        """Where our sentences stand, by field."""
        return {one.name: self.ticket.entry(one.name).spans for one in FIELDS if self.text(one.name)}

    @property
    def is_running(self) -> bool:
        """Whether something changes that runs; where the change is not known it is taken to."""
        return not self.is_known or not is_quiet(self.material.change)

    @cached_property
    def is_english(self) -> bool:
        """Whether the ticket is in English, as far as one can tell: of few words one cannot."""
        told = " ".join(self.text(field.name)[:_LONGEST] for field in WRITTEN).casefold()
        said = _WORD.findall(told)
        common = sum(one in words().english for one in said)
        return len(said) < words().least_words or common >= words().share * len(said)

    @property
    def is_over(self) -> bool:
        """Whether nobody approves the ticket any more."""
        return bool(self.unchecked)

    @property
    def unchecked(self) -> str:
        """Why what an approver asks is not asked any more, a sentence; "" where it is."""
        return unchecked(self.ticket)

    @property
    def level(self) -> str:
        """The level of the risk: as the ticket says, else as it is computed; "" where neither is known."""
        said = self.value("risk").casefold()
        return said or (self.assessment.level if self.assessment else "")

    @property
    def is_severe(self) -> bool:
        return self.level in _LEVELS

    @property
    def has_reason(self) -> bool:
        """Whether the person said why the level is another than the computed one."""
        return bool(self.ticket.answers.get(OVERRIDE, "").strip())

    def drafted(self, name: str) -> tuple[Claim, ...]:
        """What the template drafts for a field."""
        proposal = self.template.proposals.get(name) if self.template else None
        return proposal.usable if proposal else ()

    def has(self, need: str) -> bool:
        """Whether what a check needs is known."""
        return {
            "change": self.is_known,
            "running": self.is_running,
            "english": self.is_english,
            "assessment": self.assessment is not None,
            "settled": self.is_settled,
        }[need]
