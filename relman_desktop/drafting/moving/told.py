"""What the template says of a field before and after the code moved on, by its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...fields import BY_NAME, Shape
from ...ticket import Claim
from ..proposal import Draft
from ..template.matters import without_topic


@dataclass(frozen=True)
class Told:
    """The claims of one field by their words: of the old change, and of the new one."""

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
