"""What a program changes of its database by itself: statements of SQL in its texts, outside of any migration."""

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
_DATA = re.compile(r"""\b(?:UPDATE\s+\S+\s+SET|DELETE\s+FROM|INSERT\s+INTO)\s""", re.IGNORECASE)
# What a program runs once when it is upgraded; elsewhere the rows that it writes are its daily work.
_UPGRADE = re.compile(
    r"/(?:upgrad\w*|migrat\w*)/(?:.+/)?(?=[^/]*\d)[^/]+/[^/]+$"
    r"|/(?:upgrad\w*|migrat\w*)/(?:.+/)?[^/]*(?:\d|Upgrade|Updater|Migration)[^/]*$"
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
        if any(_holds(hunk, data=_is_upgrade(file)) for hunk in hunks):
            yield from _compared(change, file, cancel)


def _holds(hunk: Hunk, *, data: bool) -> bool:
    text = "\n".join([line.text[:_LONGEST] for line in hunk.lines])
    low = text.lower()
    schema = any(word in low for word in _THINGS) and _DDL.search(text)
    return bool(schema or (data and _DATA.search(text)))


def _is_upgrade(file: FileChange) -> bool:
    """Whether a file holds a step of one upgrade: `upgrade/v4140/Updater.java`, `migrations/AddRoles.java`."""
    return len(file.path) <= _LONGEST and _UPGRADE.search(f"/{file.path}") is not None


def _may_hold(file: FileChange) -> bool:
    """Whether a file is a program and no migration, which is told elsewhere."""
    return production.is_program(file.path) and not file.binary and not may_be_migration(file.path)


def _compared(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    reader = read_python if production.language(file.path) in ("python", "ruby") else read
    texts = sides(change, file, cancel)
    try:
        data = _is_upgrade(file)
        old, new = ([op for piece in side.pieces for op in _operations(reader, piece, data=data)] for side in texts)
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


def _operations(reader: Reader, piece: str, *, data: bool) -> Iterator[Operation]:
    """data: also what is done to rows."""
    if len(piece) > CODE_LIMIT:
        raise Unread("it is too long")
    for op in reader(piece).operations:
        schema = op.name.startswith(_SCHEMA) and _FORM.match(op.code) and (op.table or op.index or op.type)
        if schema or (data and op.name == "data"):
            yield op


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
