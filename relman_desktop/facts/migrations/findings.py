"""Turns what migrations do into findings, with their evidence and weights."""

from collections.abc import Iterator, Sequence

from ...wording import counted, joined, listed, named
from ..fact import Finding, Value
from . import sentences
from .evidence import Evidence
from .frameworks import Migration, rules
from .operations import Operation, Steps, less
from .reading import Version

_TOGETHER = 8  # operations of one kind in one file that are still told one by one
_FEW = 3


def added(version: Version, steps: Steps, evidence: Evidence) -> Iterator[Finding]:
    """A migration that is new: one finding for the file, then its operations."""
    yield _file(version.migration, steps, evidence)
    if not steps.replaces:
        yield from _operations(version.migration, steps.operations, evidence)


def unread(version: Version, evidence: Evidence) -> Finding:
    """A migration that is new, and that we could not read."""
    text = sentences.about("unread", migration=sentences.subject(version.migration, full=True), reason=version.unread)
    data = data_of(version.migration) | {"reason": version.unread}
    return Finding("migration.unread", text, evidence.file, data, weight("unread"))


def schema(migration: Migration, evidence: Evidence) -> Finding:
    """A description of the whole schema."""
    text = sentences.about("schema", path=named(migration.path))
    return Finding("migration.schema", text, evidence.file, data_of(migration), weight("schema"))


def edited(old: Version, new: Version, evidence: Evidence) -> Iterator[Finding]:
    """A migration that may have been run, where it now does something else."""
    before = old.steps.operations if old.steps else ()
    after = new.steps.operations if new.steps else ()
    gone, come = less(before, after), less(after, before)
    reason = new.unread or old.unread
    if gone or come or reason:
        how = sentences.about("edited_unseen", reason=reason) if reason else _how(gone, come)
        text = sentences.about("edited", migration=sentences.subject(new.migration, full=True), how=how)
        data = data_of(new.migration) | {"operations": len(gone) + len(come)}
        yield Finding("migration.edited", text, evidence.of_edit(come, gone), data, weight("edited"))


def edited_together(folder: str, edits: Sequence[Finding]) -> Finding:
    """Many migrations of one folder that do something else now."""
    names = [str(edit.data["migration"]) for edit in edits]
    first = edits[0].data
    text = sentences.about(
        "edited_many",
        count=f"{len(edits):,}",
        framework=str(first["framework"]),
        folder=named(folder or "."),
        names=listed(names, _FEW),
    )
    cited = dict.fromkeys(one for edit in edits for one in edit.evidence[:1])
    data = {**first, "migrations": names, "count": len(edits)}
    return Finding("migration.edited", text, tuple(cited)[:_TOGETHER], data, weight("edited"))


def renamed(old: Version, new: Version, evidence: Evidence) -> Finding:
    """A migration that databases no longer know under its name."""
    text = sentences.about(
        "renamed", migration=sentences.subject(new.migration, full=True), old_name=named(old.migration.name)
    )
    data = data_of(new.migration) | {"old_path": old.migration.path}
    return Finding("migration.renamed", text, evidence.file, data, weight("renamed"))


def removed(gone: Sequence[Migration], file_ids: Sequence[str], *, replaced: bool) -> Finding:
    """Migrations of one folder that are deleted."""
    ending = sentences.about("replaced") if replaced else ""
    names = [migration.name for migration in gone]
    if len(gone) == 1:
        text = sentences.about("removed", migration=sentences.subject(gone[0], full=True), replaced=ending)
    else:
        text = sentences.about(
            "removed_many",
            count=f"{len(gone):,}",
            framework=gone[0].framework.name,
            folder=named(gone[0].folder or "."),
            names=listed(names, _FEW),
            replaced=ending,
        )
    data = data_of(gone[0]) | {"migrations": names, "count": len(gone)}
    return Finding("migration.removed", text, tuple(file_ids), data, weight("replaced" if replaced else "removed"))


def _file(migration: Migration, steps: Steps, evidence: Evidence) -> Finding:
    loses_data = any(operation.loses_data for operation in steps.operations)
    kind = "squashed" if steps.replaces else "done" if steps.operations else "nothing"
    text = sentences.about(
        kind,
        migration=sentences.subject(migration, full=True, new=True),
        sum=sentences.summed(steps.operations),
        reversible=_reversible(steps.reversible, loses_data),
        unwrapped=sentences.about("unwrapped") if steps.transactional is False else "",
        replaced=counted(len(steps.replaces), "earlier migration"),
    )
    data: dict[str, Value] = {
        "operations": len(steps.operations),
        "reversible": steps.reversible,
        "transactional": steps.transactional,
        "loses_data": loses_data,
        "replaces": list(steps.replaces),
        "follows": [name for name in steps.follows if name.startswith(f"{migration.app}.")],
        "down_drops": _added_things(steps) if steps.reversible else [],
    }
    return Finding("migration.file", text, evidence.file, data_of(migration) | data, weight(kind))


def _added_things(steps: Steps) -> list[str]:
    """What a way back drops again, with all that was written into it since."""
    added = (op for op in steps.operations if op.name in ("create_table", "add_column"))
    return list(dict.fromkeys(filter(None, map(sentences.thing, added))))


def _reversible(reversible: bool | None, loses_data: bool) -> str:
    if reversible is None:
        return ""
    return sentences.about("irreversible" if not reversible else "reversible_loss" if loses_data else "reversible")


def _operations(migration: Migration, operations: Sequence[Operation], evidence: Evidence) -> Iterator[Finding]:
    """One finding for each operation, or one for all of a kind where they are many."""
    alike: dict[tuple[str, bool, bool, bool], list[Operation]] = {}
    for operation in operations:
        alike.setdefault((sentences.key_of(operation), *_weighs(operation)), []).append(operation)
    for group in alike.values():
        if len(group) > _TOGETHER:
            yield _many(migration, group, evidence)
        else:
            yield from _few(migration, group, evidence)


def _weighs(op: Operation) -> tuple[bool, bool, bool]:
    """What keeps operations of one kind apart: new tables, rows that need a value, another type."""
    is_retyped = op.name == "alter_column" and bool(op.type)
    return op.fresh, _needs_value(op), is_retyped


def _needs_value(op: Operation) -> bool:
    """Whether rows without a value become forbidden, for longer than until a later migration of the change."""
    return op.nullable is False and not op.default and not op.relaxed


def _few(migration: Migration, group: Sequence[Operation], evidence: Evidence) -> Iterator[Finding]:
    """One finding for each operation; for those that read the same, one for all."""
    same: dict[str, list[Operation]] = {}
    for operation in group:
        same.setdefault(sentences.one(operation), []).append(operation)
    for said, operations in same.items():
        yield _one(migration, said, operations, evidence)


def _one(migration: Migration, said: str, operations: Sequence[Operation], evidence: Evidence) -> Finding:
    op = operations[0]
    data: dict[str, Value] = {
        "table": op.table,
        "column": op.column,
        "new_name": op.new_name,
        "type": "" if op.restated else op.type,
        "old_type": op.old_type,
        "restated": op.type if op.restated else "",  # a type that may well be the old one
        "nullable": True if op.relaxed else op.nullable,
        "default": op.default,
        "index": op.index,
        "concurrently": op.concurrently,
        "loses_data": op.loses_data,
        "fresh": op.fresh,
        "statement": op.statement,
        "count": len(operations),
    }
    text = f"{sentences.subject(migration, new=True)} {said}."
    return Finding(_kind(op), text, evidence.of(operations), data_of(migration) | data, _weight_of(op))


def _kind(op: Operation) -> str:
    """`migration.background` for work that is put off, `.unqueued` for what is put off no longer or otherwise."""
    kind = sentences.queued(op)
    return "migration.background" if kind == "queued" else f"migration.{kind or op.name}"


def _many(migration: Migration, group: Sequence[Operation], evidence: Evidence) -> Finding:
    tables = list(dict.fromkeys(operation.table for operation in group if operation.table))
    data: dict[str, Value] = {
        "tables": tables,
        "table_of": [operation.table for operation in group],  # these lists go side by side
        "columns": [operation.column for operation in group],
        "new_names": [operation.new_name for operation in group],
        "types": [operation.type for operation in group],
        "names": list(dict.fromkeys(filter(None, map(sentences.thing, group)))),
        "count": len(group),
        "loses_data": any(operation.loses_data for operation in group),
        "fresh": group[0].fresh,
        "nullable": _common([True if operation.relaxed else operation.nullable for operation in group]),
        "default": _common([operation.default for operation in group]),
        "type": group[0].type if group[0].name == "alter_column" and not group[0].restated else "",
    }
    text = f"{sentences.subject(migration, new=True)} {sentences.many(group)}."
    return Finding(_kind(group[0]), text, evidence.of(group), data_of(migration) | data, max(map(_weight_of, group)))


def _common(answers: Sequence[bool | None]) -> bool | None:
    """What all say; None where they differ."""
    return answers[0] if len(set(answers)) == 1 else None


def _how(gone: Sequence[Operation], come: Sequence[Operation]) -> str:
    """What an edited migration now does, no longer does, and does otherwise."""
    before, after = ({operation.place: operation for operation in side} for side in (gone, come))
    parts = {
        "now": [after[place] for place in after if place not in before],
        "no_longer": [before[place] for place in before if place not in after],
        "otherwise": [after[place] for place in after if place in before],
    }
    said = [sentences.about(kind, what=_clauses(operations)) for kind, operations in parts.items() if operations]
    return ": " + "; ".join(said)


def _clauses(operations: Sequence[Operation]) -> str:
    if len(operations) > _FEW:
        return sentences.summed(operations)
    return joined([sentences.one(operation).partition(";")[0] for operation in operations])


def data_of(migration: Migration) -> dict[str, Value]:
    """What the data of every finding about a migration begins with."""
    return {
        "framework": migration.framework.name,
        "migration": migration.name,
        "app": migration.app,
        "engine": migration.engine,
        "path": migration.path,
    }


def weight(kind: str) -> int:
    """The weight of a sentence about a file."""
    found: int = rules()["weight"][kind]
    return found


def _weight_of(op: Operation) -> int:
    """The heaviest of what an operation is, what it forbids and what it loses."""
    if op.fresh and op.name != "data":
        return weight("fresh")
    row = sentences.row_of(op)
    weights: list[int] = [row["weight"], row.get("restated" if op.restated else "typed", 0) if op.type else 0]
    weights += [row.get("not_null", 0)] if _needs_value(op) else []
    weights += [weight("loss")] if op.loses_data else []
    return max(weights)
