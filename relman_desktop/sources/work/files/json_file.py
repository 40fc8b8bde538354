"""JSON: a list of items, an object that holds one, an item alone, or one on each line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..item import WorkItem
from .records import item_of
from .shapes import Shape, shapes
from .wording import MOST_ITEMS, too_many, wrong

_DEEPEST = 4  # an answer of GraphQL: {"data": {"repository": {"issues": {"nodes": [...]}}}}
_ITEM = 'an item is an object with a title or a key, such as {"key": "PAY-12", "title": "Pay by card", "body": "…"}'


def read_json(text: str, source: str) -> tuple[WorkItem, ...]:
    """The items of a JSON text. Raises `InputError`."""
    found = _listed(_loaded(text, source), _DEEPEST)
    if not found:
        raise wrong(source, "this JSON holds no list of work items", _ITEM)
    if len(found) > MOST_ITEMS:
        raise too_many(source, len(found))
    items = [item_of(_Object(one), _known(one) or shapes().own, source) for one in found]
    if None in items:
        number = items.index(None) + 1
        raise wrong(f"{source}, item {number}", "it has neither a key nor a title", _ITEM)
    return tuple(item for item in items if item)


def _loaded(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise wrong(source, "this JSON is nested too deeply to be a list of work items") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (lines := _by_line(text)):
            return lines
        where = f"{source}, line {error.lineno}, column {error.colno}"
        raise wrong(where, f"it is not JSON here ({error.msg})", "check what stands before it") from None
    except ValueError as error:  # a number of thousands of digits
        raise wrong(source, f"it is not JSON ({str(error).partition(';')[0]})") from None


def _by_line(text: str) -> list[Any]:
    """An item on each line (JSON Lines); [] where it is not that."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def _listed(told: Any, depth: int) -> list[Mapping[str, Any]]:
    """The objects that are the items: a list's, this one, or those of a list in it."""
    if isinstance(told, list):
        return [one.get("node", one) if isinstance(one, dict) else {} for one in told]
    if not isinstance(told, dict):
        return []
    if _known(told):
        return [told]
    names = {name.lower(): name for name in told}
    named = [told[names[name]] for name in shapes().lists if name in names]
    if depth and (found := _inside(named, depth)):
        return found
    if any(isinstance(value, str) for name in shapes().own.names["title"] for value in _Object(told).get(name)):
        return [told]
    return _inside([value for value in told.values() if isinstance(value, dict)], depth) if depth else []


def _inside(values: Iterable[Any], depth: int) -> list[Mapping[str, Any]]:
    return next(filter(None, (_listed(value, depth - 1) for value in values)), [])


def _known(told: Mapping[str, Any]) -> Shape | None:
    """The export whose item this is."""
    record = _Object(told)
    return next((one for one in _of_json() if all(_has(record, need) for need in one.needs)), None)


def _has(record: "_Object", need: str) -> bool:
    return need in record.told or bool(record.get(need))


def _of_json() -> Iterator[Shape]:
    return (shape for shape in shapes().known if shape.of == "json")


@dataclass(frozen=True, slots=True)
class _Object:
    """An object whose parts are looked up by paths: "fields/labels/*/name"."""

    told: Mapping[str, Any]

    def get(self, name: str) -> tuple[Any, ...]:
        values: list[Any] = [self.told]
        for step in name.split("/"):
            if step == "*":
                values = [one for value in values if isinstance(value, list) for one in value]
            else:
                values = [_at(value, step) for value in values]
        return tuple(value for value in values if value is not None)


def _at(value: Any, step: str) -> Any:
    if not isinstance(value, dict):
        return None
    if step in value:
        return value[step]
    return next((one for name, one in value.items() if name.lower() == step), None)
