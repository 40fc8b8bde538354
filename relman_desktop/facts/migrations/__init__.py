"""What the change does to databases: new migrations, and old ones that were edited, renamed or deleted.

frameworks    which files are migrations, and of what framework: `resources/migrations.toml`
django, alembic, rails, ecto, entity_framework, liquibase, sql, code    a reader each: from a text to neutral operations
operations    the neutral operations
pairs         each migration before and after the change
numbers, heads    new migrations that collide with others
in_code       statements of schema outside of migrations
models        models that change without a migration
freshness     what is new in the same change
locks         what keeps others waiting while a migration runs
findings      from operations to findings, with their sentences, evidence and weights
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import findings
from .django_history import Earlier
from .evidence import Evidence
from .frameworks import Migration, Mode
from .freshness import Freshness, without_idle_drops
from .heads import partings
from .in_code import in_code
from .locks import Locks
from .models import models
from .numbers import collisions
from .operations import Operation, Steps, Unread, less
from .pairs import Pair, pairs_of
from .partial import added_steps, only_layout
from .reading import Version
from .reordered import only_reordered
from .settling import settled

_APART = 3  # deleted or edited migrations of one folder that are still told one by one
_CITED = 8  # files that one finding cites


@dataclass(frozen=True, slots=True)
class _Around:
    """What the operations of a migration are seen against: the ones before it, the engine, the same change."""

    earlier: Earlier
    locks: Locks
    fresh: Freshness
    change: Change
    cancel: Cancel

    def noticed(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The operations that a database notices."""
        return without_idle_drops(self.change, self.earlier.seen(migration, operations), self.cancel)

    def tell(self, new: Version, steps: Steps, evidence: Evidence) -> Iterator[Finding]:
        """The findings of what is new. A squash is run by no database that exists."""
        if not steps.replaces:
            steps = replace(steps, operations=self.fresh.marked(new.migration, steps.operations))
        yield from findings.added(new, steps, evidence)
        if not steps.replaces:
            yield from self.locks.of(new, steps.operations, evidence)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """The findings of every migration in the change, in the order of its files; what is about several comes last."""
    pairs = pairs_of(change, cancel)
    around = _Around(Earlier(change, cancel), Locks(change, pairs, cancel), Freshness(pairs), change, cancel)
    edits: dict[str, list[Finding]] = {}  # by their folders
    for pair in pairs:
        cancel.check()
        for finding in _told(pair.old, pair.new, Evidence(change, pair.file, cancel), around) if pair.new else ():
            if finding.kind == "migration.edited" and pair.new:
                edits.setdefault(pair.new.migration.folder, []).append(finding)
            else:
                yield finding
    for folder, edited in edits.items():
        yield from (findings.edited_together(folder, edited),) if len(edited) > _APART else edited
    yield from _removed(pairs)
    yield from collisions(change, pairs, cancel)
    yield from partings(change, pairs, cancel)
    yield from in_code(change, cancel)
    yield from models(change, pairs, cancel)


def _told(old: Version | None, new: Version, evidence: Evidence, around: _Around) -> Iterator[Finding]:
    mode = new.migration.framework.mode
    if mode is Mode.SCHEMA and evidence.hunks:
        yield findings.schema(new.migration, evidence)
    elif mode is Mode.LOG:
        yield from _logged(old, new, evidence, around)
    elif mode is Mode.REPEAT and evidence.hunks:
        yield from _added(new, evidence, around)
    elif mode is Mode.ONCE:
        yield from _edited(old, new, evidence) if old else _added(new, evidence, around)


def _added(new: Version, evidence: Evidence, around: _Around) -> Iterator[Finding]:
    if new.steps is None:
        yield findings.unread(new, evidence)
    else:
        noticed = around.noticed(new.migration, new.steps.operations)
        yield from around.tell(new, replace(new.steps, operations=noticed), evidence)


def _edited(old: Version, new: Version, evidence: Evidence) -> Iterator[Finding]:
    if old.migration.key != new.migration.key:
        yield findings.renamed(old, new, evidence)
    elif old.steps is None or new.steps is None:
        same = only_layout(evidence.hunks) or only_reordered(new.migration.path, old.text, new.text)
        yield from () if same else findings.edited(old, new, evidence)
    elif old.text != new.text:
        yield from findings.edited(old, new, evidence)


def _logged(old: Version | None, new: Version, evidence: Evidence, around: _Around) -> Iterator[Finding]:
    """A file that holds many migrations: what is new in it is a new one, unless it does what is gone in another way."""
    try:
        steps = added_steps(new.migration.framework, evidence.hunks) if new.text is None else new.steps
    except Unread as reason:
        new, steps = replace(new, unread=str(reason)), None
    if steps is None:
        yield findings.unread(new, evidence)
        return
    before = old.steps.operations if old and old.steps else ()
    gone, come = less(before, steps.operations), less(steps.operations, before)
    places = {operation.place for operation in gone}
    appended = tuple(operation for operation in come if operation.place not in places)
    if appended:
        ways = {operation.undone for operation in appended}
        steps = replace(steps, reversible=steps.reversible if None in ways else False not in ways)
        yield from around.tell(new, replace(steps, operations=settled(appended)), evidence)
    if old and gone:
        yield from findings.edited(_with(old, gone), _with(new, less(come, appended)), evidence)


def _with(version: Version, operations: tuple[Operation, ...]) -> Version:
    return replace(version, steps=Steps(operations))


def _removed(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The migrations that are no longer there, one by one where they are few, else by their folders."""
    squashed = {name for pair in pairs for side in (pair.old, pair.new) for name in _replaced_by(side)}
    folders: dict[tuple[str, bool], list[Pair]] = {}
    for pair in pairs:
        if pair.old and pair.new is None and pair.old.migration.framework.mode in (Mode.ONCE, Mode.REPEAT):
            gone = pair.old.migration
            folders.setdefault((gone.folder, f"{gone.app}.{gone.name}" in squashed), []).append(pair)
    for (_, replaced), group in folders.items():
        for together in [group] if len(group) > _APART else [[pair] for pair in group]:
            migrations = [pair.old.migration for pair in together if pair.old]
            yield findings.removed(migrations, [pair.file.id for pair in together][:_CITED], replaced=replaced)


def _replaced_by(side: Version | None) -> tuple[str, ...]:
    return side.steps.replaces if side and side.steps else ()
