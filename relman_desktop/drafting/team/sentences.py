"""A text sentence by sentence, each with what it stands under: a heading, or a line that ends with a colon."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..verify.words import stem, words
from .words import team_words

_LONGEST = 4_000  # characters of a text that are read
_WRAPPED = 60  # characters of a line that may have been wrapped
_OWN_LINE = re.compile(r"[|<>]|```|~~~|[-=*_]{3,}$|\[[ xX]\]|\w[\w ]{0,30}:(?:\s|$)")  # tables, fences, "Status: Ready"
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s|h[1-6]\.\s|\*\*(?=.{1,80}\*\*:?\s*$))")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and its words as they are compared."""

    text: str
    above: str = ""  # the heading and the label under which it stands
    beside: str = ""  # the sentences before and behind it in its paragraph
    whole: tuple[str, ...] = ()  # the stems of its words, names in one
    parted: tuple[str, ...] = ()  # the same, names taken apart

    def holds(self, stems: Sequence[str]) -> bool:
        """Whether words stand in it in a row, by their stems; GraphQL is one word, checkoutView two."""
        return in_a_row(self.whole, stems) or in_a_row(self.parted, stems)

    @property
    def is_aside(self) -> bool:
        """Whether it says itself, or what it stands under says, that it is about something else."""
        return bool(team_words().aside.search(f"{self.above}\n{self.text}"))


def in_a_row(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words stand among others in a row; no words stand nowhere."""
    first, many = next(iter(wanted), ""), len(wanted)
    starts = (at for at, word in enumerate(said) if word == first) if first in said else ()
    return any(list(said[at : at + many]) == list(wanted) for at in starts)


@lru_cache(1 << 11)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a Markdown text, without its comments and without those that it says are out of scope."""
    shown = _without_comments(text[:_LONGEST])
    read = (one for paragraph in _paragraphs(shown) for one in paragraph.sentences())
    return tuple(one for one in read if not one.is_aside)


def whole_lines(text: str) -> Iterator[str]:
    """The lines of a text without the marks of a list."""
    return (_MARKER.sub("", line, count=1).strip() for line in text[:_LONGEST].splitlines())


def unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a Markdown text with those put together again that were wrapped at a width."""
    held = ""
    for line in lines:
        if held and _goes_on(held, line):
            held = f"{held.rstrip()} {line.strip()}"
            continue
        if held:
            yield held
        held = line
        if not line.strip():
            yield line
            held = ""
    if held:
        yield held


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is the rest of a sentence that the one above it did not end."""
    above, below = line.strip(), following.strip()
    if not below or above.endswith((".", "!", "?", ":", "|", "  ")) or _OWN_LINE.match(above) or _OWN_LINE.match(below):
        return False
    if _HEADING.match(line) or _HEADING.match(following) or _MARKER.match(following):
        return False
    return below[:1].islower() or len(line) >= _WRAPPED


@dataclass(slots=True)
class _Paragraph:
    above: str
    lines: list[str] = field(default_factory=list)

    def sentences(self) -> Iterator[Sentence]:
        parts = [part for line in self.lines for part in _SENTENCES.split(line) if part.strip()]
        for at, part in enumerate(parts):
            beside = "\n".join((*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2]))
            whole, parted = (tuple(map(stem, words(one))) for one in (part.casefold(), part))
            yield Sentence(part, self.above, beside, whole, parted)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """An item of a list is one, too. A label counts for what follows it at once, and for a list behind it."""
    heading = label = ""
    paragraph, fresh, gap = _Paragraph(""), False, True
    for line in unwrapped(text.splitlines()):
        stripped, marked = line.strip(), bool(_MARKER.match(line))
        if not stripped or marked or _HEADING.match(line):
            yield paragraph
            gap = gap or not stripped
            paragraph = _Paragraph("")
        if not stripped:
            continue
        if _HEADING.match(line):
            heading, label = stripped, ""
        elif gap and not (marked or fresh):
            label = ""
        paragraph.above = f"{heading}\n{label}"
        paragraph.lines.append(line)
        fresh, gap = stripped.endswith(":"), False
        if fresh:
            yield paragraph
            label, paragraph = stripped, _Paragraph("")
    yield paragraph


def _without_comments(text: str) -> str:
    """Forms tell in comments what may be filled in."""
    first, *others = text.split("<!--")
    return first + "".join(one.partition("-->")[2] for one in others)
