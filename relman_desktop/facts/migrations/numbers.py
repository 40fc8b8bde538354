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
    new = [
        (pair.new.migration, pair.file.id)
        for pair in pairs
        if pair.new and pair.old is None and pair.new.migration.framework.numbered
    ]
    trees = {side: _Tree(change, side, [migration for migration, _ in new], cancel) for side in _SIDES} if new else {}
    told: set[tuple[str, tuple[str, str]]] = set()
    for migration, file_id in new:
        cancel.check()
        same = trees["new"].same(migration)
        if same and (migration.folder, migration.key) not in told:
            told.add((migration.folder, migration.key))
            yield _twice(migration, same, file_id)
        elif not same and migration.framework.numbered == "in order":
            last = trees["old"].last(migration)
            if last and _number(last) > _number(migration):
                yield _late(migration, last, file_id)


_SIDES: tuple[Side, ...] = ("old", "new")
_Folder = tuple[str, str]  # of a framework's rule, and its path


class _Tree:
    """One side's migrations in the folders of some, each by the same rule."""

    def __init__(self, change: Change, side: Side, wanted: Sequence[Migration], cancel: Cancel) -> None:
        rules = {_folder(migration): migration for migration in wanted}
        starts = tuple(sorted({f"{folder}/" if folder else "" for _, folder in rules}))
        paths = [path for path in change.content.tree(cancel, side) if path.startswith(starts)]
        self._found: dict[_Folder, list[Migration]] = {}
        for place, one in rules.items():
            found = (like(one, path) for path in paths)
            self._found[place] = [other for other in found if other and _folder(other) == place]
        self._by_key: dict[tuple[_Folder, tuple[str, str]], list[Migration]] = {}
        for place, migrations in self._found.items():
            for migration in migrations:
                self._by_key.setdefault((place, migration.key), []).append(migration)

    def same(self, migration: Migration) -> list[Migration]:
        """The others with its number."""
        found = self._by_key.get((_folder(migration), migration.key), ())
        return [other for other in found if other.name != migration.name]

    def last(self, migration: Migration) -> Migration | None:
        """The one with the highest number."""
        return max(self._found[_folder(migration)], key=_number, default=None)


def _folder(migration: Migration) -> _Folder:
    return migration.framework.path.pattern, migration.folder


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
