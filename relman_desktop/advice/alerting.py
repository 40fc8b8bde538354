"""Whether anything watches what changes: without that, users are the monitoring."""

from collections.abc import Iterator, Sequence

from ..facts.fact import Fact
from ..sources.profile.profile import TeamEntry
from ..wording import joined, named
from .given import Advice, Given, advice

_MOST = 3


def advise(given: Given) -> Iterator[Advice]:
    if given.signals.watched:
        return
    watched = given.entries("monitoring")[:_MOST]
    found = given.material.facts.of("watch.")[:1]
    said = "No step looks at a metric, an alert or a log."
    if watched:
        metrics = joined([_metric(one) for one in watched])
        more = f"The team watches {metrics}: looking there would show a failure before users tell of it."
        yield advice("alerts", "validation", (said, more), *(one.id for one in watched))
    elif found:
        yield advice("alerts", "validation", (said, found[0].text), found[0].id)
    elif given.material.profile.of("monitoring"):
        more = "None of what the team's profile says it watches is about what changes here, so an alert may be missing."
        yield advice("alerts", "validation", (said, more), *_changed(given))
    else:
        entry = "A [[monitoring]] entry of the team's profile"
        more = f"{entry} (a metric, where to see it, a threshold) becomes a step of each ticket."
        yield advice("alerts", "validation", (said, more), *_changed(given))


def _metric(entry: TeamEntry) -> str:
    where = f" in {named(entry.get('where'), 60)}" if entry.get("where") else ""
    return f"{named(entry.get('metric'), 60)}{where}"


def _changed(given: Given) -> Sequence[str]:
    """What stands for the change."""
    facts: Sequence[Fact] = given.material.facts.of("change.area", "change.size")[:2]
    return [fact.id for fact in facts]
