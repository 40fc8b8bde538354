"""What is said of the time of a deployment: values that the window, the command line and the ticket read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Literal, get_args

Severity = Literal["block", "warn", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the gravest first
PartName = Literal["deployment", "validation", "rollback"]
PARTS: tuple[PartName, ...] = get_args(PartName)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know of the schedule."""

    kind: str  # "freeze", "outside_windows", "weekend", "overlap", ...
    severity: Severity
    text: str  # one sentence with its full stop
    evidence: tuple[str, ...] = ()
    ticket: str = ""  # the id in the library of another ticket that it is about


@dataclass(frozen=True, slots=True)
class Part:
    """How long one part of the deployment takes, as far as that is written somewhere: nothing is estimated."""

    name: PartName
    minutes: int  # that are known
    timed: int  # steps that say how long they take, or of which the profile says it
    untimed: int  # steps of which nobody does
    watching: int = 0  # of the minutes, those in which something is watched
    evidence: tuple[str, ...] = ()  # entries of the profile that say it


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in which the deployment fits and nothing is against it."""

    start: datetime
    end: datetime
    text: str  # as the field says it
    name: str  # of the window
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A time of the calendar, as it is drawn."""

    kind: Literal["window", "freeze", "holiday"]
    start: datetime
    end: datetime
    name: str
    clipped: bool = False  # it is longer than that


@dataclass(frozen=True)
class Other:
    """Another ticket's schedule."""

    ticket: str  # its id in the library
    change_id: str
    title: str
    start: datetime
    end: datetime  # the same as `start` where no end is said
    shared: str = ""  # what it has in common with this one: "the same repository"; "" for nothing

    @cached_property
    def span(self) -> tuple[datetime, datetime]:
        """From when to when in UTC; a moment lasts for a second. Asked for again and again."""
        return in_utc(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Strip:
    """Some days of the team's calendar around the schedule, or from today on."""

    start: datetime  # a midnight in the team's time zone
    end: datetime
    bands: tuple[Band, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Timing:
    """The schedule and all that is said of it. `start` and `end` are None where the field does not say them."""

    said: str  # as the field says it
    start: datetime | None
    end: datetime | None
    zone: str  # of the team
    strip: Strip
    parts: tuple[Part, ...] = ()  # in the order in which they come
    remarks: tuple[Remark, ...] = ()  # the gravest first
    suggestions: tuple[Slot, ...] = ()  # the next first
    has_times: bool = False  # else the schedule says only days
    now: datetime | None = field(default=None, compare=False)

    @property
    def minutes(self) -> int | None:
        """What must fit: deploying, validating and, if need be, going back; None where nothing of it is known."""
        return sum(one.minutes for one in self.parts) if any(one.timed for one in self.parts) else None

    @property
    def untimed(self) -> int:
        """Steps of which nobody says how long they take."""
        return sum(one.untimed for one in self.parts)

    @property
    def severity(self) -> Severity | None:
        """The gravest of what is said; None for nothing."""
        return self.remarks[0].severity if self.remarks else None

    @property
    def against(self) -> str:
        """The gravest thing that speaks against the schedule, in a sentence; "" for nothing but notes."""
        return next((one.text for one in self.remarks if one.severity != "note"), "")

    def part(self, name: PartName) -> Part | None:
        return next((one for one in self.parts if one.name == name), None)


def in_utc(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """A span as a watch measures it; a moment lasts for a second, so that it meets what it lies in."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return start, max(end, start + timedelta(seconds=1))


def in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """The gravest first; those of the same severity stay as they are."""
    return tuple(sorted(remarks, key=lambda one: SEVERITIES.index(one.severity)))
