"""How long a text is for a site: what counts there may be characters, the units of UTF-16, or bytes."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..markup import Flavour
from .target import TargetField

_COUNTS: Mapping[str, Callable[[str], int]] = {
    "characters": len,
    "utf16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "bytes": lambda text: len(text.encode("utf-8", "surrogatepass")),
}
UNITS = tuple(_COUNTS)


def length_of(text: str, field: TargetField) -> int:
    """How long a text in a field's markup is for the site; of ADF its words count, and a line end after each block."""
    words = "\n".join(_words(text)) if field.markup is Flavour.ADF else text
    return _COUNTS[field.counts](words)


def unit_of(field: TargetField) -> str:
    """What is counted, for a sentence."""
    return "bytes" if field.counts == "bytes" else "characters"


def _words(document: str) -> Iterator[str]:
    """The text of each block of a document, without recursion."""
    waiting: list[Any] = [json.loads(document)] if document.startswith("{") else [{"type": "text", "text": document}]
    line = ""
    while waiting:
        node = waiting.pop()
        if node is None:
            yield line
            line = ""
            continue
        line += str(node.get("text", "")) if isinstance(node, dict) else ""
        below = node.get("content", ()) if isinstance(node, dict) else ()
        if any(isinstance(one, dict) and one.get("type") == "text" for one in below):
            waiting.append(None)
        waiting += reversed(below)
    if line:
        yield line
