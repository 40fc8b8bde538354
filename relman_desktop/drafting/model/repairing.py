"""The one call that may mend what failed its check: what it is told, and what becomes of what it says."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ...fields import BY_NAME
from ...ticket import Claim
from ..proposal import Draft, Proposal
from ..verify import Failing, RawClaim, failing, merge_repair
from .reading import Check
from .reply import Reply

_LEAST_ALIKE = 0.2  # of the words of both; with fewer in common it is another sentence
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ToMend:
    """A sentence that failed its check: of which field, at which place."""

    field: str
    failing: Failing

    @property
    def text(self) -> str:
        """The sentence with the reasons, as one line of JSON."""
        claim = self.failing.claim
        line = {"field": self.field, "evidence": claim.evidence, "text": claim.text, "reasons": claim.reasons}
        return json.dumps(line, ensure_ascii=False)


def to_mend(draft: Draft, fields: Sequence[str]) -> tuple[ToMend, ...]:
    """The sentences of a draft that failed."""
    return tuple(
        ToMend(name, one) for name in fields if name in draft.proposals for one in failing(draft.proposals[name].claims)
    )


def text_of(sentences: Sequence[ToMend]) -> str:
    """What a model is told of them, one a line."""
    return "\n".join(one.text for one in sentences)


def mended(draft: Draft, reply: Reply, sentences: Sequence[ToMend], check: Check) -> Draft:
    """The draft with what the model wrote anew of these sentences, where that stands better.

    What it took back is gone; a field that its answer does not name stays as it was.
    """
    names = {one.field for one in sentences} & set(reply.fields)
    proposals = {
        name: _mended(draft.proposals[name], reply, [one.failing for one in sentences if one.field == name], check)
        for name in names
    }
    return replace(draft, proposals={**draft.proposals, **proposals})


def _mended(proposal: Proposal, reply: Reply, failed: Sequence[Failing], check: Check) -> Proposal:
    given = reply.fields[proposal.field]
    pairs = _paired([one.claim for one in failed], given)
    repaired: dict[int, Claim | None] = {}
    for number, one in enumerate(failed):
        written = check(BY_NAME[proposal.field], [given[pairs[number]]]) if number in pairs else ()
        if written or number not in pairs:
            repaired[one.position] = replace(written[0], layout=one.claim.layout) if written else None
    return replace(proposal, claims=merge_repair(proposal.claims, repaired))


def _paired(failed: Sequence[Claim], given: Sequence[RawClaim]) -> Mapping[int, int]:
    """Which of the given sentences is written for which that failed: the most alike first, each once."""
    alike = (
        (_likeness(failed[one].text, given[other].text), one, other)
        for one, other in product(range(len(failed)), range(len(given)))
    )
    pairs: dict[int, int] = {}
    for likeness, one, other in sorted(alike, key=lambda found: (-found[0], found[1], found[2])):
        if likeness >= _LEAST_ALIKE and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _likeness(text: str, other: str) -> float:
    """The share of the words of both that stand in both."""
    words, others = (set(_WORD.findall(one.casefold())) for one in (text, other))
    return len(words & others) / max(1, len(words | others))
