"""What is left to decide of a model's draft, in figures and in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..drafting.acceptance import is_told, opens_list
from ..drafting.proposal import TEMPLATE, Draft, Proposal
from ..ticket import Claim, Status
from ..wording import counted
from .proposed import Proposed

_WORDS = {  # how a sentence stands, in full and where there is little room
    "supported": "supported",
    "quoted": "quoted",  # somebody's words that say so: taken with the supported ones
    "weak": "weak",
    "not supported": "not",
}
_STANDING = {Status.WEAK: "weak", Status.UNSUPPORTED: "not supported"}


@dataclass(frozen=True)
class Review:
    """Sentences only: a heading is taken or left with its list."""

    drafter: str
    proposed: int
    left: tuple[
        str, ...
    ]  # in the words of the table above: how well each stands that is neither in the text nor dismissed
    doubtful: int  # of those, with something against them
    takes: bool  # whether something can be taken at one word

    @property
    def words(self) -> tuple[str, ...]:
        """What there is to say of it, the longest first."""
        counts = Counter(self.left)
        standing = ", ".join(f"{counts[what]:,} {what}" for what in _WORDS if counts[what])
        brief = " · ".join(f"{counts[what]:,} {short}" for what, short in _WORDS.items() if counts[what])
        few = f"{len(self.left):,} left"
        shortest = sorted({standing, brief, f"{few}, {self.doubtful:,} doubtful", few}, key=len, reverse=True)
        if len(self.left) == self.proposed:
            of = counted(self.proposed, "sentence")
            return f"{self.drafter} proposed {of}: {standing}", f"{self.proposed:,} proposed: {standing}", *shortest
        left = f"{len(self.left):,} of {self.proposed:,}"
        return f"{left} sentences of {self.drafter} left: {standing}", f"{left} left: {standing}", *shortest


def review_of(draft: Draft, shown: Iterable[Proposed], *, takes: bool) -> Review | None:
    """The review of a draft of which these sentences are shown beside their fields; None where nothing is left."""
    proposals = [one for one in draft.proposals.values() if one.drafter != TEMPLATE]
    left = [one for one in shown if one.usable and is_sentence(one.claim)]
    if not proposals or not left:
        return None
    standing = tuple(_standing(one.claim) for one in left)
    return Review(proposals[0].drafter, _count(proposals), standing, sum(one.doubtful for one in left), takes)


def _standing(claim: Claim) -> str:
    return "quoted" if is_told(claim) else _STANDING.get(claim.status, "supported")


def is_sentence(claim: Claim) -> bool:
    return not opens_list(claim)


def _count(proposals: Iterable[Proposal]) -> int:
    return sum(is_sentence(claim) for one in proposals for claim in one.claims)
