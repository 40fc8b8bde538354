"""The life of a ticket, read from the ticket alone: where it is, what is done, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from itertools import pairwise

from ..fields import UNDER_WAY
from ..ticket import Ticket
from .attempts import Attempt, attempts
from .clock import minutes_between, moment
from .entries import PARTS, Mark, Part, Said, marks_in, said_in
from .steps import LifeStep, When, rest_of, steps_in
from .table import State, table
from .ticks import Ticked, ticked
from .triggers import Trigger, triggers_in


@dataclass(frozen=True)
class Life:
    """What is known of it. `zone`: of times in the schedule that name none."""

    ticket: Ticket
    zone: tzinfo = UTC

    @classmethod
    def of(cls, ticket: Ticket, zone: tzinfo = UTC) -> "Life":
        """The life of a ticket as it stands. Never raises, whatever was written into the ticket."""
        return cls(ticket, zone)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """All that was said, in its order; at its end the state that the field says, where nobody said when."""
        told = said_in(self.ticket)
        last = next((one.state for one in reversed(told) if one.kind == "state"), "")
        now = self.ticket.entry("state").text.strip()
        return (*told, Said("state", "", state=now)) if now and now != last else told

    @cached_property
    def states(self) -> tuple[Said, ...]:
        """The states that were reached, in their order."""
        return tuple(one for one in self.said if one.kind == "state")

    @property
    def state(self) -> State:
        """The present one."""
        return table().state(self.states[-1].state if self.states else "draft")

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        """The attempts to deploy it, the present one last."""
        return attempts(self.said)

    @property
    def attempt(self) -> Attempt:
        return self.attempts[-1]

    @cached_property
    def parts(self) -> dict[Part, tuple[Ticked, ...]]:
        """The steps of deploying, validating and rolling back, with what is known of them in this attempt."""
        return {part: found[0] for part, found in self._ticked.items()}

    @cached_property
    def gone(self) -> dict[Part, tuple[Mark, ...]]:
        """By field, the marks on steps that are not there any more."""
        return {part: found[1] for part, found in self._ticked.items()}

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """When to roll back."""
        return triggers_in(self.ticket)

    def rest(self, part: Part) -> str:
        """What stands in a field below its steps; all of it where it has none."""
        return rest_of(self.ticket, part)

    @property
    def is_going_back(self) -> bool:
        """Whether it is being rolled back now."""
        return self.attempt.is_going_back and not self.state.is_over

    @property
    def part(self) -> Part | None:
        """What is being done now; None before it is begun and after its end."""
        if self.is_going_back:
            return "rollback"
        by_state: dict[str, Part] = {"deploying": "deployment", "validating": "validation"}
        return by_state.get(self.state.name)

    @property
    def next_states(self) -> tuple[State, ...]:
        """What may come next, the usual one first; while it is rolled back, that first."""
        names = self.state.on
        if self.is_going_back:
            names = ("rolled back", *(one for one in names if one not in ("rolled back", "validating", "closed")))
        return tuple(table().state(one) for one in names if one != self.state.name)

    @property
    def back_states(self) -> tuple[State, ...]:
        """Where it may go back to, for a reason."""
        return tuple(table().state(one) for one in self.state.back)

    def planned_minutes(self, part: Part) -> int | None:
        """What the steps of a field say that they take, those of days after aside; None where none says it."""
        from ..risk.timing.duration import Taken, in_all

        steps = [one.step for one in self.parts[part] if one.step.when is When.THEN and one.step.minutes is not None]
        return in_all(Taken(one.minutes, one.watching) for one in steps) if steps else None

    def since(self, part: Part) -> datetime | None:
        """Since when a part is done, or was."""
        attempt = self.attempt
        return {"deployment": attempt.began, "validation": attempt.deployed, "rollback": attempt.going_back}[part]

    def until(self, part: Part) -> datetime | None:
        """When a part was over; None while it is not."""
        turned = self.attempt.going_back if part != "rollback" else None
        if part == "deployment":
            return self.attempt.deployed or turned or self.attempt.ended
        return turned or self.attempt.ended

    def minutes(self, part: Part, now: datetime) -> int | None:
        """How long a part has taken until now, or took; None where it is not begun, or nobody knows."""
        return minutes_between(self.since(part), self.until(part) or now)

    @cached_property
    def schedule(self) -> tuple[datetime, datetime] | None:
        """From when to when it is planned; None where the schedule cannot be read, or says no times."""
        from ..drafting.interview.spans import moments_of

        found = moments_of(self.ticket.entry("schedule").text.strip(), self.zone)
        return (found.start, found.end) if found and found.has_times else None

    @property
    def planned(self) -> int | None:
        """The minutes of the schedule; None where it says no end."""
        return (minutes_between(*self.schedule) or None) if self.schedule else None

    @property
    def problems(self) -> tuple[Said, ...]:
        """What was noted as a problem in this attempt."""
        return tuple(one for one in self.attempt.said if one.kind == "problem")

    @property
    def notes(self) -> tuple[Said, ...]:
        """What else was noted in it."""
        return tuple(one for one in self.attempt.said if one.kind == "note")

    @cached_property
    def clock_went_back(self) -> bool:
        """Whether something is told to have happened before what came before it: a clock was set back, or wrong."""
        told = [when for one in self.said if (when := moment(one.at))]
        return any(later < earlier for earlier, later in pairwise(told))

    @property
    def next_step(self) -> Ticked | None:
        """The first step of what is being done that is still open."""
        return next((one for one in self.parts[self.part] if one.is_open), None) if self.part else None

    def counts(self, part: Part) -> tuple[int, int, int]:
        """How many steps of a field are done, are skipped, and there are, those of weeks after aside.

        One that has other words since it was ticked is not done: nobody did what it says now.
        """
        steps = [one for one in self.parts[part] if one.step.when is not When.LATER]
        over = [one for one in steps if not one.is_changed]
        return sum(one.is_done for one in over), sum(one.is_skipped for one in over), len(steps)

    @property
    def offered_outcome(self) -> str:
        """What came of it, by what was said; "" while it is not over. It is offered, and never set by itself."""
        if not self.state.is_over and self.state.name != "rejected":
            return ""
        if self.attempt.is_rolled_back:
            return "rolled back"
        if not self.attempt.has_begun:
            known = self.state.name != "closed" or any(one.at for one in self.states)
            return "not deployed" if known else ""
        if self.state.name != "closed":
            return ""  # begun, and neither rolled back nor closed: only a person knows
        if self._had_problems:
            return "with problems"
        return "" if open_steps((*self.parts["deployment"], *self.parts["validation"])) else "successful"

    @property
    def _had_problems(self) -> bool:
        earlier = any(one.is_rolled_back for one in self.attempts[:-1])
        turned = any(one.kind == "back" for one in self.attempt.said)
        skipped = any(one.is_skipped for one in self.parts["validation"])
        return bool(self.problems) or earlier or turned or skipped

    @cached_property
    def _ticked(self) -> dict[Part, tuple[tuple[Ticked, ...], tuple[Mark, ...]]]:
        marks, number = marks_in(self.ticket), self.attempt.number
        return {part: ticked(steps_in(self.ticket, part), marks, number, part) for part in PARTS}


def open_steps(steps: Iterable[Ticked]) -> tuple[LifeStep, ...]:
    """The steps that are still to be done on the day, or to be looked at again."""
    return tuple(one.step for one in steps if one.is_open and one.step.when is not When.LATER)


def is_under_way(ticket: Ticket) -> bool:
    """Whether a ticket is deployed or validated now."""
    return ticket.entry("state").text.strip() in UNDER_WAY
