"""How operations are said, from the templates in `resources/migrations.toml`."""

import re
from collections.abc import Iterable, Sequence
from string import Template

from ...wording import counted, joined, listed, named
from .frameworks import Migration, Mode, Rules, rules
from .operations import Operation, is_queue

_PLAIN = re.compile(r"[\w./-]{1,120}")  # a name that needs no quotes in a sentence
_FEW = 5
_ALL = 99  # clauses


def key_of(operation: Operation) -> str:
    """The row of an operation: `drop_column`, `data.update`, `data.queued`."""
    if kind := queued(operation):
        return f"data.{kind}"
    key = f"{operation.name}.{operation.type}"
    return key if operation.name == "data" and operation.type else operation.name


def queued(operation: Operation) -> str:
    """What happens to rows that only say what the program is to do by itself later: "queued", "unqueued", else ""."""
    if operation.name != "data" or not is_queue(operation.table):
        return ""
    return "queued" if operation.type == "insert" else "unqueued"


def row_of(operation: Operation) -> Rules:
    """The row of `[operation]` in the table of rules."""
    row: Rules = rules()["operation"][key_of(operation)]
    return row


def about(kind: str, **parts: str) -> str:
    """A sentence about a file."""
    return Template(rules()["file"][kind]).substitute(parts)


def subject(migration: Migration, *, full: bool = False, new: bool = False) -> str:
    """`Migration 0042_drop_legacy (orders)`, with the framework where it is said in full."""
    if migration.framework.mode is Mode.LOG:
        held = migration.framework.holds
        fresh = "New code" if held == "code" else f"A new {held}"
        return f"{fresh if new else 'A migration' if held == 'code' else f'A {held}'} in {named(migration.path)}"
    hints = [_bare(hint) for hint in (migration.app, migration.engine) if hint]
    hints += [migration.framework.name] if full else []
    return f"Migration {_bare(migration.name)}" + (f" ({', '.join(hints)})" if hints else "")


def place(migration: Migration) -> str:
    """Where a migration has its like: the app, else the folder."""
    return named(migration.app or migration.folder or ".")


def one(operation: Operation) -> str:
    """What one operation does: "drops the column `orders.legacy_id`; its data is lost"."""
    said = Template(row_of(operation)["one"]).substitute(_parts(operation))
    if _tells_fresh(operation):
        said += rules()["file"]["fresh"]
    return said + ("; its data is lost" if _loses(operation) else "")


def things(operations: Sequence[Operation], noun: str) -> str:
    """What operations are about, with its article: "the columns `a.b` and `a.c`"."""
    parts = dict.fromkeys(_thing_of(operation, noun) for operation in operations)
    start = f"the {noun} `"
    if len(parts) > 1 and all(part.startswith(start) and part.endswith("`") for part in parts):
        names = [part.removeprefix(start[:-1]) for part in parts]
        return f"the {counted(2, noun).partition(' ')[2]} {joined(names, _FEW)}"
    return joined(list(parts), _FEW)


def _thing_of(op: Operation, noun: str) -> str:
    nameless = noun == "index" and op.column and not op.index
    return f"the index on {named(op.column)}" if nameless else _parts(op)[f"the_{noun}"]


def many(operations: Sequence[Operation]) -> str:
    """What many operations of one kind do together."""
    names = list(dict.fromkeys(filter(None, map(thing, operations))))
    said = Template(row_of(operations[0])["many"]).substitute(count=f"{len(operations):,}", names=listed(names, _FEW))
    if all(map(_tells_fresh, operations)):
        said += rules()["file"]["fresh_many"]
    return said.removesuffix(": ") + ("; their data is lost" if any(map(_loses, operations)) else "")


def summed(operations: Iterable[Operation]) -> str:
    """`adds 2 tables and 3 columns, and drops 1 index`."""
    counts: dict[tuple[str, str], int] = {}
    given = [key_of(operation) for operation in operations]
    for key, row in rules()["operation"].items():
        verb, noun = row["sum"]
        counts[verb, noun] = counts.get((verb, noun), 0) + given.count(key)
    clauses: dict[str, list[str]] = {}
    for (verb, noun), count in counts.items():
        if count:
            clauses.setdefault(verb, []).append(counted(count, noun))
    return joined([f"{verb} {joined(nouns, _ALL)}" for verb, nouns in clauses.items()], _ALL)


def thing(operation: Operation) -> str:
    """The name of what an operation is about; "" where it is only known at run time."""
    if operation.name.endswith("_type"):
        return operation.type
    if operation.name in ("data", "sql", "fit_table"):
        return operation.table or operation.statement
    if operation.index or not operation.column:
        return operation.index or operation.table
    return f"{operation.table}.{operation.column}".lstrip(".")


def _tells_fresh(op: Operation) -> bool:
    return op.fresh and op.name in ("drop_table", "drop_column", "rename_table", "rename_column")


def _loses(operation: Operation) -> bool:
    return operation.loses_data and operation.name != "data"


def _parts(op: Operation) -> dict[str, str]:
    noun = "table of model" if op.on_model else "table"
    return {
        "the_table": f"the {noun} {named(op.table)}" if op.table else "a table named at run time",
        "the_column": _column(op),
        "the_index": f"the index {named(op.index)}" if op.index else "an index",
        "the_constraint": f"the constraint {named(op.index)}"
        if op.index
        else rules()["constraint"].get(op.type, "a constraint"),
        "the_type": f"the type {named(op.type)}" if op.type else "a type",
        "on_table": _on_table(op),
        "of_table": f" of {named(op.table)}" if op.table else "",
        "into_table": f" into {named(op.table)}" if op.table else "",
        "new_name": named(op.new_name) if op.new_name else "a name set at run time",
        "statement": named(op.statement) if op.statement else "of its code",
        "concurrently": " concurrently" if op.concurrently else "",
        "definition": f" ({_definition(op)})" if _definition(op) else "",
        "now": _now(op),
    }


def _on_table(op: Operation) -> str:
    columns = f" ({named(op.column)})" if op.column else ""
    return f" on {named(op.table)}{columns}" if op.table else ""


def _column(op: Operation) -> str:
    if op.column and op.table:
        return f"the column {named(f'{op.table}.{op.column}')}"
    if op.column:
        return f"the column {named(op.column)} of a table named at run time"
    return f"a column of {named(op.table)}" if op.table else "a column named at run time"


def _definition(op: Operation) -> str:
    """`text`, NOT NULL, with a default."""
    null = "" if op.nullable is None else "nullable" if op.nullable else "NOT NULL"
    null += " until a later migration" if op.relaxed else ""
    return ", ".join(filter(None, (op.type and named(op.type, 40), null, "with a default" if op.default else "")))


def _now(op: Operation) -> str:
    """What of a column is otherwise now."""
    if definition := _definition(op):
        return f" (now {definition})"
    if op.statement:
        return f" (its {joined([named(word) for word in op.statement.split(', ')])})"
    return " (now without a default)" if op.default is False and op.nullable is None else ""


def _bare(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else named(name)
