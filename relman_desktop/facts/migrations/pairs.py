"""The migrations of a change before and after it, side by side as a database takes them for the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from .frameworks import may_be_migration
from .reading import Version, version


@dataclass(frozen=True, slots=True)
class Pair:
    """A migration before and after; None where it is not there. `file` is the one that tells of it."""

    file: FileChange
    old: Version | None
    new: Version | None

    @property
    def is_same(self) -> bool:
        """Whether both sides are one migration: git also pairs two files that are merely alike."""
        if self.old is None or self.new is None:
            return False
        return self.old.migration.key == self.new.migration.key or self._does_same

    @property
    def _does_same(self) -> bool:
        old, new = (side.steps.operations if side and side.steps else () for side in (self.old, self.new))
        return old == new != ()


def pairs_of(change: Change, cancel: Cancel) -> list[Pair]:
    """The migrations of a change, in the order of its files."""
    files = [file for file in change.files if _may_be(file)]
    change.content.prefetch(files, cancel)
    return list(_rejoined([half for file in files for half in _halves(_pair(change, file, cancel))]))


def _may_be(file: FileChange) -> bool:
    readable = not (file.binary or file.is_submodule or file.is_symlink)
    return readable and (may_be_migration(file.path) or may_be_migration(file.old_side_path))


def _pair(change: Change, file: FileChange, cancel: Cancel) -> Pair:
    cancel.check()
    is_new = file.status in (Status.ADDED, Status.COPIED)
    return Pair(
        file,
        None if is_new else version(change, file, "old", cancel),
        None if file.status is Status.DELETED else version(change, file, "new", cancel),
    )


def _halves(pair: Pair) -> tuple[Pair, ...]:
    """A pair as it is, or its sides where they are two migrations."""
    if pair.old is None or pair.new is None or pair.is_same:
        return (pair,) if pair.old or pair.new else ()
    return replace(pair, new=None), replace(pair, old=None)


def _rejoined(pairs: list[Pair]) -> Iterator[Pair]:
    """The pairs, with the halves joined that carry the same id in their texts."""
    gone = _by_id((pair.old, pair) for pair in pairs if pair.new is None)
    come = _by_id((pair.new, pair) for pair in pairs if pair.old is None)
    for pair in pairs:
        key = _id(pair.old or pair.new)
        if key in gone and key in come:
            yield from (replace(pair, old=gone[key].old),) if pair.old is None else ()
        else:
            yield pair


def _by_id(sides: Iterable[tuple[Version | None, Pair]]) -> dict[tuple[str, str], Pair]:
    """The pairs by the ids that only one of them has."""
    known = [(_id(side), pair) for side, pair in sides]
    times = Counter(key for key, _ in known)
    return {key: pair for key, pair in known if key[1] and times[key] == 1}


def _id(side: Version | None) -> tuple[str, str]:
    return (side.migration.framework.name, side.migration.id) if side else ("", "")
