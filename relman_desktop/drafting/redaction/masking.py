"""Writing placeholders into a text: the number of its lines and the signs of a diff stay."""

import re
from collections.abc import Iterable

ELIDED = "[[MASKED]]"
MASKED = re.compile(r"\[\[(?:SECRET_[A-Z0-9_]+_\d+|MASKED)\]\]")

_BREAK = re.compile(r"(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])")
_LEADING = re.compile(r"(?:\+|-(?!-{3,4} ?(?:BEGIN|END)))?[ \t]*")  # the first dash of `-----BEGIN` is no sign


def masked(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text with a placeholder from each start to its end; the places are in order and do not overlap."""
    pieces, shown = [], 0
    for start, end, placeholder in places:
        leading = _sign(text, start)
        pieces += [text[shown:start], leading, _over_lines(text[start + len(leading) : end], placeholder)]
        shown = end
    return "".join([*pieces, text[shown:]])


def _sign(text: str, start: int) -> str:
    """What stays at the start of a line: the sign of a diff and the indentation."""
    found = _LEADING.match(text, start) if start == 0 or text[start - 1] == "\n" else None
    return found[0] if found else ""


def _over_lines(value: str, placeholder: str) -> str:
    """The placeholder instead of the first line of a value, and a mark instead of each other that is not empty."""
    return "".join([placeholder, *map(_elided, _BREAK.split(value)[1:])])


def _elided(part: str) -> str:
    found = _LEADING.match(part)
    leading = found[0] if found else ""
    return part if _BREAK.fullmatch(part) or leading == part else leading + ELIDED
