"""Acceptance criteria: of a field that a tracker has for them, else of the item's text."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ...files import resource
from ...sources.work.criteria import criteria_of


@cache
def _names() -> frozenset[str]:
    return frozenset(tomllib.loads(resource("tracker_fields.toml").read_text("utf-8"))["criteria_fields"])


def is_criteria(name: Any) -> bool:
    """Whether a field of that name holds acceptance criteria."""
    return isinstance(name, str) and name.replace("’", "'").strip(" :").casefold() in _names()


def named(names: Any) -> tuple[str, ...]:
    """The ids of the fields that hold them, of a table of ids and names."""
    return tuple(one for one, name in names.items() if is_criteria(name)) if isinstance(names, Mapping) else ()


def criteria(fields: Iterable[str], body: str) -> tuple[str, ...]:
    """Those of the fields' Markdown, or of the body's where the fields hold none."""
    own = "\n\n".join(one for one in fields if one.strip())
    return (criteria_of(f"## Acceptance criteria\n\n{own}\n") if own else ()) or criteria_of(body)
