"""Steps to deploy, roll back, back up and look, from the commands that the repository itself quotes."""

from collections.abc import Iterable, Iterator

from ..facts.commands import detect
from ..facts.fact import Finding
from ..sources.profile.profile import Value
from ..wording import printable
from .environments import kind_of
from .head import Head
from .proposed import Proposed, pattern, table

_FIRST = ("upgrade", "deploy", "migrate", "restart")  # in the order in which they are done
_MOST_BESIDE = 3  # commands for one purpose
_MOST_ALERTS = 10


def commands(head: Head) -> Iterator[Proposed]:
    """[[deployment_steps]], [[rollback_steps]], [[backups]] and [[monitoring]]."""
    found = list(detect(head.change, head.cancel))
    pipelines = [one for one in found if one.kind == "command.pipeline"]
    yield from map(_pipeline, pipelines)
    yield from _steps(found, piped=bool(pipelines))
    yield from _rollback(found)
    yield from _backups(found)
    yield from _watched(found)


def _pipeline(one: Finding) -> Proposed:
    name = _get(one, "environment")
    trigger, path = _get(one, "trigger").replace("`", "'"), _get(one, "path")
    by_hand = "somebody" in trigger
    text = f"{path} deploys" + (f" to {name}" if name else "")
    text = (
        f"Start the pipeline: {text}" if by_hand else f"{trigger[:1].upper()}{trigger[1:]} starts the pipeline: {text}"
    )
    values: dict[str, Value] = {"text": printable(text), "phase": "during", "automated": True}
    if name and kind_of(name):
        values["environment"] = name
    return Proposed("deployment_steps", values, _place(one))


def _steps(found: list[Finding], *, piped: bool) -> Iterator[Proposed]:
    """The best command of each purpose, all of one way of installing; what else there is, is asked."""
    way = ""
    for purpose in _FIRST:
        fitting = [one for one in _of(found, purpose) if not way or _get(one, "way") in ("", way)]
        if not fitting or (purpose == "deploy" and any(map(_is_sure, _of(found, "upgrade")))):
            continue
        first = fitting[0]
        way = way or _get(first, "way")
        values: dict[str, Value] = {"only_with": ("migrations",)} if purpose == "migrate" else {}
        yield _step(first, "during", values, sure=_is_sure(first) and not piped)
        beside = [one for one in fitting[1:_MOST_BESIDE] if _get(one, "path") == _get(first, "path")]
        yield from (_step(one, "during", values, sure=False) for one in beside)
    for one in _of(found, "check")[:2]:
        if _get(one, "source") != "healthcheck" and (not way or _get(one, "way") in ("", way)):
            yield _step(one, "after", {"text": "Check that it works"}, sure=_is_sure(one))


def _step(one: Finding, phase: str, values: dict[str, Value], *, sure: bool) -> Proposed:
    said = {"command": _get(one, "command"), "phase": phase, **values}
    return Proposed("deployment_steps", said, _place(one), sure)


def _rollback(found: list[Finding]) -> Iterator[Proposed]:
    for one in _of(found, "rollback")[:3]:
        command = _get(one, "command")
        values: dict[str, Value] = {"command": command}
        if pattern(r"\b(migrat|downgrade|db:|database|alembic|goose|flyway)").search(command):
            values["only_with"] = ("migrations",)
        yield Proposed("rollback_steps", values, _place(one), _is_sure(one))


def _backups(found: list[Finding]) -> Iterator[Proposed]:
    """What is backed up, each with the command that restores the same."""
    backups, restores = _by_what(_of(found, "backup")), _by_what(_of(found, "restore"))
    for what in {**backups, **restores}:
        chosen = {"command": backups.get(what), "restore": restores.get(what)}
        there = [one for one in chosen.values() if one]
        values: dict[str, Value] = {"what": what}
        values |= {key: _get(one, "command") for key, one in chosen.items() if one}
        yield Proposed("backups", values, ", ".join(map(_place, there)), all(map(_is_sure, there)))


def _by_what(found: Iterable[Finding]) -> dict[str, Finding]:
    named: dict[str, Finding] = {}
    for one in found:
        command = _get(one, "command")
        kinds = (name for rule, name in table()["commands"]["kinds"] if pattern(rule).search(command))
        named.setdefault(next(kinds, "data"), one)
    return named


def _watched(found: list[Finding]) -> Iterator[Proposed]:
    alerts = [one for one in found if one.kind == "watch.alert" and "{" not in _get(one, "name")]
    for one in alerts[:_MOST_ALERTS]:
        lasting = f" for {_get(one, 'for')}" if _get(one, "for") else ""
        values: dict[str, Value] = {"metric": _get(one, "name"), "alert": _get(one, "name")}
        if (expression := _get(one, "expr")) and "{{" not in expression and len(expression) <= 300:
            values["threshold"] = expression + lasting
        yield Proposed("monitoring", values, _place(one))
    for one in [one for one in found if one.kind == "watch.dashboard"]:
        where = f"dashboard “{_get(one, 'name')}”"
        yield Proposed("monitoring", {"metric": "…", "where": where}, _place(one), sure=False)


def _of(found: list[Finding], purpose: str) -> list[Finding]:
    return [one for one in found if one.kind == f"command.{purpose}"]


def _is_sure(one: Finding) -> bool:
    """Whether a command is what the team types, and no example for whoever installs the product elsewhere."""
    rules = table()["commands"]
    example = one.data.get("example") or pattern(rules["examples"]).search(_get(one, "command"))
    return not example and _get(one, "role") not in rules["guides"]


def _place(one: Finding) -> str:
    return f"{_get(one, 'path')}:{_get(one, 'line')}"


def _get(one: Finding, key: str) -> str:
    value = one.data.get(key)
    return "" if value is None else str(value)
