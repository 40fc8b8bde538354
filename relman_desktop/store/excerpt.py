"""The place of a text where the words of a search stand, as one line of plain text."""

import re
from collections.abc import Callable, Sequence
from unicodedata import normalize

from ..wording import unhidden
from .words import UNSPACED

_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_BEFORE, _AFTER = 40, 100  # characters around the first word


def excerpts(searched: Sequence[Sequence[str]]) -> Callable[[str], str]:
    """Gives of a text the line where most of the searched words (`words.terms`) stand first; "" where none does."""
    whole = [_pattern(row, begins=True) for row in searched]
    parts = [_pattern(row, begins=False) for row in searched]

    def excerpt(text: str) -> str:
        plain = bare(text)
        found = _best(plain, whole) or _best(plain, parts)  # a part of `OrderService` at last
        if found is None:
            return ""
        number, at = found
        return _around(text.split("\n")[number], at)

    return excerpt


def bare(text: str) -> str:
    """Text without case and accents; it has the same lines, each as long as before where it can be."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", normalize("NFKD", text.casefold()))


def _pattern(row: Sequence[str], *, begins: bool) -> re.Pattern[str]:
    start = r"(?<![^\W_])" if begins and not UNSPACED.match(row[0]) else ""
    return re.compile(start + r"[\W_]*".join(re.escape(bare(word)) for word in row))


def _best(plain: str, patterns: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    """The number of a line and a place in it: where a word stands first, on the line with most such places."""
    places = sorted(place.start() for place in (one.search(plain) for one in patterns) if place)
    if not places:
        return None
    lines = [plain.rfind("\n", 0, place) + 1 for place in places]
    start = max(lines, key=lambda line: (lines.count(line), -line))
    return plain.count("\n", 0, start), min(place for place in places if place >= start) - start


def _around(line: str, at: int) -> str:
    """About 140 characters of a line, cut at blanks."""
    start = max(line.rfind(" ", 0, at - _BEFORE) + 1, at - 2 * _BEFORE) if at > _BEFORE else 0
    blank = line.find(" ", at + _AFTER, at + 2 * _AFTER)
    end = blank if blank >= 0 else min(len(line), at + 2 * _AFTER)
    said = " ".join(unhidden(line[start:end]).split())
    return ("…" if start else "") + said + ("…" if end < len(line) else "")
