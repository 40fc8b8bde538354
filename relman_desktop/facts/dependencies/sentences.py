"""Dependencies in words: each move as a finding."""

from collections.abc import Callable, Sequence

from ...wording import counted, named
from ..configuration.secrets import hide
from ..fact import Finding
from .locks import Behind
from .moves import Move, Source
from .requirement import Runtime, Scope
from .scopes import in_calendar, is_development, table
from .versions import is_downgrade, is_major, is_upgrade

Locate = Callable[[Source, str, tuple[str, ...]], str]  # the evidence for a name with one of these values

_NOUN = {
    Scope.PRODUCTION: "dependency",
    Scope.OPTIONAL: "optional dependency",
    Scope.DEVELOPMENT: "development dependency",
}
_DEVELOPMENT_WEIGHT = 5
_OPTIONAL_WEIGHT = 10
_REQUIREMENT_WEIGHT = 10  # another range is asked for, and what is installed stays
_SHOWN_NAMES = 8


def move_finding(move: Move, locate: Locate) -> Finding:
    """`dependency.added`, `.removed` or `.changed`."""
    old, new = _shown(move.old), _shown(move.new)
    downgrade = is_downgrade(move.old or "", move.new or "")
    major = is_major(move.old or "", move.new or "") and not in_calendar(move.key)
    what = "added" if move.is_addition else "removed" if move.is_removal else "changed"
    places = _paths([source.file.path for source in move.sources])
    return Finding(
        kind=f"dependency.{what}",
        text=f"{_sentence(move, old, new, major)} ({places}).",
        evidence=tuple(dict.fromkeys(locate(source, move.name, _values(move, source)) for source in move.sources)),
        data={
            "ecosystem": move.ecosystem,
            "name": _plain(move.name),
            "old": old,
            "new": new,
            "direct": True,
            "dev": move.scope is Scope.DEVELOPMENT,
            "optional": move.scope is Scope.OPTIONAL,
            "manifest": move.sources[0].file.path,
            "major": major,
            "downgrade": downgrade,
        },
        weight=_weight(move, what, major or downgrade),
    )


def _values(move: Move, source: Source) -> tuple[str, ...]:
    """What may stand beside the name in a file: its own specs before the versions that the lock file gives."""
    stated = (reading.requirements.get(move.key) for reading in (source.old, source.new))
    specs = [requirement.spec for requirement in stated if requirement]
    return tuple(value for value in specs or (move.old, move.new) if value)


def _sentence(move: Move, old: str | None, new: str | None, major: bool) -> str:
    name, noun = _plain(move.name), _NOUN[move.scope]
    if move.is_addition:
        return f"Adds the {noun} {name} {_spec(move, new)}".rstrip()
    if move.is_removal:
        return f"Removes the {noun} {name} {_spec(move, old)}".rstrip()
    subject = name if move.scope is Scope.PRODUCTION else f"the {noun} {name}"
    note = ", a new major version" if major and move.exact else ""
    if move.exact:
        return f"{_verb(move, 'Upgrades', 'Downgrades')} {subject} from {old} to {new}{note}"
    verb = _verb(move, "Raises", "Lowers")
    return f"{verb} the required version of {subject} from {_range(old)} to {_range(new)}"


def _verb(move: Move, up: str, down: str) -> str:
    old, new = move.old or "", move.new or ""
    return up if is_upgrade(old, new) else down if is_downgrade(old, new) else "Changes"


def _spec(move: Move, spec: str | None) -> str:
    return (spec or "") if move.exact or not spec else named(spec)


def _range(spec: str | None) -> str:
    return named(spec) if spec else "any"


def _weight(move: Move, what: str, serious: bool) -> int:
    if move.scope is Scope.DEVELOPMENT:
        return _DEVELOPMENT_WEIGHT
    if move.scope is Scope.OPTIONAL:
        return _OPTIONAL_WEIGHT
    if move.locked:
        return _REQUIREMENT_WEIGHT
    return {"added": 40, "removed": 30, "changed": 60 if serious else 35}[what]


def lock_finding(lock: Source, packages: Behind, *, indirect: bool) -> Finding:
    """`dependency.lock`: what a lock file changes that nobody asked for by name."""
    parts = {"changed": packages.changed, "added": packages.added, "removed": packages.removed}
    path = lock.file.path
    names = [_plain(name) for name in packages.names[:_SHOWN_NAMES]]
    return Finding(
        kind="dependency.lock",
        text=_lock_sentence(path, parts, names, "indirect dependency" if indirect else "package"),
        evidence=(lock.file.id,),
        data={"ecosystem": lock.rule.ecosystem, "path": path, **parts, "names": names},
        weight=_DEVELOPMENT_WEIGHT if is_development(path) else 15,
    )


_LOCK_VERBS = {"changed": "Updates", "added": "Adds", "removed": "Removes"}


def _lock_sentence(path: str, parts: dict[str, int], names: list[str], noun: str) -> str:
    said = {what: number for what, number in parts.items() if number}
    number = counted(sum(said.values()), noun).replace("dependencys", "dependencies")
    verb = _LOCK_VERBS[next(iter(said))] if len(said) == 1 else "Changes"
    counts = ", ".join(f"{count:,} {'updated' if what == 'changed' else what}" for what, count in said.items())
    detail = f" ({counts})" if len(said) > 1 else ""
    among = ": " if sum(said.values()) <= len(names[:3]) else ", among them "
    return f"{verb} {number} in {named(path)}{detail}{among if names else ''}{', '.join(names[:3])}."


def runtime_finding(
    name: str, old: Runtime | None, new: Runtime | None, sources: Sequence[Source], locate: Locate
) -> Finding:
    """`dependency.runtime`: another version of the language itself."""
    known = new or old
    assert known is not None
    development = all(is_development(source.file.path) for source in sources)
    versions = tuple(runtime.version for runtime in (old, new) if runtime)
    places = _paths([source.file.path for source in sources])
    return Finding(
        kind="dependency.runtime",
        text=f"{_runtime_sentence(table()['runtimes']['names'].get(name, name), old, new)} ({places}).",
        evidence=tuple(dict.fromkeys(locate(source, versions[-1], versions) for source in sources)),
        data={
            "name": name,
            "old": _shown(old.version) if old else None,
            "new": _shown(new.version) if new else None,
            "minimum": known.minimum,
        },
        weight=_DEVELOPMENT_WEIGHT if development else 65 if old and new else 20,
    )


def _runtime_sentence(language: str, old: Runtime | None, new: Runtime | None) -> str:
    if not old or not new:
        known = new or old
        assert known is not None
        verb = "States" if new else "No longer states"
        return f"{verb} the {language} version {named(known.version)}"
    up = is_upgrade(old.version, new.version)
    if not new.minimum:
        verb = "Upgrades" if up else "Downgrades" if is_downgrade(old.version, new.version) else "Changes"
        return f"{verb} {language} from {_shown(old.version)} to {_shown(new.version)}"
    if up and "|" not in old.version + new.version:
        return f"Raises the required {language} version from {named(old.version)} to {named(new.version)}"
    return f"Changes the supported {language} versions from {named(old.version)} to {named(new.version)}"


def unread_finding(file_id: str, path: str, reason: str) -> Finding:
    """`dependency.unread`: a manifest that could not be read, said so that nobody trusts its silence."""
    text = f"{named(path)} was not read for dependencies: {reason}."
    return Finding("dependency.unread", text, (file_id,), {"path": path, "reason": reason}, _DEVELOPMENT_WEIGHT)


def _shown(spec: str | None) -> str | None:
    return None if spec is None else _plain(hide(spec[:1000]))


def _plain(text: str) -> str:
    """A name or a version as it may stand in a sentence."""
    return named(text, 80)[1:-1]


def _paths(paths: Sequence[str]) -> str:
    unique = [_plain(path) for path in dict.fromkeys(paths)]
    if len(unique) > 3:
        unique[2:] = [f"{len(unique) - 2} more"]
    return " and ".join(part for part in (", ".join(unique[:-1]), unique[-1]) if part)
