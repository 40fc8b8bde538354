"""ADF, the JSON documents of Jira Cloud, as Markdown.

The nodes are those of developer.atlassian.com, "Atlassian Document Format"; of an unknown one the words are kept.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from .escaping import clean
from .inline import Style
from .writer import MOST_NUMBER, Writer

_MARKS = {"strong": Style.STRONG, "em": Style.EMPHASIS, "strike": Style.STRUCK, "code": Style.CODE}
_BLOCKS = {  # what the writer calls them
    "blockquote": "quote",
    "bulletList": "list",
    "orderedList": "list",
    "taskList": "list",
    "decisionList": "list",
    "listItem": "item",
    "decisionItem": "item",
    "table": "table",
    "tableRow": "row",
    "tableHeader": "cell",
    "tableCell": "cell",
}
_PANELS = {"note": "Note", "tip": "Tip", "warning": "Warning", "error": "Error", "success": "Success", "info": "Info"}
_DONE = ("DONE", "DECIDED")


def adf_to_markdown(value: Any) -> str:
    """The document as Markdown; `value` is what JSON gives, or its text. Anything else is read for its words.

    At most `writer.MOST` characters are kept, and what was left out is said.
    """
    writer = Writer()
    read_adf(value, writer)
    return writer.finish()


def read_adf(value: Any, writer: Writer) -> None:
    """Have it written by a writer."""
    _Reader(writer).read(_parsed(value))


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith('{"'):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


class _Reader:
    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._href = ""  # of the link whose words are being read: a link is split where its words are set differently

    def read(self, document: Any) -> None:
        """Visits what is in the document in its order, without recursion: a hostile one is as deep as it is long."""
        waiting: list[Any] = [document]
        while waiting:
            one = waiting.pop()
            if callable(one):
                self._link_to("")
                one()
            elif isinstance(one, Mapping):
                waiting += reversed(self._visit(one))
            elif isinstance(one, list):
                waiting += reversed(one)
            elif isinstance(one, str):
                self._writer.write(clean(one))
        self._link_to("")

    def _visit(self, node: Mapping[str, Any]) -> list[Any]:
        """Begin a node; gives what is to be visited or called next."""
        kind, attrs = node.get("type"), node.get("attrs")
        attrs = attrs if isinstance(attrs, Mapping) else {}
        kind = kind if isinstance(kind, str) else ""
        if kind == "text":
            self._say_text(node)
            return []
        self._link_to("")
        if words := _INLINE.get(kind):
            self._writer.write(clean(words(attrs)))
            return []
        if kind == "codeBlock":
            self._writer.code(clean(_code(node)), _text(attrs, "language"))
            return []
        if kind in ("media", "mediaInline"):
            self._writer.image(clean(_text(attrs, "alt") or _text(attrs, "__fileName")))
            return []
        if kind == "rule":
            self._writer.rule()
            return []
        return self._begin(kind, attrs, node.get("content"))

    def _begin(self, kind: str, attrs: Mapping[str, Any], content: Any) -> list[Any]:
        writer = self._writer
        inside = content if isinstance(content, list) else []
        if not inside and kind not in _BLOCKS:
            writer.write(clean(_text(attrs, "title") or _text(attrs, "text")))
            return []
        if kind == "panel":
            writer.panel(_PANELS.get(_text(attrs, "panelType"), "Note"))
        elif kind == "heading":
            level = attrs.get("level")
            writer.begin("heading", level=level if isinstance(level, int) and 1 <= level <= 6 else 6)
        elif kind == "taskItem":
            writer.begin("item", task=_text(attrs, "state") in _DONE)
        else:
            order = attrs.get("order")
            start = order if type(order) is int and 0 <= order <= MOST_NUMBER else 1
            writer.begin(_BLOCKS.get(kind, ""), ordered=kind == "orderedList", start=start)
            writer.titled(clean(_text(attrs, "title")))
        return [*inside, writer.end]

    def _say_text(self, node: Mapping[str, Any]) -> None:
        listed = node.get("marks")
        marks = [mark for mark in listed if isinstance(mark, Mapping)] if isinstance(listed, list) else []
        links = [_attr(mark, "href") for mark in marks if mark.get("type") == "link"]
        self._link_to(links[0] if links else "")
        style = Style.PLAIN
        for mark in marks:
            kind = mark.get("type")
            style |= _MARKS.get(kind, Style.PLAIN) if isinstance(kind, str) else Style.PLAIN
        for one in _MARKS.values():
            if one & style:
                self._writer.on(one)
        self._writer.write(clean(_text(node, "text")))
        for one in _MARKS.values():
            if one & style:
                self._writer.off(one)

    def _link_to(self, href: str) -> None:
        if href == self._href:
            return
        if self._href:
            self._writer.end_link(self._href)
        if href:
            self._writer.begin_link()
        self._href = href


def _code(node: Mapping[str, Any]) -> str:
    content = node.get("content")
    inside = content if isinstance(content, list) else []
    return "".join(_text(one, "text") for one in inside if isinstance(one, Mapping))


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _attr(node: Mapping[str, Any], name: str) -> str:
    attrs = node.get("attrs")
    return clean(_text(attrs, name)) if isinstance(attrs, Mapping) else ""


def _mention(attrs: Mapping[str, Any]) -> str:
    name = _text(attrs, "text") or _text(attrs, "id")
    return name if name.startswith("@") else f"@{name}"


def _day(attrs: Mapping[str, Any]) -> str:
    told = str(attrs.get("timestamp", ""))
    try:
        return datetime.fromtimestamp(int(told) / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return told


def _card(attrs: Mapping[str, Any]) -> str:
    data = attrs.get("data")
    return _text(attrs, "url") or (_text(data, "url") or _text(data, "name") if isinstance(data, Mapping) else "")


_INLINE: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "hardBreak": lambda attrs: "\n",
    "mention": _mention,
    "emoji": lambda attrs: _text(attrs, "text") or _text(attrs, "shortName"),
    "date": _day,
    "status": lambda attrs: _text(attrs, "text"),
    "placeholder": lambda attrs: _text(attrs, "text"),
    "inlineCard": _card,
    "blockCard": _card,
    "embedCard": _card,
}
