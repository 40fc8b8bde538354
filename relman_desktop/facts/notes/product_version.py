"""The product's own version, where the change moves it."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import named
from ..fact import Finding, Value
from ..production import is_production
from .rules import versions

_MOST = 3  # a repository may hold several products
_LONGEST_LINE = 200
_WEIGHT, _OF_MAJOR = 5, 20
_MAJOR = re.compile(r"^v?(\d{1,3})\.")  # of four digits it is a year
_MAY_BREAK = ", a new major version, which by its number may break what relies on it"


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`notes.version` for each move, told of the file that is nearest to the top."""
    files = sorted(filter(is_production, change.files), key=lambda file: (file.path.count("/"), file.path))
    moves = (found for file in files for found in _in_file(change, file, cancel))
    first: dict[tuple[str, str], Finding] = {}
    for old, new, finding in moves:
        first.setdefault((old, new), finding)
    yield from list(first.values())[:_MOST]


def only_version(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether a file changes in nothing but the version that it states."""
    patterns = [line for path, line in versions() if path.search(file.path)]
    changed = [line.text for hunk in change.hunks(file, cancel) for line in hunk.lines if line.sign != " "]
    short = bool(patterns and changed) and all(len(text) <= _LONGEST_LINE for text in changed)
    return short and all(any(pattern.search(text) for pattern in patterns) for text in changed)


def _in_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[tuple[str, str, Finding]]:
    for path, line in versions():
        if path.search(file.path):
            for hunk in change.hunks(file, cancel):
                old, new = _stated(hunk, "-", line), _stated(hunk, "+", line)
                if old and new and old != new:
                    yield old, new, _moved(file, hunk, old, new)


def _stated(hunk: Hunk, sign: str, pattern: re.Pattern[str]) -> str | None:
    changed = (line.text for line in hunk.lines if line.sign == sign and len(line.text) <= _LONGEST_LINE)
    return next((str(found[1]) for found in map(pattern.search, changed) if found), None)


def _moved(file: FileChange, hunk: Hunk, old: str, new: str) -> Finding:
    was, now = _MAJOR.match(old), _MAJOR.match(new)
    is_major = bool(was and now and 1 <= int(was[1]) < int(now[1]))
    breaks = _MAY_BREAK if is_major else ""
    text = f"The product's version moves from {named(old)} to {named(new)}{breaks} ({named(file.path)})."
    data: dict[str, Value] = {"old": old, "new": new, "path": file.path, "major": is_major}
    return Finding("notes.version", text, (hunk.id,), data, _OF_MAJOR if is_major else _WEIGHT)
