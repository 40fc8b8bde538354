"""How events are told: one sentence each, alike ones as one, and not too many of a kind."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ...wording import listed, named
from ..fact import Finding, Value
from .event import Event

_MOST = 6  # findings of a kind
_MOST_CITED = 5


def findings(events: Iterable[Event]) -> Iterator[Finding]:
    """The findings of events, by kind in order of their files."""
    ordered = sorted(events, key=lambda event: event.kind)
    for _, of_kind in groupby(ordered, key=lambda event: event.kind):
        groups = _together(_alike(of_kind))
        most = _MOST if len(groups) > _MOST + 1 else len(groups)
        yield from map(_finding, groups[:most])
        yield from _rest(groups[most:])


def _alike(events: Iterable[Event]) -> list[list[Event]]:
    """Events that are the same but for their place, together."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        groups.setdefault((event.what, event.told, event.name, event.old, event.new), []).append(event)
    return list(groups.values())


def _together(groups: list[list[Event]]) -> list[list[Event]]:
    """Groups of the same places that differ in the name only, as one; the weightiest first."""
    found: dict[tuple[object, ...], list[Event]] = {}
    for number, group in enumerate(groups):
        event = group[0]
        places = tuple((one.file.id, one.where) for one in group)
        values = (event.old, event.new) if _is_value(event) else ()
        alone = number if event.what == "changed" and not (values and _SINGULAR.match(event.told.text)) else -1
        found.setdefault((event.what, event.told, places, values, alone), []).extend(group)
    return sorted(found.values(), key=lambda group: -group[0].told.weight)


def _is_value(event: Event) -> bool:
    return "{where}" in event.told.text


def _finding(group: list[Event]) -> Finding:
    event = group[0]
    names = list(dict.fromkeys(one.name for one in group))
    paths = list(dict.fromkeys(one.file.path for one in group))
    owners = list(dict.fromkeys(one.where for one in group if one.where))
    words = {
        "name": listed(names),
        "old": _shown(event.old, event),
        "new": _shown(event.new, event),
        "where": f" of {listed(owners, 3)}" if owners and event.name not in owners else "",
        "target": listed(owners, 3) if owners else named(paths[0]),
        "in_target": f" in {listed(owners, 3)}" if owners else "",
        "path": listed(paths, 3),
    }
    told = _several(event.told.text) if len(names) > 1 else _without_noun(event)
    text = told.format_map(words)
    if len(owners) > 1 and not _is_value(event):
        text = _plural(text)
    evidence = tuple(dict.fromkeys(hunk for one in group for hunk in one.evidence))[:_MOST_CITED]
    data = _data(event, paths, owners) | {"names": list(names)}
    return Finding(event.kind, text, evidence, data, event.told.weight)


def _several(text: str) -> str:
    """The text for several names with the same value: "The time-outs `a` and `b` go from ..."."""
    if found := _SINGULAR.match(text):
        rest = text[found.end() :].replace(" goes from", " go from", 1).replace("{name} is", "{name} are", 1)
        return f"{found[1]}s {rest}"
    return text


def _data(event: Event, paths: list[str], owners: list[str]) -> dict[str, Value]:
    data: dict[str, Value] = {"theme": event.kind.partition(".")[2], "what": event.what, "name": event.name}
    data |= {"old": event.old, "new": event.new, "unit": event.unit}
    return data | {"path": paths[0], "where": owners[0] if owners else "", "paths": paths, "places": owners}


def _shown(value: str | None, event: Event) -> str:
    """A quantity in words as it is, what the source writes in backticks."""
    if value is None:
        return "nothing"
    return value if event.unit or value[:1].isdigit() or value in _PLAIN else named(value)


def _without_noun(event: Event) -> str:
    """The text without a name that says only what it says itself: "The time-out `timeout`"."""
    said = re.sub(r"[^a-z]", "", event.told.text.partition("{name}")[0].lower())
    if "{where}" in event.told.text and re.sub(r"[^a-z]", "", event.name.lower()) in said:
        text = event.told.text
        return (
            text.replace("{name}, ", "", 1)
            if ": {name}, " in text
            else _NAME.sub("", text, count=1).replace("{where},", "{where}")
        )
    return event.told.text


_NAME = re.compile(r",? \{name\}")
_SINGULAR = re.compile(r"(The (?!\w+ (?:of|for|which))[\w -]+?) (?=\{name\}(?:\{where\} goes from| is\b))")
_PLURALS = {
    "is": "are",
    "has": "have",
    "takes": "take",
    "checks": "check",
    "uses": "use",
    "empties": "empty",
    "skips": "skip",
}
_VERB = re.compile(r"(?:(?<=` )|(?<=\d more ))(now |no longer )?(is|has|takes|checks|uses|empties|skips)\b")
_PLAIN = frozenset({"bcrypt", "argon2", "scrypt", "PBKDF2"})


def _plural(text: str) -> str:
    """A sentence about several functions, whose verb stands after their names."""
    text = text.replace("The result of", "The results of", 1)
    return _VERB.sub(lambda found: f"{found[1] or ''}{_PLURALS[found[2]]}", text, count=1)


def _rest(groups: list[list[Event]]) -> Iterator[Finding]:
    """One finding for those that are too many to be told one by one."""
    if groups:
        event = groups[0][0]
        theme = event.kind.partition(".")[2]
        events = [event for group in groups for event in group]
        places = list(dict.fromkeys(event.where or event.file.path for event in events))
        text = f"{len(groups):,} more changes of this sort are in {listed(places)} ({theme.replace('_', ' ')})."
        evidence = tuple(dict.fromkeys(hunk for event in events for hunk in event.evidence))[:_MOST_CITED]
        data: dict[str, Value] = {"theme": theme, "what": "more", "count": len(groups), "places": places[:30]}
        yield Finding(event.kind, text, evidence, data, max(event.told.weight for event in events))
