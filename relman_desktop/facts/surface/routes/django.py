"""Routes of Django: the paths of `urls.py` below their includes, and what view classes serve wherever they are."""

import ast
import re
from collections.abc import Callable, Iterator

from .route import UNKNOWN, Mount, Route, Table, join, methods
from .trees import is_true, keyword, last_name, listed, readable, text_of

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
_VIEW_METHODS = ("get", "post", "put", "patch", "delete")

StandsFor = Callable[[ast.expr], str]  # a name of the module, or `module:name` of another


def class_name(node: ast.expr, stands_for: StandsFor) -> str:
    """The owner that a view class is for its routes."""
    name = stands_for(node)
    return name if ":" in name else f"class {name}"


class Django:
    """Reads into a table."""

    def __init__(self, table: Table, stands_for: StandsFor) -> None:
        self._table, self._stands_for = table, stands_for

    def urls(self, module: ast.Module) -> None:
        """Django's lists of `path()`, below the paths that include them."""
        waiting: list[tuple[ast.AST, str]] = [(module, "")]
        while waiting:
            node, prefix = waiting.pop()
            if isinstance(node, ast.Call) and last_name(node.func) in ("path", "re_path", "url") and node.args:
                route = text_of(node.args[0])
                if route is None:
                    continue
                full = prefix + readable(route)
                view = node.args[1] if len(node.args) > 1 else None
                if isinstance(view, ast.Call) and last_name(view.func) == "include" and view.args:
                    self._include(view.args[0], full, node.lineno)
                    waiting.append((view, full))
                elif full:
                    self._table.routes.append(Route("", full, node.lineno, "urlpatterns"))
                    self._as_view(view, full, node.lineno)
                continue
            waiting += [(child, prefix) for child in reversed(list(ast.iter_child_nodes(node)))]

    def _as_view(self, view: ast.expr | None, full: str, line: int) -> None:
        if isinstance(view, ast.Call) and last_name(view.func) == "as_view" and isinstance(view.func, ast.Attribute):
            self._table.mounts.append(Mount("urlpatterns", full, class_name(view.func.value, self._stands_for), line))

    def _include(self, what: ast.expr, prefix: str, line: int) -> None:
        if isinstance(what, ast.Tuple) and what.elts:
            what = what.elts[0]
        text = text_of(what)
        if text is not None:
            self._table.mounts.append(Mount("urlpatterns", prefix, f"{text}:urlpatterns", line))
            return
        name = self._stands_for(what)
        if name.endswith(".urls") and ":" not in name:  # a router of this file
            self._table.mounts.append(Mount("urlpatterns", prefix, name.removesuffix(".urls"), line))
        elif ":" in name:
            self._table.mounts.append(Mount("urlpatterns", prefix, name, line))
        elif isinstance(what, ast.Call):
            self._table.mounts.append(Mount("urlpatterns", prefix, UNKNOWN, line))

    def view(self, node: ast.ClassDef) -> None:
        """What a view class serves, below wherever it is registered."""
        bases = [last_name(base) for base in node.bases]
        owner = f"class {node.name}"
        if any(_VIEW.search(base) or base.endswith("ViewSet") for base in bases):
            known = all(base in _VIEWSET or base in _BARE for base in bases if base.endswith("ViewSet"))
            self._table.bases[owner] = ", ".join(bases) if known else ""
        if any(base.endswith("ViewSet") or base in _VIEWSET for base in bases):
            served = {(method, "") for base in bases for method in _VIEWSET.get(base, ((), ()))[0]}
            served |= {(method, "{id}") for base in bases for method in _VIEWSET.get(base, ((), ()))[1]}
            self._table.routes += [Route(method, path, node.lineno, owner) for method, path in sorted(served)]
            for method in _methods_of(node):
                self._action(method, owner, served)
        elif any(_VIEW.search(base) for base in bases):
            self._table.routes += [
                Route(one.name.upper(), "", one.lineno, owner) for one in _methods_of(node) if one.name in _VIEW_METHODS
            ]

    def _action(self, method: ast.FunctionDef | ast.AsyncFunctionDef, owner: str, served: set[tuple[str, str]]) -> None:
        if method.name in _ACTIONS and _ACTIONS[method.name] not in served:
            verb, path = _ACTIONS[method.name]
            self._table.routes.append(Route(verb, path, method.lineno, owner))
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and last_name(decorator.func) == "action":
                path = keyword(decorator, "url_path") or method.name
                below = join("{id}", path) if is_true(decorator, "detail") else path
                self._table.routes.append(
                    Route(methods(listed(decorator, "methods") or ["get"]), below, decorator.lineno, owner)
                )


def _methods_of(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
