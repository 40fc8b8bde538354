"""Which of the names that go and come are one: by the line that holds them, or by the older name that is still read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .mentions import Mention, Name
from .rules import Role

Owners = dict[tuple[str, str], set[str]]  # by a file's side and a line's shape the names that have it

_WORDS = re.compile(r"[A-Za-z][a-z]+|[A-Z]+|\d+")
_NUMBER = re.compile(r"\d{3,}")
_LINES = 3  # of one expression
_ALIKE = 0.5  # of the words of two names
_INFORMATIVE = 4  # letters of a line before its sign of equality, besides the name


@dataclass(frozen=True)
class Renamed:
    """A name that another one takes the place of; `falls_back`: the old one is still read."""

    old: Name
    new: Name
    falls_back: bool


def renames(names: Sequence[Name], gone: Iterable[Name], fresh: Iterable[Name]) -> list[Renamed]:
    """The pairs, in the order of the new names; each name is in one of them at most."""
    fresh = list(fresh)
    known = {name.name: name for name in names}
    found = [Renamed(known[old], new, True) for new in fresh if (old := _older(new, known))]
    left = list(gone)
    taken = {one.new.name for one in found}
    pairs = _pairs([name for name in fresh if name.name not in taken], left, _owners(names))
    found += [Renamed(former, new, False) for new, former in pairs]
    order = {name.name: number for number, name in enumerate(fresh)}
    return sorted(found, key=lambda one: order[one.new.name])


def left_to(gone: Name, names: Sequence[Name]) -> Renamed | None:
    """The name that was read beside one that goes, in the same expression, and is still read; None without one."""
    beside = {other for one in gone.old for other in one.instead_of}
    for name in names:
        reads = any(one.role is Role.READ for one in name.new)
        if reads and name.old and (name.name in beside or any(gone.name in one.instead_of for one in name.old)):
            return Renamed(gone, name, False)
    return None


def _older(new: Name, known: dict[str, Name]) -> str | None:
    """The name that is read where the new one is not set, if it was read before and is now read only there."""
    for one in new.new:
        for older in one.instead_of:
            former = known.get(older)
            if former and any(other.changed for other in former.old) and former.new and _gives_way(one, former.new):
                return older
    return None


def _gives_way(one: Mention, others: Iterable[Mention]) -> bool:
    """Whether a name is read nowhere but in the expression of another, or to ask whether it is set."""
    return all(
        (other.path == one.path and abs(other.line - one.line) <= _LINES)
        or (other.required is False and not other.default)
        or other.role not in (Role.READ, Role.KEY)
        for other in others
    )


def _owners(names: Sequence[Name]) -> Owners:
    """A shape that many names have, such as an item of a list, tells nothing."""
    found: Owners = defaultdict(set)
    for name in names:
        for side, mentioned in (("old", name.old), ("new", name.new)):
            for one in mentioned:
                found[f"{side} {one.path}", one.shape].add(name.name)
    return found


def _pairs(fresh: list[Name], gone: list[Name], owners: Owners) -> Iterator[tuple[Name, Name]]:
    scored = sorted(
        (-score, new_place, old_place)
        for new_place, old_place in _candidates(fresh, gone)
        if (score := _score(fresh[new_place], gone[old_place], owners))
    )
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _, new_place, old_place in scored:
        if new_place not in taken_new and old_place not in taken_old:
            taken_new.add(new_place)
            taken_old.add(old_place)
            yield fresh[new_place], gone[old_place]


def _candidates(fresh: list[Name], gone: list[Name]) -> list[tuple[int, int]]:
    """Names whose lines change together, or look the same: all others have nothing in common."""
    by_mark: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(gone):
        for mark in _marks(name.old):
            by_mark[mark].append(place)
    pairs = {
        (place, old) for place, name in enumerate(fresh) for mark in _marks(name.new) for old in by_mark[mark][:50]
    }
    return sorted(pairs)


def _marks(mentioned: Iterable[Mention]) -> set[str]:
    return {mark for one in mentioned if one.changed for mark in (one.run, one.shape) if mark}


def _score(new: Name, old: Name, owners: Owners) -> float:
    """How sure it is that one takes the other's place; 0 where it is not."""
    alike = likeness(new.name, old.name)
    best = 0.0
    for one in new.new:
        for other in old.old:
            if one.role is not other.role or not (one.changed and other.changed):
                continue
            if one.shape == other.shape and one.path == other.path and _is_telling(one, owners):
                best = max(best, 2 + alike)
            elif one.run and one.run == other.run and alike >= _ALIKE:
                best = max(best, alike + (one.default == other.default))
    return best


def _is_telling(one: Mention, owners: Owners) -> bool:
    """Whether a line tells enough besides the name and its default to be known again, and no other says the same."""
    if len(owners[f"old {one.path}", one.shape]) != 1 or len(owners[f"new {one.path}", one.shape]) != 1:
        return False
    bare = one.shape.replace(one.default or "\0", "")
    target = re.match(r"[\w.\s\[\]\"'-]*?(?::[\w\s|?<>]+)?(?::=|=(?!=)|:)", bare)
    return bool(target) and len(re.findall(r"[A-Za-z]", target[0] if target else "")) >= _INFORMATIVE


def likeness(one: str, other: str) -> float:
    """The share of words that two names have in common, from 0 to 1; 0 where their numbers differ."""
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return 0.0
    first, second = ({word.lower().rstrip("s") for word in _WORDS.findall(name)} for name in (one, other))
    return len(first & second) / max(1, len(first | second))
