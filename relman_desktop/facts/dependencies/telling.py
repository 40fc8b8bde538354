"""From manifests and lock files to findings: what belongs together told together, our own packages not at all."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from .advisories import Claims
from .families import together
from .locks import Declared, Package, behind, declared
from .moves import Move, Source, locked_moves, merged, stated_moves
from .requirement import Scope
from .scopes import is_development
from .sentences import Locate, move_finding, replaced_finding
from .summaries import Override, development_finding, lock_finding, override_finding, pipeline_finding

_FEW_TOOLS = 3  # that are told one by one
_FEW_LOCKS = 2
_FEW_OVERRIDES = 2
_PIPELINE = "github-actions"

Own = Mapping[str, frozenset[str]]  # by ecosystem, the packages that the repository makes itself
Asked = Mapping[Source, Declared]  # by lock file


def findings(change: Change, sources: Sequence[Source], locate: Locate, cancel: Cancel) -> Iterator[Finding]:
    """Everything but the languages."""
    claims = Claims(change, cancel)
    asked = {lock: declared(change, lock, sources, cancel) for lock in sources if _is_lock(lock)}
    own = _own(sources, asked)
    moves = [move for move in _moves(sources, asked) if move.key not in own.get(move.ecosystem, ())]
    cancel.check()
    left = yield from _replaced(moves, claims, locate)
    left = yield from _tools(left, locate)
    for group in together(left):
        cancel.check()
        yield move_finding(group, locate, claims.about)
    yield from _overrides(sources, own, locate)
    yield from _behind(asked, own, claims, locate)


def _is_lock(source: Source) -> bool:
    return source.rule.lock or bool(source.old.pinned or source.new.pinned)


def _own(sources: Iterable[Source], asked: Asked) -> Own:
    found: dict[str, frozenset[str]] = {}
    for source in sources:
        inside = asked[source].own if source in asked else frozenset[str]()
        known = found.get(source.rule.ecosystem, frozenset())
        found[source.rule.ecosystem] = known | source.old.own | source.new.own | inside
    return found


def _moves(sources: Iterable[Source], asked: Asked) -> Iterator[Move]:
    stated = chain.from_iterable(stated_moves(source) for source in sources)
    locked = chain.from_iterable(
        locked_moves(lock, each.old, each.new)
        for lock, each in asked.items()
        if not lock.new.requirements  # go.mod states its direct requirements and pins only the others
    )
    return merged(chain(stated, locked))


Left = Generator[Finding, None, list[Move]]  # what is told, and the moves that are left


def _replaced(moves: Sequence[Move], claims: Claims, locate: Locate) -> Left:
    """What a commit says to take another's place; gives the moves that are left."""
    gone = {move.key: move for move in moves if move.is_removal}
    come = {move.key: move for move in moves if move.is_addition}
    paired: set[str] = set()
    for (old, new), commit in claims.replaced.items() if gone and come else ():
        left, entered = gone.get(old), come.get(new)
        if left and entered and left.ecosystem == entered.ecosystem and not {old, new} & paired:
            paired |= {old, new}
            yield replaced_finding(left, entered, commit, locate)
    return [move for move in moves if move.key not in paired]


def _tools(moves: Sequence[Move], locate: Locate) -> Left:
    """Many tools in one sentence, and all that only the pipeline uses; gives the moves that are left."""
    tools = [move for move in moves if move.scope is Scope.DEVELOPMENT]
    told: set[str] = set()  # the ecosystems of which all tools are told
    for ecosystem, some in groupby(tools, key=lambda move: move.ecosystem):
        group = _heard_of(list(some))
        if ecosystem == _PIPELINE:
            yield pipeline_finding(group, locate)
        elif len(together(group)) > _FEW_TOOLS:
            yield development_finding(group, locate)
        else:
            continue
        told.add(ecosystem)
    return [move for move in moves if move.scope is not Scope.DEVELOPMENT or move.ecosystem not in told]


def _heard_of(moves: list[Move]) -> list[Move]:
    """Without those that another file had before, or still has: they are new to a file and not to the project."""
    return [move for move in moves if not move.elsewhere] or moves


def _overrides(sources: Iterable[Source], own: Own, locate: Locate) -> Iterator[Finding]:
    for source in sources:
        old, new = source.old.overrides, source.new.overrides
        names = [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]
        names = [name for name in names if name not in own.get(source.rule.ecosystem, ())]
        for group in [names] if len(names) > _FEW_OVERRIDES else [[name] for name in names]:
            yield override_finding(source, [Override(name, old.get(name), new.get(name)) for name in group], locate)


def _behind(asked: Asked, own: Own, claims: Claims, locate: Locate) -> Iterator[Finding]:
    """What stands behind the dependencies: alone where something is said about it, else in one sentence a lock file."""
    quiet: list[tuple[Source, list[Package]]] = []
    for lock, direct in asked.items():
        packages = behind(lock, direct, own.get(lock.rule.ecosystem, frozenset()))
        loud = [one for one in packages if one.what == "changed" and claims.about(one.key, (one.old, one.new)).numbers]
        for one in loud:
            yield move_finding([_move(lock, one)], locate, claims.about)
        if len(loud) < len(packages):
            quiet.append((lock, [one for one in packages if one not in loud]))
    for group in _groups(quiet):
        locks, lists = zip(*group, strict=True)
        indirect = all(asked[lock].complete for lock in locks)
        yield lock_finding(locks, _once(chain.from_iterable(lists)), indirect=indirect)


def _move(lock: Source, package: Package) -> Move:
    tool = package.tool or is_development(lock.file.path)
    scope = Scope.DEVELOPMENT if tool else Scope.PRODUCTION
    return Move(
        lock.rule.ecosystem, package.key, package.key, package.old, package.new, scope, True, (lock,), direct=False
    )


def _groups(quiet: Sequence[tuple[Source, list[Package]]]) -> Iterator[list[tuple[Source, list[Package]]]]:
    """Lock files one by one, or all of an ecosystem together where there are many of it."""
    found: dict[tuple[str, bool], list[tuple[Source, list[Package]]]] = {}
    for one in quiet:
        found.setdefault((one[0].rule.ecosystem, is_development(one[0].file.path)), []).append(one)
    for group in found.values():
        yield from [group] if len(group) > _FEW_LOCKS else ([one] for one in group)


def _once(packages: Iterable[Package]) -> list[Package]:
    return list({(one.key, one.old, one.new): one for one in packages}.values())
