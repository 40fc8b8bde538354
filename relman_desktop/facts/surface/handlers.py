"""The endpoints whose own code a change touches, where it stands with their declaration."""

from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from .events import Event
from .items import with_code
from .routes import is_read
from .rules import rules_for

_GOES_ON = (")", "}", "]", "@", "def ", "async ", "class ", "public ", "private ", "protected ", "fun ")


def touched(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Event]:
    """An event `touched` for each endpoint with a changed line in its code; nothing where the text is not known."""
    if file.status is not Status.MODIFIED or not (
        is_read(file.path) or any(r.heads_code for r in rules_for(file.path))
    ):
        return
    text = change.content.text(file, "new", cancel) or ""
    lines = text.split("\n")
    hunks = [(hunk.id, _changed(hunk)) for hunk in change.hunks(file, cancel)]
    for one in with_code(text, file.path):
        cancel.check()
        if one.line > len(lines) or one.owner.startswith(("class ", "base ")):
            continue
        code = range(one.line, _end(lines, one.line) + 1)
        cited = tuple(hunk for hunk, numbers in hunks if any(number in code for number in numbers))
        if cited:
            yield Event("touched", one.item, file, cited)


def _changed(hunk: Hunk) -> list[int]:
    """The lines of the new side that are new, or stand before something that is gone."""
    numbers: list[int] = []
    last = hunk.new_start
    for line in hunk.lines:
        last = line.new or last
        if line.sign != " ":
            numbers.append(last)
    return numbers


def _end(lines: Sequence[str], first: int) -> int:
    """The last line (from 1) of what begins at a line: it ends before a line that is indented no deeper,

    unless that line closes it or goes on with its head.
    """
    indent = _indent(lines[first - 1])
    for number in range(first, len(lines)):
        line = lines[number]
        ends = bool(line.strip()) and _indent(line) <= indent
        if ends and (not lines[number - 1].strip() or not line.lstrip().startswith(_GOES_ON)):
            return number
    return len(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
