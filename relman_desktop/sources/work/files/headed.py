"""Markdown, one work item a heading: "## PAY-12: Pay by card", lines such as "Status: Done", the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ..item import WorkItem
from ..patterns import spots
from .records import item_of
from .shapes import shapes
from .wording import MOST_ITEMS, too_many, wrong

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)[ \t#]*$")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_FIELD = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\*\*|__)?(?P<name>[^:*_\n]{1,40}?)(?:\*\*|__)?:(?:\*\*|__)?\s+(?P<value>\S.*)$"
)
_MOST_HEADINGS = 20_000  # what is behind them is part of the last one
_AROUND = " \t:–—-.[](){}|"


@dataclass(slots=True)
class Section:
    """A heading and what stands under it, as a record: its lines "Status: Done" by their names."""

    title: str
    line: int = 0  # from 1
    level: int = 0
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # all that stands under it

    def read(self) -> None:
        """Part the lines into fields, as long as they are some, and the body; fields that are not read stay in it."""
        parts = shapes().own.names
        names = {name for part in parts if part not in ("body", "key", "title") for name in parts[part]}
        left: list[str] = []
        for number, line in enumerate(self.lines):
            found = _FIELD.match(line[:2_000])
            name = " ".join(found["name"].lower().split()) if found else ""
            if found and name in names:
                self.fields[name] = found["value"].strip().strip("*_")
            elif found and name in shapes().words["fields"]:
                left.append(line)
            elif line.strip():
                self.body = [*left, *([""] if left else []), *self.lines[number:]]
                return
        self.body = left

    def get(self, name: str) -> tuple[str, ...]:
        own = {"key": self.key, "title": self.title, "body": "\n".join(self.body).strip()}
        return tuple(value for value in (self.fields.get(name, ""), own.get(name, "")) if value)


def read_headed(text: str, source: str) -> tuple[WorkItem, ...]:
    """The items of a Markdown text. Raises `InputError`."""
    sections = items_of(text)
    if not sections:
        raise wrong(source, "it has no heading that could be a work item", 'write one as "## PAY-12: Its title"')
    if len(sections) > MOST_ITEMS:
        raise too_many(source, len(sections))
    items = (item_of(section, shapes().own, source) for section in sections)
    return tuple(item for item in items if item)


def items_of(text: str) -> list[Section]:
    """The sections that are work items: those of the highest level whose headings name keys, or of the highest."""
    lines = text.split("\n")
    headings = list(islice(_headings(lines), _MOST_HEADINGS))
    levels = [one.level for one in headings if one.key] or [one.level for one in headings]
    level = min(levels, default=0)
    found: list[Section] = []
    end = len(lines)
    for section in reversed(headings):
        if section.level == level:
            section.lines = lines[section.line : end]
            found.append(section)
        end = section.line - 1 if section.level <= level else end
    for section in found[:MOST_ITEMS]:
        section.read()
    return found[::-1]


def _headings(lines: Sequence[str]) -> Iterator[Section]:
    fenced = ""
    for number, line in enumerate(lines, 1):
        if fence := _FENCE.match(line[:20]):
            fenced = "" if fence[1] == fenced else fenced or fence[1]
        elif not fenced and (found := _HEADING.match(line[:2_000])):
            key, title = keyed(found["text"])
            yield Section(title, number, len(found["marks"]), key)


def keyed(line: str) -> tuple[str, str]:
    """The key that stands at the beginning or the end of a title, and the title without it."""
    for spot in spots(line[:2_000]):
        before, after = line[: spot.start].strip(_AROUND), line[spot.end :].strip(_AROUND)
        if not before or not after:
            return spot.reference.url or spot.reference.key, before or after
    return "", line.strip()
