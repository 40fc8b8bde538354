"""What SQL does: plain SQL files, and the statements inside the migrations of other frameworks."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from .alter_table import alter_table
from .cursor import Cursor
from .frameworks import rules
from .operations import Maker, Operation, Steps, limited
from .statements import Sort, Statement, statements

_Read = Callable[[Cursor, Maker], Iterator[Operation]]
_PASSING = ("TEMP", "TEMPORARY")


def read(text: str) -> Steps:
    """A file of SQL, whose way back may stand in it behind a comment. Raises `Unread`."""
    forward, back = _ways(text)
    operations = limited(operations_of(forward))
    return Steps(operations, _has_way_back(text, back), _transactional(text, operations))


def operations_of(source: str, first_line: int = 1) -> Iterator[Operation]:
    """The operations of statements of SQL, in order. Raises `Unread`."""
    passing: set[str] = set()  # tables that are gone when the session ends
    for statement in statements(source, first_line):
        cursor = Cursor(statement)
        verb = cursor.word()
        if verb in _quiet():
            continue
        make = Maker(statement.line, statement.code, head_of(statement))
        if verb == "CREATE" and (name := _passing_table(statement)):
            passing.add(name)
        for operation in _VERBS.get(verb, _other)(cursor, make):
            if operation.table.lower() not in passing or not operation.table:
                yield operation


def _passing_table(statement: Statement) -> str:
    """The name of a temporary table that a statement creates."""
    cursor = Cursor(statement)
    cursor.word()
    told = cursor.skip("GLOBAL", "LOCAL", *_PASSING)
    if told.isdisjoint(_PASSING) or not cursor.accept("TABLE"):
        return ""
    cursor.exists_clause()
    return cursor.name().lower()


def head_of(statement: Statement, most: int = 110) -> str:
    """The first words of a statement, without the values in it: a value may be a password."""
    head, end = "", statement.tokens[0].start
    for token in statement.tokens:
        text = "'…'" if token.sort is Sort.STRING else statement.source[token.start : token.end]
        gap = " " if token.start > end else ""
        if len(head + gap + text) > most:
            return f"{head} …"
        head, end = head + gap + text, token.end
    return head


# --- A file's two ways --------------------------------------------------------------------------------------------


@cache
def _quiet() -> frozenset[str]:
    return frozenset(rules()["sql"]["quiet"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["sql"][name], re.MULTILINE | re.IGNORECASE)


def _ways(text: str) -> tuple[str, str]:
    """The way forward and the way back, each with the lines of the other left empty."""
    forward: list[str] = []
    back: list[str] = []
    here, other = forward, back
    for line in text.split("\n"):
        if found := _pattern("section").match(line):
            here, other = (forward, back) if found["way"].lower() == "up" else (back, forward)
        here.append(line)
        other.append("")
    return "\n".join(forward), "\n".join(back)


def _has_way_back(text: str, back: str) -> bool:
    return next(operations_of(back), None) is not None or _pattern("rollback").search(text) is not None


def _transactional(text: str, operations: tuple[Operation, ...]) -> bool | None:
    if _pattern("no_transaction").search(text) or any(op.concurrently for op in operations):
        return False
    return True if _pattern("transaction").search(text) else None


# --- Statements -----------------------------------------------------------------------------------------------------


def _other(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    yield make.other()


def _create(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    told = cursor.skip(
        "OR", "REPLACE", "UNIQUE", "UNLOGGED", "GLOBAL", "LOCAL", "VIRTUAL", "EXTERNAL", "FOREIGN", *_PASSING
    )
    what = cursor.word()
    if what in ("TABLE", "INDEX"):
        cursor.exists_clause()
    if what == "TABLE" and told.isdisjoint(_PASSING):
        yield make("create_table", table=cursor.name())
    elif what == "INDEX":
        yield from _create_index(cursor, make)
    elif what in ("TYPE", "DOMAIN"):
        yield make("create_type", type=cursor.name())
    elif what != "TABLE":
        yield make.other()


def _create_index(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    concurrently = bool(cursor.skip("CONCURRENTLY"))
    cursor.exists_clause()
    index = "" if cursor.keyword == "ON" else cursor.name()
    cursor.skip("ON", "ONLY")
    yield make("add_index", index=index, table=cursor.name(), concurrently=concurrently)


def _drop(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    cursor.skip(*_PASSING)
    what = cursor.word()
    concurrently = bool(cursor.skip("CONCURRENTLY"))
    cursor.exists_clause()
    if what not in _DROPS:
        yield make.other(loses_data=what in ("SCHEMA", "DATABASE"))
        return
    for part in cursor.parts():
        yield _DROPS[what](part, make, concurrently)


def _drop_index(part: Cursor, make: Maker, concurrently: bool) -> Operation:
    index = part.name()
    part.skip("ON")
    return make("drop_index", index=index, table=part.name(), concurrently=concurrently)


_DROPS: dict[str, Callable[[Cursor, Maker, bool], Operation]] = {
    "TABLE": lambda part, make, _: make("drop_table", table=part.name()),
    "INDEX": _drop_index,
    "TYPE": lambda part, make, _: make("drop_type", type=part.name()),
    "DOMAIN": lambda part, make, _: make("drop_type", type=part.name()),
}


def _alter(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    cursor.skip("FOREIGN")
    what = cursor.word()
    if what == "TABLE":
        yield from alter_table(cursor, make)
    elif what in ("TYPE", "DOMAIN"):
        yield make("alter_type", type=cursor.name())
    else:
        yield make.other()


def _rename(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    """MySQL's and ClickHouse's `RENAME TABLE a TO b, c TO d`."""
    if not cursor.accept("TABLE"):
        yield make.other()
        return
    for part in cursor.parts():
        table = part.name()
        part.skip("TO")
        yield make("rename_table", table=table, new_name=part.name())


def _rows(cursor: Cursor, make: Maker, *, kind: str) -> Iterator[Operation]:
    cursor.skip(
        "LOW_PRIORITY", "DELAYED", "IGNORE", "OR", "REPLACE", "ROLLBACK", "ABORT", "INTO", "FROM", "TABLE", "ONLY"
    )
    for part in cursor.parts() if kind == "truncate" else (cursor,):
        yield make("data.delete" if kind == "truncate" else f"data.{kind}", table=part.name())


def _with(cursor: Cursor, make: Maker) -> Iterator[Operation]:
    """A statement behind common table expressions, which may change rows themselves."""
    before = ""
    while not cursor.at_end:
        word = cursor.word()
        if word in ("INSERT", "DELETE", "MERGE") or (word == "UPDATE" and before not in ("DO", "FOR", "KEY")):
            yield from _VERBS[word](cursor, make)
        before = word


_VERBS: dict[str, _Read] = {
    "CREATE": _create,
    "DROP": _drop,
    "ALTER": _alter,
    "RENAME": _rename,
    "INSERT": partial(_rows, kind="insert"),
    "REPLACE": partial(_rows, kind="insert"),
    "COPY": partial(_rows, kind="insert"),
    "UPDATE": partial(_rows, kind="update"),
    "MERGE": partial(_rows, kind="update"),
    "DELETE": partial(_rows, kind="delete"),
    "TRUNCATE": partial(_rows, kind="truncate"),
    "WITH": _with,
}
