"""Configuration formats, read from hostile text into plain values: never by recursion, never for long.

`Unread` says why a text was not read. Measured: PyYAML's C loader crashes the process on 500,000 open brackets, so YAML
is read by its events.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..sources.toml import TomlFault, toml_of

LARGEST = 8 << 20  # characters
_LARGEST_YAML = 2 << 20
_DEEPEST = 100


class Unread(Exception):
    """A text that cannot be read; the message completes "it was not read: "."""


def toml_table(text: str) -> dict[str, Any]:
    """A TOML document."""
    _check_size(text, LARGEST)
    try:
        return toml_of(text.replace("\r\n", "\n"))
    except TomlFault as fault:
        raise Unread(fault.what if fault.refused else "it is not valid TOML") from fault


def json_value(text: str) -> Any:
    """A JSON document; numbers are kept as they are written."""
    _check_size(text, LARGEST)
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Unread(_reason("JSON", error)) from error


def json_object(text: str) -> dict[str, Any]:
    """A JSON document that is an object."""
    value = json_value(text)
    if not isinstance(value, dict):
        raise Unread("it is not a JSON object")
    return value


def mapping(value: object, *path: str) -> Mapping[str, Any]:
    """The table at a path below a table; {} where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


Path = tuple[str | int, ...]  # keys, and places in lists from 0
Scalars = Iterator[tuple[Path, str]]


def scalars(value: object) -> Scalars:
    """Every scalar of nested tables and lists with its path, in order, as text; an empty one is `{}` or `[]`."""
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict) and value:
            waiting += [((*path, str(key)), value[key]) for key in reversed(value)]
        elif isinstance(value, list) and value:
            waiting += [((*path, place), value[place]) for place in reversed(range(len(value)))]
        else:
            yield path, _WORDS[value] if value is None or isinstance(value, bool) else str(value)


_WORDS = {True: "true", False: "false", None: "null"}


def yaml_scalars(text: str) -> Scalars:
    """Every scalar of a YAML text with its path, in order.

    Values are as they are written, an alias is `*name`, an empty collection `{}` or `[]`. A second document's paths
    begin with "#2".
    """
    import yaml  # slow to import

    _check_size(text, _LARGEST_YAML)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from _walk(yaml.parse(text, Loader=loader), yaml)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unread(_reason("YAML", error)) from error


class _Level:
    """An open collection: its path, and for a mapping the key that waits for its value."""

    __slots__ = ("count", "is_list", "key", "path")

    def __init__(self, path: Path, is_list: bool) -> None:
        self.path, self.is_list, self.count = path, is_list, 0
        self.key: str | None = None


def _walk(events: Any, yaml: Any) -> Scalars:
    documents = 0
    levels: list[_Level] = []
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            levels = [_Level((f"#{documents}",) if documents > 1 else (), is_list=False)]
            levels[0].key = ""  # the document's own value has no key
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(levels) > _DEEPEST:
                raise Unread("it is nested too deeply")
            levels.append(_Level(_place(levels[-1]), isinstance(event, yaml.SequenceStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = levels.pop()
            if not closed.count and closed.path:
                yield closed.path, "[]" if closed.is_list else "{}"
            _filled(levels[-1])
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            yield from _scalar(levels[-1], event.value if isinstance(event, yaml.ScalarEvent) else f"*{event.anchor}")


def _scalar(level: _Level, value: str) -> Scalars:
    if not level.is_list and level.key is None:
        level.key = value
        return
    yield _place(level), value
    _filled(level)


def _place(level: _Level) -> Path:
    if level.is_list:
        return (*level.path, level.count)
    if level.key is None:
        raise Unread("it has a key that is a collection")
    return (*level.path, level.key) if level.key or level.path else level.path


def _filled(level: _Level) -> None:
    level.count += 1
    level.key = None


def _check_size(text: str, most: int) -> None:
    if len(text) > most:
        raise Unread(f"it is larger than {most >> 20} MiB")


def _reason(form: str, error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else f"it is not valid {form}"
