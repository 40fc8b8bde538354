"""Blocks of Markdown, and how they are put together: under each other, in lists, in quotes, in tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LATER = re.compile(r"(?!1\. )\d")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#.-]{1,30}")


@dataclass(frozen=True, slots=True)
class Block:
    """A finished block. `kind`: paragraph, heading, list, item, quote, table, code, rule."""

    kind: str
    text: str
    task: bool | None = None  # of an item: whether it is done; None where it is no task


def drawn(blocks: Sequence[Block], *, in_item: bool = False) -> str:
    """The blocks under each other; in an item a list follows closely on the paragraph that it belongs to.

    But one whose first number is not 1: Markdown takes it for words of the paragraph.
    """
    parts: list[str] = []
    for number, block in enumerate(blocks):
        close = in_item and block.kind == "list" and number > 0 and blocks[number - 1].kind == "paragraph"
        close = close and not _LATER.match(block.text)
        parts.append(("\n" if close else "\n\n") * (number > 0) + block.text)
    return "".join(parts)


def listed(blocks: Iterable[Block], start: int | None) -> Block:
    """A list of these items, the first with this number; a list among them is part of the item before it."""
    items: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.kind == "list" and items:
            items[-1][1].append(block.text)
            continue
        marker = "- " if start is None else f"{start + len(items)}. "
        task = {None: "", True: "[x] ", False: "[ ] "}[block.task]
        items.append((marker, [task + block.text]))
    return Block("list", "\n".join(marker + _indented("\n".join(texts), len(marker)) for marker, texts in items))


def quoted(blocks: Sequence[Block]) -> Block:
    return Block("quote", "\n".join(f"> {line}" if line else ">" for line in drawn(blocks).split("\n")))


def table(rows: Sequence[Sequence[str]]) -> Block | None:
    """A table whose head is its first row; None for one without words."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    width = max(map(len, rows))
    head = [*rows[0], *[""] * (width - len(rows[0]))]
    return Block("table", "\n".join([_row(head), _row(["---"] * width), *map(_row, rows[1:])]))


def fenced(code: str, language: str) -> Block:
    """Code between fences that it does not hold itself."""
    longest = max(map(len, re.findall("`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    named = language if _LANGUAGE.fullmatch(language) else ""
    return Block("code", f"{fence}{named}\n{code}\n{fence}")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _indented(text: str, width: int) -> str:
    return re.sub("\n(?!\n|$)", "\n" + " " * width, text)
