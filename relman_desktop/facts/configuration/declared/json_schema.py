"""Settings that a JSON schema describes: what is required, of which type, by which default, and what is deprecated."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...formats import json_object, mapping
from ..rules import Role
from .field import Field

_DEEPEST = 12
_MOST = 3000  # properties


def fields(text: str) -> Iterator[Field]:
    """The properties by their dotted path. Raises `Unread`."""
    lines = _lines(text)
    waiting: list[tuple[tuple[str, ...], Mapping[str, Any]]] = [((), json_object(text))]
    told = 0
    while waiting and told < _MOST:
        path, schema = waiting.pop()
        required = schema.get("required")
        must = required if isinstance(required, list) else []
        for name, inside in mapping(schema, "properties").items():
            if isinstance(inside, Mapping) and len(path) < _DEEPEST:
                told += 1
                waiting.append(((*path, name), inside))
                yield _field(".".join((*path, name)), inside, name in must, lines.get(name, 1))


def _field(name: str, schema: Mapping[str, Any], required: bool, line: int) -> Field:
    kind, default = schema.get("type"), schema.get("default")
    simple = isinstance(default, str | int | float | bool)
    return Field(
        name,
        line,
        line + 1,
        Role.KEY,
        (str(default).lower() if isinstance(default, bool) else str(default) or None) if simple else None,
        required,
        ", ".join(map(str, kind)) if isinstance(kind, list) else str(kind) if kind else None,
        schema.get("deprecated") is True,
        name.rpartition(".")[2],
    )


def _lines(text: str) -> dict[str, int]:
    """The first line of each key; of a key that comes again we cannot know which."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key = line.lstrip()[:200]
        if key.startswith('"') and '":' in key:
            found.setdefault(key[1 : key.index('":')], number)
    return found
