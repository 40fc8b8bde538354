"""The table `resources/risk/words.toml`: how words are understood."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from .table import NOT_NEEDED

Beginnings = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """How words are understood. Beginnings are in small letters, the longest first, each with what it means."""

    beginnings: Beginnings
    strategies: Beginnings
    blank: Beginnings  # what says nothing begins so
    reason: re.Pattern[str]  # what follows "not needed" and gives a reason
    between: re.Pattern[str]  # what stands between a yes and what may follow it
    after_yes: tuple[re.Pattern[str], ...]
    after_strategy: tuple[re.Pattern[str], ...]
    denies: frozenset[str]
    fails: frozenset[str]
    awaits: frozenset[str]
    at_once: re.Pattern[str]

    @property
    def refuses(self) -> frozenset[str]:
        """The words that make a no of an answer."""
        return self.denies | self.fails | self.awaits


@cache
def words() -> Words:
    table: dict[str, Any] = tomllib.loads(resource("risk/words.toml").read_text("utf-8"))
    plain = table["plain"]
    return Words(
        beginnings=_by_length(table["words"]),
        strategies=_by_length({NOT_NEEDED: table["words"][NOT_NEEDED], **table["strategies"]}),
        blank=_by_length({"blank": table["blank"]["begins"]}),
        reason=re.compile(table["reasons"]["begins"]),
        between=_pattern(plain["between"]),
        after_yes=tuple(map(_whole, plain["yes"])),
        after_strategy=tuple(map(_whole, plain["strategy"])),
        at_once=_pattern(table["at_once"]["says"]),
        **{name: frozenset(told) for name, told in table["doubts"].items()},
    )


def _whole(text: str) -> re.Pattern[str]:
    """Such that it ends where a word does."""
    return _pattern(rf"(?:{text})(?!\w)")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _by_length(table: Mapping[str, Any]) -> Beginnings:
    found = ((beginning, means) for means, beginnings in table.items() for beginning in beginnings)
    return tuple(sorted(found, key=lambda one: -len(one[0])))
