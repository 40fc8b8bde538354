"""How alike two texts are."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable

_WORD = re.compile(r"\w+|[^\w\s]")


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of the words that two texts have in common, in whatever order."""
    ours, theirs = _WORD.findall(one), _WORD.findall(other)
    both = len(ours) + len(theirs)
    return 2 * overlap(ours, theirs) / both if both else 1.0


def overlap(one: Iterable[Hashable], other: Iterable[Hashable]) -> int:
    """How many elements two sequences have in common, each as often as both hold it."""
    return (Counter(one) & Counter(other)).total()
