"""The endpoints whose own code a change touches, where it stands with their declaration."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from .items import Declared, with_code
from .routes import heads_code, may_head_code
from .rules import rules_for

_GOES_ON = (")", "}", "]", "@", "def ", "async ", "class ", "public ", "private ", "protected ", "fun ")


def touched(
    change: Change, file: FileChange, text: str | None, cancel: Cancel
) -> Iterator[tuple[Declared, tuple[str, ...]]]:
    """Each endpoint with a changed line in its code, with those hunks; nothing where the text is not known.

    text: the new side's, where it has been read already.
    """
    by_path = any(rule.heads_code for rule in rules_for(file.path))
    if file.status is not Status.MODIFIED or not (by_path or may_head_code(file.path)):
        return
    text = (change.content.text(file, "new", cancel) or "") if text is None else text
    if not by_path and not heads_code(text, file.path):
        return
    lines = text.split("\n")
    hunks = [(hunk.id, _changed(hunk)) for hunk in change.hunks(file, cancel)]
    for one in with_code(text, file.path):
        cancel.check()
        if one.line > len(lines) or one.owner.startswith(("class ", "base ")):
            continue
        code = range(one.line, _end(lines, one.line) + 1)
        cited = tuple(hunk for hunk, numbers in hunks if any(number in code for number in numbers))
        if cited:
            yield one, cited


def _changed(hunk: Hunk) -> list[int]:
    """The lines of the new side that are new and say something, or stand before something that is only gone."""
    numbers: list[int] = []
    last = hunk.new_start
    for is_same, run in groupby(hunk.lines, lambda line: line.sign == " "):
        lines = [line for line in run if line.text.strip() or is_same]
        new = [line.new for line in lines if line.new]
        if not is_same and lines:
            numbers += new or [last]
        last = new[-1] if new else last
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
