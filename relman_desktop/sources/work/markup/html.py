"""HTML, as Azure DevOps, e-mails and exports have it, as Markdown.

What is written is our own: of the converters that could be had, those that walk a tree end in a RecursionError at a
thousand nested tags, and all give back `&lt;script&gt;` as `<script>`.
"""

import re
from collections.abc import Callable, Mapping

from .elements import elements
from .escaping import clean
from .events import Event, data_tables, events
from .inline import Style
from .writer import Writer

MOST_READ = 2_000_000  # characters: an e-mail's styles are long, and its words are few
_STYLES = {
    **dict.fromkeys(("b", "strong"), Style.STRONG),
    **dict.fromkeys(("i", "em", "cite"), Style.EMPHASIS),
    **dict.fromkeys(("s", "strike", "del"), Style.STRUCK),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), Style.CODE),
}
_BLOCKS = {"blockquote": "quote", "ul": "list", "ol": "list", "li": "item"}
_TABLES = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)
_NAMED_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|code-|brush:\s?)([A-Za-z0-9+#.-]{1,30})")
_NUMBER = re.compile(r"[0-9]{1,9}")
_NO_LANGUAGES = frozenset({"code", "highlight", "hljs", "pre", "prettyprint", "syntaxhl"})
_Attributes = Mapping[str, str]
_End = Callable[[], None]


def html_to_markdown(text: str) -> str:
    """The words of an HTML document, or of a piece of one, as Markdown; without those that a reader does not see.

    At most `writer.MOST` characters are kept, and what was left out is said.
    """
    writer = Writer()
    read_html(text, writer)
    return writer.finish()


def read_html(text: str, writer: Writer) -> None:
    """Have it written by a writer."""
    read = events(clean(text[:MOST_READ]))
    reader = _Reader(data_tables(read), writer)
    for number, event in enumerate(read):
        reader.take(number, event)
    writer.leave_out(len(text) - MOST_READ)


class _Reader:
    def __init__(self, tables: frozenset[int], writer: Writer) -> None:
        self.writer = writer
        self._tables = tables  # the numbers of the events that begin a table of data, a row or cell of one
        self._ends: list[_End] = []  # what the end of each open element does
        self._code: list[str] | None = None  # the words of a <pre>
        self._language = ""
        self._unread = 0  # depth in what nobody sees

    def take(self, number: int, event: Event) -> None:
        if event.kind == "data":
            self._say(event.text)
        elif event.kind == "start":
            self._ends.append(self._begin(number, event.text, event.attributes))
        elif self._ends:
            self._ends.pop()()

    def _say(self, text: str) -> None:
        if self._unread:
            return
        if self.writer.is_full:
            self.writer.leave_out(len(text.strip()))
        elif self._code is not None:
            self._code.append(text)
        else:
            self.writer.write(" ".join(text.split("\n")) if "\n" in text else text)

    def _begin(self, number: int, tag: str, attributes: _Attributes) -> _End:
        """Begin an element; gives what its end does."""
        if (
            self._unread
            or tag in elements().unread
            or "hidden" in attributes
            or _HIDDEN.search(attributes.get("style", ""))
        ):
            self._unread += 1
            return self._leave_unread
        if self._code is not None:
            return self._in_code(tag, attributes)
        if style := _STYLES.get(tag):
            self.writer.on(style)
            return lambda: self.writer.off(style)
        if tag in _VOID:
            _VOID[tag](self.writer, attributes)
            return _nothing
        return self._begin_block(number, tag, attributes)

    def _begin_block(self, number: int, tag: str, attributes: _Attributes) -> _End:
        writer = self.writer
        if tag == "a":
            writer.begin_link()
            return lambda: writer.end_link(attributes.get("href", ""))
        if tag == "pre":
            self._code, self._language = [], _language(attributes)
            return self._end_code
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            writer.begin("heading", level=int(tag[1]))
        elif tag in _BLOCKS:
            writer.begin(_BLOCKS[tag], ordered=tag == "ol", start=_number(attributes.get("start", "")))
        elif tag in _TABLES:
            writer.begin(_TABLES[tag] if number in self._tables else "")
        elif tag == "summary":
            writer.begin()
            writer.on(Style.STRONG)
            return self._end_summary
        elif tag in elements().paragraphs:
            writer.begin()
        else:
            return _nothing
        return writer.end

    def _in_code(self, tag: str, attributes: _Attributes) -> _End:
        if tag == "br" and self._code is not None:
            self._code.append("\n")
        if tag == "code":
            self._language = self._language or _language(attributes, bare=True)
        return _nothing

    def _end_code(self) -> None:
        code, self._code = self._code or [], None
        self.writer.code("".join(code), self._language)

    def _end_summary(self) -> None:
        self.writer.off(Style.STRONG)
        self.writer.end()

    def _leave_unread(self) -> None:
        self._unread -= 1


def _number(told: str) -> int:
    """The first item's number of a list."""
    return int(told) if _NUMBER.fullmatch(told) else 1


def _nothing() -> None:
    """The end of an element that draws nothing."""


def _language(attributes: _Attributes, *, bare: bool = False) -> str:
    """What code is written in; `bare`: its class may just name it."""
    for name in ("data-language", "data-lang", "data-canonical-lang"):
        if told := attributes.get(name, ""):
            return told
    classes = attributes.get("class", "")[:500]
    if found := _NAMED_LANGUAGE.search(classes):
        return found[1]
    words = [word for word in classes.split() if word not in _NO_LANGUAGES]
    return words[0] if bare and words else ""


def _image(writer: Writer, attributes: _Attributes) -> None:
    if attributes.get("alt", "").strip():  # one without words is a picture that counts its readers, more often than not
        writer.image(attributes["alt"])


def _input(writer: Writer, attributes: _Attributes) -> None:
    if attributes.get("type", "").lower() == "checkbox":
        writer.task("checked" in attributes)


_VOID: Mapping[str, Callable[[Writer, _Attributes], None]] = {
    "br": lambda writer, attributes: writer.write("\n"),
    "hr": lambda writer, attributes: writer.rule(),
    "img": _image,
    "input": _input,
}
