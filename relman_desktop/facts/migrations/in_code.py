"""Schema changes that a program makes by itself: statements of SQL in its texts, outside of any migration."""

import re
from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from ...wording import joined, named
from .. import production
from ..fact import Finding
from ..sides import sides
from . import sentences
from .code import read, read_python
from .evidence import Evidence
from .findings import weight
from .frameworks import may_be_migration
from .operations import CODE_LIMIT, Operation, Reader, Unread, less

_DDL = re.compile(
    r"""\b(?:CREATE|ALTER|DROP|RENAME)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TYPE)\b\s*+(?:["'`\w{%$(]|\Z)""", re.IGNORECASE
)
# What is a whole statement of SQL; other texts only begin like one: "DROP TABLE is not allowed".
_NAME = r"\S+(?: \. \S+)*"
_FORM = re.compile(
    rf"""ALTER\ |RENAME\ |CREATE\ (?:UNIQUE\ )?INDEX\b.*\ ON\ |CREATE\ .*(?:\(|\ AS\ |\ LIKE\ )
      |DROP\ \w+\ (?:CONCURRENTLY\ )?(?:IF\ EXISTS\ )?{_NAME}(?:\ ,\ {_NAME})*
       (?:\ (?:CASCADE|RESTRICT)|\ ON\ {_NAME})?\Z""",
    re.VERBOSE | re.DOTALL,
)
_SCHEMA = ("create_", "add_", "alter_", "drop_", "rename_", "rebuild_")
_THINGS = ("table", "index", "type")
_LONGEST = 2000  # characters of a line
_FEW = 4


def in_code(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """One finding for each program file whose statements of schema change."""
    for file in production.production(change.files):
        cancel.check()
        if not _may_hold(file):
            continue
        hunks = change.hunks(file, cancel)
        if any(_holds_schema(hunk) for hunk in hunks):
            yield from _compared(change, file, cancel)


def _holds_schema(hunk: Hunk) -> bool:
    text = "\n".join([line.text[:_LONGEST] for line in hunk.lines])
    low = text.lower()
    return any(word in low for word in _THINGS) and _DDL.search(text) is not None


def _may_hold(file: FileChange) -> bool:
    """Whether a file is a program and no migration, which is told elsewhere."""
    return production.is_program(file.path) and not file.binary and not may_be_migration(file.path)


def _compared(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    reader = read_python if production.language(file.path) in ("python", "ruby") else read
    texts = sides(change, file, cancel)
    try:
        old, new = ([op for piece in side.pieces for op in _operations(reader, piece)] for side in texts)
    except Unread:
        return  # it is a program first, and others read it
    gone, come = less(old, new), less(new, old)
    if not come and (not gone or file.status is Status.DELETED):
        return
    before = {op.place for op in gone}
    now = [op for op in come if op.place not in before]
    other = [op for op in come if op.place in before]
    places = {op.place for op in new}
    past = [op for op in gone if op.place not in places]
    evidence = Evidence(change, file, cancel)
    yield _finding(file, now, other, past, evidence.of_edit(come, gone))


def _operations(reader: Reader, piece: str) -> Iterator[Operation]:
    if len(piece) > CODE_LIMIT:
        raise Unread("it is too long")
    found = (op for op in reader(piece).operations if op.name.startswith(_SCHEMA) and _FORM.match(op.code))
    return (op for op in found if op.table or op.index or op.type)


def _finding(
    file: FileChange, now: list[Operation], other: list[Operation], past: list[Operation], evidence: tuple[str, ...]
) -> Finding:
    parts = {"code_now": now, "code_otherwise": other, "code_no_longer": past}
    said = [sentences.about(kind, what=_clauses(some)) for kind, some in parts.items() if some]
    text = sentences.about("in_code", path=named(file.path), how="; ".join(said))
    told = [*now, *other, *past]
    return Finding(
        "migration.in_code",
        text,
        evidence,
        {
            "path": file.path,
            "tables": _some(op.table for op in told),
            "columns": _some(f"{op.table}.{op.column}" for op in told if op.column),
            "operations": _some(op.name for op in told),
            "dropped": _some(sentences.thing(op) for op in [*now, *other] if op.name.startswith("drop_")),
        },
        weight("in_code" if now or other else "in_code_less"),
    )


def _some(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _clauses(operations: list[Operation]) -> str:
    if len(operations) > _FEW:
        return sentences.summed(operations)
    return joined(list(dict.fromkeys(sentences.one(op).partition(";")[0] for op in operations)), _FEW)
