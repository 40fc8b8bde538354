"""Which sentence of a new draft takes the place of which stale one."""

from collections.abc import Sequence

from ...ticket import Claim, is_heading
from .likeness import likeness

_SURELY = 0.6  # likeness of the words that is enough by itself
_WITH_EVIDENCE = 0.25  # where they have evidence in common


def matched(stale: Sequence[Claim], drafted: Sequence[Claim]) -> dict[Claim, Claim]:
    """The drafted sentences by the stale ones whose place they take, each only once, the best pairs first.

    They tell of the same fact first of all, or share evidence and words, or nearly all words.
    """
    pairs = [(rank, old, new) for old in stale for new in drafted if (rank := _rank(old, new))]
    found: dict[Claim, Claim] = {}
    for _, old, new in sorted(pairs, key=lambda pair: -pair[0]):
        if old not in found and new not in found.values():
            found[old] = new
    return found


def _rank(old: Claim, new: Claim) -> float:
    """How well a sentence fits in the place of another; 0 where it does not."""
    if is_heading(new):
        return 0.0
    both, either = set(old.evidence) & set(new.evidence), set(old.evidence) | set(new.evidence)
    leads = bool(both) and old.evidence[0] == new.evidence[0]
    alike = likeness(old.text, new.text)
    if not leads and alike < (_WITH_EVIDENCE if both else _SURELY):
        return 0.0
    return alike + leads + (len(both) / len(either) if either else 0.0)
