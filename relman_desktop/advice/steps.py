"""The steps of a field, whoever wrote it: our numbered list, a person's bullets, or a line for each step."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .table import table

_LONGEST = 60_000  # characters of a field that are read
_LONGEST_STEP = 4_000
_MOST = 400  # steps
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*(?P<language>[\w+#.-]*)")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:(?:step\s+)?(?P<number>\d{1,3}|[a-z](?=\)))(?:[.)]{1,2}|\s?[:–])|[-*+•◦–])\s+(?=\S)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*#{1,6}\s|.{0,120}:\s*$|\s*(?:\*\*|__)[^*_]{1,100}(?:\*\*|__):?\s*$|=+ .{1,80} =+\s*$")
_TICKS = re.compile(r"`+")
_MARKUP = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_BEFORE = 60  # characters before a piece of code


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words and its code, and where it stands in the field's text."""

    text: str  # its lines in one, without its marker and its blocks of code
    blocks: tuple[str, ...]  # of code: the language in the first line, "" where none is named
    start: int  # field[start:end]
    end: int

    @property
    def words(self) -> str:
        """The text without code, markup and labels such as "Step 3:"."""
        bare = _MARKUP.sub("", without_code(self.text)).strip()
        for _ in range(3):  # "Step 2: [x] 10:00 then ..."
            bare = table().steps["label"].sub("", bare, count=1).strip()
        return bare

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """Each piece of code in the text with the words before it."""
        text = self.text
        return tuple(
            (text[max(0, first.start() - _BEFORE) : first.start()], text[first.end() : last.start()].strip())
            for first, last in _code_in(text)
        )


@dataclass(slots=True)
class _Line:
    text: str
    start: int
    in_code: bool
    language: str | None = None  # of a line that opens a block

    @property
    def item(self) -> re.Match[str] | None:
        return None if self.in_code else _ITEM.match(self.text)


def without_code(text: str) -> str:
    """A text with a mark in place of each piece of code."""
    kept, at = [], 0
    for first, last in _code_in(text):
        kept += [text[at : first.start()], "` `"]
        at = last.end()
    return "".join((*kept, text[at:]))


def _code_in(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The ticks around each piece of code: as many after it as before."""
    open_ticks: re.Match[str] | None = None
    left = Counter(len(one[0]) for one in _TICKS.finditer(text))
    for ticks in _TICKS.finditer(text):
        left[len(ticks[0])] -= 1
        if open_ticks is None:
            open_ticks = ticks if left[len(ticks[0])] else None
        elif len(ticks[0]) == len(open_ticks[0]):
            yield open_ticks, ticks
            open_ticks = None


def is_written(text: str) -> bool:
    """Whether a field says something: "n/a" and "TBD" do not."""
    return any(map(str.isalnum, text)) and not table().unwritten["text"].match(text[:_LONGEST_STEP])


def steps_of(text: str) -> tuple[Step, ...]:
    """The steps of a field's text; () where nothing is written. Never raises."""
    if not is_written(text):
        return ()
    lines = list(_lines(text[:_LONGEST]))
    begins = _beginnings(lines)
    found: list[Step] = []
    for number, at in enumerate(begins[:_MOST]):
        until = begins[number + 1] if number + 1 < len(begins) else len(lines)
        found.append(_step(lines[at : _end(lines, at, until)]))
    return tuple(one for one in found if one.blocks or any(map(str.isalnum, one.text)))


def _lines(text: str) -> Iterator[_Line]:
    fenced, at = "", 0
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        mark = line.strip()[:3]
        if fenced:
            yield _Line(line, at, in_code=True)
            fenced = "" if mark == fenced and not line.strip().strip(mark[0]) else fenced
        elif fence:
            fenced = mark
            yield _Line(line, at, in_code=True, language=fence["language"].lower())
        else:
            yield _Line(line, at, in_code=False)
        at += len(line) + 1


def _beginnings(lines: list[_Line]) -> list[int]:
    """The lines that begin a step: those of the numbered list, else of the bullets, else each with words."""
    items = [(at, found) for at, line in enumerate(lines) if (found := line.item)]
    numbered = [(at, found) for at, found in items if found["number"]]
    chosen = numbered or items
    if chosen:
        outermost = min(_width(found["indent"]) for _, found in chosen)
        return [at for at, found in chosen if _width(found["indent"]) <= outermost + 1]
    said = [at for at, line in enumerate(lines) if _says(lines, at, line)]
    plain = [at for at in said if not _HEADING.match(lines[at].text)] or said
    return plain or [at for at, line in enumerate(lines) if line.language is not None][:1]


def _says(lines: list[_Line], at: int, line: _Line) -> bool:
    """Whether a line has words of a step; the head of a table has none."""
    if line.in_code or not any(map(str.isalnum, line.text)):
        return False
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    return not ("|" in line.text and "-" in below and not below.strip(" |:-"))


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _end(lines: list[_Line], at: int, until: int) -> int:
    """Where a step ends: at the next one, or where a paragraph begins that is not indented under it."""
    for number in range(at + 1, until):
        line = lines[number]
        outside = not line.in_code and line.text.strip() and not line.text[:1].isspace()
        if outside and (not lines[number - 1].text.strip() or _HEADING.match(line.text)):
            return number
    return until


def _step(lines: list[_Line]) -> Step:
    marker = lines[0].item
    first = lines[0].text[marker.end() :] if marker else lines[0].text
    words = [first if not lines[0].in_code else "", *(one.text for one in lines[1:] if not one.in_code)]
    text = " ".join(" ".join(words).split())[:_LONGEST_STEP]
    return Step(text, tuple(_blocks(lines)), lines[0].start, lines[-1].start + len(lines[-1].text))


def _blocks(lines: list[_Line]) -> Iterator[str]:
    block: list[str] | None = None
    for line in lines:
        if line.language is not None:
            if block is not None:
                yield "\n".join(block)
            block = [line.language]
        elif line.in_code and block is not None:
            block.append(line.text)
    if block is not None:
        yield "\n".join(block)[:_LONGEST_STEP]
