"""Features of a build that come or go: a command that asks for one that is gone fails."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ...wording import listed, named
from ..fact import Finding
from ..formats import Unread, mapping, toml_table
from ..production import is_production
from ..sides import Finder, Text, sides
from .scopes import is_foreign

_GONE, _COMES, _INSIDE = 40, 10, 8  # weights; the last one of a part of the project, for which nobody asks by itself

Names = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def _features(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(data, "features")


_READ: dict[str, tuple[str, Names]] = {
    "Cargo.toml": ("build feature", _features),
}
_TOOLS = ("dev", "develop", "development", "test", "tests", "testing", "doc", "docs", "lint", "ci", "all", "default")


def features(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`dependency.feature_removed|added`, one of each for a file. Of a diff file's hunks nothing is told."""
    for file in change.files:
        cancel.check()
        if file.name in _READ and is_production(file) and not file.is_symlink and not is_foreign(file.path):
            yield from _of_file(change, file, cancel)


def _of_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    noun, names = _READ[file.name]
    old, new = (_names(text, names) for text in sides(change, file, cancel))
    if old is None or new is None:
        return
    finder = Finder(file, change.hunks(file, cancel))
    for what, some in (("removed", old - new), ("added", new - old)):
        told = sorted(some - {*_TOOLS})
        if told:
            yield _finding(file, noun, what, told, finder)


def _names(text: Text, names: Names) -> set[str] | None:
    """None where the file is not there, is not whole or is not valid."""
    if not text.whole or not text.pieces:
        return None
    try:
        return set(names(toml_table(text.pieces[0])))
    except Unread:
        return None


def _finding(file: FileChange, noun: str, what: str, told: list[str], finder: Finder) -> Finding:
    ending, verb, one = ("s", "are", "one of them") if len(told) > 1 else ("", "is", "it")
    subject, path = f"The {noun}{ending} {listed(told)} {verb}", named(file.path)
    gone = f"{subject} gone from {path}: a command that asks for {one} fails."
    weight = {"removed": _GONE, "added": _COMES}[what] if "/" not in file.path else _INSIDE
    return Finding(
        f"dependency.feature_{what}",
        gone if what == "removed" else f"{subject} new in {path}.",
        tuple(dict.fromkeys(finder.find(name) for name in told[:5])),
        {"path": file.path, "names": told[:20], "what": noun},
        weight=weight,
    )
