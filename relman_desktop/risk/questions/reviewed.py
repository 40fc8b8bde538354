"""What shows that others looked at the commits: reviewers that they name, and requests by which they came in.

That somebody else merged a request, or that a commit names a reviewer, shows that somebody looked. A request alone
shows that somebody could have: people merge their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

from ...facts.people import by_person
from ...sources.change import Commit
from ...wording import counted, joined
from .another import Person, is_another
from .seen import Seen, Shown
from .table import PARTLY, YES, Row, reviewing

_LONGEST_LINE = 500
_MOST_LINES = 400  # of a message
_MOST_NAMED = 3
_MOST_CITED = 5


class Sign(IntEnum):
    """How far a commit shows a review."""

    NONE = 0
    REQUEST = 1  # it came by a request
    PERSON = 2  # somebody else is named who reviewed or merged it


def review(row: Row, seen: Seen) -> Iterator[Shown]:
    """For all commits together."""
    if not seen.commits:
        return
    signs = signs_of(seen.material.change.commits)
    found = {one.id: signs[one.oid] for one in seen.commits}
    if all(sign is Sign.PERSON for sign in found.values()):
        who = "The only commit names a reviewer or was merged by another than its author."
        all_of = f"All {counted(len(found), 'commit')} name a reviewer or were merged by another than their author."
        yield Shown(YES, who if len(found) == 1 else all_of, tuple(found)[:_MOST_CITED])
        return
    shown = [one for one, sign in found.items() if sign]
    if shown:
        yield Shown(PARTLY if 2 * len(shown) >= len(found) else "", _told(found), tuple(shown)[:_MOST_CITED])


def _told(found: Mapping[str, Sign]) -> str:
    shown = sum(map(bool, found.values()))
    by_person = sum(sign is Sign.PERSON for sign in found.values())
    left = [one for one, sign in found.items() if not sign]
    of = "The only commit" if len(found) == 1 else f"{shown:,} of {counted(len(found), 'commit')}"
    what = f"{of} came by a request or {'name' if shown > 1 else 'names'} a reviewer"
    if left:
        return f"{what}; {joined(left, _MOST_NAMED)} {'show' if len(left) > 1 else 'shows'} nothing of the kind."
    who = f"{by_person:,} show that another person looked" if by_person else "that another person looked is not shown"
    return f"{what}; {who}."


def signs_of(commits: Iterable[Commit]) -> Mapping[str, Sign]:
    """How far each commit shows a review, by its full id. `commits` as a change has them, the newest first."""
    commits = tuple(commits)
    merged_by, people = _merges(commits), _people(commits)
    return {one.oid: _sign(one, merged_by.get(one.oid), people[one.oid]) for one in commits}


def _people(commits: Iterable[Commit]) -> Mapping[str, tuple[Person, ...]]:
    """Under which names and addresses the author of each commit wrote, by the commit's full id."""
    found: dict[str, tuple[Person, ...]] = {}
    for theirs in by_person(commits):
        found |= dict.fromkeys((one.oid for one in theirs), tuple({Person(one.author, one.email) for one in theirs}))
    return found


def _sign(commit: Commit, merge: Commit | None, author: tuple[Person, ...]) -> Sign:
    lines = _lines(commit)
    looked = list(_named(reviewing().reviewers, lines))
    if merge:
        looked += [Person(merge.author, merge.email), *_named(reviewing().reviewers, _lines(merge))]
    authors = (*author, *_named(reviewing().authors, lines)) if looked else ()
    if any(is_another(one, authors) for one in looked):
        return Sign.PERSON
    by_request = merge or reviewing().squashed.search(commit.subject[:_LONGEST_LINE])
    return Sign.REQUEST if by_request or any(map(reviewing().trailers.search, lines)) else Sign.NONE


def _named(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterator[Person]:
    for line in lines:
        if found := pattern.search(line):
            yield Person(found["name"], found["email"] or "")


def _lines(commit: Commit) -> list[str]:
    return [line for line in commit.body.splitlines()[-_MOST_LINES:] if len(line) <= _LONGEST_LINE]


def _merges(commits: tuple[Commit, ...]) -> Mapping[str, Commit]:
    """The merge that brought each commit in as a request, by the commit's full id."""
    known = {one.oid: one for one in commits}
    brought: dict[str, Commit] = {}
    seen: set[str] = set()
    tips = [one.oid for one in commits[:1]]
    while tips:
        chain = _chain(tips.pop(), known, seen)
        for merge in reversed([one for one in chain if one.is_merge]):  # the oldest takes what it brought
            for side in merge.parents[1:]:
                if _is_request(merge):
                    _take(side, merge, known, seen, brought)
                else:
                    tips.append(side)
    return brought


def _chain(tip: str, known: Mapping[str, Commit], seen: set[str]) -> list[Commit]:
    """The commits of a line, from its tip along first parents, as far as nobody was there before."""
    chain: list[Commit] = []
    while tip in known and tip not in seen:
        seen.add(tip)
        chain.append(known[tip])
        tip = known[tip].parents[0] if known[tip].parents else ""
    return chain


def _take(side: str, merge: Commit, known: Mapping[str, Commit], seen: set[str], brought: dict[str, Commit]) -> None:
    left = [side]
    while left:
        oid = left.pop()
        if oid in known and oid not in seen:
            seen.add(oid)
            brought[oid] = merge
            left += known[oid].parents


def _is_request(merge: Commit) -> bool:
    lines = (merge.subject[:_LONGEST_LINE], *_lines(merge))
    return any(map(reviewing().merges.search, lines))
