"""Which facts a person wants to see: a scope, and words, topics and weights typed into the filter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..facts.fact import Fact
from ..facts.topics import NEEDS_ATTENTION, Level, level_of, topic_of
from ..sources.change import Change

_TOKEN = re.compile(r"(topic|weight):\s*(?:>=?|≥)?\s*(\S+)", re.IGNORECASE)
_MOST_PATHS = 20  # of a fact's files that are searched


class Scope(StrEnum):
    """The facts from which the filter picks."""

    ATTENTION = "Needs attention"
    ALL = "All"
    DISMISSED = "Dismissed"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as a row of the list."""

    fact: Fact
    reason: str  # why it was dismissed; "" where it was not
    searched: str  # all in which the filter looks for words, in lower case

    @property
    def level(self) -> Level:
        return level_of(self.fact.weight)

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        dismissed = f" Dismissed: {self.reason}." if self.reason else ""
        return f"{self.fact.id}, {self.level.words}: {self.fact.text}{dismissed}"

    def is_in(self, scope: Scope) -> bool:
        if scope is Scope.DISMISSED:
            return bool(self.reason)
        return scope is Scope.ALL or (not self.reason and self.fact.weight >= NEEDS_ATTENTION)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and chosen: all words must occur, in any order."""

    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # beginnings of a topic's key or heading
    least: int = 0  # weight
    topic: str = ""  # the key of the topic that was chosen

    @classmethod
    def of(cls, text: str, topic: str = "") -> "Query":
        """`legacy topic:database weight:50` and the like; what cannot be read as a token is a word."""
        tokens = [(name.lower(), value.lower()) for name, value in _TOKEN.findall(text)]
        weights = [int(value) for name, value in tokens if name == "weight" and value.isdecimal()]
        topics = tuple(value for name, value in tokens if name == "topic")
        return cls(tuple(_TOKEN.sub(" ", text).lower().split()), topics, max(weights, default=0), topic)

    def matches(self, row: FactRow) -> bool:
        fact = row.fact
        if fact.weight < self.least or (self.topic and fact.topic != self.topic):
            return False
        names = (fact.topic, topic_of(fact.topic).heading.lower())
        named = all(any(name.startswith(wanted) for name in names) for wanted in self.topics)
        return named and all(word in row.searched for word in self.words)


def fact_rows(facts: Iterable[Fact], dismissed: Mapping[str, str], change: Change) -> tuple[FactRow, ...]:
    """The facts as rows; `dismissed` are the reasons by the facts' ids."""
    return tuple(_row(fact, dismissed.get(fact.id, ""), change) for fact in facts)


def _row(fact: Fact, reason: str, change: Change) -> FactRow:
    told = (fact.id, topic_of(fact.topic).heading, level_of(fact.weight).words, fact.kind, fact.text, reason)
    return FactRow(fact, reason, "\n".join((*told, *_paths(fact, change))).lower())


def _paths(fact: Fact, change: Change) -> Iterator[str]:
    for file_id in dict.fromkeys(one.partition(".")[0] for one in fact.evidence[:_MOST_PATHS]):
        if file := change.file(file_id):
            yield file.path
