"""What a lock file adds to the manifests: the versions of what they ask for, and everything behind it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change
from ..formats import Unread
from ..sides import Text
from .moves import Source
from .readers import read, rule_of
from .requirement import Reading, Requirement
from .scopes import is_foreign
from .versions import is_downgrade, is_major

_MOST_MANIFESTS = 60  # of one project that are read though they did not change


@dataclass(frozen=True)
class Declared:
    """What a lock file's manifests ask for, before and after."""

    old: Mapping[str, Requirement]
    new: Mapping[str, Requirement]
    complete: bool  # whether all that is asked for is known, so that the rest is indirect


def declared(change: Change, lock: Source, sources: Iterable[Source], cancel: Cancel) -> Declared:
    """The direct requirements behind a lock file: from itself, from changed manifests, and from those at the head."""
    changed = [source for source in sources if source is not lock and _governs(lock, source.file.path)]
    unchanged = list(_unchanged(change, lock, {source.file.path for source in changed}, cancel))
    old = _joined([*(source.old for source in changed), *unchanged])
    new = _joined([*(source.new for source in changed), *unchanged])
    complete = lock.new.direct is not None or bool(unchanged) or change.origin == "git"
    return Declared(_direct(lock.old, old), _direct(lock.new, new), complete)


def _governs(lock: Source, path: str) -> bool:
    """Whether a path is a manifest of this lock file: in its folder or below, or the input of a compiled file."""
    rule = rule_of(path)
    if not rule or rule.lock or rule.ecosystem != lock.rule.ecosystem:
        return False
    if not lock.rule.lock:  # compiled: main.txt is made from main.in
        return path == lock.file.path.rpartition(".")[0] + ".in"
    return not lock.folder or path.startswith(lock.folder + "/")


def _unchanged(change: Change, lock: Source, known: set[str], cancel: Cancel) -> Iterator[Reading]:
    paths = [
        path
        for path in change.content.tree(cancel)
        if path not in known and _governs(lock, path) and not is_foreign(path)
    ]
    for path in sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_MANIFESTS]:
        rule, text = rule_of(path), change.content.read(path, cancel)
        if rule and text is not None:
            try:
                yield read(rule, Text((text,), whole=True))
            except Unread:
                continue  # it did not change, so nothing is said about it


def _joined(readings: Iterable[Reading]) -> dict[str, Requirement]:
    found: dict[str, Requirement] = {}
    for reading in readings:
        for key, requirement in reading.requirements.items():
            if key not in found or requirement.scope > found[key].scope:
                found[key] = requirement
    return found


def _direct(lock: Reading, stated: Mapping[str, Requirement]) -> Mapping[str, Requirement]:
    if lock.direct is None:
        return stated
    return {key: stated.get(key) or Requirement(key, "") for key in sorted(lock.direct)}


@dataclass(frozen=True)
class Behind:
    """The packages of a lock file that nobody asked for by name, and what happens to them. `names` tells the most."""

    changed: int
    added: int
    removed: int
    names: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.changed + self.added + self.removed


def behind(lock: Source, asked: Declared) -> Behind:
    """What changes in a lock file beside the direct requirements."""
    stated = (requirement.name for side in (lock.old, lock.new) for requirement in side.requirements.values())
    direct = {*asked.old, *asked.new, *stated}
    keys = [key for key in dict.fromkeys((*lock.old.pinned, *lock.new.pinned)) if key not in direct]
    pairs = {key: _difference(lock.old.pinned.get(key, ()), lock.new.pinned.get(key, ())) for key in keys}
    moved = {key: pair for key, pair in pairs.items() if pair != ("", "")}
    kinds = {key: _kind(lock, key) for key in moved}
    count = Counter(kinds.values())
    told = sorted(moved, key=lambda key: (kinds[key], -_interest(*moved[key]), key))
    names = (f"{key} {' → '.join(filter(None, moved[key]))}" for key in told)
    return Behind(count[_CHANGED], count[_ADDED], count[_REMOVED], tuple(names))


_CHANGED, _ADDED, _REMOVED = range(3)  # in the order in which they are told


def _kind(lock: Source, key: str) -> int:
    return _ADDED if key not in lock.old.pinned else _REMOVED if key not in lock.new.pinned else _CHANGED


def _difference(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, str]:
    gone = [version for version in old if version not in new]
    come = [version for version in new if version not in old]
    return ", ".join(gone), ", ".join(come)


def _interest(old: str, new: str) -> int:
    return 2 if is_downgrade(old, new) else 1 if is_major(old, new) else 0
