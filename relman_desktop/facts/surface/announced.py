"""What code begins to warn of as deprecated: its callers and operators are told that it will go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import named
from ..fact import Finding
from ..production import is_program, production

_WORDS = re.compile(r"deprecat|(?:will|to) be removed|no longer (?:be )?supported", re.IGNORECASE)
# A call that warns, in most languages; what it says follows, in pieces side by side or added to one another.
_CALL = re.compile(r"(?:\b\w*(?:warn|deprecat)\w*|\btrigger_error)!?\s*\(\s*(?=[\w(\"'`])", re.IGNORECASE)
_PIECE = re.compile(
    r"\s{0,200}[+.]?\s{0,200}(?:_\(\s{0,200})?[fFrRbBuU]{0,2}"
    r"(?:\"([^\"\\\n]{0,500})\"|'([^'\\\n]{0,500})'|`([^`\\]{0,500})`)"
)
_REMARK = re.compile(r"\s*(?:#|//|\*|--)")
_MOST_PIECES = 12
_LONGEST_LINE = 2_000
_SAME = 30  # characters from the start by which two messages count as one
_MOST = 5  # of one file
_SHOWN = 200  # characters
_WEIGHT = 35


@dataclass(frozen=True, slots=True)
class _Warning:
    message: str
    hunk: str


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.deprecated`: name is the message as the code has it, with what it fills in between braces."""
    for file in production(change.files):
        if is_program(file.path):
            yield from _of_file(change, file, cancel)


def _of_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    cancel.check()
    hunks = change.hunks(file, cancel)
    if not any(_WORDS.search(line.text) for hunk in hunks for line in hunk.lines if line.sign == "+"):
        return
    before = "\n".join(line.text for hunk in hunks for line in hunk.lines if line.sign != "+")
    found: dict[str, _Warning] = {}
    for one in (warning for hunk in hunks for warning in _warnings(hunk)):
        if one.message[:_SAME] not in before:
            found.setdefault(one.message[:_SAME], one)
    for one in list(found.values())[:_MOST]:
        text = f"The code warns from now on: {named(one.message, _SHOWN)} ({named(file.path)})."
        yield Finding("surface.deprecated", text, (one.hunk,), {"name": one.message, "path": file.path}, _WEIGHT)


def _warnings(hunk: Hunk) -> Iterator[_Warning]:
    """The messages of calls that warn, which begin on a line that is new."""
    lines = [line for line in hunk.lines if line.sign != "-" and len(line.text) <= _LONGEST_LINE]
    text = "\n".join("" if _REMARK.match(line.text) else line.text for line in lines)
    at = line = 0
    for call in _CALL.finditer(text):
        line += text.count("\n", at, call.end())
        at = call.end()
        first = _PIECE.match(text, at)
        if first and lines[line + text.count("\n", at, first.end())].sign == "+":
            message = _message(text, at)
            if _WORDS.search(message):
                yield _Warning(message, hunk.id)


def _message(text: str, start: int) -> str:
    pieces: list[str] = []
    while len(pieces) < _MOST_PIECES and (piece := _PIECE.match(text, start)):
        pieces.append(next(part for part in piece.groups() if part is not None))
        start = piece.end()
    return " ".join("".join(pieces).split())
