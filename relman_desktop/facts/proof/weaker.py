"""Tests that ask less than before: a question taken out with nothing in its place, or a looser one put there."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ...wording import counted, listed, named
from ..fact import Finding, Value
from .files import Seen
from .pairing import Pairs
from .rules import assertion, bounds, loosened

_MOST = 10  # findings
_MOST_NAMES = 20
_MOST_EVIDENCE = 5
_LOOSER, _GONE = 35, 25  # weights: what is gone may have gone with its code

Asked = tuple[str, str]  # what a test asked, and what it asks now or ""


def weakened(tests: Pairs) -> Iterator[Finding]:
    """`tests.weakened`, one for each file; only what is certain."""
    elsewhere = _added(tests)
    found = [
        (new, asked) for old, new in tests.same if old.hunk or new.hunk for asked in _less(old, new, elsewhere)[:1]
    ]
    found.sort(key=lambda one: one[0].file.path)
    files = [(path, list(group)) for path, group in groupby(found, lambda one: one[0].file.path)]
    for path, weaker in files[:_MOST]:
        yield _finding(path, [seen for seen, _ in weaker], weaker[0][1])


def _finding(path: str, seen: list[Seen], asked: Asked) -> Finding:
    names = [one.test.name for one in seen]
    was, now = asked
    ask, them = ("asks", "it") if len(seen) == 1 else ("ask", "one of them")
    became = f"{named(was)} became {named(now)}" if now else f"{named(was)} is gone from {them}"
    text = f"{counted(len(seen), 'test')} in {named(path)} {ask} less than before ({listed(names, 3)}): {became}."
    hunks = tuple(dict.fromkeys(one.hunk or one.file.id for one in seen))[:_MOST_EVIDENCE]
    data: dict[str, Value] = {"path": path, "count": len(seen), "names": names[:_MOST_NAMES], "old": was, "new": now}
    return Finding("tests.weakened", text, hunks, data, _LOOSER if now else _GONE)


def _added(tests: Pairs) -> Counter[str]:
    """The lines that tests of the change gain: a question that one test loses may have gone to another."""
    gained: Counter[str] = Counter()
    for old, new in tests.same:
        if new.hunk or old.hunk:
            gained.update(Counter(new.test.body) - Counter(old.test.body))
    for _, seen in tests.gained:
        for one in seen:
            gained.update(one.test.body)
    return gained


def _less(old: Seen, new: Seen, elsewhere: Counter[str]) -> list[Asked]:
    before, after = Counter(old.test.body), Counter(new.test.body)
    gone, come = list((before - after).elements()), list((after - before).elements())
    if not come and new.test.body:
        asked = [line for line in gone if assertion().search(line) and not elsewhere[line]]
        return [(asked[0], "")] if asked and new.test.asks else []
    return [(was, now) for was in gone for now in come if _is_looser(was, now)] if len(gone) * len(come) < 400 else []


def _is_looser(was: str, now: str) -> bool:
    for strict, loose in loosened():
        one, other = strict.search(was), loose.search(now)
        if one and other and one["what"].strip() == other["what"].strip() and not strict.search(now):
            return True
    return any(_is_wider(was, now, bound.number, more=bound.more) for bound in bounds())


def _is_wider(was: str, now: str, number: re.Pattern[str], *, more: bool) -> bool:
    one, other = number.search(was), number.search(now)
    if not one or not other:
        return False
    if (
        was[: one.start("number")] + was[one.end("number") :]
        != now[: other.start("number")] + now[other.end("number") :]
    ):
        return False
    before, after = (float(found["number"].replace("_", "")) for found in (one, other))
    return after > before if more else after < before
