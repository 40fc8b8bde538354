"""What a change touches, as plain values that are kept with its ticket: by them similar tickets are found."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..facts.book import Facts
from ..facts.fact import Fact
from ..facts.production import is_production
from ..files import resource
from ..sources.change import Change, FileChange, Kind

_MOST = {"files": 120, "acts": 200}
_MOST_ELSE = 100
_MOST_ANY = 500  # whoever wrote the record
_FOLDERS = 2  # levels of folders that a file is told by
_NAMES = (  # the facts whose names say what is touched, by their topic
    ("config", "settings", "name"),
    ("dependency", "packages", "name"),
    ("delivery", "services", "service"),
    ("surface", "routes", "route"),
)
_NO_CHANGE = {"surface.health"}  # says which endpoint there is, wherever it is named
_NOT_OWN = {"dependency.lock", "dependency.pipeline", "config.tooling"}

Footprint = Mapping[str, list[str]]  # names, by the groups of `resources/similar.toml`


@dataclass(frozen=True, slots=True)
class Shared:
    """What two tickets can have in common; `resources/similar.toml` explains."""

    group: str
    weight: float
    one: str
    many: str
    own: bool = False


@cache
def table() -> tuple[tuple[Shared, ...], Mapping[str, str]]:
    """What can be shared, and what the kinds of facts do, in words."""
    read = tomllib.loads(resource("similar.toml").read_text("utf-8"))
    return tuple(Shared(**row) for row in read["shared"]), read["acts"]


def footprint(change: Change, facts: Facts) -> Footprint:
    """What a change touches, bounded: the files with most changed lines, the heaviest facts."""
    found = {
        "files": [file.path for file in sorted(change.files, key=_size) if _counts(file)],
        "migrations": [_folder(file.path) for file in change.of_kind(Kind.MIGRATION)],
        "acts": list(_acts(facts.items)),
        "tables": [name for fact in facts.items if fact.topic == "migration" for name in _tables(fact)],
    }
    for topic, group, key in _NAMES:
        found[group] = [fact.get(key) for fact in facts.items if fact.topic == topic and _is_own(fact)]
    return {group: _first(names, _MOST.get(group, _MOST_ELSE)) for group, names in found.items() if any(names)}


def marks(footprint: Mapping[str, Any], repository: str) -> dict[str, tuple[str, ...]]:
    """The groups of a footprint as they are compared: with the folders of the files, and the repository."""
    found = {name: tuple(map(str, names[:_MOST_ANY])) for name, names in footprint.items() if isinstance(names, list)}
    found["folders"] = tuple(dict.fromkeys(one for path in found.get("files", ()) if (one := folder_of(path))))
    return found | ({"repository": (repository,)} if repository else {})


def folder_of(path: str) -> str:
    """The first folders of a path; "" for a file at the top."""
    return "/".join(path.split("/")[:-1][: _FOLDERS + 1])


def _acts(facts: Iterable[Fact]) -> Iterator[str]:
    """The kinds of facts that `resources/similar.toml` knows, each also with the table that it is about."""
    _, words = table()
    for fact in facts:
        if fact.kind in words:
            yield fact.kind
            yield from (f"{fact.kind} {name}" for name in _tables(fact))


def _tables(fact: Fact) -> list[str]:
    said = fact.data.get("tables")
    return [str(one) for one in said] if isinstance(said, list) else [fact.get("table")] if fact.get("table") else []


def _is_own(fact: Fact) -> bool:
    """Whether a fact is of a change of the product, and not of its makers' tools."""
    return not fact.data.get("dev") and fact.kind not in _NO_CHANGE | _NOT_OWN


def _counts(file: FileChange) -> bool:
    return is_production(file) or file.kind in (Kind.CONFIG, Kind.INFRASTRUCTURE, Kind.MIGRATION)


def _size(file: FileChange) -> int:
    return -(file.added + file.removed)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _first(names: Iterable[str], most: int) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))[:most]
