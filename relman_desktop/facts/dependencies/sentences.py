"""Direct dependencies in words: each move, or some that belong together, as a finding."""

from collections.abc import Callable, Iterable, Sequence

from ...wording import counted, joined, named
from ..configuration.secrets import hide
from ..fact import Finding
from .advisories import Said
from .families import label
from .moves import Move, Source
from .requirement import Scope
from .scopes import is_framework
from .versions import is_downgrade, is_major, is_upgrade
from .weights import DEVELOPMENT, REPLACED, is_major_step, is_step_back, weight

Locate = Callable[[Source, str, tuple[str, ...]], str]  # the evidence for a name with one of these values
Ask = Callable[[str, tuple[str, ...]], Said]  # what is said about a package that moves from and to versions

_NOUN = {
    Scope.PRODUCTION: "dependency",
    Scope.OPTIONAL: "optional dependency",
    Scope.DEVELOPMENT: "development dependency",
}
_MOST_EVIDENCE = 8
_SHOWN_NAMES = 3


def move_finding(moves: Sequence[Move], locate: Locate, ask: Ask) -> Finding:
    """`dependency.added`, `.removed` or `.changed`, of one package or of several that move together."""
    move, said = moves[0], _joined(ask(one.name, _versions(one)) for one in moves)
    what = "added" if move.is_addition else "removed" if move.is_removal else "changed"
    installed = {"installed": move.locked} if move.locked else {}
    several = _several(moves) if len(moves) > 1 else {}
    claims = {"advisories": list(said.numbers)} if said.numbers else {}
    yanked = {"yanked": True} if said.yanked else {}
    framework = {"framework": True} if any(is_framework(one.name) for one in moves) else {}
    return Finding(
        kind=f"dependency.{what}",
        text=f"{_sentence(moves)}{_claimed(said)} ({paths(sources_of(moves))}).",
        evidence=tuple(dict.fromkeys((*evidence_of(moves, locate), *said.evidence))),
        data={
            "ecosystem": move.ecosystem,
            "name": _name(moves),
            "old": shown(move.old),
            "new": shown(move.new),
            "direct": move.direct,
            "dev": move.scope is Scope.DEVELOPMENT,
            "optional": move.scope is Scope.OPTIONAL,
            "manifest": move.sources[0].file.path,
            "major": any(map(is_major_step, moves)),
            "downgrade": any(map(is_step_back, moves)),
            **installed,
            **several,
            **claims,
            **yanked,
            **framework,
        },
        weight=weight(moves, what, said),
    )


def _several(moves: Sequence[Move]) -> dict[str, list[str]]:
    """The packages of moves that are told together, and each with its versions."""
    told = [f"{_plain(one.name)} {' → '.join(filter(None, (shown(one.old), shown(one.new))))}".strip() for one in moves]
    return {"packages": sorted(_plain(one.name) for one in moves), "names": sorted(told)}


def replaced_finding(old: Move, new: Move, commit: str, locate: Locate) -> Finding:
    """`dependency.replaced`: a package that takes the place of another, as a commit says."""
    tool = max(old.scope, new.scope) is Scope.DEVELOPMENT
    noun = _NOUN[max(old.scope, new.scope)]
    gone, come = (f"{_plain(one.name)} {shown(one.old or one.new)}".strip() for one in (old, new))
    return Finding(
        kind="dependency.replaced",
        text=f"Replaces the {noun} {gone} with {come} ({paths(sources_of((old, new)))}).",
        evidence=tuple(dict.fromkeys((*evidence_of((old, new), locate), commit))),
        data={
            "ecosystem": old.ecosystem,
            "name": _plain(old.name),
            "by": _plain(new.name),
            "old": shown(old.old),
            "new": shown(new.new),
            "dev": tool,
            "manifest": new.sources[0].file.path,
        },
        weight=DEVELOPMENT if tool else REPLACED,
    )


def sources_of(moves: Sequence[Move]) -> list[str]:
    """The paths that tell of some moves."""
    return [source.file.path for move in moves for source in move.sources]


def evidence_of(moves: Sequence[Move], locate: Locate) -> tuple[str, ...]:
    """The hunks that tell of some moves."""
    found = (_found(move, source, locate) for move in moves for source in move.sources)
    return tuple(dict.fromkeys(found))[:_MOST_EVIDENCE]


def _found(move: Move, source: Source, locate: Locate) -> str:
    """The hunk with the name; where it stands in an address, the one with the version."""
    values = _values(move, source)
    found = (locate(source, word, values) for word in (source_name(move, source), *values))
    return next((one for one in found if one != source.file.id), source.file.id)


def source_name(move: Move, source: Source) -> str:
    """What a file calls a package: in the place of its version stands a variable, which is what changes."""
    stated = source.new.requirements.get(move.key) or source.old.requirements.get(move.key)
    return stated.via if stated and stated.via else move.name.rpartition(":")[2]


def _values(move: Move, source: Source) -> tuple[str, ...]:
    """What may stand beside the name in a file: its own specs before the versions that the lock file gives."""
    stated = (reading.requirements.get(move.key) for reading in (source.old, source.new))
    specs = [requirement.spec for requirement in stated if requirement]
    return tuple(value for value in specs or (move.old, move.new) if value)


def _versions(move: Move) -> tuple[str, ...]:
    return tuple(version for version in (move.old, move.new) if version)


def _name(moves: Sequence[Move]) -> str:
    first = _plain(moves[0].name)
    if len(moves) == 1:
        return first
    told = len({move.new for move in moves}) == 1 and _plain(label(moves))
    return told or f"{first} and {len(moves) - 1} more"


def _same_versions(moves: Sequence[Move]) -> bool:
    return len({(move.old, move.new) for move in moves}) == 1


def _sentence(moves: Sequence[Move]) -> str:
    move = moves[0]
    old, new = shown(move.old), shown(move.new)
    noun = _NOUN[move.scope] if move.direct else "indirect dependency"
    if move.is_addition or move.is_removal:
        return _coming_or_going(moves, noun)
    if not _same_versions(moves):
        return _listed(moves, noun)
    subject = _subject(moves, noun)
    names = f": {joined([named(one.name) for one in moves], _SHOWN_NAMES)}" if len(moves) > 1 else ""
    if move.exact:
        verb = _verb(move, "Upgrades", "Downgrades")
        return f"{verb} {subject} from {old} to {new}{_note(moves)}{names}"
    verb = _verb(move, "Raises", "Lowers")
    return f"{verb} the required version of {subject} from {_range(old)} to {_range(new)}{names}"


def _coming_or_going(moves: Sequence[Move], noun: str) -> str:
    verb = "Adds" if moves[0].is_addition else "Removes"
    each = [f"{_plain(one.name)} {_spec(one, shown(one.new or one.old))}".strip() for one in moves]
    if len(each) == 1:
        return f"{verb} the {noun} {each[0]}"
    return f"{verb} {_subject(moves, noun)}: {joined(each, _SHOWN_NAMES)}"


def _subject(moves: Sequence[Move], noun: str) -> str:
    if len(moves) == 1:
        name = _plain(moves[0].name)
        if moves[0].key.startswith("$"):
            return f"{name}, a version variable,"
        return name if noun == "dependency" else f"the {noun} {name}"
    what = "package" if noun == "dependency" else noun
    of = _plain(label(moves))
    return counted(len(moves), what) + (f" of {of}" if of else "")


def _listed(moves: Sequence[Move], noun: str) -> str:
    """A family of which each member has versions of its own."""
    each = [f"{_plain(move.name)} {shown(move.old)} → {shown(move.new)}" for move in moves]
    verb = _verb(moves[0], "Upgrades", "Downgrades") if moves[0].exact else "Changes the required versions of"
    note = _note(moves) if moves[0].exact else ""
    return f"{verb} {_subject(moves, noun)}{note}: {joined(each, _SHOWN_NAMES)}"


def _note(moves: Sequence[Move]) -> str:
    move = moves[0]
    if not is_major_step(move):
        return ""
    if is_major(move.old or "", move.new or ""):
        return ", a new major version" if _same_versions(moves) else ", each to a new major version"
    return ", which below 1.0 counts as a major step" if move.scope is not Scope.DEVELOPMENT else ""


def _claimed(said: Said) -> str:
    if said.numbers:
        return f", said to fix {joined(list(said.numbers), _SHOWN_NAMES)}"
    return ", of which a version is said to be yanked" if said.yanked else ""


def _joined(said: Iterable[Said]) -> Said:
    each = list(said)
    numbers = dict.fromkeys(number for one in each for number in one.numbers)
    evidence = dict.fromkeys(place for one in each for place in one.evidence)
    return Said(tuple(numbers), any(one.yanked for one in each), tuple(evidence)[:3])


def _verb(move: Move, up: str, down: str) -> str:
    old, new = move.old or "", move.new or ""
    return up if is_upgrade(old, new) else down if is_downgrade(old, new) else "Changes"


def _spec(move: Move, spec: str | None) -> str:
    return (spec or "") if move.exact or not spec else named(spec)


def _range(spec: str | None) -> str:
    return named(spec) if spec else "any"


def shown(spec: str | None) -> str | None:
    """A spec as it may stand in a sentence, without a secret."""
    return None if spec is None else _plain(hide(spec[:1000]))


def _plain(text: str) -> str:
    """A name or a version as it may stand in a sentence."""
    return named(text, 80)[1:-1]


def paths(some: Sequence[str]) -> str:
    """Some paths, the first of them by name."""
    unique = [_plain(path) for path in dict.fromkeys(some)]
    return joined(unique, 3 if len(unique) <= 3 else 2)
