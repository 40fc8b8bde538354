"""The words and patterns by which work items are compared with code: `resources/gaps.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Any

from ...files import resource
from ...sources.change import Kind
from ...stems import stem


@dataclass(frozen=True, slots=True)
class Rules:
    plain: frozenset[str]  # words of grammar, in small letters
    ordinary: frozenset[str]  # stems that say nothing of what is changed
    foreign: frozenset[str]
    same: Mapping[str, frozenset[str]]  # by a stem: the words that tell of the same thing
    declined: Pattern[str]
    subjects: Pattern[str]
    authors: Pattern[str]
    kinds: frozenset[Kind]


@cache
def rules() -> Rules:
    table: dict[str, Any] = tomllib.loads(resource("gaps.toml").read_text("utf-8"))
    plain, keeping = table["plain"].split(), table["housekeeping"]
    return Rules(
        plain=frozenset(plain),
        ordinary=frozenset(map(stem, [*plain, *table["process"].split()])),
        foreign=frozenset(table["foreign"].split()) - frozenset(plain),
        same=_same(line.split() for line in table["same"]),
        declined=re.compile(rf"\b(?:{table['declined']})\b", re.IGNORECASE),
        subjects=re.compile("|".join(keeping["subjects"]), re.IGNORECASE),
        authors=re.compile(keeping["authors"], re.IGNORECASE),
        kinds=frozenset(map(Kind, keeping["kinds"])),
    )


def _same(groups: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    told: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            told[stem(word)] = told.get(stem(word), frozenset()) | frozenset(group)
    return told
