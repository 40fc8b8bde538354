"""What can be told from hunks alone: a diff file holds no whole text of a file that it changes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...sources.change import Hunk, Line
from .frameworks import Framework
from .operations import Operation, Steps
from .reading import read

_COMMENT = re.compile(r"^\s*(?:#|//|--|/?\*).*|(?<=\s)(?:#|//|--)\s.*")
_IMPORT = re.compile(r"(?:import|from|require)\b")
_LAYOUT = re.compile(r"[\s,;()]+")


def added_steps(framework: Framework, hunks: Sequence[Hunk]) -> Steps:
    """The operations that begin on an added line. Raises `Unread`."""
    return Steps(tuple(operation for hunk in hunks for operation in _begun(framework, hunk)), reversible=False)


def _begun(framework: Framework, hunk: Hunk) -> Iterator[Operation]:
    """A hunk may begin inside a text that several lines hold: then it makes sense once that text is opened."""
    lines = [line for line in hunk.lines if line.new is not None]
    text = "\n".join(line.text for line in lines)
    either = [read(framework, opened + text).operations for opened in ("", "`")]
    for operation in max(either, key=len):
        line = lines[operation.line - 1]
        if line.sign == "+":
            yield replace(operation, line=line.new or 0)


def only_layout(hunks: Sequence[Hunk]) -> bool:
    """Whether the hunks only move lines, or change blanks, line breaks, quotes, comments and imports."""
    lines = [line for hunk in hunks for line in hunk.lines]
    return _lines(lines, "+") == _lines(lines, "-") or all(_whole(hunk, "+") == _whole(hunk, "-") for hunk in hunks)


def _lines(lines: Sequence[Line], sign: str) -> Counter[str]:
    said = (_bare(line.text) for line in lines if line.sign == sign)
    return Counter(text for text in said if text)


def _whole(hunk: Hunk, sign: str) -> str:
    return "".join(_bare(line.text) for line in hunk.lines if line.sign in (" ", sign))


def _bare(text: str) -> str:
    """A line without what says nothing."""
    if _IMPORT.match(text):
        return ""
    return _LAYOUT.sub("", _COMMENT.sub("", text)).replace("'", '"')
