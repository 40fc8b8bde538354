"""How a proposed text differs from what stands in a field, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Mark = Literal["same", "added", "removed"]

WORD_LIMIT = 1500  # on either side, beyond the common ends; the comparison is quadratic in it
LEAST_RUN = 3  # words; fewer that happen to be the same between two changes only make it harder to read
LEAST_SHARE = 0.3  # of the words; with fewer in common it is another text, and reads better as one


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words with the blanks after them. The parts that are not "removed" make up the proposed text."""

    mark: Mark
    text: str


def difference(old: str, new: str) -> tuple[Part, ...]:
    """The new text's parts, and between them what it leaves out of the old; all "added" for another text.

    Words are the same whatever blanks follow them, and stand with the new text's blanks.
    """
    before, after = _words(old), _words(new)
    keys = _keys(before), _keys(after)
    head = _common(*keys)
    tail = _common(*(words[head:][::-1] for words in keys))
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [("same", after[:head]), *_compared(*middle), ("same", after[len(after) - tail :])]
    same = sum(len(words) for mark, words in runs if mark == "same")
    return _parts(runs) if same >= LEAST_SHARE * max(len(before), len(after)) else (Part("added", new),)


Run = tuple[Mark, Sequence[str]]


def _words(text: str) -> list[str]:
    """The words, each with the blanks after it; blanks before the first are a word of their own."""
    return re.findall(r"\S+\s*|\s+", text)


def _keys(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _compared(before: list[str], after: list[str]) -> Iterator[Run]:
    if max(len(before), len(after)) > WORD_LIMIT:
        yield from (("removed", before), ("added", after))
        return
    old_at = new_at = 0
    blocks = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False).get_matching_blocks()
    for old, new, size in blocks:
        if size >= LEAST_RUN or old == len(before):
            yield from (
                ("removed", before[old_at:old]),
                ("added", after[new_at:new]),
                ("same", after[new : new + size]),
            )
            old_at, new_at = old + size, new + size


def _parts(runs: Iterable[Run]) -> tuple[Part, ...]:
    """The runs as parts, neighbours of one mark as one; what is removed stands apart from the words around it."""
    grouped = groupby((run for run in runs if run[1]), key=lambda run: run[0])
    parts = [Part(mark, "".join(word for _, words in group for word in words)) for mark, group in grouped]
    ends = ["\n", *(part.text for part in parts), "\n"]
    return tuple(
        Part(part.mark, _apart(before, part.text, after)) if part.mark == "removed" else part
        for before, part, after in zip(ends, parts, ends[2:], strict=False)
    )


def _apart(before: str, text: str, after: str) -> str:
    begin = "" if before[-1].isspace() else " "
    end = "" if text[-1].isspace() or after[0].isspace() else " "
    return begin + text + end
