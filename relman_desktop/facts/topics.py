"""What facts are about and how much they weigh, in words: the one table of both, for every list of facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from .fact import Fact


@dataclass(frozen=True, slots=True)
class Topic:
    """What a fact is about: the first part of its kind, and the heading over such facts."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Level:
    """What a weight means for a deployment. `least` is its smallest weight; `rank` is how heavy it looks, 0 to 4."""

    least: int
    words: str
    rank: int


TOPICS = (
    Topic("migration", "Database"),
    Topic("rollback", "Rollback safety"),
    Topic("delivery", "Delivery"),
    Topic("config", "Configuration"),
    Topic("dependency", "Dependencies"),
    Topic("surface", "Public surface"),
    Topic("behaviour", "Behaviour and security"),
    Topic("observability", "Monitoring"),
    Topic("watch", "What can be watched"),
    Topic("notes", "Authors' notes"),
    Topic("deletion", "Removed code"),
    Topic("gap", "Work items and code"),
    Topic("tests", "Tests"),
    Topic("change", "The change as a whole"),
    Topic("people", "People"),
    Topic("command", "The repository's own commands"),
)

NEEDS_ATTENTION = 35  # the weight from which a fact belongs in the ticket
LEVELS = (
    Level(100, "cannot be undone", 4),
    Level(80, "needs care", 4),
    Level(50, "needs a step", 3),
    Level(NEEDS_ATTENTION, "worth telling", 2),
    Level(10, "worth knowing", 1),
    Level(0, "detail", 0),
)

_ORDER = {topic.key: place for place, topic in enumerate(TOPICS)}
_BY_KEY = {topic.key: topic for topic in TOPICS}


def topic_of(key: str) -> Topic:
    """The topic of a fact; one that the table does not know is called by its key."""
    return _BY_KEY.get(key) or Topic(key, key.replace("_", " ").capitalize())


def level_of(weight: int) -> Level:
    """The level of a weight."""
    return next((level for level in LEVELS if weight >= level.least), LEVELS[-1])


def by_topic(facts: Iterable[Fact]) -> list[tuple[Topic, list[Fact]]]:
    """The facts under their topics: the topic with the heaviest fact first, and in each the heaviest first."""
    groups: dict[str, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: -fact.weight):  # stable: what weighs the same stays in order
        groups.setdefault(fact.topic, []).append(fact)
    ordered = sorted(groups, key=lambda key: (-groups[key][0].weight, _ORDER.get(key, len(_ORDER)), key))
    return [(topic_of(key), groups[key]) for key in ordered]
