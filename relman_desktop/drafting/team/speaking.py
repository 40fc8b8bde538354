"""A material without texts that say nothing: no letter and no digit. No sentence has to look for them."""

from collections.abc import Iterator
from dataclasses import replace

from ...sources.profile.profile import TeamEntry, Value
from ...sources.profile.schema import parts_by_name
from ...sources.work.item import WorkItem
from ..proposal import Material

_TEXTS = ("text", "texts")  # kinds of keys; a path may be of stars alone


def speaking(material: Material) -> Material:
    """The same material where all of its texts say something."""
    entries, work = material.profile.entries, material.work
    told = tuple(_entries(entries))
    items = tuple(map(_item, work))
    if all(map(_is_same, told, entries)) and len(told) == len(entries) and all(map(_is_same, items, work)):
        return material
    return replace(material, profile=replace(material.profile, entries=told), work=items)


def _is_same(one: object, other: object) -> bool:
    return one is other


def _entries(entries: tuple[TeamEntry, ...]) -> Iterator[TeamEntry]:
    """Without the values that say nothing, and without the entries that need one of these."""
    for one in entries:
        part = parts_by_name().get(one.part)
        texts = {key.name for key in part.keys if key.kind in _TEXTS} if part else set()
        told = {name: _said(value) if name in texts else value for name, value in one.values.items()}
        left = {name: value for name, value in told.items() if value not in ("", ())}
        if left == one.values:
            yield one
        elif part and all(key.name in left for key in part.keys if key.required):
            yield replace(one, values=left)


def _item(item: WorkItem) -> WorkItem:
    texts = {"title": _said(item.title), "status": _said(item.status), "criteria": _said(item.criteria)}
    changed = {name: told for name, told in texts.items() if told != getattr(item, name)}
    return replace(item, **changed) if changed else item  # type: ignore[arg-type]


def _said(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(filter(_says, value)) if not all(map(_says, value)) else value
    return value if not isinstance(value, str) or _says(value) else ""


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
