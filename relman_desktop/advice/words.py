"""The words by which steps are read: `resources/advice.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern

from ..files import resource

# A known program, or any word that options follow.
_BEFORE = r"\s*(?:[$#>] )?(?:sudo\s+)?(?:[A-Z_]{1,30}=\S+\s+)?"
_WITH_OPTIONS = r"[a-z][\w./-]{0,60}\s(?:[^\n]{0,80}\s)?--?[a-z]"


@dataclass(frozen=True, slots=True)
class Words:
    command: Pattern[str]  # matches at the beginning of one
    automation: Pattern[str]
    checking: Pattern[str]
    watching: Pattern[str]
    trying: Pattern[str]
    more_than_redeploy: Pattern[str]
    goals: Pattern[str]
    purposes: Mapping[str, Pattern[str]]
    measures: Mapping[str, str]  # how a sentence about a signal begins, by its name
    shares: Mapping[str, str]  # what is said of those tickets for which a signal is true


@cache
def words() -> Words:
    table = tomllib.loads(resource("advice.toml").read_text("utf-8"))
    return Words(
        command=re.compile(rf"{_BEFORE}(?:(?:{'|'.join(table['programs'])})(?:\s|$)|{_WITH_OPTIONS})"),
        automation=_any(table["automation"]),
        checking=_any(table["checking"]),
        watching=_any(table["watching"]),
        trying=_any(table["trying"]),
        more_than_redeploy=_any(table["more_than_redeploy"]),
        goals=_any(table["goals"]),
        purposes={name: re.compile(pattern, re.IGNORECASE) for name, pattern in table["purposes"].items()},
        measures={one["name"]: one["what"] for one in table["measures"]},
        shares={one["name"]: one["what"] for one in table["shares"]},
    )


def _any(patterns: Iterable[str]) -> Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
