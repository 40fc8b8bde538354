"""Acceptance criteria: of a field that a tracker has for them, else of the item's text."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...sources.work.criteria import criteria_of, is_criteria


def named(names: Any) -> tuple[str, ...]:
    """The ids of the fields that hold them, of a table of ids and names."""
    return tuple(one for one, name in names.items() if is_criteria(name)) if isinstance(names, Mapping) else ()


def criteria(fields: Iterable[str], body: str) -> tuple[str, ...]:
    """Those of the fields' Markdown, or of the body's where the fields hold none."""
    own = "\n\n".join(one for one in fields if one.strip())
    return (criteria_of(f"## Acceptance criteria\n\n{own}\n") if own else ()) or criteria_of(body)
