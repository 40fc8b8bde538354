"""Routes of gin, echo, chi, fiber, gorilla/mux and net/http, below the groups that they are declared in."""

import re
from typing import TYPE_CHECKING

from ...syntax import line_of, text_of, tree
from .nodes import arguments, field, literal, name_of, walk
from .route import UNKNOWN, Mount, Route, Table, join, methods, words

if TYPE_CHECKING:
    from tree_sitter import Node

_UPPER = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "Any"])
_TITLE = frozenset(["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All"])
_ROUTER = re.compile(r"(?:^|\.)(?:r|app|mux|api|v\d|group|grp|\w*[rR]outer|\w*[rR]outes?|\w*Mux|\w*Group)$")
_CLIENT = re.compile(r"client|http|req|suite|test|expect|^t$", re.IGNORECASE)
_ROUTER_TYPE = re.compile(r"\b(?:Router|Mux|ServeMux|RouterGroup|Engine|Echo)\b|\bfiber\.(?:App|Group)|\becho\.Group")
_SUBROUTER = frozenset(["Group", "PathPrefix", "Route", "Prefix"])
_SAME = frozenset(["With", "Use", "Subrouter", "Host", "Schemes", "Name", "StrictSlash", "Headers"])
_PASSES = 3  # groups that are handed from function to function

Names = dict[str, str]  # what routers stand for: their prefixes


def read(text: str) -> Table:
    """The routes of a Go file. Raises `Unread`."""
    root = tree(text, "go")
    handed: dict[str, list[str]] = {}
    for _ in range(_PASSES):
        reader = _Reader(handed)
        walk(root, Names(), reader.step)
        if reader.handed == handed:
            break
        handed = reader.handed
    return Table(reader.routes, reader.mounts)


class _Reader:
    def __init__(self, handed: dict[str, list[str]]) -> None:
        self._known = handed  # by function: the prefixes of what it is called with
        self.handed: dict[str, list[str]] = {}
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self._constants: Names = {}
        self._done: set[int] = set()

    def step(self, node: "Node", names: Names) -> Names | None:
        if node.type in ("function_declaration", "method_declaration"):
            return self._function(node)
        if node.type == "func_literal":
            return dict(names)
        if node.type == "const_spec" or node.type == "var_spec":
            self._constant(node, names)
        elif node.type in ("short_var_declaration", "assignment_statement"):
            self._assign(node, names)
        elif node.type == "call_expression":
            return self._call(node, names)
        return names

    def _function(self, node: "Node") -> Names:
        known = self._known.get(name_of(field(node, "name")), [])
        parameters = list(_parameters(node))
        handed = dict(zip((name for name, _ in parameters), known, strict=False))
        return {
            name: handed.get(name, "") for name, typed in parameters if _ROUTER_TYPE.search(typed) or handed.get(name)
        }

    def _constant(self, node: "Node", names: Names) -> None:
        value = field(node, "value")
        found = literal(value.named_children[0]) if value and value.named_children else None
        if found is not None:
            self._constants[name_of(field(node, "name"))] = found

    def _assign(self, node: "Node", names: Names) -> None:
        left, right = field(node, "left"), field(node, "right")
        if not left or not right or len(left.named_children) != len(right.named_children):
            return
        for target, value in zip(left.named_children, right.named_children, strict=True):
            prefix = self._prefix(value, names)
            if value.type == "call_expression" and prefix is not None:
                names[name_of(target)] = prefix

    def _prefix(self, node: "Node | None", names: Names) -> str | None:
        """The prefix of what a router is made of; None for what is no router that we know."""
        parts: list[str] = []
        while node is not None:
            if node.type != "call_expression":
                name = name_of(node)
                if name not in names and not parts and not _ROUTER.search(name):
                    return None
                prefix = names.get(name, "")
                for part in reversed(parts):
                    prefix = join(prefix, part)
                return prefix
            callee = field(node, "function")
            if callee is None or callee.type != "selector_expression":
                return "" if _makes_router(name_of(callee)) else None
            method = name_of(field(callee, "field"))
            if method in _SUBROUTER:
                parts.append(self._text(arguments(node)) or "")
            elif _makes_router(name_of(callee)):
                return "".join(reversed(parts))
            elif method not in _SAME:
                return None
            node = field(callee, "operand")
        return None

    def _call(self, node: "Node", names: Names) -> Names | None:
        callee = field(node, "function")
        given = arguments(node)
        if callee is not None and callee.type == "identifier":
            self._hand_over(name_of(callee), given, names)
        if callee is None or callee.type != "selector_expression" or node.id in self._done:
            return names
        method, router = name_of(field(callee, "field")), field(callee, "operand")
        self._hand_over(method, given, names)
        if method == "Methods" and router is not None and router.type == "call_expression":
            self._gorilla(router, given, names)
        elif method in ("Handle", "HandleFunc") and given:
            self._handle(node, router, given, "", names)
        elif method == "Mount" and len(given) == 2 and (path := self._text(given)):
            self.mounts.append(Mount("", join(self._prefix(router, names) or "", path), UNKNOWN, line_of(node)))
        elif method in ("Method", "MethodFunc", "Add", "Match") and len(given) > 2:
            self._add(node, router, given[1:], methods(words(text_of(given[0]))), names)
        elif method in _UPPER or method in _TITLE:
            self._add(node, router, given, methods([method]), names, upper=method in _UPPER)
        elif method in ("Route", "Group") and (closure := _closure(given)):
            return self._inside(router, [given[0], closure], names)
        return names

    def _inside(self, router: "Node | None", given: list["Node"], names: Names) -> Names:
        prefix = join(self._prefix(router, names) or "", self._text(given) or "")
        inner = next(iter(_parameters(given[-1])), ("", ""))[0]
        if not inner and router is not None:  # a closure that goes on with the same router
            inner = name_of(router)
        return {**names, inner: prefix} if inner else names

    def _add(
        self,
        node: "Node",
        router: "Node | None",
        given: list["Node"],
        method: str,
        names: Names,
        *,
        upper: bool = False,
    ) -> None:
        prefix, path = self._prefix(router, names), self._text(given)
        if prefix is None and path and upper and not _CLIENT.search(name_of(router)):
            prefix = ""  # gin and echo are known by their names of methods
        if len(given) < 2 or prefix is None or path is None or not (path.startswith("/") or not path):
            return
        self.routes.append(Route(method, join(prefix, path) or "/", line_of(node)))

    def _handle(self, node: "Node", router: "Node | None", given: list["Node"], method: str, names: Names) -> None:
        first = self._text(given)
        if first in (None, "") and len(given) > 1 and (path := self._text(given[1:])) is not None:
            return self._add(node, router, given[1:], methods(words(text_of(given[0]))), names) if path else None
        if first in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
            return self._add(node, router, given[1:], first, names)
        verb, _, path = (first or "").rpartition(" ")
        if path.startswith("/") and len(given) > 1:
            prefix = self._prefix(router, names) or ""
            self.routes.append(Route(methods(words(verb)) or method, join(prefix, path), line_of(node)))
        return None

    def _gorilla(self, inner: "Node", given: list["Node"], names: Names) -> None:
        callee = field(inner, "function")
        if callee is not None and name_of(field(callee, "field")) in ("Handle", "HandleFunc"):
            told = methods(word for one in given for word in words(text_of(one)))
            self._handle(inner, field(callee, "operand"), arguments(inner), told, names)
            self._done.add(inner.id)

    def _hand_over(self, function: str, given: list["Node"], names: Names) -> None:
        prefixes = [self._prefix(one, names) for one in given]
        if any(prefixes):
            self.handed.setdefault(function, [prefix or "" for prefix in prefixes])

    def _text(self, given: list["Node"]) -> str | None:
        if not given:
            return None
        return self._constants.get(name_of(given[0])) if given[0].type == "identifier" else literal(given[0])


def _closure(given: list["Node"]) -> "Node | None":
    """The function that declares the routes of a group; middleware may follow it."""
    return next((one for one in given if one.type == "func_literal"), None)


def _makes_router(callee: str) -> bool:
    return callee.rpartition(".")[2] in ("NewRouter", "NewServeMux", "NewMux", "Default") or callee in (
        "gin.New", "echo.New", "fiber.New",
    )  # fmt: skip


def _parameters(function: "Node") -> list[tuple[str, str]]:
    held = field(function, "parameters")
    found: list[tuple[str, str]] = []
    for one in held.named_children if held else ():
        kind = name_of(field(one, "type"))
        found += [(name_of(name), kind) for name in one.children_by_field_name("name")]
    return found
