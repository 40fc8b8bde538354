"""What is told in one sentence: what stands behind dependencies, tools, actions, overrides, the unread."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...wording import counted, named
from ..fact import Finding
from .locks import Package
from .moves import Move, Source
from .scopes import is_development
from .sentences import Locate, evidence_of, paths, shown, sources_of
from .weights import DEVELOPMENT

_SHOWN_NAMES = 3
_MOST_NAMES = 200  # that data holds
_MOST_EVIDENCE = 8
_LOCK_WEIGHT, _PIPELINE_WEIGHT, _OVERRIDE_WEIGHT, _UNREAD_WEIGHT = 15, 4, 25, 30
_RANGE = re.compile(r"[\d^~<>=!*v]")
_VERBS = {"changed": "Updates", "added": "Adds", "removed": "Removes"}


def lock_finding(locks: Sequence[Source], packages: Sequence[Package], *, indirect: bool) -> Finding:
    """`dependency.lock`: what lock files change that nobody asked for by name."""
    said = Counter(one.what for one in packages)
    names = [named(one.text)[1:-1] for one in packages]
    tools = sum(one.tool for one in packages)
    where = named(locks[0].file.path) if len(locks) == 1 else f"{len(locks)} lock files"
    noun = "indirect dependency" if indirect else "package"
    only = ", all of them for development only" if tools == len(packages) else ""
    some = f", {tools:,} of them for development only" if tools and not only else ""
    development = bool(only) or all(is_development(lock.file.path) for lock in locks)
    return Finding(
        kind="dependency.lock",
        text=f"{_counts(said, noun, f' in {where}')}{only or some}{_among(names)}.",
        evidence=tuple(lock.file.id for lock in locks[:_MOST_EVIDENCE]),
        data={
            "ecosystem": locks[0].rule.ecosystem,
            "path": locks[0].file.path,
            **{what: said[what] for what in _VERBS},
            "development": tools,
            "direct": False,
            "names": names[:_MOST_NAMES],
        },
        weight=DEVELOPMENT if development else _LOCK_WEIGHT,
    )


def development_finding(moves: Sequence[Move], locate: Locate) -> Finding:
    """`dependency.development`: the tools of one ecosystem, where many of them move."""
    return _summary("dependency.development", moves, locate, "development dependency", DEVELOPMENT)


def pipeline_finding(moves: Sequence[Move], locate: Locate) -> Finding:
    """`dependency.pipeline`: the actions that the workflows use; nothing of them is deployed."""
    return _summary("dependency.pipeline", moves, locate, "action of the pipeline", _PIPELINE_WEIGHT)


@dataclass(frozen=True, slots=True)
class Override:
    """What a package is held at or taken from, before and after; None where it is left to those who ask for it."""

    name: str
    old: str | None
    new: str | None

    @property
    def sentence(self) -> str:
        name, old, new = named(self.name), named(shown(self.old) or ""), named(shown(self.new) or "")
        verb, where = ("Holds", "at") if _RANGE.match(self.new or self.old or "") else ("Takes", "from")
        if self.new is None:
            return f"No longer {verb.lower()} the dependency {name} {where} {old}"
        if self.old is None:
            return f"{verb} the dependency {name} {where} {new}, whoever asks for it"
        return f"{verb} the dependency {name} {where} {new} instead of {old}"

    @property
    def told(self) -> str:
        versions = " → ".join(shown(one) or "none" for one in (self.old, self.new))
        return f"{named(self.name)[1:-1]} {versions}"


def override_finding(source: Source, overrides: Sequence[Override], locate: Locate) -> Finding:
    """`dependency.override`: packages that are taken from elsewhere or held at a version, whoever asks for them."""
    first, told = overrides[0], [one.told for one in overrides]
    several = f"Changes what {len(told)} dependencies are held at{_among(told)}"
    found = (_found(source, one, locate) for one in overrides)
    development = is_development(source.file.path)
    return Finding(
        kind="dependency.override",
        text=f"{first.sentence if len(told) == 1 else several} ({paths([source.file.path])}).",
        evidence=tuple(dict.fromkeys(found))[:_MOST_EVIDENCE],
        data={
            "ecosystem": source.rule.ecosystem,
            "name": named(first.name)[1:-1],
            "old": shown(first.old),
            "new": shown(first.new),
            "names": told[:_MOST_NAMES],
            "dev": development,
            "manifest": source.file.path,
        },
        weight=DEVELOPMENT if development else _OVERRIDE_WEIGHT,
    )


def _found(source: Source, override: Override, locate: Locate) -> str:
    """The hunk with the whole name, or with its last part where a path leads to it."""
    values = tuple(filter(None, (override.new, override.old)))
    found = (locate(source, word, values) for word in (override.name, re.split(r" > |/", override.name)[-1]))
    return next((one for one in found if one != source.file.id), source.file.id)


def unread_finding(file_id: str, path: str, reason: str) -> Finding:
    """`dependency.unread`: a manifest that could not be read, said so that nobody trusts its silence."""
    text = f"{named(path)} was not read for dependencies: {reason}."
    weight = DEVELOPMENT if is_development(path) else _UNREAD_WEIGHT
    return Finding("dependency.unread", text, (file_id,), {"path": path, "reason": reason}, weight)


def _summary(kind: str, moves: Sequence[Move], locate: Locate, noun: str, weight: int) -> Finding:
    ordered = sorted(moves, key=lambda move: (list(_VERBS).index(_what(move)), move.key))
    said = Counter(map(_what, ordered))
    names = [_told(move) for move in ordered]
    plural = noun.replace("action of", "actions of") if "action of" in noun else ""
    return Finding(
        kind=kind,
        text=f"{_counts(said, noun, '', plural)}{_among(names)} ({paths(sources_of(moves))}).",
        evidence=evidence_of(ordered, locate),
        data={
            "ecosystem": moves[0].ecosystem,
            **{what: said[what] for what in _VERBS},
            "dev": True,
            "names": names[:_MOST_NAMES],
        },
        weight=weight,
    )


def _what(move: Move) -> str:
    return "added" if move.is_addition else "removed" if move.is_removal else "changed"


def _told(move: Move) -> str:
    return " ".join((named(move.name)[1:-1], " → ".join(filter(None, (shown(move.old), shown(move.new)))))).strip()


def _counts(said: Counter[str], noun: str, where: str, plural: str = "") -> str:
    """`Updates 3 packages in …`, `Changes 5 packages in … (3 updated, 2 added)`."""
    parts = {what: said[what] for what in _VERBS if said[what]}
    verb = _VERBS[next(iter(parts))] if len(parts) == 1 else "Changes"
    counts = ", ".join(f"{count:,} {'updated' if what == 'changed' else what}" for what, count in parts.items())
    detail = f" ({counts})" if len(parts) > 1 else ""
    return f"{verb} {counted(sum(parts.values()), noun, plural)}{where}{detail}"


def _among(names: Sequence[str]) -> str:
    opening = ": " if len(names) <= _SHOWN_NAMES else ", among them "
    return opening + ", ".join(names[:_SHOWN_NAMES]) if names else ""
