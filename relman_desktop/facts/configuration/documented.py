"""Whether the documentation agrees: a new name that it does not have, and a default that it still tells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...sources.change import Kind, Match
from ...sources.kinds import kind_of
from ...wording import joined, listed, named
from ..fact import Finding, Place, Value
from . import telling
from .mentions import Mention, Name
from .rules import Role, is_kind
from .secrets import hide
from .values import COMPUTED, is_same, quoted

_MOST_NEIGHBOURS = 40  # other names of the same files that are looked for
_LITERAL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+")
_MOST_OF_THEM = 0.6  # share of the names beside a new one, above which they are documented as a rule
_WEIGHT_UNDOCUMENTED = 8
_WEIGHT_OUTDATED = 15
_NOTES = re.compile(
    r"(?:^|/)(?:change(?:s|log)|news|history|release|upgrad|newsfragments)[^/]*(?:/|\.|$)", re.IGNORECASE
)


def asked(names: Iterable[Name]) -> set[str]:
    """The names that are looked for in the documents: new ones, those with another default, and some beside them."""
    read = [name for name in names if name.new and _is_literal(name)]
    beside = [name for name in read if name.old and not _is_otherwise(name)][:_MOST_NEIGHBOURS]
    wanted = [name for name in read if name.is_new or _is_otherwise(name)]
    return {name.name for name in (*wanted, *beside)} if wanted else set()


def findings(names: Sequence[Name], fresh: Sequence[Name], lines: Mapping[str, Sequence[Match]]) -> Iterator[Finding]:
    """`config.undocumented` and `config.outdated`, by the lines of the head that hold the names."""
    told = {name: [line for line in found if _is_document(line)] for name, found in lines.items()}
    new = [name for name in fresh if name.new and _is_literal(name)]
    other = [name for name in names if name.old and name.new and _is_literal(name)]
    changed = [name for name in other if _is_otherwise(name)]
    yield from _undocumented(new, [name for name in other if name not in changed][:_MOST_NEIGHBOURS], told)
    yield from _outdated(changed, told)


def _first(name: Name) -> Mention:
    return telling.first_of(name.new or name.old)


def _is_literal(name: Name) -> bool:
    """Whether a document would hold the name as it is: what code composes of a class and a field stands nowhere."""
    return _first(name).role in (Role.READ, Role.KEY) and bool(_LITERAL.fullmatch(name.name))


def _is_otherwise(name: Name) -> bool:
    old, new = telling.default_of(name.old), telling.default_of(name.new)
    return bool(old and new and COMPUTED not in (old, new) and not is_same(old, new))


def _is_document(line: Match) -> bool:
    path = line.path
    if _NOTES.search(path):
        return False
    return kind_of(path) is Kind.DOCS or is_kind(path, "samples")


def _undocumented(new: Iterable[Name], other: Sequence[Name], told: Mapping[str, Sequence[Match]]) -> Iterator[Finding]:
    """The new names that stand in no document, where those beside them do."""
    lacking = [name for name in new if not told.get(name.name)]
    beside = [told[name.name][0] for name in other if told.get(name.name)]
    if not lacking or not beside or len(beside) < len(other) * _MOST_OF_THEM:
        return
    names = [name.name for name in lacking]
    paths = list(dict.fromkeys(line.path for line in beside))
    verb = "is" if len(names) == 1 else "are"
    where = joined([named(path) for path in paths], 2)
    text = f"{listed(names)} {verb} not documented, while {where} {'tells' if len(paths) == 1 else 'tell'} of others."
    evidence: tuple[str | Place, ...] = (
        *[telling.first_of(name.new).evidence for name in lacking][:3],
        _place(beside[0]),
    )
    data: dict[str, Value] = {"names": names[:50], "path": paths[0], "count": len(names)}
    yield Finding("config.undocumented", text, evidence, data, _WEIGHT_UNDOCUMENTED)


def _outdated(changed: Iterable[Name], told: Mapping[str, Sequence[Match]]) -> Iterator[Finding]:
    for name in changed:
        old, new = telling.default_of(name.old) or "", telling.default_of(name.new) or ""
        wrong = [
            line for line in told.get(name.name, ()) if _has(old, name.name, line) and not _has(new, name.name, line)
        ]
        if wrong and len(old) > 0:
            first = telling.first_of(name.new)
            text = f"{named(wrong[0].path)} still gives {quoted(name.name, old)} as the default of {named(name.name)}."
            data = {"name": name.name, "old": hide(old), "new": hide(new), "path": wrong[0].path}
            yield Finding("config.outdated", text, (first.evidence, _place(wrong[0])), data, _WEIGHT_OUTDATED)


def _has(value: str, name: str, line: Match) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.]*\w)", line.text.replace(name, ""), re.IGNORECASE))


def _place(line: Match) -> Place:
    return Place(line.path, line.line, line.text)
