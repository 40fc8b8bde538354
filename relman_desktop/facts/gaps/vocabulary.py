"""All words of a change: its paths, its changed lines, its messages and what the facts say."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, Kind
from ...stems import stem
from ..book import Facts, message
from .rules import rules

_MOST_READ = 16 << 20  # characters of changed lines; a larger change holds any word somewhere
_MOST_LINES = 200_000
_LONGEST_LINE = 2_000
_NAME = re.compile(r"[A-Za-z][A-Za-z]+", re.ASCII)
# "PAY-12" does not speak of paying.
_KEY = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9_]{1,9}-\d{1,7}(?![A-Za-z0-9])", re.ASCII)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", re.ASCII)
_SHORT_OF = 4  # letters by which a longer word is told in code: "auth", "perm"
_WITHIN = 5  # letters of a stem that is looked for inside of other words: "csvexports"
_HALF = 3  # letters of each part of a word that is written as two: "time_out"


class Vocabulary:
    """Answers whether a change speaks of a thing by a word, in any of its forms."""

    def __init__(self, texts: Iterable[str], *, whole: bool = True) -> None:
        """whole: whether all of the change was read, so that what is not found is not there."""
        self.whole = whole
        names: set[str] = set()
        for text in texts:
            names.update(_NAME.findall(text))
        parts = {part.lower() for name in names for part in (name, *_PARTS.findall(name))}
        self._words = frozenset(part for part in parts if len(part) > 1)
        self._stems = frozenset(map(stem, self._words))
        self._sorted = sorted(self._words)
        self._text = "\n".join(self._sorted)
        self._known: dict[str, bool] = {}

    def holds(self, word: str) -> bool:
        """Whether the change holds a word in small letters, another form of it, or one that tells of the same thing."""
        if word not in self._known:
            self._known[word] = self._has(word) or any(map(self._has, rules().same.get(stem(word), ())))
        return self._known[word]

    def _has(self, word: str) -> bool:
        root = stem(word)
        if word in self._words or root in self._stems:
            return True
        return self._begins(root) or self._is_shortened(word) or self._is_parted(word) or self._is_within(root)

    def _begins(self, root: str) -> bool:
        at = bisect_left(self._sorted, root)
        return len(root) >= _SHORT_OF and at < len(self._sorted) and self._sorted[at].startswith(root)

    def _is_shortened(self, word: str) -> bool:
        return any(word[:end] in self._words for end in range(_SHORT_OF, len(word)))

    def _is_parted(self, word: str) -> bool:
        halves = ((word[:at], word[at:]) for at in range(_HALF, len(word) - _HALF + 1))
        return any(one in self._words and (other in self._words or stem(other) in self._stems) for one, other in halves)

    def _is_within(self, root: str) -> bool:
        return len(root) >= _WITHIN and root in self._text


def read(change: Change, facts: Facts, cancel: Cancel) -> Vocabulary:
    """The words of a change. Not whole where its lines cannot be read, or are too many."""
    if change.added + change.removed > _MOST_LINES:
        return Vocabulary((), whole=False)
    readable = [file for file in change.files if file.kind is not Kind.GENERATED and not file.binary]
    change.content.prefetch(readable, cancel)
    texts: list[str] = []
    left = _MOST_READ
    for file in readable:
        cancel.check()
        for hunk in change.hunks(file, cancel):
            changed = "\n".join(line.text[:_LONGEST_LINE] for line in hunk.lines if line.sign != " ")
            texts += (hunk.section[:_LONGEST_LINE], changed)
            left -= len(changed)
        if left < 0:
            return Vocabulary((), whole=False)
    return Vocabulary([*_said(change, facts), *texts])


def _said(change: Change, facts: Facts) -> Iterator[str]:
    yield from (path for file in change.files for path in (file.path, file.old_path) if path)
    yield from (_KEY.sub(" ", message(commit)) for commit in (*change.commits, *change.leaving))
    yield from (fact.text for fact in facts.items)
    yield _KEY.sub(" ", change.branch or "")
