"""Markdown as plain text that a form keeps: no marks, the same lists, code as it is typed."""

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


# What stays as it is typed: taking these marks away would lose words such as `__init__` or `<T>`.
_KEPT = [
    "emphasis",
    "escape",
    "link",
    "image",
    "autolink",
    "entity",
    "html_inline",
    "html_block",
    "heading",
    "lheading",
]
_KEPT += ["hr", "blockquote", "reference"]


def plain(text: str) -> str:
    """A field's Markdown as plain text: code without its backticks and fences, all else as it stands."""
    from markdown_it import MarkdownIt  # slow to import, and `relman files` does not need it

    parser = MarkdownIt("commonmark").disable(_KEPT)
    return "\n".join(_blocks(parser.parse(text), text.split("\n"))).strip()


def _blocks(tokens: "list[Token]", source: list[str]) -> list[str]:
    """The lines of the blocks, with a blank line where the source had one between two blocks."""
    lines: list[str] = []
    markers: list[str] = []  # of the list items that we are in, "" once written
    last = 0
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type == "list_item_close":
            markers.pop()
        elif token.type in ("inline", "fence", "code_block"):
            start, end = token.map or (last, last)
            if lines and start > last and not source[last].strip():
                lines.append("")
            lines += _indented(_text(token), markers)
            last = min(end, len(source) - 1)
    return lines


def _indented(text: str, markers: list[str]) -> list[str]:
    """A block under its list items; the first block of an item carries its marker."""
    first = "".join(" " * len(marker.strip("\0")) if marker.startswith("\0") else marker for marker in markers)
    markers[:] = ["\0" + marker.lstrip("\0") for marker in markers]
    rest = " " * len(first)
    head, *tail = text.split("\n")
    return [first + head, *(textwrap.indent(line, rest) for line in tail)]


def _text(token: "Token") -> str:
    if token.type != "inline":
        return token.content.rstrip("\n")
    return "".join("\n" if child.type.endswith("break") else child.content for child in token.children or ())
