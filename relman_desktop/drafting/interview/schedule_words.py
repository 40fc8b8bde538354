"""The table `resources/schedule.toml`: which words and which short names of zones a schedule may hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...files import resource


@dataclass(frozen=True)
class ScheduleWords:
    beside: frozenset[str]
    joins: frozenset[str]
    zones: Mapping[str, int]  # hours east of Greenwich


@cache
def schedule_words() -> ScheduleWords:
    table = tomllib.loads(resource("schedule.toml").read_text("utf-8"))
    words = table["words"]
    return ScheduleWords(frozenset(words["beside"].split()), frozenset(words["joins"].split()), table["zones"])
