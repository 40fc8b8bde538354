"""How programs write jobs that run by the clock and queues: the table of `resources/jobs.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Rule:
    """pattern: with the groups `name` and `when`. paths: of the files that it is for."""

    languages: frozenset[str]
    pattern: re.Pattern[str]
    paths: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Table:
    hint: re.Pattern[str]
    hint_python: re.Pattern[str]
    schedules: tuple[Rule, ...]
    queues: tuple[Rule, ...]


@cache
def table() -> _Table:
    raw: dict[str, Any] = tomllib.loads(resource("jobs.toml").read_text("utf-8"))
    schedules, queues = (tuple(_rule(one) for one in raw[name]) for name in ("schedules", "queues"))
    return _Table(re.compile(raw["hint"]), re.compile(raw["hint_python"]), schedules, queues)


def _rule(one: dict[str, Any]) -> Rule:
    return Rule(frozenset(one["languages"]), re.compile(one["pattern"]), re.compile(one.get("paths", "")))
