"""Steps to deploy, roll back, back up and look, from the commands that the repository itself quotes."""

from collections.abc import Iterable, Iterator

from ..facts.commands import detect
from ..facts.fact import Finding
from ..sources.profile.profile import Value
from .deploying import by_hand, by_pipeline
from .doubts import Doubts, doubts, is_of_migrations, place, told
from .head import Head
from .proposed import Proposed, pattern, table
from .running import Running

_MOST_BACK = 3
_MOST_ALERTS = 10


def commands(head: Head) -> Iterator[Proposed]:
    """[[deployment_steps]], [[rollback_steps]], [[backups]] and [[monitoring]]."""
    found = list(detect(head.change, head.cancel))
    pipelines = [one for one in found if one.kind == "command.pipeline"]
    known = doubts(head, found)
    yield from map(by_pipeline, pipelines)
    yield from by_hand(found, known, Running(head), piped=bool(pipelines))
    yield from _rollback(found, known)
    yield from _backups(found, known)
    yield from _watched(found)


def _rollback(found: list[Finding], known: Doubts) -> Iterator[Proposed]:
    for one in _of(found, "rollback")[:_MOST_BACK]:
        values: dict[str, Value] = {"command": told(one, "command")}
        if is_of_migrations(one):
            values["only_with"] = ("migrations",)
        against = known.of(one)
        yield Proposed("rollback_steps", values, "; ".join((place(one), *against)), not against)


def _backups(found: list[Finding], known: Doubts) -> Iterator[Proposed]:
    """What is backed up, each with the command that restores the same."""
    backups, restores = _by_what(_of(found, "backup")), _by_what(_of(found, "restore"))
    for what in {**backups, **restores}:
        chosen = {"command": backups.get(what), "restore": restores.get(what)}
        there = [one for one in chosen.values() if one]
        values: dict[str, Value] = {"what": what}
        values |= {key: told(one, "command") for key, one in chosen.items() if one}
        against = [reason for one in there for reason in known.of(one)]
        yield Proposed("backups", values, "; ".join((", ".join(map(place, there)), *against)), not against)


def _by_what(found: Iterable[Finding]) -> dict[str, Finding]:
    named: dict[str, Finding] = {}
    for one in found:
        command = told(one, "command")
        kinds = (name for rule, name in table()["commands"]["kinds"] if pattern(rule).search(command))
        named.setdefault(next(kinds, "data"), one)
    return named


def _watched(found: list[Finding]) -> Iterator[Proposed]:
    alerts = [one for one in found if one.kind == "watch.alert" and "{" not in told(one, "name")]
    for one in alerts[:_MOST_ALERTS]:
        lasting = f" for {told(one, 'for')}" if told(one, "for") else ""
        values: dict[str, Value] = {"metric": told(one, "name"), "alert": told(one, "name")}
        if (expression := told(one, "expr")) and "{{" not in expression and len(expression) <= 300:
            values["threshold"] = expression + lasting
        yield Proposed("monitoring", values, place(one))
    for one in [one for one in found if one.kind == "watch.dashboard"]:
        where = f"dashboard “{told(one, 'name')}”"
        yield Proposed("monitoring", {"metric": "…", "where": where}, place(one), sure=False)


def _of(found: list[Finding], purpose: str) -> list[Finding]:
    return [one for one in found if one.kind == f"command.{purpose}"]
