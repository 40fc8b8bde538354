"""Routes of Rails, below their namespaces, scopes and resources."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...syntax import line_of, tree
from .nodes import arguments, field, literal, name_of, text_of, walk
from .route import UNKNOWN, Mount, Route, Table, absolute, join, methods, words

if TYPE_CHECKING:
    from tree_sitter import Node

_PART = re.compile(r"\(([^()]*)\)")
_MOST_PARTS = 3
_VERBS = frozenset(["get", "post", "put", "patch", "delete", "match"])
_ACTIONS = {
    "index": ("GET", ""),
    "create": ("POST", ""),
    "new": ("GET", "new"),
    "show": ("GET", ":id"),
    "update": ("PATCH, PUT", ":id"),
    "destroy": ("DELETE", ":id"),
    "edit": ("GET", ":id/edit"),
}
_NO_LIST = tuple(action for action in _ACTIONS if action != "index")


@dataclass(frozen=True, slots=True)
class _Around:
    prefix: str = ""
    collection: str = ""  # of the resources that the block belongs to
    one: str = ""  # the name of the parameter of one of them; "" where it is the only one
    in_resources: bool = False


def read(text: str) -> Table:
    """The routes of a `routes.rb`. Raises `Unread`."""
    reader = _Reader()
    walk(tree(text, "ruby"), _Around(), reader.step)
    return Table(reader.routes, reader.mounts)


class _Reader:
    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []

    def step(self, node: "Node", around: _Around) -> _Around | None:
        if node.type != "call":
            return around
        name, given = name_of(field(node, "method")), arguments(node)
        options = _options(given)
        names = [text for one in given if (text := literal(one)) is not None]
        if name in ("resources", "resource") and names:
            return self._resources(node, name, names, options, around)
        if name in ("namespace", "scope"):
            return self._scope(name, names, options, around)
        if name == "member":
            return replace(around, prefix=join(around.collection, around.one), in_resources=False)
        if name == "collection":
            return replace(around, prefix=around.collection, in_resources=False)
        if name == "concern":
            return None
        if name in _VERBS and field(node, "receiver") is None:
            self._verb(node, name, names, given, options, around)
        elif name in ("draw", "mount", "devise_for", "concerns") or (name == "include" and around.prefix):
            self.mounts.append(Mount("", around.prefix, UNKNOWN, line_of(node)))
        elif name == "root":
            self.routes.append(Route("GET", around.prefix or "/", line_of(node)))
        return around

    def _scope(self, name: str, names: list[str], options: dict[str, "Node"], around: _Around) -> _Around:
        path = literal(options["path"]) if "path" in options else names[0] if names else ""
        return replace(around, prefix=absolute(join(around.prefix, path or "")) if path else around.prefix)

    def _resources(
        self, node: "Node", name: str, names: list[str], options: dict[str, "Node"], around: _Around
    ) -> _Around:
        below = around.prefix
        if around.in_resources:
            below = join(around.collection, f":{around.one[1:]}" if not around.one else _nested(around))
        last = around
        for one in names:
            path = literal(options["path"]) if "path" in options else one
            collection = absolute(join(below, path or one))
            many = name == "resources"
            param = literal(options["param"]) if "param" in options else "id"
            for action in _served(options, tuple(_ACTIONS) if many else _NO_LIST):
                verb, rest = _ACTIONS[action]
                rest = rest.replace(":id", f":{param}") if many else rest.replace(":id", "").strip("/")
                self.routes.append(Route(verb, join(collection, rest), line_of(node)))
            last = _Around(collection, collection, f":{param}" if many else "", True)
        return last

    def _verb(
        self,
        node: "Node",
        name: str,
        names: list[str],
        given: list["Node"],
        options: dict[str, "Node"],
        around: _Around,
    ) -> None:
        first = given[0] if given else None
        if not names and first is not None and first.type == "pair":  # get "/a" => "b#c"
            names = [text for text in [literal(field(first, "key"))] if text]
        prefix = around.prefix
        if around.in_resources:
            on = literal(options["on"]) if "on" in options else ""
            prefix = around.collection if on == "collection" else join(around.collection, around.one)
            if not on and around.one:
                prefix = join(around.collection, _nested(around))
        verb = methods(words(text_of(options["via"]))) if name == "match" and "via" in options else ""
        for path in names:
            for route in _variants(absolute(join(prefix, path))):
                self.routes.append(Route(verb if name == "match" else name.upper(), route, line_of(node)))


def _variants(route: str) -> list[str]:
    """A route with and without each of its parts in brackets; a bracketed format says nothing."""
    found = [route.replace("(.:format)", "")]
    for _ in range(_MOST_PARTS):
        found = [
            variant
            for one in found
            for variant in ((_PART.sub("", one, 1), _PART.sub(r"\1", one, 1)) if _PART.search(one) else (one,))
        ]
    return list(dict.fromkeys(one.replace("//", "/") for one in found))


def _nested(around: _Around) -> str:
    """The parameter of the outer resource, as an inner one has it: `:order_id`."""
    if not around.one:
        return ""
    name = around.collection.rpartition("/")[2]
    return f":{name[:-3] + 'y' if name.endswith('ies') else name.removesuffix('s')}_{around.one[1:]}"


def _served(options: dict[str, "Node"], actions: tuple[str, ...]) -> list[str]:
    only, but = (_words(options.get(key)) for key in ("only", "except"))
    return [action for action in actions if (only is None or action in only) and action not in (but or ())]


def _words(node: "Node | None") -> set[str] | None:
    if node is None:
        return None
    held = node.named_children if node.type in ("array", "symbol_array", "string_array") else [node]
    return {text_of(one).strip(":\"'") for one in held}


def _options(given: list["Node"]) -> dict[str, "Node"]:
    found: dict[str, Node] = {}
    for pair in given:
        key, value = (field(pair, "key"), field(pair, "value")) if pair.type == "pair" else (None, None)
        if key is not None and value is not None:
            found[text_of(key).strip(":")] = value
    return found
