"""The sentences of a work item's text, whole where its lines are wrapped; nothing of code, tables and fields.

A line goes on in the next where that begins small, where it is itself as long as a wrapped one, or where both are parts
of a user story. Lines such as "Reported by: Service desk" are fields, and no sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...wording import unhidden
from .files.shapes import PARTS, shapes

_MOST = 6_000  # characters of a text that are read
_LONGEST_LINE = 2_000
_WRAPPED = 60  # characters of a line that goes on in the next
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_HEADING = re.compile(
    r"\s{0,3}(?:#{1,6}\s+(?P<marked>\S.*?)[\s#]*|\*\*(?P<bold>[^*]{1,80})\*\*:?\s*|h[1-6]\.\s+(?P<wiki>\S.*))$"
)
_MARKER = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_NO_PROSE = re.compile(r"\s*(?:[|<]|!\[|https?://\S+\s*$|[-=_*]{3,}\s*$)")
_FIELD = re.compile(r"(?P<name>[^\W\d][\w /()-]{0,38}?)\s?:\s+\S")
_LABEL = re.compile(r"(?P<name>[^\W\d][\w /'()-]{0,58}):$")
_STORY = re.compile(r"(?:as an?|i (?:want|need|would like|wish|can)|so(?: that)?|in order to)\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__")
_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(\[]?[A-Z0-9ÄÖÜÉ])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the heading or label that it stands under."""

    text: str
    under: str = ""


@dataclass(slots=True)
class _Reading:
    """A text as it is read line by line."""

    under: str = ""
    is_label: bool = False  # `under` is a line such as "Acceptance criteria:", which counts for one paragraph or list
    is_over: bool = False  # that paragraph, or an item of that list, has ended
    fenced: bool = False
    lines: list[str] = field(default_factory=list)

    def read(self, line: str) -> Iterator[Sentence]:
        if _FENCE.match(line):
            yield from self.end()
            self.fenced = not self.fenced
        elif not self.fenced:
            yield from self._read(line)

    def _read(self, line: str) -> Iterator[Sentence]:
        heading, marker = _HEADING.match(line), _MARKER.match(line)
        text = _EMPHASIS.sub("", line[marker.end() :] if marker else line).strip(" \t>")
        if heading or _LABEL.match(text):
            yield from self.end()
            self.under = next(filter(None, heading.groups()), "") if heading else text.rstrip(":")
            self.is_label, self.is_over = not heading, False
        elif not text or _NO_PROSE.match(line) or is_field(text):
            yield from self.end()
        else:
            if not self._goes_on(text, marked=bool(marker)):
                yield from self.end()
            if self.is_label and self.is_over and not marker:
                self.under, self.is_label = "", False
            self.lines.append(text)

    def end(self) -> Iterator[Sentence]:
        """The sentences of the paragraph that ends here."""
        if self.lines:
            whole = " ".join(unhidden(" ".join(self.lines)).split())
            yield from (Sentence(part, self.under) for part in _END.split(whole) if part)
            self.is_over = True
        self.lines = []

    def _goes_on(self, text: str, *, marked: bool) -> bool:
        if not self.lines:
            return True
        if _STORY.match(text) and _STORY.match(self.lines[0]):
            return True
        return not marked and (text[0].islower() or len(self.lines[-1]) >= _WRAPPED)


def sentences(body: str) -> tuple[Sentence, ...]:
    """The sentences of a text in Markdown or as it was pasted, in their order."""
    reading = _Reading()
    found = [one for line in body[:_MOST].split("\n") for one in reading.read(line[:_LONGEST_LINE])]
    return (*found, *reading.end())


def is_field(line: str) -> bool:
    """Whether a line is one of a tracker's fields: "Status: Done", "Reported by: Service desk"."""
    found = _FIELD.match(line)
    return found is not None and " ".join(found["name"].lower().split()) in _field_names()


def _field_names() -> frozenset[str]:
    own = shapes().own.names
    told = (name for part in PARTS if part not in ("title", "body", "criteria") for name in own[part])
    return frozenset((*told, *shapes().words["fields"]))
