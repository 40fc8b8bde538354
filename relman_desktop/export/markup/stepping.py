"""What stands under an item or a step belongs to it, however far in it stands.

Markdown wants it as far in as the marker is wide: 3 blanks under "9.", 4 under "10.". People, and tickets of before,
write three under both; the checklist takes them as they are meant, and so must what is exported, or a fence's commands
run together into one line of another command.
"""

import re
from collections.abc import Sequence

_MARKER = re.compile(r" {0,2}(?:[-*+]|(?P<number>\d{1,9})[.)])(?= |$)")
_FENCE = re.compile(r"(?P<mark>`{3,})[^`]*$|(?P<tilde>~{3,})")
_LEAST = 2  # blanks that put a line after an empty one under the item before it
_USUAL = 3  # blanks under a step
_CODE = 4  # blanks more that make a line code


def settled(text: str) -> str:
    """The text in which the lines of an item stand as far in as Markdown wants them; they are moved together."""
    lines = text.split("\n")
    if not any(map(_MARKER.match, lines)):
        return text
    ends = _fence_ends(lines)
    closing = set(ends.values())
    at, in_list, after_blank = 0, False, True
    while at < len(lines):
        marker = _MARKER.match(lines[at])
        last = _end(lines, at, ends)
        if marker and _is_item(marker, in_list=in_list, after_blank=after_blank):
            lines[at + 1 : last] = _shifted(lines, at, last, _width(lines[at], marker), ends)
            in_list = True
        elif not marker and lines[at].strip():
            in_list = False
        after_blank = not lines[last - 1].strip() or last - 1 in closing
        at = last
    return "\n".join(lines)


def _is_item(marker: re.Match[str], *, in_list: bool, after_blank: bool) -> bool:
    """Whether Markdown takes it for one: in the middle of a paragraph only "1." begins a list."""
    number = marker["number"]
    if number is None or number == "1":
        return True
    return (in_list or after_blank) and not (number.startswith("0") and len(number) > 1)


def _width(line: str, marker: re.Match[str]) -> int:
    """How far in the words of an item stand."""
    blanks = len(line) - marker.end() - len(line[marker.end() :].lstrip(" "))
    return marker.end() + (blanks if 1 <= blanks <= _CODE and line[marker.end() :].strip() else 1)


def _end(lines: Sequence[str], start: int, ends: dict[int, int]) -> int:
    """The number of the line after a block, and after the empty lines that follow it."""
    is_item = _MARKER.match(lines[start]) is not None
    if start in ends and not is_item:
        return ends[start] + 1
    at, last = start + 1, start + 1
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        goes_on = at == last or (is_item and _indent(line) >= _LEAST)
        if _MARKER.match(line) or not goes_on or (at in ends and not is_item):
            break
        at = last = ends.get(at, at) + 1
    return last if is_item or last > start + 1 else start + 1


def _shifted(lines: Sequence[str], start: int, end: int, width: int, ends: dict[int, int]) -> list[str]:
    """The further lines of an item, none of them nearer to the margin than its words."""
    more = _lacking(lines, start, end, width, ends)
    told: list[str] = []
    at = start + 1
    while at < end:
        last = ends.get(at, at)
        by = more
        if at in ends:
            by = max(more, width - _indent(lines[at]))
        told += [_moved(line, by, width if at in ends else 0) for line in lines[at : last + 1]]
        at = last + 1
    return told


def _lacking(lines: Sequence[str], start: int, end: int, width: int, ends: dict[int, int]) -> int:
    """How many blanks the lines lack that begin something under the item."""
    found: list[int] = []
    at = start + 1
    while at < end:
        indent = _indent(lines[at])
        if lines[at].strip() and indent >= _LEAST and at not in ends:
            begins = not lines[at - 1].strip() or _MARKER.match(lines[at].lstrip())
            found += [indent] if begins else []
        at = ends.get(at, at) + 1
    short = [width - one for one in found if one < width]
    if short:
        return max(short)
    is_code = any(_USUAL + _CODE <= one < width + _CODE for one in found)
    return width - _USUAL if is_code and width > _USUAL else 0


def _moved(line: str, by: int, least: int) -> str:
    indent = _indent(line)
    if not line.strip() or (not by and indent >= least):
        return line
    return " " * max(indent + by if indent >= _LEAST or least else indent, least) + line.lstrip(" \t")


def _indent(line: str) -> int:
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(_CODE))


def _fence_ends(lines: Sequence[str]) -> dict[int, int]:
    """The number of the line that closes each fence, by that of the line that opens it."""
    ends: dict[int, int] = {}
    shortest: dict[str, int] = {}  # of a letter, the fence for which nothing closes it below
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at].lstrip(" \t"))
        mark = (opened["mark"] or opened["tilde"]) if opened else ""
        if mark and len(mark) < shortest.get(mark[0], len(mark) + 1):
            end = next((below for below in range(at + 1, len(lines)) if _closes(lines[below], mark)), None)
            if end is None:
                shortest[mark[0]] = len(mark)
            else:
                ends[at] = at = end
        at += 1
    return ends


def _closes(line: str, mark: str) -> bool:
    line = line.strip(" \t")
    return len(line) >= len(mark) and not line.strip(mark[0])
