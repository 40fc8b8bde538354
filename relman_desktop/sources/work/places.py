"""Where in a commit's message a reference stands: in a trailer, behind a closing word, in a merge's title, in prose."""

import re
from collections.abc import Iterator, Sequence

from ..change import Commit
from .branches import in_branch
from .item import Where
from .merges import Merge, merge_of
from .patterns import Spot, spots
from .reference import Reference
from .words import words

Placed = tuple[Where, Reference]

_LONGEST_BODY = 1_000_000
_MAY_REFER = re.compile(r"[#!-]\d|://|\d\s*$")
_BETWEEN = re.compile(
    r"[\])*_>.]{0,3}\s{0,3}(?:[,;&+/]|and|or|und)?\s{0,3}(?:and\s)?\s{0,3}[\[*_<]{0,3}", re.IGNORECASE
)
_LONGEST_BETWEEN = 20
_LEFT_OUT = re.compile(r"[\s,;:&+/.()\[\]<>*_-]|\band\b", re.IGNORECASE)
_SQUASHED = re.compile(
    r"\)(?:[\"”’']|\s*$)"
)  # the last of a title, or of one that is quoted; one before it is an issue
_LONGEST_END = 200
_LEADING = re.compile(r"([1-9]\d{3,6})(?: - |: | )(?=[A-Za-z])", re.ASCII)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def in_commit(commit: Commit) -> Iterator[Placed]:
    """What a commit's message refers to."""
    merge = merge_of(commit.subject)
    if merge:
        yield from _in_merge(merge)
    yield from _in_subject(merge.rest if merge else commit.subject)
    for line in _own_lines(commit.body):
        if _MAY_REFER.search(line):
            yield from _in_line(line)


def _in_merge(merge: Merge) -> Iterator[Placed]:
    if merge.request:
        yield "mention", merge.request
    for branch in merge.branches:
        yield from (("branch", reference) for reference in in_branch(branch))


def _in_subject(subject: str) -> Iterator[Placed]:
    """A bare number before the title is one only where the change's other numbers are like it: "22745 - Enforce …"."""
    found = list(spots(subject))
    if number := _LEADING.match(subject):
        yield "mention", Reference(f"#{number[1]}", sure=False)
    for where, spot in _placed(subject, found):
        yield where, spot.reference.as_request() if _is_squashed(subject, spot) else spot.reference


def _is_squashed(subject: str, spot: Spot) -> bool:
    """Whether a number is what a forge appends to the title of a pull request when it squashes it."""
    after = subject[spot.end : spot.end + _LONGEST_END]
    bare = spot.reference.key[0] in "#!" and subject[spot.start - 1 : spot.start] == "("
    return bare and bool(_SQUASHED.match(after))


def _own_lines(body: str) -> Iterator[str]:
    """A message's lines without what it quotes: code, other people's words, what is new in a dependency."""
    if words().robot_bodies.match(body.lstrip()[:200]):
        return
    fenced, folded = False, 0
    for line in body[:_LONGEST_BODY].splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        inside = folded > 0
        folded = max(0, folded + line.count("<details") - line.count("</details"))
        if not (fenced or inside or folded or line.startswith(">")):
            yield line


def _in_line(line: str) -> Iterator[Placed]:
    if numbers := words().number_trailer.match(line):
        where: Where = "closing" if numbers["closing"] else "trailer"
        yield from ((where, Reference(f"#{number}")) for number in re.findall(r"\d+", numbers["numbers"]))
        return
    found = list(spots(line))
    asked = bool(words().request_trailer.match(line))
    for where, spot in _placed(line, found):
        yield where, spot.reference.as_request() if asked else spot.reference


def _placed(line: str, found: Sequence[Spot]) -> Iterator[tuple[Where, Spot]]:
    trailer = bool(found) and _is_trailer(line, found)
    closes, last = False, 0
    for spot in found:
        before = line[max(last, spot.start - _LONGEST_END) : spot.start]
        # "Fixes #1, #2 and #3": what follows a closed one closely is closed too
        closes = bool(words().before_closed.search(before)) or (closes and _goes_on(before))
        last = spot.end
        yield "closing" if closes else "trailer" if trailer else "mention", spot


def _goes_on(between: str) -> bool:
    return len(between) <= _LONGEST_BETWEEN and bool(_BETWEEN.fullmatch(between))


def _is_trailer(line: str, found: Sequence[Spot]) -> bool:
    """Whether the line is "Refs: …", or says nothing but references behind such a word."""
    word = words().trailer.match(line)
    if not word or word["colon"]:
        return bool(word)
    ends = [word.end(), *(spot.end for spot in found)]
    starts = [*(spot.start for spot in found), len(line)]
    return all(not _LEFT_OUT.sub("", line[end:start]) for end, start in zip(ends, starts, strict=True))
