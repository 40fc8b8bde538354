"""What a check finds: how far it lowers a claim, and why, in a sentence for a person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ...ticket import Status

_WORSE = (Status.USER, Status.SUPPORTED, Status.WEAK, Status.UNSUPPORTED)
_MOST_REASONS = 2  # a person reads one and decides; a third only hides it


class About(IntEnum):
    """What a reason speaks of, in the order in which it is told."""

    DEED = 0  # a command, an assurance, a request: what somebody would do
    THING = 1  # what was looked up: a name, a number, a direction, a quote, a length
    WORDS = 2  # whose words they are
    LIKENESS = 3  # how much of it stands in the evidence at all
    CITING = 4  # what was put right in what it cites


@dataclass(frozen=True, slots=True)
class Finding:
    """`status` is the best that the claim can still be."""

    status: Status
    reason: str
    about: About = About.THING


def weak(reason: str, about: About = About.THING) -> Finding:
    """Only somebody's word, or evidence that is not cited, stands behind it."""
    return Finding(Status.WEAK, reason, about)


def unsupported(reason: str, about: About = About.THING) -> Finding:
    """Nothing stands behind it, or something stands against it."""
    return Finding(Status.UNSUPPORTED, reason, about)


def note(reason: str) -> Finding:
    """Something that a person should know and that proves nothing either way."""
    return Finding(Status.SUPPORTED, reason, About.CITING)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of some statuses; of none, `SUPPORTED`."""
    return max(statuses, key=_WORSE.index, default=Status.SUPPORTED)


def rolled_up(findings: Iterable[Finding]) -> tuple[Status, tuple[str, ...]]:
    """The status that is left after all findings, and the reasons that decide it, with what was put right."""
    found = tuple(findings)
    status = worst(one.status for one in found)
    deciding = [one for one in found if one.status is status and one.about is not About.CITING]
    notes = [one for one in found if one.about is About.CITING]
    told = [*list(_telling(deciding))[:_MOST_REASONS], *notes[:_MOST_REASONS]]
    return status, tuple(dict.fromkeys(one.reason for one in told if one.reason))


def _telling(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings without those that others imply: whoever knows that only words stand behind it knows the rest."""
    seen: set[About] = set()
    for one in sorted(findings, key=lambda one: one.about):
        implied = one.about >= About.WORDS and seen & {About.WORDS, About.LIKENESS}
        if not implied:
            yield one
        seen.add(one.about)
