"""The files that conflict, each with what happens to it and the later commits that cause it."""

from collections.abc import Collection, Sequence

from ...facts.production import is_beside
from ...sources.change import Change, Kind
from ...sources.later import Later
from ...sources.trial import Conflict
from ...wording import joined, named
from .table import table

_RUN_NEVER = (Kind.TEST, Kind.DOCS)
_MOST = 20  # files that are told one by one
_MOST_CITED = 8
_MOST_COMMITS = 2
_BY_SIDE, _OF_LINES = "modify/delete", "contents"


def evidence_of(change: Change, paths: Collection[str]) -> tuple[str, ...]:
    """The ids of the change's files at these paths, by their old or their new ones."""
    wanted = frozenset(paths)
    return tuple(file.id for file in change.files if {file.path, file.old_side_path} & wanted)[:_MOST_CITED]


def any_runs(change: Change, paths: Collection[str]) -> bool:
    """Whether one of the paths may be part of what runs: no test, document, example or tooling. What is generated or
    brought from elsewhere runs, too."""
    known = {path: file.kind for file in change.files for path in (file.path, file.old_side_path)}
    return not all(known.get(path) in _RUN_NEVER or is_beside(path) for path in paths)


def details_of(conflicts: Sequence[Conflict], came: Later) -> tuple[str, ...]:
    """A line for each of the first conflicts, and one that counts the rest."""
    rest = len(conflicts) - _MOST
    return (*(_line(one, came) for one in conflicts[:_MOST]), *([f"{rest:,} more"] if rest > 0 else []))


def _line(conflict: Conflict, came: Later) -> str:
    oids = came.by_path.get(conflict.path, ())
    told = [f"{oid[:10]} “{came.subjects[oid]}”" for oid in oids[:_MOST_COMMITS] if oid in came.subjects]
    more = [f"{len(oids) - len(told):,} more"] if told and len(oids) > len(told) else []
    since = f" ({joined([*told, *more])})" if told else ""
    return f"{named(conflict.path)}: {_why(conflict)}{since}"


def _why(conflict: Conflict) -> str:
    """The first thing that git says, unless it says more than that lines are the same."""
    kind = next((one for one in conflict.kinds if one != _OF_LINES), next(iter(conflict.kinds), ""))
    rows = table().conflicts
    if kind == _BY_SIDE:
        return table().conflicts_by_side["theirs" if conflict.ours else "ours"]
    known = next((name for name in sorted(rows, key=len, reverse=True) if kind.startswith(name)), "")
    return rows[known] if known else f"git calls it {named(kind)}" if kind else "it does not merge"
