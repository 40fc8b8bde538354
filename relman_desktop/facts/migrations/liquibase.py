"""Liquibase: what the changesets of a changelog do, one changelog holding many of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from . import sql
from .calls import Call, calls
from .changelog import Element, changesets
from .frameworks import rules
from .operations import Maker, Operation, Steps, limited

_CHANGESET = re.compile(r"^--[ \t]*changeset[ \t]", re.MULTILINE | re.IGNORECASE)
_ROLLBACK = re.compile(r"^--[ \t]*rollback[ \t]+\S", re.MULTILINE | re.IGNORECASE)


def read(text: str) -> Steps:
    """A changelog in XML, YAML or JSON, or one in SQL with comments that part it. Raises `Unread`."""
    made = _in_sql(text) if _CHANGESET.search(text) else _in_elements(text)
    operations = limited(made)
    return Steps(operations, reversible=all(operation.undone for operation in operations))


def _in_sql(text: str) -> Iterator[Operation]:
    starts = [found.start() for found in _CHANGESET.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        undone = _ROLLBACK.search(part) is not None
        for operation in sql.operations_of(part, 1 + text.count("\n", 0, start)):
            yield replace(operation, undone=undone)


def _in_elements(text: str) -> Iterator[Operation]:
    for changeset in changesets(text):
        has_way_back = any(True for _ in changeset.all("rollback")) or "rollback" in changeset.attributes
        for change in changeset.children:
            undone = has_way_back or change.name in rules()["liquibase"]["undone"]
            for operation in _operations(change):
                yield replace(operation, undone=undone)


def _operations(change: Element) -> Iterator[Operation]:
    make = Maker(change.line, change.code(), change.name)
    row = calls("liquibase").get(change.name)
    if change.name in ("sql", "createView", "createProcedure"):
        yield from sql.operations_of(change.get("sql") or change.text, change.line)
    elif row:
        said = {what: change.get(attribute) for attribute, what in row.parameters}
        yield from _BY_CODE.get(change.name, _plain)(change, row, said, make)
    elif change.name in rules()["liquibase"]["other"]:
        yield make("sql", statement=" ".join(filter(None, (change.name, change.get("path")))))


def _plain(change: Element, row: Call, said: dict[str, str], make: Maker) -> Iterator[Operation]:
    yield make(row.operation, **said)


def _columns(change: Element, row: Call, said: dict[str, str], make: Maker) -> Iterator[Operation]:
    """`addColumn` and `dropColumn`, which may name several."""
    for column in change.all("column"):
        name = column.get("name")
        line = replace(make, line=column.line)
        if row.operation == "drop_column":
            yield line(row.operation, table=said["table"], column=name)
            continue
        limits = [*column.all("constraints")]
        yield line(
            row.operation,
            table=said["table"],
            column=name,
            type=column.get("type"),
            nullable=not any(limit.get("nullable") == "false" for limit in limits),
            default=any(key.startswith("defaultValue") for key in column.attributes)
            or column.get("autoIncrement") == "true",
        )
    if said.get("column"):
        yield make(row.operation, **said)


def _index(change: Element, row: Call, said: dict[str, str], make: Maker) -> Iterator[Operation]:
    columns = ", ".join(column.get("name") for column in change.all("column"))
    yield make(row.operation, **said, column="" if said.get("index") else columns)


def _not_null(change: Element, row: Call, said: dict[str, str], make: Maker) -> Iterator[Operation]:
    yield make(
        row.operation,
        **said,
        nullable=change.name == "dropNotNullConstraint",
        default=True if change.get("defaultNullValue") else None,
    )


def _default(change: Element, row: Call, said: dict[str, str], make: Maker) -> Iterator[Operation]:
    yield make(row.operation, **said, default=change.name == "addDefaultValue")


_BY_CODE: dict[str, Callable[[Element, Call, dict[str, str], Maker], Iterator[Operation]]] = {
    "addColumn": _columns,
    "dropColumn": _columns,
    "createIndex": _index,
    "addNotNullConstraint": _not_null,
    "dropNotNullConstraint": _not_null,
    "addDefaultValue": _default,
    "dropDefaultValue": _default,
}
