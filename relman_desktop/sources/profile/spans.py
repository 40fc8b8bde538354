"""Where each entry of a profile and each of its keys begins and ends, to the byte, so that one can be changed alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .positions import TABLES, inline_tables, names_of, top_nodes, value_node

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True)
class Span:
    """Bytes from `start` up to, but without, `end`."""

    start: int
    end: int


@dataclass
class Placed:
    """An entry where it stands. `table`: [part] or [[part]]; `inline`: { … }; `dotted`: lines as `team.name = "x"`."""

    style: Literal["table", "inline", "dotted"]
    whole: Span  # for a table up to the end of its last pair or of a table below it
    heading: Span  # what stands before its pairs
    pairs: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Span] = field(default_factory=dict)


@dataclass
class Written:
    """A part as it is written."""

    entries: list[Placed] = field(default_factory=list)
    array: Span | None = None  # the list of inline tables, where it is written so


def written_parts(content: bytes) -> dict[str, Written]:
    """The parts of what is known to be TOML, whose lines end with LF or CR LF."""
    parts: dict[str, Written] = {}
    for node in top_nodes(content):
        if node.type in TABLES:
            name, *below = names_of(node)
            part = parts.setdefault(name, Written())
            if below and part.entries:
                part.entries[-1].whole = Span(part.entries[-1].whole.start, _end(node))
            elif not below:
                part.entries.append(_table(node))
        elif node.type == "pair":
            _take_pair(node, parts)
    return parts


def _table(node: "Node") -> Placed:
    heading = next(child for child in node.children if child.type in ("]", "]]"))
    placed = Placed("table", Span(node.start_byte, _end(node)), Span(node.start_byte, heading.end_byte))
    _take_keys(placed, (child for child in node.named_children if child.type == "pair"))
    return placed


def _take_pair(node: "Node", parts: dict[str, Written]) -> None:
    name, *below = names_of(node)
    part = parts.setdefault(name, Written())
    value = value_node(node)
    if below:
        if not part.entries:
            part.entries.append(Placed("dotted", _pair(node), _pair(node)))
        placed = part.entries[0]
        placed.whole = Span(placed.whole.start, value.end_byte)
        placed.pairs[below[0]], placed.values[below[0]] = _pair(node), _span(value)
        return
    if value.type == "array":
        part.array = _span(value)
    for table in inline_tables(node):
        placed = Placed("inline", _span(table), _span(table))
        _take_keys(placed, (child for child in table.named_children if child.type == "pair"))
        part.entries.append(placed)


def _take_keys(placed: Placed, pairs: Iterator["Node"]) -> None:
    for pair in pairs:
        name = names_of(pair)[0]
        placed.pairs[name], placed.values[name] = _pair(pair), _span(value_node(pair))


def _pair(node: "Node") -> Span:
    return Span(node.start_byte, value_node(node).end_byte)


def _span(node: "Node") -> Span:
    return Span(node.start_byte, node.end_byte)


def _end(table: "Node") -> int:
    """Where the last pair of a table ends: comments behind it belong to what follows."""
    pairs = [child for child in table.named_children if child.type == "pair"]
    heading = next(child for child in table.children if child.type in ("]", "]]"))
    return value_node(pairs[-1]).end_byte if pairs else heading.end_byte
