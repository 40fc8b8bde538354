"""Routes of Laravel, below their groups, and the files of routes that an application serves below a prefix."""

import re
from typing import TYPE_CHECKING

from ...syntax import line_of, tree
from .nodes import arguments, chain, field, literal, name_of, text_of, walk
from .route import OF_FILE, UNKNOWN, Mount, Route, Table, absolute, join, methods, words

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "options", "any", "match", "view", "redirect"])
_RESOURCE = {
    "index": ("GET", ""),
    "create": ("GET", "create"),
    "store": ("POST", ""),
    "show": ("GET", "{id}"),
    "edit": ("GET", "{id}/edit"),
    "update": ("PATCH, PUT", "{id}"),
    "destroy": ("DELETE", "{id}"),
}
_FILE = re.compile(r"""(?:\bbase_path\(|__DIR__\s*\.)\s*['"](?:/?\.\.)*/?([\w./-]{1,100}\.php)['"]""")
_OF_KINDS = {"web": "", "api": "api"}  # of `withRouting`: below what a file is served where nothing else is told
_API = tuple(action for action in _RESOURCE if action not in ("create", "edit"))
_RESOURCES = {"resource": tuple(_RESOURCE), "apiResource": _API}


def read(text: str) -> Table:
    """The routes of a PHP file. Raises `Unread`."""
    reader = _Reader()
    whole = text if "<?" in text else f"<?php {text}"  # or a piece of a file
    walk(tree(whole, "php"), "", reader.step)
    return Table(reader.routes, reader.mounts)


class _Reader:
    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self._done: set[int] = set()

    def step(self, node: "Node", prefix: str) -> str | None:
        if node.type not in ("member_call_expression", "scoped_call_expression"):
            return prefix
        if name_of(field(node, "name")) == "withRouting":
            self._files(node)
        if node.id in self._done:
            return prefix
        links = list(chain(node, "", "object"))
        self._done |= {link.id for link in links}
        if name_of(field(links[-1], "scope")).rpartition("\\")[2] != "Route":
            return prefix
        calls = [(name_of(field(link, "name")), arguments(link)) for link in links]
        own = "".join(
            join("/", literal(given[0]) or "") for name, given in reversed(calls) if name == "prefix" and given
        )
        for link, (name, given) in zip(links, calls, strict=True):
            if name == "group" and given:
                if "function" not in given[-1].type or "call" in given[-1].type:
                    file = _FILE.search(text_of(given[-1]))
                    child = f"{file[1]}:" if file else UNKNOWN
                    self.mounts.append(Mount("", join(prefix, own), child, line_of(link)))
                return join(prefix, join(own, _group_prefix(given)))
            if given and (name in _VERBS or name in _RESOURCES):
                self._add(name, given, join(prefix, own), link, dict(calls))
        return prefix

    def _files(self, node: "Node") -> None:
        """The files that `withRouting(api: __DIR__.'/../routes/api.php', apiPrefix: 'x')` names."""
        list_of = field(node, "arguments")
        told = {name_of(field(one, "name")): one for one in (list_of.named_children if list_of else ())}
        for kind, usual in _OF_KINDS.items():
            file = _FILE.search(text_of(told[kind])) if kind in told else None
            if file:
                named = told.get(f"{kind}Prefix")
                prefix = literal(named.named_children[-1]) if named else usual
                self.mounts.append(Mount("", prefix or "", f"{file[1]}:", line_of(node)))

    def _add(self, name: str, given: list["Node"], prefix: str, node: "Node", calls: dict[str, list["Node"]]) -> None:
        verbs = methods([name]) if name not in ("match", "view", "redirect") else "GET"
        if name == "match":
            verbs = methods(words(text_of(given.pop(0))))
        path = literal(given[0]) if given else None
        if path is None:
            return
        if name not in _RESOURCES:
            self.routes.append(Route(verbs, absolute(join(prefix, path)), line_of(node), OF_FILE))
            return
        only = [action for action in _RESOURCES[name] if _is_served(action, given, calls)]
        for action in only:
            verb, below = _RESOURCE[action]
            self.routes.append(Route(verb, absolute(join(join(prefix, path), below)), line_of(node), OF_FILE))


def _is_served(action: str, given: list["Node"], calls: dict[str, list["Node"]]) -> bool:
    """Whether a resource serves an action, as `->only()`, `->except()` or its options tell."""
    told = "".join(text_of(one) for one in given[2:])
    only = text_of(calls["only"][0]) if calls.get("only") else told if "'only'" in told else ""
    but = text_of(calls["except"][0]) if calls.get("except") else told if "'except'" in told else ""
    return (not only or _quotes(only, action)) and not _quotes(but, action)


def _quotes(text: str, word: str) -> bool:
    return f"'{word}'" in text or f'"{word}"' in text


def _group_prefix(given: list["Node"]) -> str:
    """The prefix among the options `['prefix' => 'x']` of a group."""
    if given[0].type != "array_creation_expression":
        return ""
    for one in given[0].named_children:
        parts = one.named_children
        if len(parts) == 2 and literal(parts[0]) == "prefix":
            return literal(parts[1]) or ""
    return ""
