"""The place of a text where the words of a search stand, as one line of plain text."""

import re
from unicodedata import combining, normalize

from ..wording import unhidden
from .words import UNSPACED

_BEFORE, _AFTER = 40, 100  # characters around the first word


def excerpt(text: str, searched: tuple[tuple[str, ...], ...]) -> str:
    """The line with most of the searched words (`words.terms`), around the first of them; "" where none stands."""
    lines = bare(text).split("\n")
    whole = _best(lines, [_pattern(row, begins=True) for row in searched])
    found = whole or _best(lines, [_pattern(row, begins=False) for row in searched])  # a part of `OrderService`
    return _around(text.split("\n")[found[0]], found[1]) if found else ""


def _best(lines: list[str], patterns: list[re.Pattern[str]]) -> tuple[int, int] | None:
    """The first of the lines in which most patterns match, and where."""
    best: tuple[int, int] | None = None
    most = 0
    for number, line in enumerate(lines):
        places = [place.start() for place in (one.search(line) for one in patterns) if place]
        if len(places) > most:
            best, most = (number, min(places)), len(places)
    return best


def _pattern(row: tuple[str, ...], *, begins: bool) -> re.Pattern[str]:
    start = r"(?<![^\W_])" if begins and not UNSPACED.match(row[0]) else ""
    return re.compile(start + r"[\W_]*".join(re.escape(bare(word)) for word in row))


def bare(text: str) -> str:
    """Text without case and accents, line by line as long as before where it can be."""
    if text.isascii():
        return text.lower()
    return "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))


def _around(line: str, at: int) -> str:
    """About 140 characters of a line, cut at blanks."""
    start = max(line.rfind(" ", 0, at - _BEFORE) + 1, at - 2 * _BEFORE) if at > _BEFORE else 0
    blank = line.find(" ", at + _AFTER, at + 2 * _AFTER)
    end = blank if blank >= 0 else min(len(line), at + 2 * _AFTER)
    said = " ".join(unhidden(line[start:end]).split())
    return ("…" if start else "") + said + ("…" if end < len(line) else "")
