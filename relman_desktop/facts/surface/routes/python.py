"""Routes of FastAPI, Flask, Starlette, aiohttp, Pyramid and Django, below their routers, blueprints and includes."""

import ast
import re
import warnings
from collections.abc import Iterator

from ...formats import Unread
from ...syntax import LARGEST
from .route import UNKNOWN, Mount, Route, Table, join, methods

_LONGEST = 200  # characters of a text that a name stands for
_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "websocket", "route", "api_route"])
_NO_ROUTER = frozenset(["mock", "responses", "respx", "rest", "httpretty", "requests_mock", "patch"])
_MAKERS = (("Router", "prefix"), ("Blueprint", "url_prefix"))  # by the end of the class's name, also a project's own
_MOUNTS = {"include_router": "prefix", "register_blueprint": "url_prefix", "mount": ""}
_STARLETTE = frozenset(["Route", "WebSocketRoute", "APIRoute"])
_REGEX_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\)){0,100}\)")
_URLS = re.compile(r"(?:^|/)\w*urls(?:/\w+)?\.py$")
_VIEWSET = {  # what a base class serves: on the list, and on one
    "ModelViewSet": (("GET", "POST"), ("GET", "PUT", "PATCH", "DELETE")),
    "ReadOnlyModelViewSet": (("GET",), ("GET",)),
    "ListModelMixin": (("GET",), ()),
    "CreateModelMixin": (("POST",), ()),
    "RetrieveModelMixin": ((), ("GET",)),
    "UpdateModelMixin": ((), ("PUT", "PATCH")),
    "DestroyModelMixin": ((), ("DELETE",)),
}
_BARE = frozenset(["GenericViewSet", "ViewSet"])  # they serve only what the class adds
_ACTIONS = {"list": ("GET", ""), "create": ("POST", ""), "retrieve": ("GET", "{id}"), "update": ("PUT", "{id}"),
            "partial_update": ("PATCH", "{id}"), "destroy": ("DELETE", "{id}")}  # fmt: skip
_VIEW = re.compile(r"(?:View|Resource|Handler|Endpoint)(?:Mixin)?$")
_STATEMENTS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.AugAssign)
_READ: tuple[type[ast.AST], ...] = (*_STATEMENTS, ast.Call, ast.Import, ast.ImportFrom)
_VIEW_METHODS = ("get", "post", "put", "patch", "delete")


def read(text: str, path: str) -> Table:
    """The routes of a Python module. Raises `Unread`."""
    if len(text) > LARGEST:
        raise Unread(f"it is longer than {LARGEST:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unread("it is not valid Python") from error
    nodes = _nodes(module)
    _fill_in(nodes, module)
    reader = _Reader(_names(nodes))
    for node in nodes:
        reader.read(node)
    if _URLS.search(path):
        reader.urls(module)
    return Table(reader.routes, reader.mounts, reader.prefixes, reader.bases)


def _nodes(module: ast.Module) -> list[ast.AST]:
    """The nodes that may declare something, in the order of the text; twice as quick as `ast.walk`."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _READ):
            found.append(node)
        for value in node.__dict__.values():
            if value.__class__ is list:
                waiting += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.stmt | ast.expr | ast.keyword):
                waiting.append(value)
    return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))


def _fill_in(nodes: list[ast.AST], module: ast.Module) -> None:
    """Put the module's own texts where calls name them: `prefix=PREFIX`, `f"{PREFIX}/orders"`."""
    texts = {
        node.targets[0].id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and len(node.value.value) <= _LONGEST
    }
    for node in nodes if texts else ():
        if isinstance(node, ast.Call):
            node.args = [_filled(one, texts) for one in node.args]
            for keyword in node.keywords:
                keyword.value = _filled(keyword.value, texts)


def _filled(node: ast.expr, texts: dict[str, str]) -> ast.expr:
    if isinstance(node, ast.Name) and node.id in texts:
        return ast.copy_location(ast.Constant(texts[node.id]), node)
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
        known = [texts.get(one.id) if isinstance(one, ast.Name) else _text(one) for one in parts]
        if all(part is not None for part in known):
            return ast.copy_location(ast.Constant("".join(part or "" for part in known)), node)
    return node


def _names(nodes: list[ast.AST]) -> dict[str, str]:
    """What imported names stand for: `module:name`."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            found |= {alias.asname or alias.name: f"{origin}:{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: f"{alias.name}:" for alias in node.names}
    return found


class _Reader:
    def __init__(self, imported: dict[str, str]) -> None:
        self._imported = imported
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self.prefixes: dict[str, str] = {}
        self.bases: dict[str, str] = {}

    def read(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                self._decorated(node, decorator)
            if isinstance(node, ast.ClassDef):
                self._view(node)
        elif isinstance(node, ast.Assign | ast.AugAssign) and isinstance(node.value, ast.Attribute):
            self._included(node.targets[0] if isinstance(node, ast.Assign) else node.target, node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            self._made(node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
            self._made(node.target, node.value)
        elif isinstance(node, ast.Call):
            self._call(node)

    def _made(self, target: ast.expr, call: ast.Call) -> None:
        keyword = next((word for end, word in _MAKERS if _last(call.func).endswith(end)), None)
        if keyword:
            self.prefixes[_dotted(target)] = _keyword(call, keyword) or ""

    def _included(self, target: ast.expr, value: ast.Attribute) -> None:
        """`urlpatterns = router.urls`."""
        if value.attr == "urls" and _dotted(target).endswith("urlpatterns"):
            self.mounts.append(Mount("urlpatterns", "", _dotted(value.value), value.lineno))

    def _decorated(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, decorator: ast.expr) -> None:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            return
        verb, owner = decorator.func.attr, _dotted(decorator.func.value)
        path = (
            _text(decorator.args[0]) if decorator.args else _keyword(decorator, "path") or _keyword(decorator, "rule")
        )
        if verb not in _VERBS or path is None or owner.rpartition(".")[2] in _NO_ROUTER:
            return
        if path and not path.startswith("/"):
            return
        named = _listed(decorator, "methods") if "route" in verb else [verb]
        gone = _is_true(decorator, "deprecated") or any(
            _last(one).lower() == "deprecated" for one in node.decorator_list
        )
        if not path and owner not in self.prefixes:
            return
        self.routes.append(Route(methods(named), path, decorator.lineno, owner, deprecated=gone, heads_code=True))

    def _call(self, call: ast.Call) -> None:
        name = _last(call.func)
        owner = _dotted(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        first = _text(call.args[0]) if call.args else None
        if name in _MOUNTS and owner:
            self._mount(call, name, owner)
        elif name in ("add_api_route", "add_url_rule") and first is not None:
            self._add(call, first, owner, _listed(call, "methods"))
        elif name == "add_route" and owner:
            second = _text(call.args[1]) if len(call.args) > 1 else None
            route = second if second is not None else first
            self._add(call, route, "", _listed(call, "methods") or _listed(call, "request_method"))
        elif name in _STARLETTE and first is not None and len(call.args) + len(call.keywords) > 1:
            self._add(call, first, "", _listed(call, "methods"))
        elif name.startswith("add_") and name[4:] in _VERBS and owner.endswith("router") and first is not None:
            self._add(call, first, "", [name[4:]])
        elif owner in ("web", "aiohttp.web") and name in _VERBS and first is not None:
            self._add(call, first, "", [name])
        elif name == "register" and owner.rpartition(".")[2].endswith("router") and len(call.args) > 1:
            self._register(call, owner, first)
        elif name.endswith("_patterns") and call.args and (text := _pattern(call.args[0])):
            self._add(call, text, "", [])

    def _add(self, call: ast.Call, path: str | None, owner: str, verbs: list[str]) -> None:
        if path is not None and path.startswith("/"):
            self.routes.append(Route(methods(verbs), _readable(path), call.lineno, owner))

    def _mount(self, call: ast.Call, name: str, owner: str) -> None:
        keyword = _MOUNTS[name]
        child = call.args[0] if keyword and call.args else call.args[1] if len(call.args) > 1 else None
        prefix = _keyword(call, keyword) if keyword else _text(call.args[0]) if call.args else None
        if child is not None:
            self.mounts.append(Mount(owner, prefix or "", self._stands_for(child), call.lineno))

    def _register(self, call: ast.Call, owner: str, first: str | None) -> None:
        if first is None:
            return
        self.routes.append(Route("", first, call.lineno, owner))
        self.mounts.append(Mount(owner, first, self._class(call.args[1]), call.lineno))

    def _class(self, node: ast.expr) -> str:
        name = self._stands_for(node)
        return name if ":" in name else f"class {name}"

    def _stands_for(self, node: ast.expr) -> str:
        """A router of this file by its name, or that of another as `module:name`."""
        name = _dotted(node)
        first, _, rest = name.partition(".")
        if first not in self._imported:
            return name
        module, _, imported = self._imported[first].partition(":")
        if rest:  # an imported module and its router
            inner, _, last = rest.rpartition(".")
            return f"{_below(_below(module, imported), inner)}:{last}"
        return f"{module}:{imported}"

    def urls(self, module: ast.Module) -> None:
        """Django's lists of `path()`, below the paths that include them."""
        waiting: list[tuple[ast.AST, str]] = [(module, "")]
        while waiting:
            node, prefix = waiting.pop()
            if isinstance(node, ast.Call) and _last(node.func) in ("path", "re_path", "url") and node.args:
                route = _text(node.args[0])
                if route is None:
                    continue
                full = prefix + _readable(route)
                view = node.args[1] if len(node.args) > 1 else None
                if isinstance(view, ast.Call) and _last(view.func) == "include" and view.args:
                    self._include(view.args[0], full, node.lineno)
                    waiting.append((view, full))
                elif full:
                    self.routes.append(Route("", full, node.lineno, "urlpatterns"))
                    self._as_view(view, full, node.lineno)
                continue
            waiting += [(child, prefix) for child in reversed(list(ast.iter_child_nodes(node)))]

    def _as_view(self, view: ast.expr | None, full: str, line: int) -> None:
        if isinstance(view, ast.Call) and _last(view.func) == "as_view" and isinstance(view.func, ast.Attribute):
            self.mounts.append(Mount("urlpatterns", full, self._class(view.func.value), line))

    def _include(self, what: ast.expr, prefix: str, line: int) -> None:
        if isinstance(what, ast.Tuple) and what.elts:
            what = what.elts[0]
        text = _text(what)
        if text is not None:
            self.mounts.append(Mount("urlpatterns", prefix, f"{text}:urlpatterns", line))
            return
        name = self._stands_for(what)
        if name.endswith(".urls") and ":" not in name:  # a router of this file
            self.mounts.append(Mount("urlpatterns", prefix, name.removesuffix(".urls"), line))
        elif ":" in name:
            self.mounts.append(Mount("urlpatterns", prefix, name, line))
        elif isinstance(what, ast.Call):
            self.mounts.append(Mount("urlpatterns", prefix, UNKNOWN, line))

    def _view(self, node: ast.ClassDef) -> None:
        """What a view class serves, below wherever it is registered."""
        bases = [_last(base) for base in node.bases]
        owner = f"class {node.name}"
        if any(_VIEW.search(base) or base.endswith("ViewSet") for base in bases):
            known = all(base in _VIEWSET or base in _BARE for base in bases if base.endswith("ViewSet"))
            self.bases[owner] = ", ".join(bases) if known else ""
        if any(base.endswith("ViewSet") or base in _VIEWSET for base in bases):
            served = {(method, "") for base in bases for method in _VIEWSET.get(base, ((), ()))[0]}
            served |= {(method, "{id}") for base in bases for method in _VIEWSET.get(base, ((), ()))[1]}
            self.routes += [Route(method, path, node.lineno, owner) for method, path in sorted(served)]
            for method in _methods_of(node):
                self._action(method, owner, served)
        elif any(_VIEW.search(base) for base in bases):
            self.routes += [
                Route(one.name.upper(), "", one.lineno, owner) for one in _methods_of(node) if one.name in _VIEW_METHODS
            ]

    def _action(self, method: ast.FunctionDef | ast.AsyncFunctionDef, owner: str, served: set[tuple[str, str]]) -> None:
        if method.name in _ACTIONS and _ACTIONS[method.name] not in served:
            verb, path = _ACTIONS[method.name]
            self.routes.append(Route(verb, path, method.lineno, owner))
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and _last(decorator.func) == "action":
                path = _keyword(decorator, "url_path") or method.name
                below = join("{id}", path) if _is_true(decorator, "detail") else path
                self.routes.append(
                    Route(methods(_listed(decorator, "methods") or ["get"]), below, decorator.lineno, owner)
                )


def _methods_of(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


def _below(module: str, name: str) -> str:
    if not name:
        return module
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"


def _dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([*([node.id] if isinstance(node, ast.Name) else ["?"]), *reversed(parts)])


def _last(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _pattern(node: ast.AST) -> str | None:
    """The text of a pattern; of an f-string what stands outside of its braces."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return _text(node)


def _keyword(call: ast.Call, name: str) -> str | None:
    return next((_text(one.value) for one in call.keywords if one.arg == name), None)


def _is_true(call: ast.Call, name: str) -> bool:
    values = [one.value for one in call.keywords if one.arg == name]
    return any(isinstance(one, ast.Constant) and one.value is True for one in values)


def _listed(call: ast.Call, name: str) -> list[str]:
    value = next((one.value for one in call.keywords if one.arg == name), None)
    if value is None:
        return []
    return [one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _readable(route: str) -> str:
    """A route that is a regular expression, as a person would write it: `/orders/{id}`."""
    return _REGEX_GROUP.sub(r"{\1}", route.removeprefix("^").removesuffix("$").removesuffix(r"\Z"))
