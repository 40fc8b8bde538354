"""An OpenAPI (Swagger) document as plain nested tables: lists are tables by place, so that a walk is one loop."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...formats import Unread, json_object, scalars, yaml_scalars

Node = Mapping[Any, Any]
_MOST_SCALARS = 400_000
_DEEPEST = 100
_MOST_STEPS = 20  # of a reference that leads to a reference
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


_IN_GO = re.compile(r"^(?:const|var) \w{1,40} = `(\{\n.*?^\})`", re.MULTILINE | re.DOTALL)  # as swag writes it
_ACTION = re.compile(r"(?<=: )\{\{[^{}\n]{0,200}\}\}")  # of its template, where a value would stand


def embedded(text: str) -> str:
    """The description that a generated file of Go holds as a text; "" where it holds none."""
    found = _IN_GO.search(text) if "swagger" in text else None
    return _ACTION.sub("null", found[1].replace('` + "`" + `', "`")) if found else ""


def document(text: str, path: str) -> Node:
    """The document. Raises `Unread`."""
    flat = scalars(json_object(text)) if path.endswith((".json", ".go")) else yaml_scalars(text)
    root: dict[Any, Any] = {}
    for number, (keys, value) in enumerate(flat):
        if number > _MOST_SCALARS:
            raise Unread("it says too much")
        if len(keys) > _DEEPEST:
            raise Unread("it is nested too deeply")
        _put(root, keys, value)
    return root


def _put(root: dict[Any, Any], keys: tuple[str | int, ...], value: str) -> None:
    place = root
    for key in keys[:-1]:
        inner = place.get(key)
        if not isinstance(inner, dict):
            inner = place[key] = {}
        place = inner
    if keys:
        place[keys[-1]] = {} if value in ("{}", "[]") else value


def table(node: object, *path: Any) -> Node:
    """The table at a path; {} where there is none."""
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else {}


def said(node: object, key: Any) -> str:
    """The scalar of a key; "" where there is none."""
    value = node.get(key) if isinstance(node, Mapping) else None
    return value if isinstance(value, str) else ""


def followed(root: Node, node: object) -> Node:
    """What a reference inside the document leads to; any other table as it is."""
    for _ in range(_MOST_STEPS):
        reference = said(node, "$ref")
        if not reference.startswith("#/"):
            break
        node = table(root, *(part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/")))
    return table(node)


def reference(node: object) -> str:
    """The last part of a reference: the name of a schema."""
    return said(node, "$ref").rpartition("/")[2]


def operations(root: Node) -> Iterator[tuple[str, str, Node, Node]]:
    """Every operation with its method, its route, and what its path says for all of them."""
    for route, methods in table(root, "paths").items():
        for method in METHODS:
            if isinstance(methods, Mapping) and isinstance(methods.get(method), Mapping):
                yield method.upper(), str(route), methods[method], methods


def schemas(root: Node) -> Node:
    """The named schemas."""
    return {**table(root, "definitions"), **table(root, "components", "schemas")}
