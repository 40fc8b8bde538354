"""What must not go unsaid when a model's text takes the place of ours: sentences that rest on heavy facts."""

from collections.abc import Collection, Sequence

from ..facts.book import Facts
from ..ticket import Claim, Layout, Status, is_heading, spans

_NEEDS_A_STEP = 50  # of a fact's weight
_TOPICS = ("rollback", "migration")  # what is not said of these is missed when it is too late


def heavy(facts: Facts) -> frozenset[str]:
    """The ids of the facts that need a step or cannot be undone, or that tell of migrations and the way back."""
    return frozenset(one.id for one in facts.items if one.weight >= _NEEDS_A_STEP or one.topic in _TOPICS)


def safeguards(
    text: str, known: Sequence[Claim], claims: Sequence[Claim], usable: Sequence[Claim], heavy: Collection[str]
) -> tuple[Claim, ...]:
    """The `known` claims that stand in a field's text and stay there when what is `usable` of a proposal is taken.

    They rest on heavy facts of which no sentence tells that stands in the field then. A heading stays with its list.
    """
    standing = [span.claim for span in spans(text, (*claims, *known))]
    taken = [one for one in standing if one in claims and one.status is not Status.UNSUPPORTED]
    told = {one for claim in (*usable, *taken) for one in claim.evidence}
    ours = [one for one in standing if one not in claims]
    kept: list[Claim] = []
    heading: Claim | None = None
    for claim in ours:
        if is_heading(claim):
            heading = claim
        elif claim.layout is Layout.PARAGRAPH:
            heading = None
        if claim.status is Status.SUPPORTED and (set(claim.evidence) & set(heavy)) - told:
            kept += [heading, claim] if heading and heading is not claim else [claim]
            heading = None
    return tuple(dict.fromkeys(kept))


def replaced(text: str, known: Sequence[Claim], claims: Sequence[Claim], kept: Collection[Claim]) -> tuple[Claim, ...]:
    """The `known` claims that a proposal takes the place of; not headings, which say nothing of their own."""
    ours = (span.claim for span in spans(text, (*claims, *known)) if span.claim not in claims)
    return tuple(one for one in ours if one not in kept and not is_heading(one))
