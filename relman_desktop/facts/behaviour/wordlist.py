"""The changed lines of a file as they are written, to see quickly what is not in them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from ...sources.change import Hunk

LONGEST_LINE = 300  # characters; nobody wrote a longer one by hand

Raw = tuple[str, str, str]  # the sign of a line, its text, and that in lower case


class Written:
    """The changed lines, comments and all. Words that are looked for are in lower case."""

    def __init__(self, hunks: Iterable[Hunk]) -> None:
        self._hunks = hunks
        self._found: dict[str, list[int]] = {}

    @cached_property
    def raw(self) -> tuple[Raw, ...]:
        """The lines, in order."""
        changed = (line for hunk in self._hunks for line in hunk.lines if line.sign != " ")
        lines = (line for line in changed if len(line.text) <= LONGEST_LINE)
        return tuple((line.sign, line.text, line.text.lower()) for line in lines)

    @cached_property
    def words(self) -> str:
        """All changed lines in lower case."""
        return "\n".join(lower for _, _, lower in self.raw)

    def which(self, words: Iterable[str]) -> list[str]:
        """Those of the words that a changed line holds."""
        once, text = self._vocabulary, self.words
        return [word for word in words if word in once or (" " in word and word in text)]

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether a changed line holds one of the words, which are in lower case."""
        once, text = self._vocabulary, self.words
        return any(word in once or (" " in word and word in text) for word in words)

    @cached_property
    def _vocabulary(self) -> str:
        """What stands between spaces, each once: a fifth of the text to search."""
        return "\n".join(set(self.words.split()))

    def with_any(self, words: Iterable[str]) -> list[Raw]:
        """The changed lines that hold one of the words, which are in lower case."""
        numbers = {number for word in words for number in self._with(word)}
        return [self.raw[number] for number in sorted(numbers)]

    def _with(self, word: str) -> list[int]:
        if word not in self._found:
            self._found[word] = list(self._search(word))
        return self._found[word]

    def _search(self, word: str) -> Iterator[int]:
        at = self.words.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self.words.find(word, self._starts[number + 1])

    @cached_property
    def _starts(self) -> list[int]:
        """Where each changed line begins in all of them, and where a next one would."""
        return list(accumulate((len(lower) + 1 for _, _, lower in self.raw), initial=0))
