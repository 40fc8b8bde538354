"""What sentence of a work item's speaks of a matter: of what happens without the change, of who wants it and why."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from ..files import resource
from ..sources.work.item import WorkItem
from ..sources.work.sentences import Sentence, sentences
from ..wording import abridged
from .team.words import team_words

_LONGEST = 400  # characters of a sentence; of one that is longer only whole clauses are told
FIRST = "first"  # of all its sentences


def matters() -> frozenset[str]:
    """The matters that `spoken` knows."""
    return frozenset((FIRST, *_table()))


def spoken(item: WorkItem, matter: str) -> str:
    """The sentence that speaks of it most plainly, the first of those; "" where none does."""
    return _spoken(item.title, item.body, matter)


@lru_cache(1 << 11)
def _spoken(title: str, body: str, matter: str) -> str:
    read = _read(body)
    if matter == FIRST:
        return abridged(read[0].text, _LONGEST) if read else ""
    told = [one.text for one in read] + ([title] if matter == "story" else [])
    found = (text for pattern in _table()[matter] for text in told if pattern.search(text))
    return abridged(next(found, ""), _LONGEST)


@lru_cache(1 << 10)
def _read(body: str) -> tuple[Sentence, ...]:
    """The sentences that are neither criteria nor steps nor logs."""
    return tuple(one for one in sentences(body) if one.is_prose and not team_words().skipped.search(one.under))


@cache
def _table() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each matter, the plainest first."""
    told = tomllib.loads(resource("questions.toml").read_text("utf-8"))["speaks_of"]
    return {matter: tuple(re.compile(one, re.IGNORECASE) for one in patterns) for matter, patterns in told.items()}
