"""What a migration does, in the neutral words that every framework's reader produces.

create_table drop_table rename_table rebuild_table          add_index drop_index
add_column drop_column rename_column alter_column           add_constraint drop_constraint
replace_column                                              fit_table (to a struct, as ORMs of Go do)
create_type alter_type drop_type                            data (rows)   sql (any other statement)
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from .frameworks import rules

SQL_LIMIT = 1 << 20  # characters of a file of SQL that is read
CODE_LIMIT = 300_000  # characters of a program that is read: its trees are much larger than its text
OPERATION_LIMIT = 5000  # operations of one file; a longer one is a dump or an attack

DATA_LOSS = ("drop_table", "drop_column", "data.delete")


# Not possessive: with a group in it that goes wrong in Python 3.11 before 3.11.5 (python/cpython issue 106052).
_VALUE = re.compile(r"""(["'`])(?:\\.|(?!\1)[^\\])*(?:\1|\\?\Z)""", re.DOTALL)
_SHOWN = 110
NOTHING_SEEN = "nothing that it does to the database was recognised in its code"


class Unread(Exception):
    """Why a migration was not read, as the end of a sentence: "it is not valid Python"."""


def is_queue(table: str) -> bool:
    """Whether a table's rows only say what the program is to do by itself later."""
    return bool(re.fullmatch(rules()["queues"], table))


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a migration does to a database. Two are equal when they do the same, wherever they stand.

    A name is "" where it is not given or is made at run time.
    type: of a column; of a type its name; of `data` one of "insert", "update", "delete", "".
    index: the name of an index or a constraint.
    code: the source without its layout, by which an edit is told.
    """

    name: str
    line: int = field(compare=False)  # from 1
    table: str = ""
    column: str = ""
    new_name: str = ""
    type: str = field(default="", compare=False)  # as written: `code` has it without its spelling
    nullable: bool | None = None
    default: bool | None = None
    index: str = ""
    concurrently: bool = False
    loses_data: bool = False
    old_type: str = field(default="", compare=False)  # what a column was before, where the text or its history says so
    not_valid: bool = False  # whether a constraint is added without a look at the rows that exist
    rewrites: bool = False  # whether each row that exists gets a value of its own: a volatile default, a serial number
    indexed: bool = field(default=False, compare=False)  # whether an index comes with the column
    restated: bool = field(default=False, compare=False)  # whether the type has to be said even where it stays
    fresh: bool = field(default=False, compare=False)  # whether its table or column is new in the same change
    relaxed: bool = field(default=False, compare=False)  # NOT NULL only until a later migration of the same change
    undone: bool | None = field(default=None, compare=False)  # whether this has a way back, where each has its own
    on_model: bool = False  # whether `table` is Django's name of a model rather than of a table
    statement: str = ""  # what `data` and `sql` run, in short, without its values
    code: str = ""

    @property
    def place(self) -> tuple[str, ...]:
        """What it works on; two that differ only in the rest do the same thing in another way."""
        return self.name, self.table, self.column, self.index, self.statement


@dataclass(frozen=True, slots=True)
class Steps:
    """What a reader makes of one migration's text.

    reversible: True only where a way back is written; None where that cannot be told from this text.
    transactional: whether all of it runs in one transaction; None where the text does not say.
    replaces: the names of the migrations that this one squashes.
    follows: the names of those that run before it, as `app.name`, where the text says so.
    """

    operations: tuple[Operation, ...]
    reversible: bool | None = None
    transactional: bool | None = None
    replaces: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


Reader = Callable[[str], Steps]  # raises Unread


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the operations of one statement or call."""

    line: int
    code: str
    head: str  # its first words, for a person

    def __call__(self, name: str, **said: Any) -> Operation:
        """An operation by its name, or by its name and type: `data.delete`."""
        operation, _, kind = name.partition(".")
        if kind:
            said["type"] = kind
        if operation == "sql":
            said.setdefault("statement", self.head)
        lost = name in DATA_LOSS and not (operation == "data" and is_queue(said.get("table", "")))
        return Operation(operation, self.line, code=self.code, loses_data=lost, **said)

    def other(self, *, loses_data: bool = False) -> Operation:
        """What we know only by its first words."""
        return Operation("sql", self.line, statement=self.head, code=self.code, loses_data=loses_data)


def shown(code: str) -> str:
    """Code of theirs for a sentence: its beginning on one line, without its values, of which one may be a secret."""
    return " ".join(_VALUE.sub("'…'", code[:_SHOWN]).split())


def limited(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """All of the operations. Raises `Unread` where they are more than a migration has."""
    some = tuple(islice(operations, OPERATION_LIMIT + 1))
    if len(some) > OPERATION_LIMIT:
        raise Unread(f"it holds more than {OPERATION_LIMIT:,} operations")
    return some


def less(operations: Iterable[Operation], others: Iterable[Operation]) -> tuple[Operation, ...]:
    """The operations that are not among the others, each counted as often as it stands there."""
    left = Counter(others)
    missing = []
    for operation in operations:
        if left[operation]:
            left[operation] -= 1
        else:
            missing.append(operation)
    return tuple(missing)
