"""The table `resources/team.toml`: how the words of a profile and of work tickets are read."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True)
class TeamWords:
    deploys: re.Pattern[str]
    migrates: re.Pattern[str]
    backs_up: re.Pattern[str]
    goes_back: re.Pattern[str]
    database: re.Pattern[str]
    everything: re.Pattern[str]
    dated: re.Pattern[str]
    above: re.Pattern[str]
    below: re.Pattern[str]
    compares: re.Pattern[str]
    keeps: re.Pattern[str]
    told: re.Pattern[str]
    sections: re.Pattern[str]
    skipped: re.Pattern[str]
    matters: tuple[re.Pattern[str], ...]
    against: re.Pattern[str]
    unsure: re.Pattern[str]
    aside: re.Pattern[str]
    everyday: tuple[str, ...]


@cache
def team_words() -> TeamWords:
    table: dict[str, Any] = tomllib.loads(resource("team.toml").read_text("utf-8"))
    steps, thresholds, work, naming = table["steps"], table["thresholds"], table["work"], table["naming"]
    return TeamWords(
        deploys=_pattern(steps["deploys"]),
        migrates=_pattern(steps["migrates"]),
        backs_up=_pattern(steps["backs_up"]),
        goes_back=_pattern(steps["goes_back"]),
        database=_pattern(table["backups"]["database"]),
        everything=_pattern(table["backups"]["everything"]),
        dated=_pattern(table["backups"]["dated"]),
        above=_pattern(thresholds["above"]),
        below=_pattern(thresholds["below"]),
        compares=_pattern(thresholds["compares"]),
        keeps=_pattern(thresholds["keeps"]),
        told=_pattern(table["commands"]["told"]),
        sections=_pattern(work["sections"]),
        skipped=_pattern(work["skipped"]),
        matters=tuple(map(_pattern, work["matters"])),
        against=_pattern(naming["against"]),
        unsure=_pattern(naming["unsure"]),
        aside=_pattern(naming["aside"]),
        everyday=tuple(naming["everyday"].split()),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
