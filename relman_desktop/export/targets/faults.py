"""What is wrong in a target's table by itself, with where: names that there are not, values of another kind."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from ...sources.profile.faults import Problem
from ...sources.profile.positions import Lines
from ...sources.profile.showing import did_you_mean, shown
from ...wording import joined
from ..markup import Flavour
from .counting import UNITS
from .extending import OWN
from .target import Auth, Call, Emptied, Fold, Opening, Over, Setting, Sort, Target, TargetField

ROWS = {"setting": Setting, "auth": Auth, "field": TargetField}
_TABLES = {"calls": Call, "sorts": TargetField}
_PARTS = (*ROWS, *_TABLES, "fold", "session")
_NOT_SAID = ("name", "fields", "settings", *_PARTS)  # of a `Target`: what its file says elsewhere
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "sort": tuple(Sort),
    "markup": tuple(Flavour),
    "over": tuple(Over),
    "counts": UNITS,
    "takes": ("value", "label"),
    "emptied": tuple(Emptied),
}
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text in quotes"),
    "bool": ((bool,), "true or false, without quotes"),
    "int": ((int,), "a whole number"),
    "int | None": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "tuple[str, ...]": ((list,), "a list of texts"),
}


def faults_of(own: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong in a file by itself: a name that nothing has, a value of the wrong kind."""
    known = [one.name for one in fields(Target) if one.name not in _NOT_SAID]
    for name, value in own.items():
        if name not in (*known, *_PARTS, "extends"):
            yield unknown(name, [*known, *_PARTS, "extends"], lines.entry(name), "")
        elif name in known:
            yield from _of_value(name, value, Target, lines.entry(name), "")
    for part, kind in ROWS.items():
        rows = own.get(part, [])
        if not isinstance(rows, list):
            yield Problem(lines.entry(part), part, "", f"write [[{part}]], once for each")
            continue
        for at, row in enumerate(rows):
            if not isinstance(row, Mapping):
                yield Problem(lines.entry(part, at), part, "", f"{shown(row)} in `{part}` must be a table")
            for name, value in _items(row):
                yield from _of_key(name, value, kind, lines.key(part, at, name), part)
    for part in (*_TABLES, "fold", "session"):
        if not isinstance(own.get(part, {}), Mapping):
            yield Problem(lines.entry(part), part, "", f"`{part}` is {shown(own[part])}, and must be a table")
    for part, kind in _TABLES.items():
        for name, table in _items(own.get(part, {})):
            if not isinstance(table, Mapping):
                yield Problem(lines.key(part, 0, name), part, name, f"[{part}.{name}] must be a table")
            if part == "sorts" and name not in [*Sort]:
                yield unknown(name, [*Sort], lines.key(part, 0, name), part)
            for key, value in _items(table):
                yield from _of_key(key, value, kind, lines.key(part, 0, name), part)
    for name, value in _items(own.get("fold", {})):
        yield from _of_key(name, value, Fold, lines.key("fold", 0, name), "fold")
    yield from _of_session(own.get("session", {}), lines)


def _of_session(session: Any, lines: Lines) -> Iterator[Problem]:
    for name, value in _items(session):
        line = lines.key("session", 0, name)
        if name in ("open", "close"):
            for key, one in _items(value):
                yield from _of_key(key, one, Call, line, "session")
        else:
            yield from _of_key(name, value, Opening, line, "session")


def _of_key(name: str, value: Any, kind: type, line: int, part: str) -> Iterator[Problem]:
    known = [one.name for one in fields(kind)]
    if name == "remove" and part in ROWS:
        if not isinstance(value, bool):
            yield Problem(line, part, name, f"`remove` is {shown(value)}, and must be true or false")
    elif name not in known:
        yield unknown(name, known, line, part)
    else:
        yield from _of_value(name, value, kind, line, part)


def _of_value(name: str, value: Any, kind: type, line: int, part: str) -> Iterator[Problem]:
    if name in _CHOICES and kind in (TargetField, Target):
        if value not in _CHOICES[name]:
            guess = did_you_mean(value, _CHOICES[name]) if isinstance(value, str) else ""
            text = f"`{name}` is {shown(value)}, and must be one of {joined(_CHOICES[name], 20)}{guess}"
            yield Problem(line, part, name, text)
        return
    if name in ("choices", "from_high") and kind is TargetField:
        yield from _of_choices(name, value, line, part)
        return
    hint = next(_hint(one.type) for one in fields(kind) if one.name == name)
    kinds, allowed = _KINDS.get(hint, ((), ""))
    if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        yield Problem(line, part, name, f"`{name}` is {shown(value)}, and must be {allowed}")
    elif hint.endswith("Mapping[str, str]") and not _is_texts(value):
        yield Problem(line, part, name, f"`{name}` is {shown(value)}, and must be a table of texts")


def _hint(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _of_choices(name: str, value: Any, line: int, part: str) -> Iterator[Problem]:
    for ours, choice in _items(value):
        if not isinstance(choice, Mapping) or {*choice} != {"value", "label"} or not _is_texts(choice):
            example = f'{ours} = {{ value = "3", label = "Medium" }}'
            yield Problem(line, part, name, f"`{ours}` in `{name}` must be a value and a label: {example}")
    if not isinstance(value, Mapping):
        yield Problem(line, part, name, f"`{name}` is {shown(value)}, and must be a table")


def _is_texts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values())


def _items(value: Any) -> list[tuple[str, Any]]:
    return [(name, one) for name, one in value.items() if name != OWN] if isinstance(value, Mapping) else []


def unknown(name: str, known: list[str], line: int, part: str, what: str = "") -> Problem:
    """A name that there is not, with what it probably means. `what`: what holds the name, where it is no key."""
    where = f" in [{part}]" if part in (*_TABLES, "fold", "session") else f" in [[{part}]]" if part else ""
    said = f"{what} `{name}`, which there is not" if what else f"there is no `{name}`{where}"
    return Problem(line, part, name, f"{said}{did_you_mean(name, known)}")
