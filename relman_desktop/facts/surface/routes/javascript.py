"""Routes of Express, Koa, Fastify, Hono and hapi, below the routers that are mounted, and those of NestJS."""

import posixpath
import re
from typing import TYPE_CHECKING

from ...syntax import line_of, text_of, tree
from .nodes import arguments, field, literal, name_of, walk
from .route import UNKNOWN, Mount, Route, Table, methods

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "del", "head", "options", "all"])
_ROUTER = re.compile(r"^(?:app|router|server|fastify|routes?|\w+Router|\w+App)$")
_MAKES_ROUTER = re.compile(
    r"^(?:express(?:\.Router)?|(?:\w+\.)?Router|Hono|Koa|Elysia|[fF]astify|OpenAPIHono|jsonServer\.create)$"
)
_KOA_NAME = re.compile(r"[\w:$][\w.:/${}-]*")
# Clients, mocks and test servers that look like a server's router.
NOT_A_SERVER = re.compile(
    r"""["'](?:@inertiajs/[\w-]+|miragejs|msw(?:/\w+)?|nock|json-server|axios-mock-adapter|supertest|fetch-mock"""
    r"""|@storybook/[\w/-]+|@playwright/test|cypress|vue-router|react-router(?:-dom)?)["']"""
)


def read(text: str, path: str, language: str) -> Table:
    """The routes of a JavaScript or TypeScript file. Raises `Unread`."""
    if NOT_A_SERVER.search(text):
        return Table()
    root = tree(text, language)
    reader = _Reader(path)
    walk(root, True, reader.step)
    return Table(reader.routes, reader.mounts, reader.prefixes)


class _Reader:
    def __init__(self, path: str) -> None:
        self._folder = posixpath.dirname(path)
        self._imported: dict[str, str] = {}
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self.prefixes: dict[str, str] = {}
        self._heads: dict[int, tuple[str, str] | None] = {}  # of each link of a chain: its first one's path and router

    def step(self, node: "Node", around: bool) -> bool | None:
        if node.type == "import_statement":
            self._import(node)
            return None
        if node.type == "variable_declarator":
            self._made(field(node, "name"), field(node, "value"))
        elif node.type == "call_expression":
            self._call(node)
        return True

    def _import(self, node: "Node") -> None:
        origin = literal(field(node, "source")) or ""
        for clause in node.named_children if origin.startswith(".") else ():
            if clause.type != "import_clause":
                continue
            for one in clause.named_children:
                if one.type == "identifier":
                    self._imported[name_of(one)] = f"{self._file(origin)}:"
                for name in one.named_children if one.type == "named_imports" else ():
                    alias = field(name, "alias") or field(name, "name")
                    self._imported[name_of(alias)] = f"{self._file(origin)}:{name_of(field(name, 'name'))}"

    def _file(self, origin: str) -> str:
        """A module of the repository by its path, without the suffix."""
        path = posixpath.normpath(posixpath.join(self._folder, origin))
        return re.sub(r"\.[cm]?[jt]sx?$", "", path)

    def _made(self, name: "Node | None", value: "Node | None") -> None:
        if name is None or value is None:
            return
        required = self._required(value)
        if required:
            self._imported[name_of(name)] = required
        callee = field(value, "constructor") or field(value, "function")
        if callee is None:
            return
        if _MAKES_ROUTER.match(name_of(callee)):
            prefixes = [_pairs(one).get("prefix") for one in arguments(value)]
            self.prefixes[name_of(name)] = next((literal(one) or "" for one in prefixes if one), "")
        elif callee.type == "member_expression" and name_of(field(callee, "property")) == "basePath":
            self.prefixes[name_of(name)] = literal(next(iter(arguments(value)), None)) or ""

    def _required(self, value: "Node") -> str:
        if value.type != "call_expression" or name_of(field(value, "function")) != "require":
            return ""
        origin = literal(next(iter(arguments(value)), None)) or ""
        return f"{self._file(origin)}:" if origin.startswith(".") else ""

    def _call(self, node: "Node") -> None:
        callee, given = field(node, "function"), arguments(node)
        if callee is None or callee.type != "member_expression" or not given:
            return
        verb, router = name_of(field(callee, "property")), field(callee, "object")
        if router is None:
            return
        if verb in _VERBS and router.type == "call_expression":
            self._chained(node, verb, router)
            return
        name = name_of(router)
        if not (_ROUTER.match(name) or name in self.prefixes):
            return
        if verb in _VERBS:
            self._add(node, verb, name, given)
        elif verb in ("use", "route", "register"):
            self._mount(node, name, given)

    def _add(self, node: "Node", verb: str, router: str, given: list["Node"]) -> None:
        path = literal(given[0])
        if path is None or len(given) < 2 or given[1].type in ("object", "string", "number"):
            return  # a client's call with its data, or a setting
        if router in ("server", "app", "route", "routes") and router not in self.prefixes and not path.startswith("/"):
            return
        if path.startswith(("/", "*")) or (_KOA_NAME.fullmatch(path) and router.endswith("outer")):
            gone = _is_deprecated(node)
            self.routes.append(Route(methods([verb]), path, line_of(node), router, deprecated=gone, heads_code=True))

    def _chained(self, node: "Node", verb: str, router: "Node | None") -> None:
        """`router.route('/x').get(a).post(b)`."""
        passed: list[int] = []
        head: tuple[str, str] | None = None
        while router is not None and router.type == "call_expression":
            if router.id in self._heads:
                head = self._heads[router.id]
                break
            passed.append(router.id)
            callee = field(router, "function")
            inner = field(callee, "object") if callee else None
            if callee is not None and inner is not None and name_of(field(callee, "property")) == "route":
                path, name = literal(next(iter(arguments(router)), None)), name_of(inner)
                if path is not None and (_ROUTER.match(name) or name in self.prefixes):
                    head = path, name
                break
            if callee is not None and name_of(field(callee, "property")) not in _VERBS:
                break
            router = inner
        self._heads |= dict.fromkeys(passed, head)
        if head:
            self.routes.append(Route(methods([verb]), head[0], _verb_line(node), head[1], heads_code=True))

    def _mount(self, node: "Node", name: str, given: list["Node"]) -> None:
        options = _pairs(given[-1])
        if "url" in options or ("path" in options and "method" in options):  # Fastify, hapi
            path = literal(options.get("url") or options["path"])
            if path is not None:
                found = re.findall(r"[A-Z]+", text_of(options["method"]) if "method" in options else "")
                self.routes.append(Route(methods(found), path, line_of(node), name, heads_code=True))
            return
        prefix = literal(given[0])
        child = given[-1]
        if child.type == "call_expression" and name_of(field(child, "function")) == "mount":  # koa-mount
            inner = arguments(child)
            if len(inner) == 2:
                prefix, child = literal(inner[0]), inner[1]
        if "prefix" in options:
            prefix, child = literal(options["prefix"]), given[0]
        target = self._child(child)
        if not target and child.type in ("call_expression", "identifier", "member_expression") and prefix:
            target = UNKNOWN
        if target and (prefix is not None or len(given) == 1):
            self.mounts.append(Mount(name, prefix or "", target, line_of(node)))

    def _child(self, node: "Node") -> str:
        if node.type == "call_expression":
            callee = field(node, "function")
            if required := self._required(node):
                return required
            inner = field(callee, "object") if callee and callee.type == "member_expression" else None
            return self._child(inner) if inner is not None and inner.type == "identifier" else ""
        name = name_of(node)
        if node.type == "member_expression" and name.endswith(".default"):
            name = name.removesuffix(".default")
        return self._imported.get(name, name if name in self.prefixes or _ROUTER.match(name) else "")


def _pairs(node: "Node") -> dict[str, "Node"]:
    """The values of an object literal by their keys."""
    found: dict[str, Node] = {}
    for pair in node.named_children if node.type == "object" else ():
        key, value = field(pair, "key"), field(pair, "value")
        if key is not None and value is not None:
            found[name_of(key).strip("\"'")] = value
    return found


def _verb_line(node: "Node") -> int:
    callee = field(node, "function")
    name = field(callee, "property") if callee else None
    return line_of(name) if name else line_of(node)


def _is_deprecated(node: "Node") -> bool:
    """Whether the comment right before the statement says `@deprecated`."""
    before = node.parent.prev_named_sibling if node.parent else None
    return before is not None and before.type == "comment" and "@deprecated" in text_of(before)
