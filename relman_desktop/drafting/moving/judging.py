"""Each sentence of a ticket held against a change that moved on: its new evidence ids, and whether it is stale."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...ticket import Claim, Entry, Status, is_heading
from ..template.matters import without_topic
from .claims import marked
from .counterpart import Counterpart, State, names, renamed
from .likeness import likeness
from .told import Told

OTHERWISE = "Computed from the new commits it reads otherwise."
NOT_SAID = "Computed from the new commits it is not said any more."
_ALIKE = 0.5  # likeness of two sentences on the same evidence, of which one took the other's place
_SURELY = 0.6  # the same without common evidence


@dataclass(frozen=True)
class Judge:
    """What is known of the move."""

    evidence: Mapping[str, Counterpart]  # what became of what the sentences cite, by the old ids
    words: Mapping[str, str]  # what the new facts say, by their ids
    former: Sequence[str] = ()  # names that mean nothing of the change any more: the old ends of the range

    def entry(self, entry: Entry, told: Told) -> Entry:
        """A field with the new ids behind all its claims, also those kept for undo; its text is the same."""
        claims = dict.fromkeys(self.claim(claim, told) for claim in entry.claims)
        return replace(entry, claims=tuple(claims))

    def claim(self, claim: Claim, told: Told) -> Claim:
        """A claim as it stands now. The person's own words are not judged, and a heading says nothing."""
        now = told.now.get(without_topic(claim.text))
        if now and claim.status is not Status.USER:  # the template reads it from the new code, word for word
            return replace(now, text=claim.text, layout=claim.layout)
        found = [self.evidence[one] for one in claim.evidence]
        moved = replace(claim, evidence=_ids(found))
        if claim.status is Status.USER or is_heading(claim):
            return moved
        if without_topic(claim.text) in told.before and _is_computed_as_before(found):
            same = replace(moved, evidence=_ids(one for one in found if one.state is State.SAME))
            reason = self._why_told_otherwise(same, told)
            return marked(same, (reason,)) if reason else same
        reasons = [*(one.reason for one in found if one.reason), *self._misnamed(claim.text, found)]
        return marked(moved, reasons) if reasons else moved

    def _misnamed(self, text: str, found: Sequence[Counterpart]) -> Iterator[str]:
        former = [*(name for one in found for name in one.former), *self.former]
        return (renamed(name) for name in dict.fromkeys(former) if names(text, name))

    def _why_told_otherwise(self, claim: Claim, told: Told) -> str:
        """Why a sentence of the template's is not right any more though all that it cites is: it counts, or sums up.

        What only quotes, or repeats a fact, stays right when the template chooses to tell something else.
        """
        if told.one and told.now:
            return OTHERWISE
        cited = set(claim.evidence)
        alike = [(one, likeness(claim.text, one.text)) for one in told.new]
        if any(how >= _ALIKE and cited & set(one.evidence) for one, how in alike):
            return OTHERWISE
        if self._repeats(claim):
            return ""
        return OTHERWISE if any(how >= _SURELY for _, how in alike) else NOT_SAID

    def _repeats(self, claim: Claim) -> bool:
        """Whether a sentence tells a single fact or commit in its own words."""
        if claim.quote and sum(one.startswith(("X", "C")) for one in claim.evidence) == 1:
            return True
        stem = without_topic(claim.text).rstrip(".…")
        return any(self.words.get(one, "").startswith(stem) for one in claim.evidence)


def _ids(found: Iterable[Counterpart]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.new for one in found if one.new))


def _is_computed_as_before(found: Sequence[Counterpart]) -> bool:
    """Whether what a sentence of the template's tells is there still: its facts, wherever they are read from now."""
    facts = [one for one in found if one.old.startswith("X")]
    return all(one.state is State.SAME for one in facts or found)
