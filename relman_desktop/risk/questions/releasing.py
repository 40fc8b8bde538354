"""What shows how a change reaches its users: the team's strategy, and feature flags that come with the change."""

from collections.abc import Iterator

from ...wording import joined, named
from .seen import Said, Seen, Shown
from .table import PARTLY, Row
from .understanding import is_at_once

_LONGEST = 60
_MOST_STAGES = 3
_TOGGLE, _CANARY = "feature toggle", "canary"
_OFF = ("", "false", "off", "no", "0", "none", "null", "nil")
_NOT_ALL = "whether all of the change is behind it is yours to say"


def strategy(row: Row, seen: Seen) -> Iterator[Shown]:
    """A toggle that the team's profile names is none that the change has, and one in the change may not hold all."""
    for one in seen.said("deployment"):
        if told := one.get("strategy"):
            yield _of_team(row, one, told)
    for fact in seen.facts.of("config.flag_added"):
        if fact.get("default").casefold().strip("\"'") in _OFF:
            text = f"The change asks for the new feature flag {named(fact.get('name'), _LONGEST)}; {_NOT_ALL}."
            yield Shown(PARTLY, text, (fact.id,))


def _of_team(row: Row, one: Said, told: str) -> Shown:
    if told == _TOGGLE:
        text = "The team releases behind feature toggles; that this change is behind one is yours to say."
        return Shown("", text, (one.id,))
    if told not in row.points:
        return Shown("", row.why, (one.id,))
    if told == _CANARY and any(map(is_at_once, one.entry.texts("stages")[:1])):
        return Shown("", "The first stage of the team's canary is all users, so it is none.", (one.id,))
    text = f"The team releases {_worded(one, told)}"
    if one.is_claim:
        return Shown("", f"{text}, which the change itself writes and is under review.", (one.id,))
    return Shown(told, f"{text}.", (one.id,))


def _worded(one: Said, told: str) -> str:
    stages = [named(stage, _LONGEST) for stage in one.entry.texts("stages")]
    in_stages = f" in stages: {joined(stages, _MOST_STAGES)}" if stages else ""
    words = {"plain": "to all users at once", "canary": f"as a canary{in_stages}"}
    return words.get(told, told)
