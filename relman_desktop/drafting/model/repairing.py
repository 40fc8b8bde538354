"""The one call that may mend what failed its check: what it is told, and what becomes of what it says."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from ...fields import BY_NAME
from ...ticket import Claim
from ..proposal import Draft, Proposal
from ..verify import RawClaim, failing, merge_repair
from .reading import Check
from .reply import Reply

_LEAST_ALIKE = 0.2  # of the words of both; with fewer in common it is another sentence
_WORD = re.compile(r"\w+")


def failing_text(draft: Draft, fields: Sequence[str]) -> str:
    """The sentences that failed, a JSON object a line, each with the reasons; "" where none did."""
    lines = [
        {"field": name, "evidence": one.claim.evidence, "text": one.claim.text, "reasons": one.claim.reasons}
        for name in fields
        for one in failing(draft.proposals[name].claims if name in draft.proposals else ())
    ]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def mended(draft: Draft, reply: Reply, fields: Sequence[str], check: Check) -> Draft:
    """The draft with what the model wrote anew, where that stands better; what it took back is gone."""
    proposals = {name: _mended(draft.proposals[name], reply, check) for name in fields if name in draft.proposals}
    return replace(draft, proposals={**draft.proposals, **proposals})


def _mended(proposal: Proposal, reply: Reply, check: Check) -> Proposal:
    failed = failing(proposal.claims)
    given = reply.fields.get(proposal.field, ())
    if not failed:
        return proposal
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
