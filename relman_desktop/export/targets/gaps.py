"""What is wrong in a target's table as a whole, with what it extends: what is missing, and what fits nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from ...fields import BY_NAME
from ...sources.profile.faults import Problem
from ...sources.profile.positions import Lines
from ...sources.profile.showing import did_you_mean, shown
from .extending import OWN
from .faults import ROWS, unknown
from .guards import guards_of
from .target import OURS

_FILLED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_GIVEN = (
    "id", "key", "our_id", "text", "user", "token", "basic", "name", "media", "base64", "upload", "fields", "patch",
    "json", "value", "label", "url",
)  # fmt: skip
_NEEDED = ("create", "find", "read", "update")


def gaps_of(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong in all of a target's table, with what it extends: what is missing, what fits nothing."""
    for name in ("title", "address", "auth", "field", "calls"):
        if not whole.get(name):
            yield Problem(0, "", name, f"`{name}` is missing, and a target needs it")
    for part, kind in ROWS.items():
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
    yield from guards_of(whole, lines)


def _of_fields(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    known = [*BY_NAME, *OURS]
    for row in whole.get("field") or ():
        line = _line_of(row, "ours", lines)
        ours = row.get("ours", "")
        if ours and ours not in known:
            yield unknown(str(ours), known, line, "field", "`ours` is")
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
