"""What keeps others waiting while a migration runs: indexes built, rows checked and tables rewritten under a lock.

Rules by engine; a table that is new in the same change has no rows and no users.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from string import Template

from ...jobs import Cancel
from ...sources.change import Change
from ...wording import listed
from ..fact import Finding
from . import sentences
from .engines import Engines
from .evidence import Evidence
from .findings import data_of
from .frameworks import Migration, rules
from .operations import Operation
from .pairs import Pair
from .reading import Version

_FEW = 3
_TEXTS = re.compile(
    r"(?:character varying|varchar2?|nvarchar|charfield|string)(?:\((?:\w+=)?(\d+)\))?|text(?:field)?", re.I
)
_NUMERIC = re.compile(r"(?:numeric|decimal|decimalfield)\(\D*(\d+),\D*(\d+)\)", re.I)
_UNSIZED = 1 << 40  # a text without a limit
_VIEW = re.compile(r"CREATE\s+MATERIALIZED\s+VIEW\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"]+)", re.IGNORECASE)
_SPARES = "VALIDATE CONSTRAINT"


class Locks:
    """Tells the locks of the new migrations of one change."""

    def __init__(self, change: Change, pairs: Iterable[Pair], cancel: Cancel) -> None:
        self._engines = Engines(change, cancel)
        self._fresh = {name for pair in pairs for name in _created(pair)}

    def of(self, version: Version, operations: tuple[Operation, ...], evidence: Evidence) -> Iterator[Finding]:
        """One finding for each reason for which a migration locks tables that were there before."""
        old = [op for op in operations if _table(version.migration, op) not in self._fresh and op.table]
        reasons: dict[str, list[Operation]] = {}
        engine = self._engines.of(version) if any(why(op) for op in old for why in _WHY.values()) else ""
        for op in old:
            if reason := _WHY.get(engine or "postgresql", _nothing)(op):
                reasons.setdefault(reason, []).append(op)
        if _is_proved(operations):
            reasons.pop("not_null", None)
        for reason, group in reasons.items():
            if engine or "unsure" in rules()["lock"][reason]:
                yield _finding(version.migration, reason, group, engine, evidence)


def _finding(migration: Migration, reason: str, group: list[Operation], engine: str, evidence: Evidence) -> Finding:
    row = rules()["lock"][reason]
    tables = list(dict.fromkeys(op.table for op in group))
    subject = sentences.subject(migration, new=True)
    if not engine:
        subject = rules()["file"]["if_engine"] + subject[0].lower() + subject[1:]
    things = sentences.things(group, row["thing"])
    said = Template(row["says"]).substitute(tables=listed(tables, _FEW), things=things)
    data = data_of(migration) | {
        "table": tables[0],
        "tables": tables,
        "columns": [sentences.thing(op) for op in group],
        "reason": reason,
        "engine": engine,
    }
    return Finding(
        "migration.lock", f"{subject} {said}.", evidence.of(group), data, row["weight" if engine else "unsure"]
    )


def _created(pair: Pair) -> Iterator[tuple[str, str]]:
    """The tables that are new; of a changelog also those of its earlier part, which it creates before."""
    new = pair.new
    if new and new.steps and not new.steps.replaces and not (pair.old and pair.old.migration.framework.mode == "once"):
        before = pair.old.steps.operations if pair.old and pair.old.steps else ()
        old = {op.table for op in before if op.name == "create_table"}
        for op in new.steps.operations:
            if op.name == "create_table" and op.table not in old:
                yield _table(new.migration, op)
            elif op.name == "sql" and (view := _VIEW.match(op.statement)):
                yield new.migration.folder, view[1].rpartition(".")[2].strip('"').lower()


def _table(migration: Migration, op: Operation) -> tuple[str, str]:
    """A table without its schema and its spelling, in its app or folder: each engine may have one."""
    return migration.app if op.on_model else migration.folder, op.table.rpartition(".")[2].lower()


def _is_proved(operations: Iterable[Operation]) -> bool:
    """Whether a CHECK that was validated without a lock spares the look at the rows."""
    return any(op.name == "sql" and _SPARES in op.statement.upper() for op in operations)


# --- Rules by engine --------------------------------------------------------------------------------------------


def _nothing(op: Operation) -> str:
    return ""


def _postgresql(op: Operation) -> str:
    if op.name == "add_index":
        return "" if op.concurrently else "index"
    if op.name == "add_constraint":
        return "" if op.not_valid else _CONSTRAINTS.get(op.type, "")
    if op.name == "add_column":
        return "volatile" if op.rewrites else "indexed" if op.indexed else ""
    if op.name == "alter_column" and op.type and not op.restated and not is_wider(op.old_type, op.type):
        return "type" if op.old_type else "maybe_type"
    if op.name == "alter_column" and op.nullable is False:
        return "not_null"
    return ""


def _mysql(op: Operation) -> str:
    if op.name == "add_constraint" and op.type == "FOREIGN":
        return "mysql_foreign"
    if op.name == "alter_column" and op.type and not op.restated and not is_wider(op.old_type, op.type, most=255):
        return "mysql_type" if op.old_type else "mysql_maybe_type"
    return ""


_CONSTRAINTS = {"FOREIGN": "foreign", "CHECK": "check", "UNIQUE": "unique", "PRIMARY": "unique", "EXCLUDE": "unique"}
_WHY: dict[str, Callable[[Operation], str]] = {"postgresql": _postgresql, "mysql": _mysql}


def is_wider(old: str, new: str, *, most: int = _UNSIZED) -> bool:
    """Whether every value of the old type is one of the new type as it is stored, up to a size of a text."""
    if not old:
        return new.upper() == "TEXT" and most == _UNSIZED  # most likely it was a text with a limit
    texts, numbers = [_TEXTS.fullmatch(kind) for kind in (old, new)], [_NUMERIC.fullmatch(kind) for kind in (old, new)]
    if texts[0] and texts[1]:
        before, after = (int(found[1] or _UNSIZED) for found in texts if found)
        return before <= after <= most
    if numbers[0] and numbers[1]:
        return numbers[0][2] == numbers[1][2] and int(numbers[0][1]) <= int(numbers[1][1])
    return old == new
