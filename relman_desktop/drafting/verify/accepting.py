"""What of a checked field goes into the ticket at one word, and what a model is asked once more for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...ticket import Claim, Status
from .attribution import is_told_as_words
from .finding import worst
from .shape import heading, without_repeats

_ORDER = (Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED, Status.USER)


@dataclass(frozen=True, slots=True)
class Failing:
    """A claim that does not stand, and its place among the field's claims."""

    position: int
    claim: Claim


def accepted(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What "accept all supported" inserts: what is supported, and somebody's words that are told as such.

    Any other weak sentence waits for the person; an unsupported one is never inserted so. A heading stays where
    something of its list does.
    """
    kept = [one for one in claims if one.status in (Status.SUPPORTED, Status.USER) or _is_told(one)]
    followed = zip(kept, [*kept[1:], None], strict=False)
    return tuple(one for one, after in followed if not heading(one) or (after and not heading(after)))


def _is_told(claim: Claim) -> bool:
    return claim.status is Status.WEAK and is_told_as_words(claim)


def status_of(claims: Iterable[Claim]) -> Status:
    """The status of a field: that of its worst claim."""
    return worst(claim.status for claim in claims)


def tally(claims: Iterable[Claim]) -> Mapping[Status, int]:
    """How many claims have which status."""
    return Counter(claim.status for claim in claims)


def failing(claims: Sequence[Claim]) -> tuple[Failing, ...]:
    """The claims for the one repair call: those that are not supported at all."""
    return tuple(Failing(number, one) for number, one in enumerate(claims) if one.status is Status.UNSUPPORTED)


def merge_repair(claims: Sequence[Claim], repaired: Mapping[int, Claim | None]) -> tuple[Claim, ...]:
    """The claims with what a repair call made better, by position; None where the model took its claim back.

    `repaired` has been verified. A claim that is no better than before does not replace it, so that the person sees
    what the draft said first. Only failing claims are replaced, whatever a model sends.
    """
    merged = [
        _better(one, repaired[number]) if _can_be_repaired(one, number, repaired) else one
        for number, one in enumerate(claims)
    ]
    return tuple(without_repeats([one for one in merged if one]))


def _can_be_repaired(claim: Claim, position: int, repaired: Mapping[int, Claim | None]) -> bool:
    return claim.status is Status.UNSUPPORTED and position in repaired


def _better(claim: Claim, repaired: Claim | None) -> Claim | None:
    if repaired is None:
        return None
    return repaired if _ORDER.index(repaired.status) > _ORDER.index(claim.status) else claim
