"""How a checked field stands, and what a model is asked once more for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...ticket import Claim, Status
from .finding import worst
from .shape import without_repeats

_ORDER = (Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED, Status.USER)


@dataclass(frozen=True, slots=True)
class Failing:
    """A claim that does not stand, and its place among the field's claims."""

    position: int
    claim: Claim


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
