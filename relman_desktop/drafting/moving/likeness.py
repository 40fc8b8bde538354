"""How alike two texts are."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

_WORD = re.compile(r"\w+|[^\w\s]")


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of the words that two texts have in common, in whatever order."""
    return shared(_WORD.findall(one), _WORD.findall(other))


def shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """From 0 to 1: the share of what two sequences hold that they have in common."""
    both = len(one) + len(other)
    return 2 * overlap(one, other) / both if both else 1.0


def overlap(one: Iterable[Hashable], other: Iterable[Hashable]) -> int:
    """How many elements two sequences have in common, each as often as both hold it."""
    return (Counter(one) & Counter(other)).total()
