"""Routes of axum, actix and Rocket, below their nests and scopes."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...syntax import line_of, text_of, tree
from .nodes import arguments, chain, field, literal, name_of, walk
from .route import UNKNOWN, Mount, Route, Table, join, methods

if TYPE_CHECKING:
    from tree_sitter import Node

_VERB = re.compile(
    r"(?<![\w.])(?:\w+::)*(get|post|put|patch|delete|head|options|any)\s*\(|\.(get|post|put|patch|delete)\("
)
_ATTRIBUTE = re.compile(r"^(?:\w+::)*(get|post|put|patch|delete|head|options)\b")
_PREFIXES = frozenset(["scope", "resource"])


@dataclass(frozen=True, slots=True)
class _Around:
    owner: str = ""  # the function or variable that the router is made in
    prefix: str = ""


def read(text: str) -> Table:
    """The routes of a Rust file. Raises `Unread`."""
    reader = _Reader()
    walk(tree(text, "rust"), _Around(), reader.step)
    return Table(reader.routes, reader.mounts)


class _Reader:
    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self._begins: dict[int, str] = {}  # of each link of a chain
        self._calls: dict[int, Node] = {}  # by their arguments: a node's parent is looked for from the top of the tree

    def step(self, node: "Node", around: _Around) -> _Around | None:
        if node.type == "function_item":
            return _Around(name_of(field(node, "name")))
        if node.type == "mod_item" and name_of(field(node, "name")) in ("test", "tests"):
            return None
        if node.type == "let_declaration":
            value = field(node, "value")
            if value is not None and "Router" in text_of(value)[:200]:
                return _Around(name_of(field(node, "pattern")).removeprefix("mut"))
        if node.type == "attribute_item":
            self._attribute(node)
            return None
        if node.id in self._calls:
            return self._inside(self._calls[node.id], around)
        if node.type == "call_expression":
            if given := field(node, "arguments"):
                self._calls[given.id] = node
            self._call(node, around)
        return around

    def _inside(self, call: "Node", around: _Around) -> _Around:
        """The arguments of a call stand below what its chain begins with: `scope("/api").service(...)`."""
        callee, given = field(call, "function"), arguments(call)
        name = name_of(field(callee, "field")) if callee and callee.type == "field_expression" else ""
        prefix = self._begins_with(call)
        if name == "nest" and given:
            prefix = join(prefix, literal(given[0]) or "")
        return _Around(around.owner, join(around.prefix, prefix)) if prefix else around

    def _call(self, node: "Node", around: _Around) -> None:
        callee, given = field(node, "function"), arguments(node)
        if callee is None or callee.type != "field_expression" or not given:
            return
        name = name_of(field(callee, "field"))
        prefix = join(around.prefix, self._begins_with(node))
        path = literal(given[0])
        if name == "route" and len(given) == 2 and path is not None:
            self._add(node, join(prefix, path), text_of(given[1]), around)
        elif name == "route" and len(given) == 1 and prefix:
            self._add(node, prefix, text_of(given[0]), around)
        elif name == "nest" and len(given) == 2 and path is not None:
            child = name_of(given[1]).partition("(")[0].rpartition("::")[2].partition(".")[0]
            self.mounts.append(Mount(around.owner, join(prefix, path), child, line_of(node)))
            if given[1].type == "call_expression":
                self.mounts.append(Mount(around.owner, join(prefix, path), UNKNOWN, line_of(node)))
        elif name in ("merge", "configure") and prefix:
            self.mounts.append(Mount(around.owner, prefix, UNKNOWN, line_of(node)))

    def _add(self, node: "Node", path: str, handler: str, around: _Around) -> None:
        verbs = [one or other for one, other in _VERB.findall(handler[:2_000])]
        if verbs and path.startswith("/"):
            callee = field(node, "function")
            name = field(callee, "field") if callee else None
            self.routes.append(Route(methods(verbs), path, line_of(name or node), around.owner))

    def _attribute(self, node: "Node") -> None:
        text = text_of(node)[:1_000].removeprefix("#[")
        verb, path = _ATTRIBUTE.search(text), re.search(r'\(\s*"(/[^"\n]*)"', text)
        if verb and path:
            self.routes.append(Route(verb[1].upper(), path[1], line_of(node), heads_code=True))

    def _begins_with(self, call: "Node") -> str:
        """The path of the `scope()` or `resource()` that a chain of calls begins with."""
        if call.id not in self._begins:
            *links, first = chain(call, "function", "value")
            self._begins |= dict.fromkeys((link.id for link in links), _scope(first))
            self._begins[first.id] = ""  # it does not stand below itself
        return self._begins[call.id]


def _scope(node: "Node") -> str:
    """The path of a call of `scope()` or `resource()`; "" of anything else."""
    if node.type != "call_expression":
        return ""
    given = arguments(node)
    name = name_of(field(node, "function")).rpartition("::")[2]
    return (literal(given[0]) or "") if name in _PREFIXES and given else ""
