"""Textile, as Redmine writes it, as Markdown.

Our own reader: python-textile 4.0.4 takes 21 s for 60,000 characters of `*a *a`, and four times that for twice as many.
"""

import re

from .escaping import clean
from .lists import Lists
from .textile_phrases import PHRASES
from .wiki_table import WikiTable
from .writer import Writer

MOST_READ = 500_000  # characters
_PRE = re.compile(r"<pre(?:\s[^<>\n]{0,200})?>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre>", re.IGNORECASE)
_CODE = re.compile(r"\s*<code(?:\s+class=[\"']?(?P<language>[A-Za-z0-9+#.-]{1,30})[^<>\n]{0,200})?>", re.IGNORECASE)
_CODE_END = re.compile(r"</code>\s*$", re.IGNORECASE)
# how a block is drawn: class, style, side
_DRAWN = r"(?:\([^()\n]{0,99}\)|\{[^{}\n]{0,99}\}|\[[^\[\]\n]{0,99}\]|[<>=]){0,9}"
_BLOCK = re.compile(rf"(?P<kind>h[1-6]|bq|bc|pre|p|fn\d{{1,3}}){_DRAWN}(?P<long>\.{{1,2}})(?::\S+)?(?:[ \t]+|$)")
_LANGUAGE = re.compile(r"bc\((?P<language>[A-Za-z0-9+#.-]{1,30})\)")
_LINE = re.compile(r"[ \t]*(?:(?P<rule>-{3,}[ \t]*$)|(?P<list>[*#]+)[ \t]+(?=\S)|(?P<cited>(?:>[ \t]?)+))")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_CELL = re.compile(rf"_?(?:[\\/]\d{{1,3}}|[\^~-]){{0,9}}{_DRAWN}\.[ \t]+")
_COLLAPSE = re.compile(r"\s*\{\{collapse\((?P<title>[^()\n]{0,200})\)?\s*$")


def textile_to_markdown(text: str) -> str:
    """Textile as Markdown. At most `writer.MOST` characters are kept, and what was left out is said."""
    reader = _Reader()
    reader.read(clean(text[:MOST_READ]))
    reader.writer.leave_out(len(text) - MOST_READ)
    return reader.writer.finish()


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self._lists = Lists(self.writer)
        self._table = WikiTable(self.writer, PHRASES, _CELL)
        self._cited = 0  # how many quotations are open whose lines begin with ">"
        self._block = ""  # "bq", "bc" or "pre": the block that goes on
        self._is_long = False  # over blank lines, until another block begins
        self._code: list[str] = []
        self._language = ""

    def read(self, text: str) -> None:
        position = 0
        while found := _PRE.search(text, position):
            self._lines(text[position : found.start()])
            end = _PRE_END.search(text, found.end())
            self._pre(text[found.end() : end.start() if end else len(text)])
            position = end.end() if end else len(text)
        self._lines(text[position:])
        self._leave()

    def _pre(self, inside: str) -> None:
        self._table.close()
        if tag := _CODE.match(inside):
            inside = _CODE_END.sub("", inside[tag.end() :].rstrip())
        self.writer.code(inside, (tag and tag["language"]) or "")

    def _lines(self, text: str) -> None:
        """Read the lines between two <pre>; the first and the last one go on on the lines of these."""
        lines = text.split("\n")
        for line in lines[not lines[0].strip() : len(lines) - (not lines[-1].strip())]:
            self._line(line)

    def _line(self, line: str) -> None:
        block = _BLOCK.match(line)
        if block:
            self._leave()
            self._begin(block, line)
        elif not line.strip():
            self._blank()
        elif self._block in ("bc", "pre"):
            self._code.append(line)
        elif not self._table.takes(line):
            self._text(line)

    def _begin(self, block: re.Match[str], line: str) -> None:
        kind, rest = block["kind"], line[block.end() :]
        if kind[0] == "h":
            self.writer.begin("heading", level=int(kind[1]))
            PHRASES.write(self.writer, rest)
            self.writer.end()
            return
        self._block = kind if kind in ("bq", "bc", "pre") else ""
        self._is_long = block["long"] == ".."
        if self._block == "bq":
            self.writer.begin("quote")
        if self._block in ("bc", "pre"):
            named = _LANGUAGE.match(line)
            self._language = named["language"] if named else ""
            self._code = [rest]
        else:
            PHRASES.write(self.writer, rest)

    def _text(self, line: str) -> None:
        found = _LINE.match(line)
        cited = (found["cited"] or "").count(">") if found else 0
        self._cite(cited)
        if found and cited:
            line = line[found.end() :]
            found = _LINE.match(line)
        if found and found["rule"]:
            self._lists.close()
            self.writer.rule()
        elif found and found["list"]:
            self._lists.item(found["list"])
            self._item(line[found.end() :])
        elif collapsed := _COLLAPSE.match(line):
            self.writer.titled(collapsed["title"])
        elif line.strip() != "}}":
            self.writer.write("\n")
            PHRASES.write(self.writer, line.strip())

    def _item(self, words: str) -> None:
        if task := _TASK.match(words):
            self.writer.task(task[1] in "xX")
            words = words[task.end() :]
        PHRASES.write(self.writer, words)

    def _cite(self, depth: int) -> None:
        """Open and close quotations until there are so many."""
        depth = min(depth, 20)
        if depth != self._cited:
            self._lists.close()
        while self._cited > depth:
            self.writer.end()
            self._cited -= 1
        while self._cited < depth:
            self.writer.begin("quote")
            self._cited += 1

    def _blank(self) -> None:
        if not self._is_long:
            self._leave()
        elif self._block == "bq":
            self._lists.close()
            self.writer.new_block()
        else:
            self._code.append("")

    def _leave(self) -> None:
        """End all that is open."""
        self._table.close()
        self._lists.close()
        self._cite(0)
        self.writer.new_block()
        if self._block == "bq":
            self.writer.end()
        elif self._block:
            self.writer.code("\n".join(self._code), self._language)
        self._block, self._is_long, self._code = "", False, []
