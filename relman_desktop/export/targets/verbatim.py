"""What stands in a field there, sign for sign, but for what differs each time that a site tells it.

That is: line ends and the blanks before them; of a document the ids of its nodes, the order of a mark and of a name,
and where words that are set alike are parted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from .seeing import of_object

_LINE_END = re.compile(r"\r\n|\r")
_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_BELOW = ("content", "localId", "text", "marks")
_NOTHING: tuple[Any, ...] = (None, "", [], {})
_END = object()  # of a node
_Piece = tuple[str, str]  # how words are set, and the words; ("", ...) of what is no words


def verbatim(value: Any) -> str:
    """The text, or the document, as it can be compared with itself of another time. Takes linear time."""
    value = of_object(value)
    if isinstance(value, Mapping | list) and value:
        return "\n".join(_lines(value))
    text = value if isinstance(value, str) else "" if value in _NOTHING else str(value)
    return _BLANKS.sub("", _LINE_END.sub("\n", text)).rstrip()


def _lines(document: Any) -> Iterator[str]:
    for alike, group in groupby(_pieces(document), lambda piece: piece[0]):
        words = (text for _, text in group)
        yield from (alike + "".join(words),) if alike else words


def _pieces(document: Any) -> Iterator[_Piece]:
    """A document in its order, without recursion: a hostile one is as deep as it is long."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if node is _END:
            yield "", "/"
        elif isinstance(node, list):
            waiting += reversed(node)
        elif not isinstance(node, Mapping):
            yield "", _dumped(node)
        elif node.get("type") == "text":
            yield _marks(node.get("marks")), str(node.get("text"))
        else:
            yield "", _dumped({name: _without_id(one) for name, one in node.items() if name not in _BELOW})
            waiting += [_END, node.get("content") or []]


def _without_id(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {name: one for name, one in value.items() if name != "localId"} or None


def _marks(marks: Any) -> str:
    return "text " + " ".join(sorted(map(_dumped, marks)) if isinstance(marks, list) else ())


def _dumped(value: Any) -> str:
    try:
        if isinstance(value, Mapping):
            value = {name: one for name, one in value.items() if one not in _NOTHING}
        return json.dumps(value, sort_keys=True)
    except RecursionError:  # no site's
        return "..."
