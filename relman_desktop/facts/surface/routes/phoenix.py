"""Routes of Phoenix, below their scopes and resources."""

from typing import TYPE_CHECKING

from ...syntax import line_of, text_of, tree
from .nodes import field, literal, name_of, walk
from .route import Route, Table, absolute, join

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "options", "head", "live", "forward"])
_ACTIONS = {
    "index": ("GET", ""),
    "new": ("GET", "new"),
    "create": ("POST", ""),
    "show": ("GET", ":id"),
    "edit": ("GET", ":id/edit"),
    "update": ("PATCH, PUT", ":id"),
    "delete": ("DELETE", ":id"),
}
_METHOD = {"live": "GET", "forward": ""}  # a live page is asked for by GET


def read(text: str) -> Table:
    """The routes of a Phoenix router. Raises `Unread`."""
    routes: list[Route] = []

    def step(node: "Node", prefix: str) -> str | None:
        name = name_of(field(node, "target")) if node.type == "call" else ""
        given = next((child.named_children for child in node.named_children if child.type == "arguments"), [])
        path = literal(given[0]) if given and given[0].type == "string" else None
        if name == "scope":
            return join(prefix, path if path is not None else _keyword(given, "path"))
        if name == "resources" and path is not None:
            routes.extend(_resources(node, given, join(prefix, path)))
            return join(join(prefix, path), f":{_singular(path)}_id")
        if name in _VERBS and path is not None and len(given) > 1:
            route = absolute(join(prefix, path))
            routes.append(Route(_METHOD.get(name, name.upper()), route, line_of(node)))
        return prefix

    walk(tree(text, "elixir"), "", step)
    return Table(routes)


def _resources(node: "Node", given: list["Node"], base: str) -> list[Route]:
    only, but = _keyword(given, "only"), _keyword(given, "except")
    served = [action for action in _ACTIONS if (not only or f":{action}" in only) and f":{action}" not in but]
    return [Route(_ACTIONS[one][0], absolute(join(base, _ACTIONS[one][1])), line_of(node)) for one in served]


def _keyword(given: list["Node"], name: str) -> str:
    """The value of a keyword of a call, as it is written; a string without its quotes."""
    for held in given:
        for pair in held.named_children if held.type == "keywords" else ():
            key, value = field(pair, "key"), field(pair, "value")
            if key is not None and value is not None and text_of(key).strip(": ") == name:
                text = literal(value) if value.type == "string" else None
                return text if text is not None else text_of(value) + " "
    return ""


def _singular(path: str) -> str:
    name = path.strip("/").rpartition("/")[2]
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")
