"""A Liquibase changelog as plain elements, whether it is written in XML, YAML or JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import formats
from .operations import OPERATION_LIMIT, Unread

_DEEPEST = 60
_MOST = 20 * OPERATION_LIMIT
_MOST_MISSED = 100  # names that the text writes in another way: each is looked for up to its end


@dataclass(slots=True)
class Element:
    """`addColumn` with its attributes and what stands in it; `line` is from 1."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""
    line: int = 1

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, name: str) -> Iterator["Element"]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def code(self) -> str:
        """All that it says, without its layout."""
        inner = " ".join(child.code() for child in self.children)
        said = " ".join(f"{name}={value!r}" for name, value in sorted(self.attributes.items()))
        return f"<{self.name} {said}>{' '.join(self.text.split())}{inner}"


def changesets(text: str) -> Iterator[Element]:
    """The elements `changeSet` of a changelog, in order, with their lines. Raises `Unread`."""
    root = _root(text)
    _number(root, text)
    return root.all("changeSet")


def _root(text: str) -> Element:
    start = text.lstrip("\ufeff \t\r\n")
    try:
        if start.startswith("<"):
            return _from_xml(start)
        value = formats.json_value(text) if start.startswith("{") else _nested(formats.yaml_scalars(text))
    except formats.Unread as reason:
        raise Unread(str(reason)) from reason
    root = Element("")
    _fill(root, value, _DEEPEST)
    return next(root.all("databaseChangeLog"), root)


def _from_xml(text: str) -> Element:
    from defusedxml import DefusedXmlException, ElementTree  # slow to import

    try:
        tree = ElementTree.fromstring(text)
    except DefusedXmlException as error:
        raise Unread("it defines entities of its own") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unread("it is not valid XML") from error
    return _element(tree, _DEEPEST)


def _element(node: Any, deepest: int) -> Element:
    if not deepest:
        raise Unread("it is nested too deeply")
    children = [_element(child, deepest - 1) for child in node if isinstance(child.tag, str)]
    text = (node.text or "") + "".join(child.tail or "" for child in node)
    return Element(_local(node.tag), {_local(key): value for key, value in node.items()}, children, text.strip())


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _nested(scalars: formats.Scalars) -> dict[str | int, Any]:
    """Tables in tables, from scalars with their paths; a list is a table with its places as keys."""
    root: dict[str | int, Any] = {}
    for path, value in scalars:
        if len(path) > _DEEPEST:
            raise Unread("it is nested too deeply")
        table = root
        for key in path[:-1]:
            inner = table.setdefault(key, {})
            table = inner if isinstance(inner, dict) else {}
        if path:
            table[path[-1]] = value
    return root


def _fill(element: Element, value: Any, deepest: int) -> None:
    """Give an element what a table or a list holds: scalars are its attributes, tables stand in it."""
    if not deepest:
        raise Unread("it is nested too deeply")
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(key, int) or (key in ("changes", "columns") and not isinstance(inner, str)):
            _fill(element, inner, deepest - 1)
        elif isinstance(inner, dict | list):
            child = Element(str(key))
            element.children.append(child)
            _fill(child, inner, deepest - 1)
        else:
            element.attributes[str(key)] = _word(inner)


def _word(scalar: object) -> str:
    """A scalar as XML would have it."""
    return "" if scalar is None else str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _number(root: Element, text: str) -> None:
    """Give the elements their lines: they stand in the text in their order."""
    ends = 0
    line = 1
    place = 0
    missed = 0
    waiting = list(reversed(root.children))
    for _ in range(_MOST):
        if not waiting:
            return
        element = waiting.pop()
        name = re.compile(rf"(?<![/\w]){re.escape(element.name)}(?!\w)")
        found = name.search(text, place) if missed < _MOST_MISSED else None
        if found:
            place = found.end()
            line += text.count("\n", ends, place)
            ends = place
        else:
            missed += 1
        element.line = line
        waiting += reversed(element.children)
    raise Unread("it is too long")
