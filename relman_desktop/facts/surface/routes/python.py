"""Routes of FastAPI, Flask, Starlette, aiohttp and Pyramid, below their routers and blueprints."""

import ast
import re

from .django import Django, class_name
from .route import Mount, Route, Table, methods
from .trees import (
    below,
    dotted,
    fill_in,
    imported_names,
    is_true,
    keyword,
    last_name,
    listed,
    nodes_of,
    parsed,
    pattern_of,
    readable,
    text_of,
)

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "websocket", "route", "api_route"])
_NO_ROUTER = frozenset(["mock", "responses", "respx", "rest", "httpretty", "requests_mock", "patch"])
_MAKERS = (("Router", "prefix"), ("Blueprint", "url_prefix"))  # by the end of the class's name, also a project's own
_MOUNTS = {"include_router": "prefix", "register_blueprint": "url_prefix", "mount": ""}
_STARLETTE = frozenset(["Route", "WebSocketRoute", "APIRoute"])
_HANDLERS = ("Servlet", "Handler", "Endpoint", "View")  # by the end of a base's name
_OWN_PATHS = ("PATH", "path", "ROUTE", "route", "URL", "url")
_ANSWERS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])
_URLS = re.compile(r"(?:^|/)\w*urls(?:/\w+)?\.py$")


def read(text: str, path: str) -> Table:
    """The routes of a Python module. Raises `Unread`."""
    module = parsed(text)
    nodes = nodes_of(module)
    fill_in(nodes, module)
    reader = _Reader(imported_names(nodes))
    for node in nodes:
        reader.read(node)
    if _URLS.search(path):
        reader.django.urls(module)
    return reader.table


class _Reader:
    def __init__(self, imported: dict[str, str]) -> None:
        self._imported = imported
        self.table = Table()
        self.django = Django(self.table, self._stands_for)

    def read(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                self._decorated(node, decorator)
            if isinstance(node, ast.ClassDef):
                self.django.view(node)
                self._served(node)
        elif isinstance(node, ast.Assign | ast.AugAssign) and isinstance(node.value, ast.Attribute):
            self._included(node.targets[0] if isinstance(node, ast.Assign) else node.target, node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            self._made(node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
            self._made(node.target, node.value)
        elif isinstance(node, ast.Call):
            self._call(node)

    def _made(self, target: ast.expr, call: ast.Call) -> None:
        prefix = next((word for end, word in _MAKERS if last_name(call.func).endswith(end)), None)
        if prefix:
            self.table.prefixes[dotted(target)] = keyword(call, prefix) or ""

    def _included(self, target: ast.expr, value: ast.Attribute) -> None:
        """`urlpatterns = router.urls`."""
        if value.attr == "urls" and dotted(target).endswith("urlpatterns"):
            self.table.mounts.append(Mount("urlpatterns", "", dotted(value.value), value.lineno))

    def _decorated(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, decorator: ast.expr) -> None:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            return
        verb, owner = decorator.func.attr, dotted(decorator.func.value)
        path = (
            text_of(decorator.args[0]) if decorator.args else keyword(decorator, "path") or keyword(decorator, "rule")
        )
        if verb not in _VERBS or path is None or owner.rpartition(".")[2] in _NO_ROUTER:
            return
        if path and not path.startswith("/"):
            return
        named = listed(decorator, "methods") if "route" in verb else [verb]
        gone = is_true(decorator, "deprecated") or any(
            last_name(one).lower() == "deprecated" for one in node.decorator_list
        )
        if not path and owner not in self.table.prefixes:
            return
        self.table.routes.append(Route(methods(named), path, decorator.lineno, owner, deprecated=gone, heads_code=True))

    def _served(self, node: ast.ClassDef) -> None:
        """A class that answers at the path that it names: `class Orders(Servlet): PATH = "/orders"`."""
        if not any(last_name(base).endswith(_HANDLERS) for base in node.bases):
            return
        named = {
            part.targets[0].id: (text_of(part.value), part.lineno)
            for part in node.body
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name)
        }
        path, line = next((named[name] for name in _OWN_PATHS if name in named), (None, 0))
        defined = [one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
        verbs = [verb for name in defined if (verb := name.lower().removeprefix("on_")) in _ANSWERS]
        if path and path.startswith("/") and verbs:
            prefix = next((named[name][0] for name in ("PREFIX", "prefix") if name in named), None) or ""
            self.table.routes.append(Route(methods(verbs), readable(prefix + path), line, heads_code=True))

    def _call(self, call: ast.Call) -> None:
        name = last_name(call.func)
        owner = dotted(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        first = text_of(call.args[0]) if call.args else None
        if name in _MOUNTS and owner:
            self._mount(call, name, owner)
        elif name in ("add_api_route", "add_url_rule") and first is not None:
            self._add(call, first, owner, listed(call, "methods"))
        elif name == "add_route" and owner:
            second = text_of(call.args[1]) if len(call.args) > 1 else None
            route = second if second is not None else first
            self._add(call, route, "", listed(call, "methods") or listed(call, "request_method"))
        elif name in _STARLETTE and first is not None and len(call.args) + len(call.keywords) > 1:
            self._add(call, first, "", listed(call, "methods"))
        elif name.startswith("add_") and name[4:] in _VERBS and owner.endswith("router") and first is not None:
            self._add(call, first, "", [name[4:]])
        elif owner in ("web", "aiohttp.web") and name in _VERBS and first is not None:
            self._add(call, first, "", [name])
        elif name == "register" and owner.rpartition(".")[2].endswith("router") and len(call.args) > 1:
            self._register(call, owner, first)
        elif name.endswith("_patterns") and call.args and (text := pattern_of(call.args[0])):
            self._add(call, text, "", [])

    def _add(self, call: ast.Call, path: str | None, owner: str, verbs: list[str]) -> None:
        if path is not None and path.startswith("/"):
            self.table.routes.append(Route(methods(verbs), readable(path), call.lineno, owner))

    def _mount(self, call: ast.Call, name: str, owner: str) -> None:
        word = _MOUNTS[name]
        child = call.args[0] if word and call.args else call.args[1] if len(call.args) > 1 else None
        prefix = keyword(call, word) if word else text_of(call.args[0]) if call.args else None
        if child is not None:
            self.table.mounts.append(Mount(owner, prefix or "", self._stands_for(child), call.lineno))

    def _register(self, call: ast.Call, owner: str, first: str | None) -> None:
        if first is None:
            return
        self.table.routes.append(Route("", first, call.lineno, owner))
        self.table.mounts.append(Mount(owner, first, class_name(call.args[1], self._stands_for), call.lineno))

    def _stands_for(self, node: ast.expr) -> str:
        """A router of this file by its name, or that of another as `module:name`."""
        name = dotted(node)
        first, _, rest = name.partition(".")
        if first not in self._imported:
            return name
        module, _, imported = self._imported[first].partition(":")
        if rest:  # an imported module and its router
            inner, _, last = rest.rpartition(".")
            return f"{below(below(module, imported), inner)}:{last}"
        return f"{module}:{imported}"
