"""Spans of traces and named events in logs that source code gains or loses."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..production import language, production
from ..sides import piece

_LONGEST_LINE = 1000
_MOST_NAMES = 20
_MOST_EVIDENCE = 5
_NEW, _GONE = 3, 20  # weights

Signal = tuple[str, str]  # what it is, and its name


@dataclass(frozen=True, slots=True)
class _Rule:
    what: str
    languages: frozenset[str]
    has: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Sighting:
    path: str
    hunk: str


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """One finding for all new ones of a sort, and one for all that are gone."""
    old: dict[Signal, _Sighting] = {}
    new: dict[Signal, _Sighting] = {}
    for file in production(change.files):
        cancel.check()
        before, after = (_shown(change, file, side, cancel) for side in ("old", "new"))
        if before.keys() != after.keys():
            there = _whole(change, file, "new", cancel) if before.keys() - after.keys() else set()
            was = _whole(change, file, "old", cancel) if after.keys() - before.keys() else set()
            old |= {signal: seen for signal, seen in before.items() if signal not in after and signal not in there}
            new |= {signal: seen for signal, seen in after.items() if signal not in before and signal not in was}
    for what, noun in _table()["noun"].items():
        yield from _told(what, noun, "added", {one: new[one] for one in new if one[0] == what and one not in old})
        yield from _told(what, noun, "removed", {one: old[one] for one in old if one[0] == what and one not in new})


def _told(what: str, noun: str, event: str, found: dict[Signal, _Sighting]) -> Iterator[Finding]:
    if not found:
        return
    names = [name for _, name in found]
    paths = list(dict.fromkeys(seen.path for seen in found.values()))
    hunks = tuple(dict.fromkeys(seen.hunk for seen in found.values()))[:_MOST_EVIDENCE]
    subject = f"The {noun} {named(names[0])} is" if len(names) == 1 else f"{counted(len(names), noun)} are"
    which = "" if len(names) == 1 else f": {listed(names, 4)}"
    where = f" ({named(paths[0])})" if len(paths) == 1 else ""
    warning = "; what watches for it may miss it" if event == "removed" and len(names) == 1 else ""
    verb = "new" if event == "added" else "no longer written"
    data: dict[str, Value] = {"names": names[:_MOST_NAMES], "count": len(names), "paths": paths[:_MOST_NAMES]}
    text = f"{subject} {verb}{where}{which}{warning}."
    yield Finding(f"observability.{what}_{event}", text, hunks, data, _NEW if event == "added" else _GONE)


def _shown(change: Change, file: FileChange, side: Side, cancel: Cancel) -> dict[Signal, _Sighting]:
    """What the hunks show of a side, each with its first hunk."""
    rules = _rules_for(language(file.path) or "")
    path = file.old_side_path if side == "old" else file.path
    found: dict[Signal, _Sighting] = {}
    for hunk in change.hunks(file, cancel) if rules else ():
        for signal in _signals(piece(hunk, side), rules):
            found.setdefault(signal, _Sighting(path, hunk.id))
    return found


def _whole(change: Change, file: FileChange, side: Side, cancel: Cancel) -> set[Signal]:
    text = change.content.text(file, side, cancel)
    return set(_signals(text, _rules_for(language(file.path) or ""))) if text else set()


def _signals(text: str, rules: tuple[_Rule, ...]) -> Iterator[Signal]:
    worth_it = [rule for rule in rules if any(word in text for word in rule.has)]
    if worth_it:
        text = "\n".join(line for line in text.split("\n") if len(line) <= _LONGEST_LINE)
    for rule in worth_it:
        for found in rule.pattern.finditer(text):
            yield (
                rule.what,
                found["name"].replace(":", "").replace(", ", ".") if rule.what == "event" else found["name"],
            )


@cache
def _rules_for(written_in: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(one["what"], frozenset(one["languages"]), tuple(one["has"]), re.compile(one["pattern"], re.MULTILINE))
        for one in _table()["rule"]
        if written_in in one["languages"]
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("observability.toml").read_text("utf-8"))
