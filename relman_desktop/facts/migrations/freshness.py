"""What migrations do to tables and columns that are new in the same change: no version before it knows them.

A column that is new and NOT NULL may be allowed to be NULL, or be dropped again, by a later migration of the change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...jobs import Cancel
from ...sources.change import Change
from .frameworks import Migration, Mode
from .operations import Operation
from .pairs import Pair

Thing = tuple[str, str, str]  # app or folder, table, and column or ""
_DROPS = ("drop_table", "drop_column")
_COLUMNS = ("drop_column", "rename_column")


def without_idle_drops(change: Change, operations: tuple[Operation, ...], cancel: Cancel) -> tuple[Operation, ...]:
    """The operations without `DROP TABLE IF EXISTS a` before `CREATE TABLE a`, where the old tree never says `a`."""
    created = {op.table for op in operations if op.name == "create_table"}
    idle = [op for op in operations if op.name == "drop_table" and op.table in created and " IF EXISTS " in op.code]
    gone = {op.table for op in idle if _is_unknown(change, op.table, cancel)}
    return tuple(op for op in operations if not (op.name == "drop_table" and op.table in gone))


def _is_unknown(change: Change, table: str, cancel: Cancel) -> bool:
    found = change.content.search([table.rpartition(".")[2]], "old", cancel)
    return found is not None and not found.matches and not found.unread


class Freshness:
    """Marks the operations of one migration after the other, in the order in which they run."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._fresh: set[Thing] = set()
        self._later: dict[Thing, tuple[str, Operation]] = {}  # the last one on a column, and its migration's path
        for migration, operations in _new(pairs):
            self._later |= {
                _thing(migration, op, op.table, op.column): (migration.path, op)
                for op in operations
                if op.name == "drop_column" or (op.name == "alter_column" and (op.nullable or op.default))
            }

    def marked(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The operations of the next migration; to drop what is new in the change loses nothing."""
        if not _in_order(migration):
            return Freshness(())._marked(migration, operations)
        return self._marked(migration, operations)

    def _marked(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        return tuple(self._mark(migration, operation) for operation in operations)

    def _mark(self, migration: Migration, op: Operation) -> Operation:
        table, column = _thing(migration, op, op.table), _thing(migration, op, op.table, op.column)
        # A new column that becomes NOT NULL, or is indexed, still weighs upon a table that was there before.
        is_fresh = bool(op.table) and (table in self._fresh or (op.name in _COLUMNS and column in self._fresh))
        self._learn(migration, op, is_fresh=is_fresh)
        if op.name == "add_column" and op.nullable is False:
            path, _ = self._later.get(column, (migration.path, op))
            op = replace(op, relaxed=path > migration.path)
        if not is_fresh or op.name == "create_table":
            return op
        return replace(op, fresh=True, loses_data=op.loses_data and op.name not in _DROPS)

    def _learn(self, migration: Migration, op: Operation, *, is_fresh: bool) -> None:
        column = _thing(migration, op, op.table, op.column)
        if op.table and (op.name == "create_table" or (op.name == "add_column" and op.column)):
            self._fresh.add(column)
        elif op.name in _DROPS:
            self._fresh.discard(column)
        elif is_fresh and op.name == "rename_table":
            self._fresh.add(_thing(migration, op, op.new_name))
        elif is_fresh and op.name == "rename_column":
            self._fresh.add(_thing(migration, op, op.table, op.new_name))


def _new(pairs: Iterable[Pair]) -> Iterator[tuple[Migration, tuple[Operation, ...]]]:
    """The migrations that are new, with what they do."""
    for pair in pairs:
        new = pair.new if pair.old is None else None
        if new and new.steps and not new.steps.replaces and new.migration.framework.mode is Mode.ONCE:
            yield from ((new.migration, new.steps.operations),) if _in_order(new.migration) else ()


def _in_order(migration: Migration) -> bool:
    """Whether the paths of such migrations stand in the order in which they run."""
    return migration.framework.reader != "alembic"


def _thing(migration: Migration, op: Operation, table: str, column: str = "") -> Thing:
    app = migration.app if op.on_model else migration.folder  # each engine may have a folder
    return app, table.rpartition(".")[2].lower(), column.lower()
