"""Hostile YAML, read so that it can neither crash us nor run for long.

It is read by its events, which no nesting can hurt. Every scalar stays text (`22:22` is no number of seconds), unknown
tags are passed over, merge keys are put in, and aliases are written out up to a limit, so that what is returned is a
plain tree that can be compared.
"""

from collections.abc import Iterator
from typing import Any

from ..formats import Unread

_LONGEST = 512 * 1024  # characters
_DEEPEST = 60
_MOST_NODES = 40_000


class Block(dict[str, "Tree"]):
    """A mapping that knows the line, from 1, of each of its keys."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


Tree = str | list["Tree"] | dict[str, "Tree"]


def documents(text: str) -> list[Tree] | None:
    """The documents of a YAML text; None where it cannot be read, or not with reasonable effort."""
    try:
        return read(text)
    except Unread:
        return None


def read(text: str) -> list[Tree]:
    """The documents of a YAML text. Raises `Unread`."""
    if len(text) > _LONGEST:
        raise Unread(f"it is larger than {_LONGEST >> 10} KiB")
    if _nesting(text) > _DEEPEST:
        raise Unread("it is nested too deeply")
    import yaml  # slow to import

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return list(_Builder(yaml).documents(yaml.parse(text, Loader=loader)))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unread("it is not valid YAML") from error


def line_at(tree: object, key: str) -> int | None:
    """The line of a key of a mapping that was read."""
    return tree.lines.get(key) if isinstance(tree, Block) else None


def _nesting(text: str) -> int:
    """How deep brackets nest: the time that the loader takes grows with the square of it."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(depth - 1, 0)
    return deepest


class _Open:
    """A collection that is not closed yet. left: the nodes that were left when it began."""

    __slots__ = ("anchor", "height", "key", "left", "merged", "node")

    def __init__(self, node: list[Tree] | Block, anchor: str | None, left: int) -> None:
        self.node, self.anchor, self.left = node, anchor, left
        self.key: str | None = None
        self.height = 1
        self.merged: list[Tree] = []


class _Builder:
    """Makes trees of events, with no recursion and a limit to what aliases repeat."""

    def __init__(self, yaml: Any) -> None:
        self._yaml = yaml
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Tree, int, int]] = {}  # what it names, how many nodes, how many levels
        self._left = _MOST_NODES

    def documents(self, events: Any) -> Iterator[Tree]:
        yaml = self._yaml
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                line = event.start_mark.line + 1
                self._anchor(event.anchor, event.value, 1, 0)
                root = self._put(event.value, 1, 0, line)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event, is_list=isinstance(event, yaml.SequenceStartEvent))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                root = self._end()
            elif isinstance(event, yaml.AliasEvent):
                root = self._put(*self._named(event.anchor), 0)
            else:
                continue
            if root and not self._open:
                yield root[0]

    def _begin(self, event: Any, *, is_list: bool) -> None:
        if len(self._open) >= _DEEPEST:
            raise Unread("it is nested too deeply")
        if not is_list and self._waits_for_key():
            raise Unread("it has a key that is a collection")
        self._open.append(_Open([] if is_list else Block(), event.anchor, self._left))

    def _waits_for_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].node, Block) and self._open[-1].key is None

    def _end(self) -> tuple[Tree] | None:
        closed = self._open.pop()
        size = closed.left - self._left + 1
        for merged in closed.merged:
            for one in merged if isinstance(merged, list) else [merged]:
                _merge(closed.node, one)
        self._anchor(closed.anchor, closed.node, size, closed.height)
        return self._put(closed.node, 1, closed.height, 0)

    def _anchor(self, name: str | None, node: Tree, size: int, height: int) -> None:
        if name:
            self._anchors[name] = node, size, height

    def _named(self, anchor: str) -> tuple[Tree, int, int]:
        if anchor not in self._anchors:
            raise Unread("it has an alias of nothing")
        return self._anchors[anchor]

    def _put(self, node: Tree, size: int, height: int, line: int) -> tuple[Tree] | None:
        """Put a node where it belongs; a document's own is returned, for it may be empty."""
        self._left -= size
        if self._left < 0 or len(self._open) + height > _DEEPEST:
            raise Unread("it is too large or nested too deeply")
        if not self._open:
            return (node,)
        level = self._open[-1]
        level.height = max(level.height, height + 1)
        if isinstance(level.node, list):
            level.node.append(node)
        elif level.key is None:
            if not isinstance(node, str):
                raise Unread("it has a key that is a collection")
            level.key = node
            level.node.lines.setdefault(node, line)
        else:
            _set(level, node)
        return None


def _set(level: _Open, node: Tree) -> None:
    if level.key == "<<":
        level.merged.append(node)
    elif isinstance(level.node, Block) and level.key is not None:
        level.node[level.key] = node
    level.key = None


def _merge(into: object, merged: Tree) -> None:
    """Merge keys give what the mapping itself does not say."""
    if isinstance(into, Block) and isinstance(merged, dict):
        for key, value in merged.items():
            into.setdefault(key, value)
