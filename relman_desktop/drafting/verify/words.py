"""Words as the checks compare them: those that say something, and three that follow each other."""

from collections.abc import Sequence
from functools import cache

from ...stems import stem, words
from .rules import rules

Trigram = tuple[str, str, str]


def trigrams(of: Sequence[str]) -> frozenset[Trigram]:
    """Every three words that follow each other."""
    return frozenset(zip(of, of[1:], of[2:], strict=False))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(stem(word) for word in rules().ordinary) | frozenset(rules().function_words)


def telling(text: str) -> list[str]:
    """The stems of the words that say something: neither grammar nor what every change ticket speaks of."""
    found = ((word, stem(word)) for word in words(text) if len(word) > 1 or not word.isascii())
    functions, ordinary = rules().function_words, _ordinary()
    return [root for word, root in found if word not in functions and root not in ordinary]
