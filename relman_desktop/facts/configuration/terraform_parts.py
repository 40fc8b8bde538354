"""The parts of an input that is an object, with the defaults that its type gives them: `optional(bool, true)`."""

import re
from collections.abc import Iterator, Mapping

_PART = re.compile(r"\b([A-Za-z_]\w{0,100})\s{0,9}=\s{0,9}(optional\()?")
_MOST_READ = 20_000  # characters of a type
_EMPTY = ("null", '""', "[]", "{}", "false")  # what a part that was left out most often counted as before

Defaults = Mapping[str, str]
Changed = list[tuple[str, str, str]]  # name, default before or "", default now


def changed_defaults(old: str, new: str) -> Changed:
    """The parts whose defaults differ between two types; of a type without parts none is known."""
    before, after = dict(_defaults(old)), dict(_defaults(new))
    if before:
        return [(name, before[name], now) for name, now in after.items() if name in before and before[name] != now]
    return [(name, "", now) for name, now in after.items() if now not in _EMPTY]


def without_defaults(kind: str) -> str:
    """A type as it is but for the defaults of its parts, so that two can be compared."""
    for _, default in reversed(list(_spans(kind))):
        kind = kind[: default[0]] + kind[default[1] :]
    return kind


def _defaults(kind: str) -> Iterator[tuple[str, str]]:
    """The outermost parts, "null" where a default is not said; of one that must be given ""."""
    told = {name: kind[start:end].removeprefix(",").strip() for name, (start, end) in _spans(kind)}
    yield from ((name, value or "null") for name, value in told.items())


def _spans(kind: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each outermost optional part, with the place of its default and the comma before it."""
    at = 0
    while len(kind) <= _MOST_READ and (found := _PART.search(kind, at)):
        at = found.end()
        if found[2]:
            comma, at = _closing(kind, at)
            yield found[1], (comma, at - 1)


def _closing(kind: str, start: int) -> tuple[int, int]:
    """The first comma outside of brackets and texts, and what follows the bracket that closes."""
    depth, comma, quoted = 1, 0, False
    for at in range(start, len(kind)):
        char = kind[at]
        if char == '"' and kind[at - 1] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if not depth:
                return comma or at, at + 1
        elif char == "," and depth == 1 and not comma:
            comma = at
    return len(kind), len(kind)
