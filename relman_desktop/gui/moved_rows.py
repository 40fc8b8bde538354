"""What is left to decide in a field since the code moved on, as rows show it; computed before anything is drawn."""

from dataclasses import dataclass

from ..drafting.moving import Exchange, Left
from ..drafting.moving.claims import reason_of
from ..wording import counted
from .difference import Part, difference
from .proposed import Proposed


@dataclass(frozen=True, slots=True)
class Outdated(Proposed):
    """A sentence that lost or changed its evidence, with what would take its place."""

    reason: str = ""
    gone: bool = False  # nothing would take its place

    @property
    def doubtful(self) -> bool:
        return True

    @property
    def verb(self) -> str:
        return "Take out" if self.gone else "Use"

    @property
    def other(self) -> str:
        return "Still right"

    @property
    def doubt(self) -> str:
        return self.reason

    @property
    def calm(self) -> bool:
        return True

    @property
    def state(self) -> str:
        what = "What it said is not said any more." if self.gone else "Redrafted."
        cited = ", ".join(self.claim.evidence) or "none"
        return f"{what} {self.reason} Evidence: {cited}. Space: {self.verb.lower()}. K: still right."


@dataclass(frozen=True, slots=True)
class New(Proposed):
    """A sentence that tells of what is new."""

    @property
    def doubtful(self) -> bool:
        return False

    @property
    def doubt(self) -> str:
        return "New since the ticket was written."

    @property
    def calm(self) -> bool:
        return True


def moved_rows(left: Left) -> tuple[Proposed, ...]:
    """The rows of a field, first its stale sentences; their numbers count on from these to the new ones."""
    stale = [_outdated(number, one) for number, one in enumerate(left.stale)]
    new = [
        New(len(stale) + at, claim, begins=True)
        for at, claim in enumerate(left.drafted[number] for number in left.numbers)
    ]
    return (*stale, *new)


def _outdated(number: int, exchange: Exchange) -> Outdated:
    old, new, reason = exchange.stale, exchange.new, reason_of(exchange.stale)
    if new is None:
        return Outdated(number, old, begins=True, parts=(Part("removed", old.text),), reason=reason, gone=True)
    parts = difference(old.text, new.text)
    if all(part.mark == "added" for part in parts):
        parts = (Part("removed", f"{old.text} "), Part("added", new.text))
    if all(part.mark == "same" for part in parts):
        parts = ()
    return Outdated(number, new, begins=True, parts=parts, reason=reason)


def summary(left: Left) -> str:
    """What is left, in figures: "2 redrafted, 1 not said any more, 3 new"."""
    gone = sum(one.new is None for one in left.stale)
    redrafted = len(left.stale) - gone
    told = (
        f"{counted(redrafted, 'sentence')} redrafted" if redrafted else "",
        f"{gone:,} not said any more" if gone else "",
        f"{len(left.new):,} new" if left.new else "",
    )
    return ", ".join(filter(None, told))
