"""The sentences of a ticket held against a change that moved on: their new evidence ids, and which are stale."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...fields import BY_NAME, FIELDS, Shape
from ...ticket import Claim, Entry, Status, Ticket, is_heading
from ..proposal import Draft
from ..template.matters import without_topic
from .counterpart import Counterpart, State
from .likeness import likeness

MOVED = "The code moved on: "  # how the reason of a stale claim begins; it stays with the claim until it is redrafted
OTHERWISE = "Computed from the new commits it reads otherwise."
NOT_SAID = "Computed from the new commits nothing says so any more."
_ALIKE = 0.5
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that stands in a field and lost or changed its evidence."""

    field: str
    claim: Claim  # as it is in the ticket, with the ids of what is left of its evidence

    @property
    def reason(self) -> str:
        """What happened to its evidence, in sentences for a person."""
        return next((one.removeprefix(MOVED) for one in self.claim.reasons if one.startswith(MOVED)), "")


def stale_in(ticket: Ticket) -> tuple[Stale, ...]:
    """The stale sentences that stand in the fields, in their order; also after a restart."""
    return tuple(
        Stale(field.name, span.claim)
        for field in FIELDS
        for span in ticket.entry(field.name).spans
        if is_stale(span.claim)
    )


def is_stale(claim: Claim) -> bool:
    return any(reason.startswith(MOVED) for reason in claim.reasons)


@dataclass(frozen=True)
class Told:
    """What the template says of one field, by the words: of the old change, and of the new one."""

    before: Mapping[str, Claim]
    now: Mapping[str, Claim]
    one: bool = False  # the field holds one sentence or value

    @classmethod
    def of(cls, field: str, before: Draft | None, now: Draft) -> "Told":
        one = BY_NAME[field].shape in (Shape.SENTENCE, Shape.VALUE)
        return cls(_by_words(field, before), _by_words(field, now), one)

    @property
    def new(self) -> Iterator[Claim]:
        """What it says now and did not say."""
        return (claim for words, claim in self.now.items() if words not in self.before)


def _by_words(field: str, draft: Draft | None) -> dict[str, Claim]:
    proposal = draft.proposals.get(field) if draft else None
    return {without_topic(claim.text): claim for claim in proposal.claims} if proposal else {}


def carried(entry: Entry, told: Told, evidence: Mapping[str, Counterpart], words: Mapping[str, str]) -> Entry:
    """A field with the ids of the new change behind all its claims, also those kept for undo; its text is the same.

    `words`: what the new facts say, by their ids.
    """
    claims = dict.fromkeys(_carried(claim, told, evidence, words) for claim in entry.claims)
    return replace(entry, claims=tuple(claims))


def _carried(claim: Claim, told: Told, evidence: Mapping[str, Counterpart], words: Mapping[str, str]) -> Claim:
    now = told.now.get(without_topic(claim.text))
    if now and claim.status is not Status.USER:  # the template reads it from the new code, word for word
        return replace(now, text=claim.text, layout=claim.layout)
    found = [evidence[one] for one in claim.evidence]
    moved = replace(claim, evidence=_ids(found))
    if claim.status is Status.USER or is_heading(claim):
        return moved
    if without_topic(claim.text) in told.before and _is_computed_as_before(found):
        same = replace(moved, evidence=_ids(one for one in found if one.state is State.SAME))
        reason = _why_told_otherwise(same, told, words)
        return _marked(same, found, (reason,)) if reason else same
    reasons = [*(one.reason for one in found if one.reason), *_misnamed(claim, found)]
    return _marked(moved, found, reasons) if reasons else moved


def _ids(found: Iterable[Counterpart]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.new for one in found if one.new))


def _is_computed_as_before(found: Sequence[Counterpart]) -> bool:
    """Whether what a sentence of the template's tells is there still: its facts, wherever they are read from now."""
    facts = [one for one in found if one.old.startswith("X")]
    return all(one.state is State.SAME for one in facts or found)


def _why_told_otherwise(claim: Claim, told: Told, words: Mapping[str, str]) -> str:
    """Why a sentence of the template's is not right any more though all that it cites is: it counts, or sums up.

    What only quotes, or repeats a fact, stays right when the template chooses to tell something else.
    """
    cited = set(claim.evidence)
    if told.one and told.now:
        return OTHERWISE
    if any(cited & set(one.evidence) and likeness(claim.text, one.text) >= _ALIKE for one in told.new):
        return OTHERWISE
    stem = without_topic(claim.text).rstrip(".…")
    quotes = bool(claim.quote) and sum(one.startswith(("X", "C")) for one in cited) == 1
    return "" if quotes or any(words.get(one, "").startswith(stem) for one in cited) else NOT_SAID


def _misnamed(claim: Claim, found: Sequence[Counterpart]) -> Iterator[str]:
    for name in filter(None, (one.misnames(claim.text) for one in found)):
        yield f"{name} has another name now."


def _marked(claim: Claim, found: Sequence[Counterpart], reasons: Sequence[str]) -> Claim:
    """A stale claim: what happened is told first, and what made it doubtful before stays."""
    before = [one.removeprefix(MOVED) for one in claim.reasons if one.startswith(MOVED)]
    told = list(dict.fromkeys((*before, *reasons)))
    more = [f"And {len(told) - _MOST_REASONS} more."] if len(told) > _MOST_REASONS else []
    reason = MOVED + " ".join((*told[:_MOST_REASONS], *more))
    kept = (one for one in claim.reasons if not one.startswith(MOVED))
    lost = not any(one.new for one in found)
    return replace(claim, status=Status.UNSUPPORTED if lost else Status.WEAK, reasons=(reason, *kept))
