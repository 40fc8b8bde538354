"""Notes that are kept as one file for each change until the release: towncrier's, changesets, reno's and the like."""

import re
from collections.abc import Iterator
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ...wording import named
from ..fact import Finding
from ..formats import Unread, yaml_scalars
from .rules import Section, documents, fragments, section_of, structured
from .telling import entry, upgrade

_FRONT_MATTER = re.compile(r"^---\s*$")
_BUMP = re.compile(r"""^["']?[@\w./-]{1,100}["']?:\s*(major|minor|patch)\s*$""")
_BUMPS = {"major": "breaking", "minor": "feature", "patch": "fix"}
_FIRST_WORD = re.compile(r"^([A-Za-z][A-Za-z -]{2,20}):\s+")  # "Bugfix: Mend the cart"
_LINK = re.compile(r"^https?://\S+$")
_TYPES = ("kind", "type", "change_type", "category")  # keys of structured fragments that name the section,
_TEXTS = ("body", "note", "title", "description", "message", "subtext")  # and the note
_LONGEST_LINE = 4_000
_MOST_LINES = 200
_MOST_VALUES = 100  # of one file
_UNREAD = 30  # weight


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """An entry for each note of each added file."""
    for file in change.files:
        if file.status is not Status.ADDED or documents("not_notes").search(file.path):
            continue
        if structured().search(file.path):
            yield from _structured(change, file, cancel)
        elif found := next(filter(None, (path.search(file.path) for path in fragments())), None):
            yield from _told(change, file, found, cancel)


def _told(change: Change, file: FileChange, path: re.Match[str], cancel: Cancel) -> Iterator[Finding]:
    written = (line.text[:_LONGEST_LINE] for hunk in change.hunks(file, cancel) for line in hunk.added)
    lines = list(islice(written, _MOST_LINES))  # a note is told in some hundred characters
    sort, body = _sorted(path.groupdict().get("type") or "", lines)
    number = path.groupdict().get("ref") or ""
    text = " ".join(line for line in body if not _LINK.match(line)) + (f" (#{number})" if number.isdigit() else "")
    if change.hunks(file, cancel):
        yield from _note(file, text, sort)


def _note(file: FileChange, text: str, sort: Section) -> Iterator[Finding]:
    if sort.name == "upgrade":
        yield from upgrade(sort.label, [text], f"{file.path}:1", f"{file.id}.h1", general=False)
    else:
        yield from entry(text, None, sort, f"{file.path}:1", f"{file.id}.h1")


def _sorted(named_type: str, lines: list[str]) -> tuple[Section, list[str]]:
    """The sort of a note and its text."""
    if named_type == ".changeset":
        return _changeset(lines)
    first = _FIRST_WORD.match(lines[0]) if lines and not named_type else None
    if first:
        return section_of(first[1]), [lines[0][first.end() :], *lines[1:]]
    return section_of(named_type), lines


def _changeset(lines: list[str]) -> tuple[Section, list[str]]:
    """The sort by the largest bump that the front matter asks for, and what stands below it."""
    ends = [number for number, line in enumerate(lines) if _FRONT_MATTER.match(line)][:2]
    head, body = (lines[: ends[1]], lines[ends[1] + 1 :]) if len(ends) == 2 else ([], lines)
    bumps = {found[1] for line in head if (found := _BUMP.match(line))}
    largest = next((sort for bump, sort in _BUMPS.items() if bump in bumps), "other")
    return section_of(largest), body


def _structured(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    """YAML: either the sections are keys (reno, antsibull) or one note names its own (changie, chloggen)."""
    text = "\n".join(line.text for hunk in change.hunks(file, cancel) for line in hunk.added)
    try:
        read = ((str(path[0]).lower(), value) for path, value in yaml_scalars(text) if path and value)
        values = list(islice(read, _MOST_VALUES))
    except Unread as error:
        said = f"The release note {named(file.path)} was not read: {error}."
        yield Finding("notes.unread", said, (file.id,), {"path": file.path}, _UNREAD)
        return
    kind = next((value for key, value in values if key in _TYPES), None)
    if kind is not None:
        notes = [value for key in _TEXTS for name, value in values if name == key][:2]
        yield from _note(file, " ".join(notes), section_of(kind)) if notes else ()
        return
    for key, value in values:
        yield from _note(file, value, section_of(key.replace("_", " ")))
