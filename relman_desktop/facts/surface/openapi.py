"""What an OpenAPI (Swagger) description says before and after: its operations, by method and route."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side, Status
from ..formats import Unread, json_object, mapping, yaml_scalars
from .differences import Sighting
from .events import Event
from .items import Item

_NAME = re.compile(r"(?:^|/)[^/]*(?:openapi|swagger)[^/]*\.(?:json|ya?ml)$", re.IGNORECASE)
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_NOT_THERE: dict[Side, Status] = {"old": Status.ADDED, "new": Status.DELETED}

Operations = Mapping[Item, object]  # each with all that is said of it


def compare(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Sighting | Event]:
    """The operations gained and lost, and an event `described` for each of which something else is said now.

    Nothing for other files, and where a side cannot be read.
    """
    if not _NAME.search(file.path):
        return
    before, after = _operations(change, file, "old", cancel), _operations(change, file, "new", cancel)
    if before is None or after is None:
        return
    yield from (Sighting(item, file, file.id, "old") for item in before if item not in after)
    yield from (Sighting(item, file, file.id, "new") for item in after if item not in before)
    for item, said in after.items():
        if item in before and before[item] != said:
            yield Event("described", item, file, (file.id,))


def _operations(change: Change, file: FileChange, side: Side, cancel: Cancel) -> Operations | None:
    if file.status is _NOT_THERE[side]:
        return {}
    text = change.content.text(file, side, cancel)
    try:
        return None if text is None else _json(text) if file.path.endswith(".json") else _yaml(text)
    except Unread:
        return None


def _json(text: str) -> Operations:
    paths = mapping(json_object(text), "paths")
    return {
        Item("endpoint", route, method.upper()): said
        for route, methods in paths.items()
        for method, said in mapping(methods).items()
        if method in _METHODS
    }


def _yaml(text: str) -> Operations:
    scalars = ((path, value) for path, value in yaml_scalars(text) if path[:1] == ("paths",) and len(path) > 2)
    grouped = groupby(scalars, key=lambda scalar: scalar[0][1:3])
    return {
        Item("endpoint", route, method.upper()): list(said) for (route, method), said in grouped if method in _METHODS
    }
