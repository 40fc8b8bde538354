"""What migrations do to tables and columns that are new in the same change: no version before it knows them."""

from dataclasses import replace

from .frameworks import Migration
from .operations import Operation

Thing = tuple[str, str, str]  # app of a model, table, and column or ""
_DROPS = ("drop_table", "drop_column")
_COLUMNS = ("drop_column", "rename_column")


class Freshness:
    """Marks the operations of one migration after the other, in the order in which they run."""

    def __init__(self) -> None:
        self._fresh: set[Thing] = set()

    def marked(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The operations of the next migration; to drop what is new in the change loses nothing."""
        if migration.framework.reader == "alembic":  # its files do not stand in their order
            return Freshness()._marked(migration, operations)
        return self._marked(migration, operations)

    def _marked(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        return tuple(self._mark(migration, operation) for operation in operations)

    def _mark(self, migration: Migration, op: Operation) -> Operation:
        table, column = _thing(migration, op, op.table), _thing(migration, op, op.table, op.column)
        # A new column that becomes NOT NULL, or is indexed, still weighs upon a table that was there before.
        is_fresh = bool(op.table) and (table in self._fresh or (op.name in _COLUMNS and column in self._fresh))
        if op.table and (op.name == "create_table" or (op.name == "add_column" and op.column)):
            self._fresh.add(column)
        elif op.name in _DROPS:
            self._fresh.discard(column)
        elif is_fresh and op.name == "rename_table":
            self._fresh.add(_thing(migration, op, op.new_name))
        elif is_fresh and op.name == "rename_column":
            self._fresh.add(_thing(migration, op, op.table, op.new_name))
        if not is_fresh or op.name == "create_table":
            return op
        return replace(op, fresh=True, loses_data=op.loses_data and op.name not in _DROPS)


def _thing(migration: Migration, op: Operation, table: str, column: str = "") -> Thing:
    app = migration.app if op.on_model else ""
    return app, table.rpartition(".")[2].lower(), column.lower()
