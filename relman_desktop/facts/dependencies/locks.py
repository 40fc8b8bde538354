"""What a lock file adds to the manifests: the versions of what they ask for, and everything behind it."""

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
    own: frozenset[str]  # the packages that these manifests make


def declared(change: Change, lock: Source, sources: Iterable[Source], cancel: Cancel) -> Declared:
    """The direct requirements behind a lock file: from itself, from changed manifests, and from those at the head."""
    changed = [source for source in sources if source is not lock and _governs(lock, source.file.path)]
    unchanged = list(_unchanged(change, lock, {source.file.path for source in changed}, cancel))
    old = _joined([*(source.old for source in changed), *unchanged])
    new = _joined([*(source.new for source in changed), *unchanged])
    complete = lock.new.direct is not None or bool(unchanged) or change.origin == "git"
    own = frozenset[str]().union(*(reading.own for reading in unchanged))
    return Declared(_direct(lock.old, old), _direct(lock.new, new), complete, own)


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
class Package:
    """What happens to a package of a lock file that nobody asked for by name. A version is "" where it is not there."""

    key: str
    old: str
    new: str
    tool: bool  # only for development

    @property
    def what(self) -> str:
        return "changed" if self.old and self.new else "added" if self.new else "removed"

    @property
    def text(self) -> str:
        return f"{self.key} {' → '.join(filter(None, (self.old, self.new)))}"


def behind(lock: Source, asked: Declared, own: frozenset[str]) -> list[Package]:
    """What changes in a lock file beside the direct requirements and the project's own packages, as it is told."""
    stated = (requirement.name for side in (lock.old, lock.new) for requirement in side.requirements.values())
    known = {*asked.old, *asked.new, *stated, *own}
    keys = [key for key in dict.fromkeys((*lock.old.pinned, *lock.new.pinned)) if key not in known]
    packages = [_package(lock, key) for key in keys]
    return sorted((one for one in packages if one), key=lambda one: (_ORDER[one.what], -_interest(one), one.key))


_ORDER = {"changed": 0, "added": 1, "removed": 2}


def _package(lock: Source, key: str) -> Package | None:
    before, after = lock.old.pinned.get(key, ()), lock.new.pinned.get(key, ())
    gone = ", ".join(version for version in before if version not in after)
    come = ", ".join(version for version in after if version not in before)
    if not gone and not come:
        return None
    if before and after:  # of several versions one comes or goes
        gone, come = gone or ", ".join(before), come or ", ".join(after)
    tools = lock.new.tools if after else lock.old.tools
    return Package(key, gone, come, key in tools)


def _interest(package: Package) -> int:
    if package.what != "changed" or ", " in package.old + package.new:
        return 0
    return 2 if is_downgrade(package.old, package.new) else 1 if is_major(package.old, package.new) else 0
