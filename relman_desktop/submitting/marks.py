"""Whether our id stands in a record as what it is there for, and is not just quoted in it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|h[1-6]|ul|ol|li|table|tr|td|pre|section|article)\b[^<>]{0,2000}>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--|-->")
_QUOTED = (">", "bq.", "{quote}")
_LEADING = "Relman Desktop:"  # what stands before our id on its line
_AROUND = 400  # characters of the text beside our id that are looked at
_MOST = 200  # places
_DEEP = 50


def is_marked(value: Any, our_id: str) -> bool:
    """Whether a field's value is our id, has it among its words (labels), or is a text with a line of its own for it.

    A line that quotes it, or says something about it, is none.
    """
    if isinstance(value, str):
        words = (word.strip() for word in re.split("[,;]", value)) if len(value) < 5_000 else ()
        return our_id in words or any(_is_mark(line, our_id) for line in _lines(value, our_id))
    if isinstance(value, dict) and isinstance(value.get("content"), list):
        return any(_is_mark(line, our_id) for line in _blocks(value, 0))
    if isinstance(value, dict):
        return any(one == our_id for one in value.values())
    return isinstance(value, list) and any(
        one == our_id or (isinstance(one, dict) and is_marked(one, our_id)) for one in value
    )


def _lines(text: str, our_id: str) -> Iterator[str]:
    """The lines on which our id stands, of plain text, of a markup or of HTML."""
    place = text.find(our_id)
    for _ in range(_MOST):
        if place < 0:
            return
        after = place + len(our_id)
        if text.rfind("<blockquote", 0, place) <= text.rfind("</blockquote", 0, place):
            before = _in_lines(text[max(0, place - _AROUND) : place])
            behind = _in_lines(text[after : after + _AROUND])
            yield before[-1] + our_id + behind[0]
        place = text.find(our_id, after)


def _in_lines(html: str) -> list[str]:
    return unescape(_TAG.sub("", _BLOCK.sub("\n", html))).split("\n")


def _blocks(node: Any, depth: int) -> Iterator[str]:
    """The lines of a document of Atlassian's, but for what it quotes."""
    if depth > _DEEP or not isinstance(node, dict) or node.get("type") == "blockquote":
        return
    inside = [one for one in _listed(node.get("content")) if isinstance(one, dict)]
    line = ""
    for one in inside:
        if one.get("type") == "hardBreak":
            yield line
            line = ""
        elif isinstance(one.get("text"), str):
            line += one["text"]
        else:
            yield from _blocks(one, depth + 1)
    yield line


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_mark(line: str, our_id: str) -> bool:
    line = line.strip()
    if our_id not in line or line.startswith(_QUOTED):
        return False
    return _bare(line) in (_bare(our_id), _bare(f"{_LEADING} {our_id}"))


def _bare(line: str) -> str:
    """The letters and digits of a line: what a markup, or a site that rewrites it, leaves of it."""
    return "".join(letter for letter in line if letter.isalnum()).lower()
