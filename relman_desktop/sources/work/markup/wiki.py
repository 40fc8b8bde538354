"""Jira's wiki markup (Data Center, exports, comments) as Markdown.

Our own reader: the library that there is (jira2markdown 0.5.3) takes 2 s for a plain text of 10,000 characters and 14 s
for as many brackets, growing faster than they do, and escapes nothing.
"""

import re
from dataclasses import dataclass

from .escaping import clean
from .lists import Lists
from .wiki_phrases import PHRASES
from .wiki_table import WikiTable
from .writer import Writer

MOST_READ = 500_000  # characters
_MACRO = re.compile(
    r"(?<!\{)\{(?P<name>code|noformat|quote|panel|info|tip|note|warning|expand)(?::(?P<options>[^{}\n]{0,500}))?\}(?!\})",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"[ \t]*(?:h(?P<level>[1-6])\.[ \t]+|(?P<quote>bq\.)[ \t]+|(?P<rule>-{4,}[ \t]*$)|(?P<list>[*#]+|-)[ \t]+(?=\S)"
    r"|(?P<row>(?=\|)))"
)
_TITLES = {"info": "Info", "tip": "Tip", "note": "Note", "warning": "Warning"}


def wiki_to_markdown(text: str) -> str:
    """Wiki markup as Markdown. At most `writer.MOST` characters are kept, and what was left out is said."""
    reader = _Reader()
    reader.read(clean(text[:MOST_READ]))
    reader.writer.leave_out(len(text) - MOST_READ)
    return reader.writer.finish()


@dataclass(slots=True)
class _Place:
    """A quote or a panel that is open, or the document: its own lists and its own table."""

    name: str
    lists: Lists
    table: WikiTable


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self._places = [self._place("")]
        self._open: dict[str, int] = {}  # how many places of each name
        self._never_closed: set[str] = set()  # macros for whose end the rest of the text was searched

    def read(self, text: str) -> None:
        position = 0
        while found := _MACRO.search(text, position):
            self._lines(text[position : found.start()])
            position = self._macro(text, found)
        self._lines(text[position:])
        self._leave_blocks()

    def _place(self, name: str) -> _Place:
        return _Place(name, Lists(self.writer), WikiTable(self.writer, PHRASES))

    def _macro(self, text: str, found: re.Match[str]) -> int:
        """Read a macro; gives where the text goes on."""
        name, options = found["name"].lower(), found["options"] or ""
        self._places[-1].table.close()
        if name in ("code", "noformat"):
            return self._code(text, found.end(), name, options)
        if self._open.get(name) and not options:
            self._close(name)
        else:
            self._begin(name, _option(options, "title"))
        return found.end()

    def _code(self, text: str, start: int, name: str, options: str) -> int:
        end = None if name in self._never_closed else re.compile(rf"\{{{name}\}}", re.IGNORECASE).search(text, start)
        if not end:
            self._never_closed.add(name)
            return start
        self.writer.titled(_option(options, "title"))
        language = next((one for one in options.split("|") if "=" not in one), "") or _option(options, "language")
        self.writer.code(text[start : end.start()], language.strip().lower())
        return end.end()

    def _begin(self, name: str, title: str) -> None:
        if name == "quote":
            self.writer.begin("quote")
        elif name == "expand":
            self.writer.begin()
            self.writer.titled(title)
        else:
            self.writer.panel(title or _TITLES.get(name, ""))
        self._open[name] = self._open.get(name, 0) + 1
        self._places.append(self._place(name))

    def _close(self, name: str) -> None:
        """Close what is open down to the last place of this name."""
        while True:
            self._leave_blocks()
            place = self._places.pop()
            self._open[place.name] -= 1
            self.writer.end()
            if place.name == name:
                return

    def _lines(self, text: str) -> None:
        """Read the lines between two macros; the first and the last one go on on the lines of these."""
        first, *others = text.split("\n")
        if first.strip():
            self._line(first)
        for line in others[:-1]:
            self._line(line)
        if others and others[-1].strip():
            self._line(others[-1])

    def _line(self, line: str) -> None:
        place = self._places[-1]
        found = _LINE.match(line)
        if place.table.takes(line):
            return
        if not line.strip():
            self._leave_blocks()
        elif not found:
            self.writer.write("\n")
            PHRASES.write(self.writer, line.strip())
        elif found["list"]:
            place.lists.item(found["list"])
            PHRASES.write(self.writer, line[found.end() :])
        else:
            self._leave_blocks()
            self._block(found, line[found.end() :])

    def _block(self, found: re.Match[str], rest: str) -> None:
        if found["rule"]:
            self.writer.rule()
            return
        if found["level"]:
            self.writer.begin("heading", level=int(found["level"]))
        else:
            self.writer.begin("quote")
        PHRASES.write(self.writer, rest)
        self.writer.end()

    def _leave_blocks(self) -> None:
        place = self._places[-1]
        place.table.close()
        place.lists.close()
        self.writer.new_block()


def _option(options: str, name: str) -> str:
    """`title=...` of the options of a macro."""
    given = (one.partition("=") for one in options.split("|"))
    return next((value.strip() for key, _, value in given if key.strip().lower() == name), "")
