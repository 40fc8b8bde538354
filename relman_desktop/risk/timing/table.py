"""The table `resources/risk/timing.toml`: hours that are told of, and how durations are written."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from ...files import resource
from .told import SEVERITIES, Severity

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of the week that is told of."""

    kind: str
    severity: Severity
    inside: str  # "is on a weekend"
    partly: str  # "reaches into a weekend"
    why: str  # what is wrong with it
    days: frozenset[int]  # of the week, 0 is Monday: those on which it begins
    begins: time
    ends: time
    all_day: bool  # told of schedules without times, too
    alone: bool  # told where nothing else is


@dataclass(frozen=True)
class Table:
    """All of it."""

    hours: tuple[Hours, ...]
    durations: Mapping[str, re.Pattern[str]]
    most_others: int


@cache
def table() -> Table:
    read: dict[str, Any] = tomllib.loads(resource("risk/timing.toml").read_text("utf-8"))
    return Table(
        hours=tuple(map(_hours, read["hours"])),
        durations={name: re.compile(text, re.IGNORECASE) for name, text in read["durations"].items()},
        most_others=read["others"]["most"],
    )


def _hours(row: Mapping[str, Any]) -> Hours:
    if row["severity"] not in SEVERITIES:
        raise ValueError(row["severity"])
    return Hours(
        kind=row["kind"],
        severity=row["severity"],
        inside=row["inside"],
        partly=row["partly"],
        why=row["why"],
        days=frozenset(WEEKDAYS.index(day) for day in row.get("days", WEEKDAYS)),
        begins=time.fromisoformat(row.get("from", "00:00")),
        ends=time.fromisoformat(row.get("to", "00:00")),
        all_day="from" not in row,
        alone=row.get("alone", False),
    )
