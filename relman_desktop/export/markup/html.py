"""HTML for a mail, a chat, a rich text field: inline styles only, since what is pasted has no other.

No scripts, no classes, no pictures; every text is escaped. It sets no colour of text or ground, so that it can be read
on white and on dark, and what it draws is grey.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from .model import Block, Code, Document, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table, words_of
from .nesting import Span, nested
from .simpler import BOXES

_MONO = "font-family:Consolas,Menlo,'Courier New',monospace"
_STYLES = {
    "p": "margin:0 0 8px 0",
    "pre": f"{_MONO};white-space:pre-wrap;margin:0 0 8px 0;padding:6px 8px;border:1px solid #888888",
    "code": _MONO,
    "blockquote": "margin:0 0 8px 0;padding:0 0 0 10px;border-left:3px solid #888888",
    "ul": "margin:0 0 8px 0;padding-left:24px",
    "ol": "margin:0 0 8px 0;padding-left:24px",
    "table": "border-collapse:collapse;margin:0 0 8px 0",
    "th": "border:1px solid #888888;padding:3px 8px;text-align:left;vertical-align:top",
    "td": "border:1px solid #888888;padding:3px 8px;vertical-align:top",
}
_TAGS = {Mark.BOLD: "strong", Mark.STRUCK: "del"}
_RIGHT_TO_LEFT = ("R", "AL")


def html(document: Document) -> str:
    """A document as a piece of HTML, a block a line."""
    return "\n".join(map(_block, document.blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _tag("p", _lines(block.lines), block.lines)
        case Heading():
            return _tag(f"h{block.level}", _line(block.words), [block.words])
        case Code():
            first = "\n" if block.text.startswith("\n") else ""  # one line end after <pre> is not read
            return f'<pre style="{_STYLES["pre"]}">{first}{escape(block.text)}</pre>'
        case Quote():
            return f'<blockquote style="{_STYLES["blockquote"]}">{"".join(map(_block, block.blocks))}</blockquote>'
        case Rule():
            return "<hr>"
        case Table():
            return _table(block)
        case List():
            return _list(block)


def _table(table: Table) -> str:
    rows = "".join(
        "<tr>" + "".join(_tag("td" if number else "th", _line(cell), [cell]) for cell in row) + "</tr>"
        for number, row in enumerate(table.rows)
    )
    # the attributes are for mail programs that read no style of a table
    return f'<table border="1" cellspacing="0" cellpadding="4" style="{_STYLES["table"]}">{rows}</table>'


def _list(block: List) -> str:
    name = "ul" if block.start is None else "ol"
    start = f' start="{block.start}"' if block.start not in (None, 1) else ""
    return f'<{name}{start} style="{_STYLES[name]}">{"".join(map(_item, block.items))}</{name}>'


def _item(item: Item) -> str:
    """An item whose first words stand in it without a paragraph, as mail programs draw no gap then."""
    first, rest = item.blocks[:1], item.blocks[1:]
    lines = first[0].lines if first and isinstance(first[0], Paragraph) else ()
    box = "" if item.done is None else BOXES[item.done]
    words = box + (_lines(lines) if lines else "".join(map(_block, first)))
    return _tag("li", words + "".join(map(_block, rest)), lines)


def _tag(name: str, inside: str, lines: Iterable[Line]) -> str:
    style = f' style="{_STYLES[name]}"' if name in _STYLES else ""
    direction = ' dir="auto"' if any(_is_right_to_left(words_of(line)) for line in lines) else ""
    return f"<{name}{direction}{style}>{inside}</{name}>"


def _is_right_to_left(words: str) -> bool:
    return not words.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in words)


def _lines(lines: Iterable[Line]) -> str:
    return "<br>".join(map(_line, lines))


def _line(line: Line) -> str:
    return _words(nested(line))


def _words(spans: Sequence[Span | Run]) -> str:
    return "".join(_run(span) if isinstance(span, Run) else _span(span) for span in spans)


def _span(span: Span) -> str:
    inside = _words(span.inside)
    if span.mark:
        return f"<{_TAGS[span.mark]}>{inside}</{_TAGS[span.mark]}>"
    return f'<a href="{escape(span.url)}">{inside}</a>'


def _run(run: Run) -> str:
    return f'<code style="{_STYLES["code"]}">{escape(run.text)}</code>' if run.mark & Mark.CODE else escape(run.text)
