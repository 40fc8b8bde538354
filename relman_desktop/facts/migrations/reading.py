"""One side of a changed file, read as a migration."""

from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side
from .. import formats
from . import alembic, code, django, ecto, entity_framework, liquibase, rails, sql
from .frameworks import Framework, Migration, Mode, may_be_migration, recognise
from .operations import CODE_LIMIT, NOTHING_SEEN, SQL_LIMIT, Reader, Steps, Unread
from .settling import settled

_READERS: dict[str, Reader] = {
    "django": django.read,
    "alembic": alembic.read,
    "rails": rails.read,
    "ecto": ecto.read,
    "entity_framework": entity_framework.read,
    "liquibase": liquibase.read,
    "sql": sql.read,
    "code": code.read,
    "python": code.read_python,
}


@dataclass(frozen=True, slots=True)
class Version:
    """A migration as it is before or after the change; `steps` is None where it was not read, and `unread` says why."""

    migration: Migration
    text: str | None
    steps: Steps | None
    unread: str = ""


def version(change: Change, file: FileChange, side: Side, cancel: Cancel) -> Version | None:
    """One side of a file; None where it is no migration."""
    path = file.path if side == "new" else file.old_side_path
    if not may_be_migration(path):
        return None
    text = change.content.text(file, side, cancel)
    migration = recognise(path, text)
    if migration is None:
        return None
    try:
        return Version(migration, text, _steps(change, migration, text, cancel))
    except Unread as reason:
        return Version(migration, text, None, str(reason))


def _steps(change: Change, migration: Migration, text: str | None, cancel: Cancel) -> Steps:
    if migration.framework.mode in (Mode.DOWN, Mode.SCHEMA):
        return Steps(())
    steps = read(migration.framework, text)
    if migration.framework.mode is not Mode.LOG:
        steps = replace(steps, operations=settled(steps.operations))
    if not steps.operations and migration.framework.in_code:
        raise Unread(NOTHING_SEEN)
    if not steps.reversible and _has_down_file(change, migration, cancel):
        steps = replace(steps, reversible=True)
    return steps


def read(framework: Framework, text: str | None) -> Steps:
    """What a text of a framework does, operation by operation. Raises `Unread`."""
    if framework.reader not in _READERS:
        raise Unread(f"{framework.name} migrations are not read")
    if text is None:
        raise Unread("its whole text is not known")
    limit = SQL_LIMIT if framework.reader in ("sql", "liquibase") else CODE_LIMIT
    if len(text) > limit:
        raise Unread(f"it is longer than {limit:,} characters")
    try:
        steps = _READERS[framework.reader](text)
    except formats.Unread as error:
        raise Unread(str(error)) from error
    except (RecursionError, MemoryError) as error:
        raise Unread("it is nested too deeply") from error
    return steps


def _has_down_file(change: Change, migration: Migration, cancel: Cancel) -> bool:
    """Whether a file of its own undoes the migration, and does something."""
    path = migration.down_path
    if path is None or path == migration.path:
        return False
    changed = next((file for file in change.files if file.path == path), None)
    text = change.content.text(changed, "new", cancel) if changed else change.content.read(path, cancel)
    return text is not None and len(text) <= SQL_LIMIT and any(True for _ in sql.operations_of(text))
