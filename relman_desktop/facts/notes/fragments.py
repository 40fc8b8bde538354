"""Notes that are kept as one file for each change until the release: towncrier's, changesets, and the like."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ..fact import Finding
from .rules import Section, documents, fragments, section_of
from .telling import entry

_FRONT_MATTER = re.compile(r"^---\s*$")
_BUMP = re.compile(r"""^["']?[@\w./-]{1,100}["']?:\s*(major|minor|patch)\s*$""")
_BUMPS = {"major": "breaking", "minor": "feature", "patch": "fix"}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """An entry for each added file."""
    for file in change.files:
        found = next(filter(None, (path.search(file.path) for path in fragments())), None)
        if found and file.status is Status.ADDED and not documents("not_notes").search(file.path):
            yield from _told(change, file, found, cancel)


def _told(change: Change, file: FileChange, path: re.Match[str], cancel: Cancel) -> Iterator[Finding]:
    lines = [line.text for hunk in change.hunks(file, cancel) for line in hunk.added]
    sort, body = _changeset(lines) if path["type"] == ".changeset" else (section_of(path["type"]), lines)
    number = path.groupdict().get("ref") or ""
    text = " ".join(body) + (f" (#{number})" if number.isdigit() else "")
    if change.hunks(file, cancel):
        yield from entry(text, None, sort, f"{file.path}:1", f"{file.id}.h1")


def _changeset(lines: list[str]) -> tuple[Section, list[str]]:
    """The sort by the largest bump that the front matter asks for, and what stands below it."""
    ends = [number for number, line in enumerate(lines) if _FRONT_MATTER.match(line)][:2]
    head, body = (lines[: ends[1]], lines[ends[1] + 1 :]) if len(ends) == 2 else ([], lines)
    bumps = {found[1] for line in head if (found := _BUMP.match(line))}
    largest = next((sort for bump, sort in _BUMPS.items() if bump in bumps), "other")
    return section_of(largest), body
