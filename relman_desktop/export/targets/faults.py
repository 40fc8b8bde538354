"""What is wrong in a target's table, with where: names that there are not, values of another kind, what is missing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from ...fields import BY_NAME
from ...sources.profile.faults import Problem
from ...sources.profile.positions import Lines
from ...sources.profile.showing import did_you_mean, shown
from ...wording import joined
from ..markup import Flavour
from .counting import UNITS
from .extending import OWN
from .target import OURS, Auth, Call, Fold, Opening, Over, Setting, Sort, Target, TargetField

_ROWS = {"setting": Setting, "auth": Auth, "field": TargetField}
_TABLES = {"calls": Call, "sorts": TargetField}
_PARTS = (*_ROWS, *_TABLES, "fold", "session")
_NOT_SAID = ("name", "fields", "settings", *_PARTS)  # of a `Target`: what its file says elsewhere
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "sort": tuple(Sort),
    "markup": tuple(Flavour),
    "over": tuple(Over),
    "counts": UNITS,
    "takes": ("value", "label"),
}
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text in quotes"),
    "bool": ((bool,), "true or false, without quotes"),
    "int": ((int,), "a whole number"),
    "int | None": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "tuple[str, ...]": ((list,), "a list of texts"),
}
_FILLED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_GIVEN = (
    "id", "key", "our_id", "text", "user", "token", "basic", "name", "media", "base64", "upload", "fields", "patch",
    "json", "value", "label", "url",
)  # fmt: skip
_NEEDED = ("create", "find", "read", "update")


def faults_of(own: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong in a file by itself: a name that nothing has, a value of the wrong kind."""
    known = [one.name for one in fields(Target) if one.name not in _NOT_SAID]
    for name, value in own.items():
        if name not in (*known, *_PARTS, "extends"):
            yield _unknown(name, [*known, *_PARTS, "extends"], lines.entry(name), "")
        elif name in known:
            yield from _of_value(name, value, Target, lines.entry(name), "")
    for part, kind in _ROWS.items():
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
                yield _unknown(name, [*Sort], lines.key(part, 0, name), part)
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


def gaps_of(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong in all of a target's table, with what it extends: what is missing, what fits nothing."""
    for name in ("title", "address", "auth", "field", "calls"):
        if not whole.get(name):
            yield Problem(0, "", name, f"`{name}` is missing, and a target needs it")
    for part, kind in _ROWS.items():
        for row in whole.get(part) or ():
            yield from _missing(row, kind, part, lines)
    for name in _NEEDED:
        if name not in (whole.get("calls") or {}):
            yield Problem(0, "calls", name, f"[calls.{name}] is missing, and a target needs it")
    for name, call in (whole.get("calls") or {}).items():
        yield from _of_call(f"calls.{name}", call, whole, lines)
    if session := whole.get("session"):
        for name in ("token", "header"):
            if not session.get(name):
                yield Problem(lines.entry("session"), "session", name, f"[session] has no `{name}`")
        for name in ("open", "close"):
            yield from _of_call(f"session.{name}", session.get(name), whole, lines)
    yield from _of_fields(whole, lines)


def _of_fields(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    known = [*BY_NAME, *OURS]
    for row in whole.get("field") or ():
        line = _line_of(row, "ours", lines)
        ours = row.get("ours", "")
        if ours and ours not in known:
            yield _unknown(str(ours), known, line, "field", "`ours` is")
        for name in _FILLED.findall(str(row.get("value", ""))):
            if name not in _settings(whole):
                text = f"`value` names {{{name}}}, which is no setting of the target"
                yield Problem(
                    _line_of(row, "value", lines), "field", "value", text + did_you_mean(name, _settings(whole))
                )
        for name in ("markup_by", "zone_by"):
            if row.get(name) and row[name] not in _settings(whole):
                text = f"`{name}` names `{row[name]}`, which is no setting of the target"
                yield Problem(_line_of(row, name, lines), "field", name, text)
    fold = whole.get("fold") or {}
    if fold and fold.get("into") not in [row.get("ours") for row in whole.get("field") or ()]:
        text = f"`into` is {shown(fold.get('into'))}, and must be the `ours` of one of the target's fields"
        yield Problem(lines.key("fold", 0, "into"), "fold", "into", text)


def _of_call(name: str, call: Any, whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    part, _, key = name.partition(".")
    line = lines.key(part, 0, key)
    if not isinstance(call, Mapping):
        yield Problem(line, part, key, f"[{name}] must be a table")
        return
    for key in ("method", "path"):
        if not call.get(key):
            yield Problem(line, "calls", name, f"[{name}] has no `{key}`")
    if call.get("method") not in (None, "GET", "POST", "PUT", "PATCH"):
        yield Problem(line, "calls", name, f"`method` is {shown(call['method'])}, and must be GET, POST, PUT or PATCH")
    if not str(call.get("path", "/")).startswith("/"):
        yield Problem(
            line, "calls", name, f"`path` is {shown(call['path'])}, and must begin with a slash: no other host is asked"
        )
    allowed = (*_GIVEN, *_settings(whole))
    for place in dict.fromkeys(_places(call)):
        if place not in allowed:
            text = f"[{name}] fills in {{{place}}}, and there is no such thing" + did_you_mean(place, allowed)
            yield Problem(line, "calls", name, text)


def _places(value: Any) -> Iterator[str]:
    """The names in braces in the texts of a table, as deep as TOML was read."""
    if isinstance(value, str):
        yield from _FILLED.findall(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _places(one)
    elif isinstance(value, list):
        for one in value:
            yield from _places(one)


def _settings(whole: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row.get("name")) for row in whole.get("setting") or () if isinstance(row, Mapping))


def _missing(row: Mapping[str, Any], kind: type, part: str, lines: Lines) -> Iterator[Problem]:
    for one in fields(kind):
        if one.default is MISSING and one.default_factory is MISSING and one.name not in row:
            yield Problem(_line_of(row, one.name, lines, part), part, one.name, f"[[{part}]] has no `{one.name}`")


def _line_of(row: Mapping[str, Any], key: str, lines: Lines, part: str = "field") -> int:
    return lines.key(part, row[OWN], key) if OWN in row else 0


def _of_key(name: str, value: Any, kind: type, line: int, part: str) -> Iterator[Problem]:
    known = [one.name for one in fields(kind)]
    if name == "remove" and part in _ROWS:
        if not isinstance(value, bool):
            yield Problem(line, part, name, f"`remove` is {shown(value)}, and must be true or false")
    elif name not in known:
        yield _unknown(name, known, line, part)
    else:
        yield from _of_value(name, value, kind, line, part)


def _of_value(name: str, value: Any, kind: type, line: int, part: str) -> Iterator[Problem]:
    if name in _CHOICES and kind is TargetField:
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


def _unknown(name: str, known: list[str], line: int, part: str, what: str = "") -> Problem:
    where = f" in [{part}]" if part in (*_TABLES, "fold", "session") else f" in [[{part}]]" if part else ""
    said = f"{what} `{name}`, which there is not" if what else f"there is no `{name}`{where}"
    return Problem(line, part, name, f"{said}{did_you_mean(name, known)}")
