"""Migrations that collide by their numbers: two with the same, and one below what databases have already."""

import re
from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, Side
from ...wording import listed, named
from ..fact import Finding
from . import sentences
from .findings import data_of, weight
from .frameworks import Migration, like
from .pairs import Pair


def collisions(change: Change, pairs: Sequence[Pair], cancel: Cancel) -> Iterator[Finding]:
    """What is wrong with the numbers of the new migrations of a change. Nothing is known of a diff file's tree."""
    new = [pair for pair in pairs if pair.new and pair.old is None and pair.new.migration.framework.numbered]
    trees = _Trees(change, {pair.new.migration.folder for pair in new if pair.new}, cancel) if new else None
    told: set[tuple[str, tuple[str, str]]] = set()
    for pair in new:
        if pair.new is None or trees is None:
            continue
        cancel.check()
        migration = pair.new.migration
        same = [other for other in trees.beside(migration, "new") if other.key == migration.key]
        if same and (migration.folder, migration.key) not in told:
            told.add((migration.folder, migration.key))
            yield _twice(migration, same, pair.file.id)
        elif later := _later(migration, trees.beside(migration, "old")):
            yield _late(migration, later, pair.file.id)


class _Trees:
    """The paths of both trees in some folders."""

    def __init__(self, change: Change, folders: set[str], cancel: Cancel) -> None:
        starts = tuple(f"{folder}/" if folder else "" for folder in sorted(folders))
        sides: tuple[Side, ...] = ("old", "new")
        self._paths = {
            side: [path for path in change.content.tree(cancel, side) if path.startswith(starts)] for side in sides
        }

    def beside(self, migration: Migration, side: Side) -> list[Migration]:
        """The others of its framework in its folder."""
        found = (like(migration, path) for path in self._paths[side])
        return [one for one in found if one and one.folder == migration.folder and one.name != migration.name]


def _later(migration: Migration, before: Sequence[Migration]) -> Migration | None:
    """The last of the earlier migrations, where it has a higher number than a new one that must come in order."""
    if migration.framework.numbered != "in order" or not before:
        return None
    last = max(before, key=_number)
    return last if _number(last) > _number(migration) else None


def _number(migration: Migration) -> tuple[int, ...]:
    return tuple(int(digits[:30]) for digits in re.findall(r"\d+", migration.key[1]))


def _twice(migration: Migration, same: Sequence[Migration], file_id: str) -> Finding:
    names = [migration.name, *(other.name for other in same)]
    text = sentences.about("same_number", names=listed(names), folder=named(migration.folder or "."))
    return Finding(
        "migration.conflict",
        text,
        (file_id,),
        data_of(migration) | {"migrations": names, "reason": "number"},
        weight("same_number"),
    )


def _late(migration: Migration, later: Migration, file_id: str) -> Finding:
    subject = sentences.subject(migration, full=True)
    text = sentences.about("late", migration=subject, later=named(later.name))
    return Finding("migration.order", text, (file_id,), data_of(migration) | {"after": later.name}, weight("late"))
