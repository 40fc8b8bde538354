"""What `ALTER TABLE` does: its actions in the words of PostgreSQL, MySQL, SQLite, SQL Server and ClickHouse."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from .cursor import Cursor
from .operations import Maker, Operation

_CONSTRAINTS = ("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE")
_INDEXES = ("INDEX", "KEY", "FULLTEXT", "SPATIAL")
_NOT_COLUMNS = ("DEFAULT", "PARTITION", "PROJECTION", "TRIGGER", "RULE", "PERIOD", "SYSTEM")
_OF_THE_TABLE = ("SETTING", "ORDER")  # of ClickHouse


def alter_table(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    """The operations of the actions that follow `ALTER TABLE`."""
    cursor.exists_clause()
    cursor.skip("ONLY")
    table = cursor.name()
    cursor.sign("*")
    for action in cursor.parts():
        act = _ACTIONS.get(action.word())
        yield from act(action, table, make) if act else (make.other(),)


def _add(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    column = action.accept("COLUMN")
    action.exists_clause()
    if column or not action.keyword:
        yield from _add_columns(action, table, make)
    elif action.keyword in _NOT_COLUMNS:
        yield make.other()
    elif action.keyword in _CONSTRAINTS:
        yield from _add_constraint(action, table, make)
    elif action.keyword in _INDEXES:
        action.skip(*_INDEXES)
        yield make("add_index", table=table, index=action.name())
    else:
        yield from _add_columns(action, table, make)


def _add_columns(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    """One column, or several in brackets."""
    columns = action.inside().parts() if action.before("(") else (action,)
    for column in columns:
        name = column.name()
        yield make("add_column", table=table, column=name, **column.definition())


def _add_constraint(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    named = action.accept("CONSTRAINT")
    name = action.name() if named and action.keyword not in _CONSTRAINTS else ""
    kind = action.keyword
    action.skip(*_CONSTRAINTS, *_INDEXES)
    index = name or action.name()
    yield make("add_constraint", table=table, index=index, type=kind, not_valid=_looks_at_no_row(action))


def _looks_at_no_row(action: Cursor) -> bool:
    """`NOT VALID`, and a constraint that takes an index which is there."""
    words = [token.keyword for token in action.rest]
    return ("NOT", "VALID") in pairwise(words) or ("USING", "INDEX") in pairwise(words)


def _drop(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    what = action.skip("COLUMN", "PARTITION", *_CONSTRAINTS, *_INDEXES)
    action.exists_clause()
    name = action.name()
    if "PARTITION" in what:
        yield make("data.delete", table=table)
    elif not what.isdisjoint(_CONSTRAINTS):
        yield make("drop_constraint", table=table, index=name)
    elif not what.isdisjoint(_INDEXES):
        yield make("drop_index", table=table, index=name)
    elif name or what:
        yield make("drop_column", table=table, column=name)
    else:
        yield make.other()


def _alter(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    if action.keyword in (*_CONSTRAINTS, *_INDEXES):
        yield make.other()
        return
    action.skip("COLUMN")
    action.exists_clause()
    column = action.name()
    said = next((says for words, says in _COLUMN_CHANGES if action.accept(*words)), None)
    if said is not None:
        yield make("alter_column", table=table, column=column, **said)
    elif action.accept("TYPE") or action.accept("SET", "DATA", "TYPE"):
        yield make("alter_column", table=table, column=column, type=action.definition()["type"])
    elif action.keyword in ("SET", "RESET", "ADD", "DROP"):
        yield make.other()
    else:
        yield make("alter_column", table=table, column=column, **action.definition())


def _modify(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    if action.keyword in _OF_THE_TABLE:
        yield make.other()
        return
    action.skip("COLUMN")
    action.exists_clause()
    yield make("alter_column", table=table, column=action.name(), **action.definition())


def _change(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    """MySQL's `CHANGE old new definition`, a renaming only where the names differ."""
    action.skip("COLUMN")
    old, new = action.name(), action.name()
    if old == new:
        yield make("alter_column", table=table, column=new, **action.definition())
    else:
        yield make("rename_column", table=table, column=old, new_name=new, **action.definition())


def _rename(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
    if action.skip("CONSTRAINT", "INDEX", "KEY"):
        yield make.other()
    elif action.skip("TO", "AS"):
        yield make("rename_table", table=table, new_name=action.name())
    else:
        action.skip("COLUMN")
        column = action.name()
        action.skip("TO")
        yield make("rename_column", table=table, column=column, new_name=action.name())


def _rows(kind: str) -> Callable[[Cursor, str, Maker], Iterator[Operation]]:
    """ClickHouse changes rows by ALTER TABLE."""

    def rows(action: Cursor, table: str, make: Maker) -> Iterator[Operation]:
        yield make(f"data.{kind}", table=table)

    return rows


_COLUMN_CHANGES: tuple[tuple[tuple[str, ...], dict[str, bool]], ...] = (
    (("SET", "NOT", "NULL"), {"nullable": False}),
    (("DROP", "NOT", "NULL"), {"nullable": True}),
    (("SET", "DEFAULT"), {"default": True}),
    (("DROP", "DEFAULT"), {"default": False}),
)
_ACTIONS: dict[str, Callable[[Cursor, str, Maker], Iterator[Operation]]] = {
    "ADD": _add,
    "DROP": _drop,
    "ALTER": _alter,
    "MODIFY": _modify,
    "CHANGE": _change,
    "RENAME": _rename,
    "UPDATE": _rows("update"),
    "DELETE": _rows("delete"),
}
