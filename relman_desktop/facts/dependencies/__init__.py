"""Dependencies: what the change adds, removes, upgrades and downgrades, and the languages that it runs on.

Manifests say what is asked for, lock files what is installed; both are read whole where they are known, and from
the lines of the hunks where a diff file shows no more. `resources/dependencies.toml` says which file is read how.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ..fact import Finding
from ..formats import Unread
from ..sides import Finder, sides
from .locks import Declared, behind, declared
from .moves import Move, Source, locked_moves, merged, stated_moves
from .readers import read, rule_of
from .requirement import Runtime
from .scopes import is_foreign
from .sentences import Locate, lock_finding, move_finding, runtime_finding, unread_finding


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """The facts about dependencies: `dependency.added|removed|changed|lock|runtime|unread`."""
    sources: list[Source] = []
    for file in change.files:
        try:
            sources += _source(change, file, cancel)
        except Unread as reason:
            yield unread_finding(file.id, file.path, str(reason))
    locate = _locator(change, cancel)
    yield from _runtimes(sources, locate)
    asked = {lock: declared(change, lock, sources, cancel) for lock in sources if _is_lock(lock)}
    for move in _moves(sources, asked):
        cancel.check()
        yield move_finding(move, locate)
    yield from _locks(asked)


def _source(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Source]:
    rule = rule_of(file.path)
    if rule and not (file.binary or file.is_symlink or is_foreign(file.path)):
        old, new = sides(change, file, cancel)
        yield Source(file, rule, read(rule, old), read(rule, new), whole=old.whole)


def _is_lock(source: Source) -> bool:
    return source.rule.lock or bool(source.old.pinned or source.new.pinned)


def _moves(sources: Iterable[Source], asked: dict[Source, Declared]) -> Iterator[Move]:
    stated = chain.from_iterable(stated_moves(source) for source in sources)
    locked = chain.from_iterable(
        locked_moves(lock, each.old, each.new)
        for lock, each in asked.items()
        if not lock.new.requirements  # go.mod states its direct requirements and pins only the others
    )
    return merged(chain(stated, locked))


def _locks(asked: dict[Source, Declared]) -> Iterator[Finding]:
    for lock, direct in asked.items():
        packages = behind(lock, direct)
        if packages.total:
            yield lock_finding(lock, packages, indirect=direct.complete)


def _runtimes(sources: Iterable[Source], locate: Locate) -> Iterator[Finding]:
    """Each language's change once, with all the files that say it."""
    found: dict[tuple[str, Runtime | None, Runtime | None], list[Source]] = {}
    for source in sources:
        for name in dict.fromkeys((*source.new.runtimes, *source.old.runtimes)):
            old, new = source.old.runtimes.get(name), source.new.runtimes.get(name)
            if old != new:
                found.setdefault((name, old, new), []).append(source)
    for (name, old, new), places in found.items():
        yield runtime_finding(name, old, new, places, locate)


def _locator(change: Change, cancel: Cancel) -> Locate:
    """Finds the hunk that tells of a name; the hunks of a file are read once, when first asked for."""
    finders: dict[str, Finder] = {}

    def locate(source: Source, name: str, values: tuple[str, ...]) -> str:
        file = source.file
        if file.id not in finders:
            finders[file.id] = Finder(file, change.hunks(file, cancel))
        return finders[file.id].find(name, *values)

    return locate
