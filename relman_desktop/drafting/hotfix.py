"""Signs that a change cannot wait for the usual approval: by `resources/risk/types.toml`."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..files import resource
from ..sources.work.item import WorkItem
from ..wording import named
from .proposal import Material

_LONGEST = 300  # characters of a text that are looked at
_MOST = 40  # characters of it that are told
_MOST_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. `wrong`: it says that something is wrong in production."""

    says: str  # a clause
    counts: int
    wrong: bool
    evidence: tuple[str, ...]


@cache
def types_table() -> dict[str, Any]:
    """The table."""
    return tomllib.loads(resource("risk/types.toml").read_text("utf-8"))


def signs(material: Material) -> tuple[Sign, ...]:
    """The signs, one for each row, the strongest first; none for a range of many commits."""
    commits = [commit for commit in material.change.commits if not commit.is_merge]
    if len(commits) > types_table()["emergency"]["most_commits"]:
        return ()
    found = [sign for row in types_table()["sign"] if (sign := _sign(row, material))]
    return tuple(sorted(found, key=lambda one: -one.counts))


def _sign(row: Mapping[str, Any], material: Material) -> Sign | None:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    for name, text, evidence in _LOOKED_AT[row["of"]](row, material):
        if found := pattern.search(text[:_LONGEST]):
            said = named(found[0].strip(" /:_-"), _MOST)
            says = row["says"].format(name=named(name, 2 * _MOST), said=said)
            return Sign(says, row["counts"], row.get("wrong", False), evidence)
    return None


Looked = Iterator[tuple[str, str, tuple[str, ...]]]  # what it is called, the text, what it is cited by


def _items(row: Mapping[str, Any], material: Material) -> Looked:
    open_ones = [item for item in material.work if item.is_named and not item.is_request and item.done is not True]
    for item in open_ones[:_MOST_ITEMS]:
        yield from ((item.key, text, (item.id,)) for text in _texts(item, row["looks"]))


def _texts(item: WorkItem, looks: str) -> tuple[str, ...]:
    told = getattr(item, looks)
    return told if isinstance(told, tuple) else (told,)


def _branch(row: Mapping[str, Any], material: Material) -> Looked:
    branch = material.change.branch or ""
    cited = tuple(commit.id for commit in material.change.commits[:1])
    yield branch, branch, cited or tuple(file.id for file in material.change.files[:1])


def _commits(row: Mapping[str, Any], material: Material) -> Looked:
    for commit in material.change.commits:
        yield commit.subject, commit.subject, (commit.id,)


def _facts(row: Mapping[str, Any], material: Material) -> Looked:
    for fact in material.facts.items:
        yield fact.id, fact.kind, (fact.id,)


_LOOKED_AT: Mapping[str, Callable[[Mapping[str, Any], Material], Looked]] = {
    "item": _items,
    "branch": _branch,
    "commit": _commits,
    "fact": _facts,
}
