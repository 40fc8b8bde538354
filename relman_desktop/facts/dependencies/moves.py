"""Two sides of manifests and lock files compared: which dependency moved from where to where, once for each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from ...sources.change import FileChange
from .ranges import same_range
from .readers import FileRule
from .requirement import Reading, Requirement, Scope
from .scopes import is_development
from .versions import bare, is_exact


@dataclass(frozen=True, eq=False)
class Source:
    """A changed manifest or lock file, read on both sides."""

    file: FileChange
    rule: FileRule
    old: Reading
    new: Reading
    whole: bool  # False: read from hunks, which need not show who asks for a package

    @property
    def folder(self) -> str:
        return self.file.path.rpartition("/")[0]

    def scope(self, requirement: Requirement) -> Scope:
        """How far a requirement of this manifest goes."""
        return Scope.DEVELOPMENT if is_development(self.file.path) else requirement.scope


@dataclass(frozen=True)
class Move:
    """One dependency that changes. `old` and `new` are versions, or specs where no version is known; None: not there.

    exact: what is known on each side is one version.
    locked: the version that the lock file keeps, though the manifest asks for another range; "" where it keeps none.
    via: the variable that holds the version.
    direct: whether the project asks for it itself.
    elsewhere: of what is added or removed, whether another manifest had it before and has it after.
    """

    ecosystem: str
    key: str
    name: str
    old: str | None
    new: str | None
    scope: Scope
    exact: bool
    sources: tuple[Source, ...]
    locked: str = ""
    via: str = ""
    direct: bool = True
    elsewhere: bool = False

    @property
    def is_addition(self) -> bool:
        return self.old is None

    @property
    def is_removal(self) -> bool:
        return self.new is None


def stated_moves(source: Source) -> Iterator[Move]:
    """What a manifest asks for otherwise than before, and the exact versions that it keeps."""
    for key in dict.fromkeys((*source.new.requirements, *source.old.requirements)):
        old, new = _asked(source.old, key), _asked(source.new, key)
        if old and new and old.scope is not new.scope and Scope.PRODUCTION in (old.scope, new.scope):
            old, new = (None, new) if new.scope is Scope.PRODUCTION else (old, None)  # enters or leaves production
        if key.startswith("$") and not (old and new):
            continue  # a variable alone asks for nothing
        if old and new and _says_the_same(old.spec, new.spec, source.rule.ecosystem):
            old = new
        if (old and old.spec) != (new and new.spec) or (new and is_exact(new.spec, source.rule.ecosystem)):
            yield _move(source, key, old, new)


def locked_moves(source: Source, old: Mapping[str, Requirement], new: Mapping[str, Requirement]) -> Iterator[Move]:
    """The version that a lock file gives to each direct requirement, also where it stays as it was."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if not source.whole and key in source.old.pinned and key in source.new.pinned:
            before, after = before or after, after or before
        was = source.old.version(key, before) if before else _installed(source.old, key)
        gets = source.new.version(key, after) if after else _installed(source.new, key)
        known = (gets is not None or not after) and (was is not None or not before)
        if stated := after or before if known else None:
            yield Move(source.rule.ecosystem, key, stated.name, was, gets, source.scope(stated), True, (source,))


def _installed(reading: Reading, key: str) -> str | None:
    """The version that a lock file has of a package that is not asked for by name, but by another one in production."""
    versions = () if key in reading.tools else reading.pinned.get(key, ())
    return versions[0] if len(versions) == 1 else None


def merged(moves: Iterable[Move]) -> Iterator[Move]:
    """One move for each dependency, whatever the number of files that say it."""
    ordered = sorted(moves, key=lambda move: (move.ecosystem, move.key))
    for _, group in groupby(ordered, key=lambda move: (move.ecosystem, move.key)):
        yield from _merged(list(group))


_MANAGED = ("maven", "dotnet")  # where a version that is left out stands in another file


def _says_the_same(old: str, new: str, ecosystem: str) -> bool:
    """Whether a manifest asks for nothing else; where one side leaves the version to another file, nobody knows."""
    managed = ecosystem in _MANAGED and not (old and new)
    return managed or same_range(old, new) or any(spec.startswith("catalog:") for spec in (old, new))


def _asked(reading: Reading, key: str) -> Requirement | None:
    """What a manifest asks for; go.mod also pins what is asked for indirectly, which is then not new."""
    stated = reading.requirements.get(key)
    pinned = reading.pinned.get(stated.name if stated else key, ())
    return stated or (Requirement(key, pinned[0]) if pinned else None)


def _move(source: Source, key: str, old: Requirement | None, new: Requirement | None) -> Move:
    stated = new or old
    assert stated is not None
    specs = [requirement.spec for requirement in (old, new) if requirement]
    return Move(
        source.rule.ecosystem,
        key,
        stated.name,
        _shown(old, source.rule.ecosystem),
        _shown(new, source.rule.ecosystem),
        source.scope(stated),
        all(is_exact(spec, source.rule.ecosystem) for spec in specs),
        (source,),
        via=stated.via,
    )


def _shown(requirement: Requirement | None, ecosystem: str) -> str | None:
    """A spec as a person says it; None where nothing is asked for."""
    if requirement is None:
        return None
    return bare(requirement.spec) if is_exact(requirement.spec, ecosystem) else requirement.spec


def _merged(moves: list[Move]) -> Iterator[Move]:
    pins = _same(move for move in moves if move.exact)
    alone: list[Move] = []
    for wanted in _rejoined(_same(move for move in moves if not move.exact)):
        near = next((place for place, pin in enumerate(pins) if _related(pin, wanted)), None)
        if near is None:
            alone.append(wanted)
        else:
            pins[near] = _absorbed(pins[near], wanted)
    told = [move for move in _same(_rejoined(pins + alone)) if move.old != move.new]
    yield from (replace(move, elsewhere=_is_known_elsewhere(move, told)) for move in told)


def _is_known_elsewhere(move: Move, others: Iterable[Move]) -> bool:
    """Whether another manifest had what this one adds, or keeps what this one removes."""
    if not move.is_addition and not move.is_removal:
        return False
    changed = (one for one in others if not one.is_addition and not one.is_removal)
    return any(one.scope >= move.scope for one in changed)


def _same(moves: Iterable[Move]) -> list[Move]:
    """Moves from and to the same versions as one."""
    found: dict[tuple[str | None, str | None], Move] = {}
    for move in moves:
        known = found.get((move.old, move.new))
        found[move.old, move.new] = _with(known, move) if known else move
    return list(found.values())


def _with(move: Move, other: Move) -> Move:
    """The first move, told by the files of both: manifests before lock files."""
    sources = sorted(
        dict.fromkeys((*move.sources, *other.sources)), key=lambda source: (source.rule.lock, source.file.path)
    )
    return replace(move, scope=max(move.scope, other.scope), sources=tuple(sources))


def _related(one: Move, other: Move) -> bool:
    """Whether one of the files lies in a folder above one of the other's, so that they speak of one project."""
    return any(_above(a.folder, b.folder) or _above(b.folder, a.folder) for a in one.sources for b in other.sources)


def _above(folder: str, other: str) -> bool:
    return not folder or other == folder or other.startswith(folder + "/")


def _absorbed(pin: Move, wanted: Move) -> Move:
    """The move of a version, told also by the manifest; where the version stays, the move of the manifest's range."""
    if pin.old == pin.new:
        kept = _with(wanted, pin)
        return replace(kept, sources=wanted.sources, locked=pin.new or "")
    name = wanted.name if pin.name == pin.key else pin.name  # as a person wrote it
    both = replace(_with(wanted, pin), name=name, exact=True, via=wanted.via or pin.via)
    return replace(both, old=pin.old, new=pin.new)


def _rejoined(moves: list[Move]) -> list[Move]:
    """A dependency that leaves one manifest and enters another has only changed its place."""
    gone = [move for move in moves if move.is_removal]
    come = [move for move in moves if move.is_addition]
    rest = [move for move in moves if not move.is_removal and not move.is_addition]
    for left, entered in zip(gone, come, strict=False):
        rest.append(replace(_with(left, entered), new=entered.new, exact=left.exact and entered.exact))
    longer = gone if len(gone) > len(come) else come
    return rest + longer[min(len(gone), len(come)) :]
