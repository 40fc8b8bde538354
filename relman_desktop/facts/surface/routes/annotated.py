"""Routes that annotations of a class and of its methods tell: Spring, JAX-RS, Micronaut, NestJS, ASP.NET, Symfony."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...syntax import line_of, text_of, tree
from .nodes import field, name_of, walk
from .route import Route, Table, absolute, join, methods, words

if TYPE_CHECKING:
    from tree_sitter import Node

_TOKEN = re.compile(
    r"""(?P<key>\w+)\s*[=:](?![=:])|@?"(?P<double>(?:[^"\\\n]|\\.){0,500})"|'(?P<single>[^'\n]{0,500})'"""
    r"""|`(?P<tick>[^`\n]{0,500})`|(?P<word>[\w.]+)"""
)
_CLASSES = frozenset(["class_declaration", "interface_declaration", "record_declaration", "abstract_class_declaration"])
_METHODS = frozenset(["method_declaration", "function_declaration", "method_definition", "local_function_statement"])
_MARKS = frozenset(["annotation", "marker_annotation", "decorator", "attribute"])
_HOLDERS = frozenset(["modifiers", "attribute_list", "attribute_group"])


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation: its name and its arguments, by key, "" for those that stand alone."""

    name: str
    given: Mapping[str, list[str]]
    line: int

    def first(self, *keys: str) -> str | None:
        return next((self.given[key][0] for key in keys if self.given.get(key)), None)

    def all(self, *keys: str) -> list[str]:
        return [value for key in keys for value in self.given.get(key, ())]


@dataclass(frozen=True, slots=True)
class Style:
    """How a family of frameworks marks its classes and methods."""

    classes: tuple[str, ...]  # marks with the prefix
    verbs: Mapping[str, str]  # marks that tell the method, and mostly the path
    paths: tuple[str, ...] = ()  # marks of a method with its path only
    clients: tuple[str, ...] = ()  # marks of a class that calls another service
    deprecated: tuple[str, ...] = ("Deprecated",)
    path_keys: tuple[str, ...] = ("", "value", "path", "uri", "template")


_SPRING = {f"{verb.title()}Mapping": verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE")} | {
    "RequestMapping": ""
}
_PLAIN = {verb: verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")}
_TITLED = {verb.title(): verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")}
_JVM = Style(
    ("RequestMapping", "Path", "Controller"),
    {**_SPRING, **_PLAIN, **_TITLED},
    ("Path",),
    ("FeignClient", "RegisterRestClient", "HttpExchange", "Client"),
)
STYLES = {
    "java": _JVM,
    "kotlin": _JVM,
    "typescript": Style(("Controller",), {**_TITLED, "All": "ANY", "Sse": "GET"}, deprecated=("deprecated",)),
    "csharp": Style(
        ("Route",),
        {f"Http{verb.title()}": verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")},
        ("Route",),
        deprecated=("Obsolete",),
    ),
    "php": Style(("Route",), {"Route": "", **_TITLED}),
}


def read(text: str, language: str) -> Table:
    """The routes of a file. Raises `Unread`."""
    reader = _Reader(STYLES[language], language)
    if language == "php" and "<?" not in text:
        text = f"<?php {text}"  # a piece of a file
    walk(tree(text, language), _Class("", ""), reader.step)
    return Table(reader.routes)


@dataclass(frozen=True, slots=True)
class _Class:
    name: str
    prefix: str
    base: str = ""  # that may hold the prefix, in another file
    deprecated: bool = False
    serves: bool = True


class _Reader:
    def __init__(self, style: Style, language: str) -> None:
        self._style = style
        self._language = language
        self.routes: list[Route] = []

    def step(self, node: "Node", around: _Class) -> _Class | None:
        if node.type in _CLASSES:
            return self._class(node)
        if node.type in _METHODS:
            if around.serves:
                self._method(node, around)
            return None
        return around

    def _class(self, node: "Node") -> _Class:
        style, marks = self._style, list(_marks(node))
        name = name_of(field(node, "name"))
        told = [mark for mark in marks if mark.name in style.classes]
        prefix = (told[0].first(*style.path_keys) or "") if told else ""
        serves = not any(mark.name in style.clients for mark in marks) and (
            bool(told) or self._language != "typescript"
        )
        gone = any(mark.name in style.deprecated for mark in marks)
        base = _base(node) if not told and self._language == "csharp" and name.endswith("Controller") else ""
        version = told[0].first("version") if told and self._language == "typescript" else None
        if version:
            prefix = join(f"v{version}", prefix)
        return _Class(name, self._named(prefix, name), base, gone, serves)

    def _method(self, node: "Node", around: _Class) -> None:
        style, marks = self._style, list(_marks(node))
        verbs = [mark for mark in marks if mark.name in style.verbs]
        beside = next((mark.first(*style.path_keys) for mark in marks if mark.name in style.paths), None)
        gone = around.deprecated or any(mark.name in style.deprecated or _is_deprecated(mark) for mark in marks)
        gone = gone or _is_said_deprecated(node)
        for mark in verbs:
            if self._language in ("java", "kotlin") and mark.name in _PLAIN and mark.given:
                continue  # a client of Retrofit
            method = style.verbs[mark.name] or methods(
                word for one in mark.all("method", "methods") for word in words(one)
            )
            for path in mark.all(*style.path_keys) or [beside or ""]:
                self._add(path, methods([method]) if "," not in method else method, node, mark.line, around, gone)

    def _add(self, path: str, method: str, node: "Node", line: int, around: _Class, gone: bool) -> None:
        path = self._named(path, around.name).replace("[action]", name_of(field(node, "name")))
        whole = path.startswith(("~/", "/")) and self._language == "csharp"
        below = path.removeprefix("~") if whole else join(around.prefix, path)
        owner = f"base {around.base}|{around.name}" if around.base and not path.startswith("/") else ""
        self.routes.append(
            Route(method, below if owner else absolute(below), line, owner, deprecated=gone, heads_code=True)
        )

    def _named(self, path: str, name: str) -> str:
        return named_controller(path, name) if self._language == "csharp" else path


def named_controller(path: str, name: str) -> str:
    """A path of ASP.NET with the controller's name in it."""
    return path.replace("[controller]", name.removesuffix("Controller"))


def class_prefix(text: str, name: str) -> str | None:
    """The prefix that a class of C# gives to those that inherit from it; None where it gives none."""
    found = re.search(
        r"\[Route\(\s*@?\"([^\"\n]{0,200})\"[^\n]{0,200}\n(?:[^\n]*\n){0,6}?[^\n]*\bclass " + re.escape(name) + r"\b",
        text,
    )
    return found[1] if found else None


def _marks(node: "Node") -> Iterator[Mark]:
    """The annotations of a class or a method, in their order."""
    held = [child for child in node.children if child.type in _HOLDERS or child.type in _MARKS]
    if node.parent is not None and node.parent.type == "export_statement":
        held = [child for child in node.parent.children if child.type == "decorator"] + held
    before = node.prev_named_sibling
    while before is not None and before.type == "decorator":
        held.insert(0, before)
        before = before.prev_named_sibling
    while held:
        one = held.pop(0)
        if one.type in _HOLDERS:
            held = [*one.named_children, *held]
        elif one.type in _MARKS:
            yield _mark(one)


def _mark(node: "Node") -> Mark:
    text = text_of(node)[:2_000].lstrip("@#[ ")
    name, _, rest = text.partition("(")
    given: dict[str, list[str]] = {}
    key = ""
    for found in _TOKEN.finditer(rest):
        if found["key"]:
            key = found["key"]
            continue
        values = [value for value in (found["double"], found["single"], found["tick"]) if value is not None]
        if values:
            given.setdefault(key, []).append(values[0])
        elif found["word"] and key:
            given.setdefault(key, []).append(found["word"])
    return Mark(name.strip().rpartition(".")[2].rpartition("\\")[2], given, line_of(node))


def _is_deprecated(mark: Mark) -> bool:
    return mark.name in ("ApiOperation", "Operation") and mark.first("deprecated") == "true"


def _is_said_deprecated(node: "Node") -> bool:
    before = node.prev_named_sibling
    while before is not None and before.type == "decorator":
        before = before.prev_named_sibling
    return before is not None and "comment" in before.type and "@deprecated" in text_of(before)


def _base(node: "Node") -> str:
    held = next((child for child in node.named_children if child.type == "base_list"), None)
    first = name_of(held.named_children[0]) if held and held.named_children else ""
    return re.sub(r"[<(].*", "", first)
