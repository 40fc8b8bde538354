"""A team's own table of a target, looked at as a whole: all that is wrong with it, each with its place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from ..errors import RelmanError
from ..fields import BY_NAME
from ..wording import joined, printable, quoted, shorten
from .targets.table import target_of
from .targets.target import OURS, Auth, Call, Choice, Fold, Opening, Setting, Target, TargetField

_WANTED_CALLS = ("create", "find", "read", "update")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NAMED = {"auth": Auth, "field": TargetField, "setting": Setting}  # tables that come several times
_OF_CALL = ("id", "our_id", "text", "user", "token", "name", "media", "base64", "upload", "basic", "url", "value")
_WHOLE = ("fields", "patch", "json")  # what a string of a request may be replaced by as a whole
_MARK = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,40})\}")


def faults_of(name: str, text: str) -> tuple[str, ...]:
    """What is wrong with a target's file, a line each, in the order of the file; () for nothing."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (f"It is no TOML: {error}.",)
    found = tuple(_faults(told))
    if found:
        return found
    try:
        target_of(name, told)
    except (RelmanError, ValueError, TypeError, KeyError, AttributeError) as error:
        return (str(error) or type(error).__name__,)
    return ()


def _faults(told: Mapping[str, Any]) -> Iterator[str]:
    yield from _top(told)
    settings = {one.get("name") for one in _tables(told.get("setting")) if isinstance(one.get("name"), str)}
    for key, kind in _NAMED.items():
        for number, row in enumerate(_tables(told.get(key)), 1):
            where = f"[[{key}]] {number}{_called(row)}"
            yield from _values(row, kind, where)
            if kind is TargetField:
                yield from _field(row, where, settings)
    if isinstance(told.get("fold"), dict):
        yield from _values(told["fold"], Fold, "[fold]")
        if (into := told["fold"].get("into")) not in {one.get("ours") for one in _tables(told.get("field"))}:
            yield f"[fold]: no [[field]] has `ours` {quoted(str(into), 40)}, so nothing can be folded into it."
    yield from _calls(told, settings)


def _top(told: Mapping[str, Any]) -> Iterator[str]:
    parts = {*_NAMED, "fold", "calls", "session"}
    own = {name: value for name, value in told.items() if name not in parts}
    yield from _values(
        own, Target, "At the top", but=("name", "auth", "fields", "calls", "settings", "fold", "session")
    )
    for key in ("auth", "field"):
        if not _tables(told.get(key)):
            yield f"[[{key}]] is missing; there must be one at least."
    for key in _NAMED:
        if key in told and not isinstance(told[key], list):
            yield f"[[{key}]] is written with two brackets, for there may be several."
    for key in ("fold", "calls", "session"):
        if key in told and not isinstance(told[key], dict):
            yield f"[{key}] is no table."


def _field(row: Mapping[str, Any], where: str, settings: set[Any]) -> Iterator[str]:
    ours = row.get("ours", "")
    if isinstance(ours, str) and ours and ours not in BY_NAME and ours not in OURS:
        yield f"{where}: `ours` is {quoted(ours, 40)}; it is one of {joined([*BY_NAME, *OURS], 40)}."
    if not ours and not row.get("value"):
        yield f"{where}: it has neither `ours` nor `value`, so nothing would ever stand there."
    for key in ("choices", "from_high"):
        for ours_value, choice in row[key].items() if isinstance(row.get(key), dict) else ():
            if isinstance(choice, dict):
                yield from _values(choice, Choice, f"{where}, `{key}.{ours_value}`")
            else:
                yield f'{where}, `{key}.{ours_value}`: a choice is written {{ value = "...", label = "..." }}.'
    yield from _marks(row.get("value"), f"{where}: `value`", settings)


def _calls(told: Mapping[str, Any], settings: set[Any]) -> Iterator[str]:
    calls = told.get("calls")
    if not isinstance(calls, dict):
        yield "[calls] is missing."
        return
    for name in _WANTED_CALLS:
        if name not in calls:
            yield f"[calls.{name}] is missing; a target needs {joined(_WANTED_CALLS, 9)}."
    for name, call in calls.items():
        yield from _call(call, f"[calls.{name}]", settings)
    session = told.get("session")
    if isinstance(session, dict):
        yield from _values(
            {key: one for key, one in session.items() if key not in ("open", "close")},
            Opening,
            "[session]",
            ("open", "close"),
        )
        for name in ("open", "close"):
            yield from _call(session.get(name), f"[session.{name}]", settings)


def _call(call: Any, where: str, settings: set[Any]) -> Iterator[str]:
    if not isinstance(call, dict):
        yield f"{where} is missing, or no table."
        return
    yield from _values(call, Call, where)
    if isinstance(call.get("method"), str) and call["method"] not in _METHODS:
        yield f"{where}: `method` is {quoted(call['method'], 20)}; it is one of {joined(_METHODS, 9)}."
    if isinstance(call.get("path"), str) and not call["path"].startswith("/"):
        yield f'{where}: `path` must begin with "/"; it goes behind the system\'s address, and to no other one.'
    for key in ("path", "query", "headers", "json", "form"):
        yield from _marks(call.get(key), f"{where}: `{key}`", settings)


def _marks(value: Any, where: str, settings: set[Any]) -> Iterator[str]:
    """What stands in braces and is nothing that is filled in."""
    for text in _texts(value):
        for mark in _MARK.findall(text):
            if mark not in settings and mark not in _OF_CALL and not (mark in _WHOLE and text == f"{{{mark}}}"):
                known = joined([*sorted(map(str, settings)), *_OF_CALL], 20)
                yield f"{where}: {quoted('{' + mark + '}', 60)} is filled in by nothing; there are {known}."


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _values(row: Mapping[str, Any], kind: type, where: str, but: tuple[str, ...] = ()) -> Iterator[str]:
    """Names that a table does not know, values of another kind, and what is missing."""
    known = {one.name: one for one in _columns(kind) if one.name not in but}
    for name, value in row.items():
        if name not in known:
            yield f"{where}: `{printable(shorten(name, 40))}` is not known; there are {joined(list(known), 40)}."
        elif not _fits(value, _kinds(kind)[name]):
            yield f"{where}: `{name}` is {_shown(value)}; it is {_wanted(_kinds(kind)[name])}."
    for name, one in known.items():
        if name not in row and one.default is MISSING and one.default_factory is MISSING:
            yield f"{where}: `{name}` is missing."


def _columns(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


@cache
def _kinds(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, kind: Any) -> bool:
    if kind is Any:
        return True
    if options := [one for one in get_args(kind) if get_origin(kind) is not None and one is not type(None)]:
        if _is_union(kind):
            return any(_fits(value, one) for one in options)
        if get_origin(kind) is tuple:
            return isinstance(value, list)
        return isinstance(value, dict) and (
            options[-1] is not str or all(isinstance(one, str) for one in value.values())
        )
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return value in [one.value for one in kind]
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is kind


def _is_union(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _wanted(kind: Any) -> str:
    if _is_union(kind):
        return _wanted(next(one for one in get_args(kind) if one is not type(None)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return f"one of {joined([one.value for one in kind], 20)}"
    named = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
    return named.get(kind, "a list" if get_origin(kind) is tuple else "a table of texts")


def _shown(value: Any) -> str:
    return quoted(value, 40) if isinstance(value, str) else printable(shorten(str(value), 40))


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _called(row: Mapping[str, Any]) -> str:
    """By which a person finds a table among several."""
    name = next((row[key] for key in ("label", "theirs", "name") if isinstance(row.get(key), str) and row[key]), "")
    return f" ({printable(shorten(name, 40))})" if name else ""
