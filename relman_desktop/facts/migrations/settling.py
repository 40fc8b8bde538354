"""What several operations of one migration come to."""

from dataclasses import replace

from .operations import Operation


def settled(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """The operations with what comes to one said as one.

    One statement may change the type, the default and the null of a column one by one. SQLite cannot alter much, so a
    table is created anew, filled, and renamed to the one that is dropped: that rebuilds the table and loses nothing. A
    table that is created and dropped again was a help on the way.
    """
    operations = _replaced(_merged(operations))
    created = {op.table for op in operations if op.name == "create_table" and op.table}
    dropped = {op.table for op in operations if op.name == "drop_table"}
    rebuilt = {
        op.table: op.new_name
        for op in operations
        if op.name == "rename_table" and op.table in created and op.new_name in dropped
    }
    passing = _passing(operations) | set(rebuilt)
    return tuple(
        _rebuild(op, operations, rebuilt) if op.name == "rename_table" and op.table in rebuilt else op
        for op in operations
        if not _is_passing(op, passing, set(rebuilt.values())) or op.name == "rename_table"
    )


def _merged(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """The operations with the changes of one column by one statement as one."""
    merged: dict[object, Operation] = {}
    for number, op in enumerate(operations):
        is_change = op.name == "alter_column" and bool(op.column)
        key = (op.line, op.code, op.table, op.column) if is_change else number
        merged[key] = _both(merged[key], op) if key in merged else op
    return tuple(merged.values())


def _replaced(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """A column that is dropped and whose name another one takes is replaced: what fills it stands in between.

    Where nothing is run that could fill the new one, the old one's data goes.
    """
    dropped = {(op.table, op.column): op for op in operations if op.name == "drop_column" and op.column}
    taken = {
        (op.table, op.new_name): op
        for op in operations
        if op.name == "rename_column" and (op.table, op.new_name) in dropped
    }
    if not taken or not any(op.name in ("sql", "data", "fit_table") for op in operations):
        return operations
    passing = {(op.table, op.column) for op in taken.values()}
    return tuple(
        _replacement(op, dropped[op.table, op.new_name]) if op in taken.values() else op
        for op in operations
        if not (op.name == "drop_column" and (op.table, op.column) in taken)
        and not (op.name == "add_column" and (op.table, op.column) in passing)
    )


def _replacement(rename: Operation, drop: Operation) -> Operation:
    return replace(
        rename, name="replace_column", column=rename.new_name, new_name="", code=f"{drop.code}; {rename.code}"
    )


def _both(one: Operation, other: Operation) -> Operation:
    return replace(
        one,
        type=other.type or one.type,
        nullable=one.nullable if other.nullable is None else other.nullable,
        default=one.default if other.default is None else other.default,
    )


def _passing(operations: tuple[Operation, ...]) -> set[str]:
    """The tables that are dropped after they were created."""
    created: set[str] = set()
    passing: set[str] = set()
    for op in operations:
        if op.name == "create_table" and op.table:
            created.add(op.table)
        elif op.name == "drop_table" and op.table in created:
            passing.add(op.table)
    return passing


def _is_passing(op: Operation, passing: set[str], rebuilt: set[str]) -> bool:
    return op.table in passing or (op.name == "drop_table" and op.table in rebuilt)


def _rebuild(rename: Operation, operations: tuple[Operation, ...], rebuilt: dict[str, str]) -> Operation:
    """The whole rebuilding of a table, at the line that ends it."""
    code = "; ".join(op.code for op in operations if op.table in (rename.table, rename.new_name))
    return Operation("rebuild_table", rename.line, table=rebuilt[rename.table], code=code)
