"""The lines of a Markdown or pasted text, whole where they are wrapped, each with what it is.

A line goes on in the next where that begins small, where it is itself as long as a wrapped one, or where both are parts
of a user story. Lines such as "Reported by: Service desk" are fields of a tracker.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from ...wording import unhidden
from .files.shapes import PARTS, shapes

_MOST = 8_000  # characters of a text that are read
_LONGEST_LINE = 2_000
_WRAPPED = 60  # characters of a line that goes on in the next
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_HEADING = re.compile(
    r"\s{0,3}(?:#{1,6}\s+(?P<marked>\S.*?)[\s#]*|\*\*(?P<bold>[^*]{1,80})\*\*:?\s*|h[1-6]\.\s+(?P<wiki>\S.*))$"
)
_MARKER = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[(?P<box>[ xX])\]\s+)?")
_NO_PROSE = re.compile(r"\s*(?:[|<]|!\[|https?://\S+\s*$|[-=_*]{3,}\s*$)")
_FIELD = re.compile(r"(?P<name>[^\W\d][\w /()-]{0,38}?)\s?:\s+\S")
_NAMED = re.compile(r"\w[\w ]{0,30}:\s")  # "Impact: nobody can pay"
_STORY = re.compile(r"(?:as an?|i (?:want|need|would like|wish|can)|so(?: that)?|in order to)\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__")


class Kind(Enum):
    """What a line is."""

    PROSE = auto()
    HEADING = auto()
    BLANK = auto()
    OTHER = auto()  # code, a row of a table, an address, a picture, a field of a tracker


@dataclass(frozen=True, slots=True)
class Line:
    """A whole line, without marks and hidden characters."""

    text: str
    kind: Kind
    is_item: bool = False  # of a list
    is_unticked: bool = False  # "- [ ]"


def whole_lines(text: str) -> Iterator[Line]:
    """The lines of a text without its comments: forms tell in them what may be filled in."""
    held, last = Line("", Kind.BLANK), ""
    for line in _lines(_without_comments(text[:_MOST])):
        if _goes_on(held, last, line):
            held = replace(held, text=f"{held.text} {line.text}")
        else:
            yield held
            held = line
        last = line.text
    yield held


def is_field(line: str) -> bool:
    """Whether a line is one of a tracker's fields: "Status: Done", "Reported by: Service desk"."""
    found = _FIELD.match(line)
    return found is not None and " ".join(found["name"].lower().split()) in _field_names()


def _lines(text: str) -> Iterator[Line]:
    is_code = False
    for line in text.split("\n"):
        line = line[:_LONGEST_LINE]
        if _FENCE.match(line):
            is_code = not is_code
            yield Line("", Kind.BLANK)
        elif is_code:
            clean = _clean(line)
            yield Line(clean, Kind.OTHER if clean else Kind.BLANK)
        else:
            yield _line(line)


def _line(line: str) -> Line:
    if heading := _HEADING.match(line):
        text = _clean(next(filter(None, heading.groups()), ""))
        return Line(text, Kind.HEADING if text else Kind.BLANK)
    marker = _MARKER.match(line)
    text = _clean(_EMPHASIS.sub("", line[marker.end() :] if marker else line).strip(" \t>"))
    if not text:
        return Line("", Kind.BLANK)
    kind = Kind.OTHER if _NO_PROSE.match(line) or is_field(text) else Kind.PROSE
    return Line(text, kind, bool(marker), bool(marker and marker["box"] == " "))


def _goes_on(held: Line, last: str, line: Line) -> bool:
    """Whether a line is the rest of the one above it, of which `last` is what was read last."""
    if held.kind is not Kind.PROSE or line.kind is not Kind.PROSE or held.text.endswith(":"):
        return False
    if _STORY.match(held.text) and _STORY.match(line.text):
        return True
    if line.is_item:
        return False
    return line.text[0].islower() or (len(last) >= _WRAPPED and not _NAMED.match(line.text))


def _clean(text: str) -> str:
    return " ".join(unhidden(text).split())


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(one.partition("-->")[2] for one in others)


@cache
def _field_names() -> frozenset[str]:
    own = shapes().own.names
    told = (name for part in PARTS if part not in ("title", "body", "criteria") for name in own[part])
    return frozenset((*told, *shapes().words["fields"]))
