"""Terraform's blocks, read from syntax trees: what they are called, where they stand, and what they say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..formats import Unread
from ..syntax import tree

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 12  # blocks inside blocks
_TEXTS = ("heredoc_template", "quoted_template", "string_lit")  # whose spaces matter


class Block:
    """A block at the top of a file, or all of a kind that has no name of its own.

    address: `aws_instance.web`, `data.aws_ami.base`, `module.vpc`; of other blocks the labels.
    """

    def __init__(self, source: bytes, nodes: "Sequence[Node]") -> None:
        self._source, self._nodes = source, nodes
        self.kind, *labels = _head(source, nodes[0])
        self.labels = tuple(labels)
        self.line = int(nodes[0].start_point[0]) + 1

    @property
    def address(self) -> str:
        prefix = () if self.kind == "resource" else (self.kind,)
        return ".".join((*prefix, *self.labels))

    @property
    def type(self) -> str:
        return self.labels[0] if self.labels else ""

    @cached_property
    def raw(self) -> tuple[bytes, ...]:
        """The block as it is written."""
        return tuple(self._source[node.start_byte : node.end_byte] for node in self._nodes)

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """The line, from 1, of each setting."""
        return {path: line for path, line, value in self._read}

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """What each setting is, by its dotted path, with neither remarks nor layout; of a nested block ""."""
        return {path: value for path, line, value in self._read}

    @cached_property
    def _read(self) -> list[tuple[str, int, str]]:
        return [one for node in self._nodes for one in _settings(self._source, node)]

    def merged(self, other: "Block") -> "Block":
        """One block with the settings of both."""
        return Block(self._source, (*self._nodes, *other._nodes))


def blocks(text: str) -> list[Block]:
    """The blocks of a Terraform file. Raises `Unread`, also where a part cannot be read: a block might stand there."""
    root = tree(text, "hcl")
    if root.has_error:
        raise Unread("it is not valid HCL")
    source = text.encode("utf-8", "surrogateescape")
    bodies = (node for node in root.children if node.type == "body")
    return [Block(source, (node,)) for body in bodies for node in body.children if node.type == "block"]


def _head(source: bytes, node: "Node") -> list[str]:
    """A block's identifier and its labels."""
    return [_text(source, child).strip('"') for child in node.children if child.type in ("identifier", "string_lit")]


def _text(source: bytes, node: "Node") -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "surrogateescape")


def _settings(source: bytes, block: "Node") -> Iterator[tuple[str, int, str]]:
    """The attributes below a block; of several nested blocks of one name the second's path has `[1]`."""
    waiting = [(block, "", 0)]
    while waiting:
        node, prefix, depth = waiting.pop()
        times: Counter[str] = Counter()
        for child in (inner for body in node.children if body.type == "body" for inner in body.children):
            line = int(child.start_point[0]) + 1
            if child.type == "attribute":
                yield prefix + _text(source, child.children[0]), line, _written(source, child.children[-1])
            elif child.type == "block" and depth < _DEEPEST:
                name = ".".join(_head(source, child))
                path = f"{prefix}{name}[{times[name]}]" if times[name] else prefix + name
                times[name] += 1
                yield path, line, ""
                waiting.append((child, f"{path}.", depth + 1))


def _written(source: bytes, expression: "Node") -> str:
    """An expression's tokens, a space only where two words would run together."""
    parts: list[str] = []
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            continue
        if node.child_count and node.type not in _TEXTS:
            waiting += reversed(node.children)
            continue
        token = _text(source, node)
        if parts and token[:1].isalnum() and parts[-1][-1:].isalnum():
            parts.append(" ")
        parts.append(token)
    return "".join(parts)
