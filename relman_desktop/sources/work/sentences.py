"""A text that somebody wrote, in Markdown or as it was pasted, sentence by sentence, each with what it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .lines import Kind, Line, whole_lines

_NAME = re.compile(r"[^\W\d][\w /'()-]{0,58}:")  # a label, rather than a sentence that ends with a colon
_SPACE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"”’)])\s+")
_OPENING = '"“‘(['


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands for one in a table, in code or in a heading."""

    text: str
    heading: str = ""  # above it
    label: str = ""  # the line above it that ends with a colon: it counts for one paragraph or list
    beside: str = ""  # the sentences before and behind it in its paragraph
    is_prose: bool = True
    is_unticked: bool = False  # of an item of a list: "- [ ]"

    @property
    def under(self) -> str:
        """The name of the part that it stands in."""
        return self.label[:-1] if _NAME.fullmatch(self.label) else self.heading


@dataclass(slots=True)
class _Reading:
    """A text as it is read line by line."""

    heading: str = ""
    label: str = ""
    is_fresh: bool = False  # nothing stands under the label yet
    is_apart: bool = True  # a blank line is above
    paragraph: list[Sentence] = field(default_factory=list)

    def read(self, line: Line) -> Iterator[Sentence]:
        """The sentences of the paragraphs that end with this line."""
        if line.kind is Kind.BLANK or line.kind is Kind.HEADING or line.is_item:
            yield from self.end()
        if line.kind is Kind.BLANK:
            self.is_apart = True
        elif line.kind is Kind.HEADING:
            self.heading, self.label, self.is_fresh, self.is_apart = line.text, "", False, False
            yield Sentence(line.text, is_prose=False)
        else:
            yield from self._read(line)

    def _read(self, line: Line) -> Iterator[Sentence]:
        if self.is_apart and not (line.is_item or self.is_fresh):
            self.label = ""
        is_prose = line.kind is Kind.PROSE and not _NAME.fullmatch(line.text)
        for part in _parts(line.text):
            self.paragraph.append(Sentence(part, self.heading, self.label, "", is_prose, line.is_unticked))
        self.is_fresh, self.is_apart = line.kind is Kind.PROSE and line.text.endswith(":"), False
        if self.is_fresh:
            yield from self.end()
            self.label = line.text

    def end(self) -> Iterator[Sentence]:
        """The sentences of the paragraph that ends here."""
        said = [one.text for one in self.paragraph]
        for at, one in enumerate(self.paragraph):
            yield replace(one, beside="\n".join((*said[max(at - 1, 0) : at], *said[at + 1 : at + 2])))
        self.paragraph = []


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in their order, without those of its comments."""
    reading = _Reading()
    found = [one for line in whole_lines(text) for one in reading.read(line)]
    return (*found, *reading.end())


def _parts(line: str) -> Iterator[str]:
    """The sentences of a line; "e.g. at night" is not the end of one."""
    held = ""
    for part in _SPACE.split(line):
        first = part.lstrip(_OPENING)[:1]
        if held and first.isalnum() and not first.islower():
            yield held
            held = part
        else:
            held = f"{held} {part}".strip()
    if held:
        yield held
