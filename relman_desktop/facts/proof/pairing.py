"""Which test of before is which test of now: the same name, moved to another file, or renamed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .files import Seen, TestFile

_ALIKE = 0.5  # share of lines that a renamed test has in common with what it was
_FEWEST = 1  # lines of code of a test that its code alone can be known by
_MOST_TRIED = 60  # tests of a file that may have been renamed

Pair = tuple[Seen, Seen]


@dataclass
class Pairs:
    """The tests of before and of now: those that are the same, and what is left on each side, by file."""

    same: list[Pair] = field(default_factory=list)
    lost: list[tuple[TestFile, list[Seen]]] = field(default_factory=list)
    gained: list[tuple[TestFile, list[Seen]]] = field(default_factory=list)


def is_changed(pair: Pair) -> bool:
    """Whether a hunk touches the test on one of its sides."""
    old, new = pair
    return bool(old.hunk or new.hunk)


def paired(files: Sequence[TestFile], *, groups: bool = False) -> Pairs:
    """The tests of all files, or their groups, paired."""
    pairs = Pairs()
    left: dict[TestFile, tuple[list[Seen], list[Seen]]] = {}
    for file in files:
        old, new = (_of(side, groups) for side in (file.old, file.new))
        same, lost, gained = _by_name(old, new)
        pairs.same += same
        left[file] = lost, gained
    pairs.same += _moved(left)
    for file, (lost, gained) in left.items():
        pairs.same += [] if groups else _renamed(lost, gained)
        pairs.lost += [(file, lost)] if lost else []
        pairs.gained += [(file, gained)] if gained else []
    return pairs


def _of(seen: Iterable[Seen], groups: bool) -> list[Seen]:
    return [one for one in seen if one.test.is_group is groups]


def _by_name(old: list[Seen], new: list[Seen]) -> tuple[list[Pair], list[Seen], list[Seen]]:
    """Pairs in order of their places; a name may stand in several groups."""
    waiting: dict[str, list[Seen]] = defaultdict(list)
    for one in reversed(new):
        waiting[one.test.name].append(one)
    same: list[Pair] = []
    lost = []
    for one in old:
        if waiting[one.test.name]:
            same.append((one, waiting[one.test.name].pop()))
        else:
            lost.append(one)
    taken = {id(one) for _, one in same}
    return same, lost, [one for one in new if id(one) not in taken]


def _moved(left: dict[TestFile, tuple[list[Seen], list[Seen]]]) -> list[Pair]:
    """Pairs over all files by name; both are taken out of what is left."""
    lost = [one for old, _ in left.values() for one in old]
    gained = [one for _, new in left.values() for one in new]
    same, _, _ = _by_name(lost, gained)
    taken = {id(new) for _, new in same}
    stay = {one.test.name for one in gained}  # several of a name may have become one
    for old, new in left.values() if same else ():
        old[:] = [one for one in old if one.test.name not in stay]
        new[:] = [one for one in new if id(one) not in taken]
    return same


def _renamed(lost: list[Seen], gained: list[Seen]) -> list[Pair]:
    """Pairs of one file by their code, the most alike first; both are taken out."""
    if not lost or not gained or len(lost) * len(gained) > _MOST_TRIED**2:
        return []
    codes = {id(one): frozenset(one.test.body) for one in (*lost, *gained)}
    scored = [
        (_likeness(codes[id(old)], codes[id(new)]), -at, old, new) for at, old in enumerate(lost) for new in gained
    ]
    scored = [one for one in scored if one[0] >= _ALIKE]
    pairs: list[Pair] = []
    for _, _, old, new in sorted(scored, key=lambda one: one[:2], reverse=True):
        if old in lost and new in gained:
            pairs.append((old, new))
            lost.remove(old)
            gained.remove(new)
    return pairs


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    together = len(one | other)
    return len(one & other) / together if together >= _FEWEST else 0
