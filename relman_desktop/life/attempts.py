"""The attempts to deploy a ticket: what was said, cut where it was begun anew after it was over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..fields import OVER, UNDER_WAY
from .clock import minutes_between, moment
from .entries import Said

_ENDED = (*OVER, "rejected")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One of them. Moments are in UTC, and None where they are not known or not reached yet."""

    number: int  # from 1
    said: tuple[Said, ...] = ()

    @property
    def began(self) -> datetime | None:
        """When it was first deployed."""
        return self._first("deploying")

    @property
    def said_since_begun(self) -> tuple[Said, ...]:
        """What was said from the first step on."""
        states = (at for at, one in enumerate(self.said) if one.kind == "state" and one.state in UNDER_WAY)
        return self.said[next(states, len(self.said)) :]

    @property
    def deployed(self) -> datetime | None:
        """When it was deployed, the last time; None while it is not, also where it went back to that."""
        state = next((one for one in reversed(self.said) if one.kind == "state" and one.state in UNDER_WAY), None)
        return moment(state.at) if state and state.state == "validating" else None

    @property
    def going_back(self) -> datetime | None:
        """Since when it is rolled back; None where it is not."""
        turn = next((one for one in reversed(self.said) if one.kind in ("back", "forth")), None)
        return moment(turn.at) if turn and turn.kind == "back" else None

    @property
    def is_going_back(self) -> bool:
        turn = next((one for one in reversed(self.said) if one.kind in ("back", "forth")), None)
        return turn is not None and turn.kind == "back"

    @property
    def ended(self) -> datetime | None:
        """When it was over."""
        last = next((one for one in reversed(self.said) if one.kind == "state"), None)
        first = next((one for one in self._end if one.state in _ENDED), None)
        return moment(first.at) if first and last and last.state in _ENDED else None

    @property
    def state(self) -> str:
        """The last state that was reached in it; "" for none."""
        return next((one.state for one in reversed(self.said) if one.kind == "state"), "")

    @property
    def is_rolled_back(self) -> bool:
        """Whether it ended by being rolled back; it may be closed after that."""
        return any(one.state == "rolled back" for one in self._end)

    @property
    def has_begun(self) -> bool:
        return any(one.kind == "state" and one.state in UNDER_WAY for one in self.said)

    @property
    def minutes(self) -> int | None:
        """From the first step to the end."""
        return minutes_between(self.began, self.ended)

    @property
    def _end(self) -> tuple[Said, ...]:
        """The states at its end that say that it is over."""
        states = [one for one in self.said if one.kind == "state"]
        at = len(states)
        while at and states[at - 1].state in _ENDED:
            at -= 1
        return tuple(states[at:])

    def _first(self, state: str) -> datetime | None:
        return next((moment(one.at) for one in self.said if one.kind == "state" and one.state == state), None)


def attempts(said: Sequence[Said]) -> tuple[Attempt, ...]:
    """All of them, the present one last; there is always one."""
    parts: list[list[Said]] = [[]]
    for one in said:
        if one.kind == "state" and _begins_anew(parts[-1], one.state):
            parts.append([])
        parts[-1].append(one)
    return tuple(Attempt(number, tuple(part)) for number, part in enumerate(parts, 1))


def _begins_anew(before: Sequence[Said], state: str) -> bool:
    """Whether a state begins another attempt: after the end of one that was begun, unless it only goes on with that."""
    states = [one.state for one in before if one.kind == "state"]
    if not states or states[-1] not in _ENDED or not any(one in UNDER_WAY for one in states):
        return False
    goes_on = state == "validating" or (states[-1] == "closed" and state == "deploying")
    return state not in _ENDED and not goes_on
