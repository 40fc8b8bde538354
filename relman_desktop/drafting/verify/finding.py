"""What a check finds: how far it lowers a claim, and why, in a sentence for a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...ticket import Status

_WORSE = (Status.USER, Status.SUPPORTED, Status.WEAK, Status.UNSUPPORTED)
_MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """`status` is the best that the claim can still be."""

    status: Status
    reason: str


def weak(reason: str) -> Finding:
    """Only somebody's word, or evidence that is not cited, stands behind it."""
    return Finding(Status.WEAK, reason)


def unsupported(reason: str) -> Finding:
    """Nothing stands behind it, or something stands against it."""
    return Finding(Status.UNSUPPORTED, reason)


def note(reason: str) -> Finding:
    """Something that a person should know and that proves nothing either way."""
    return Finding(Status.SUPPORTED, reason)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of some statuses; of none, `SUPPORTED`."""
    return max(statuses, key=_WORSE.index, default=Status.SUPPORTED)


def rolled_up(findings: Iterable[Finding]) -> tuple[Status, tuple[str, ...]]:
    """The status that is left after all findings, and their reasons, the worst first."""
    ordered = sorted(findings, key=lambda one: -_WORSE.index(one.status))
    reasons = tuple(dict.fromkeys(one.reason for one in ordered if one.reason))
    return worst(one.status for one in ordered), reasons[:_MOST_REASONS]
