"""Environment variables and declared settings that code begins to read, ceases to read, or gives another default.

A name is new only if nothing of the project mentioned it before: what has merely moved, or is read in one place more,
is no news. So names are compared over the whole change, and the few that seem new or gone are looked for elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, Kind, Side
from ...sources.kinds import kind_of
from ..fact import Finding
from ..production import is_program
from . import telling
from .mentions import Mention, Name, is_read, mentions
from .rules import Role, patterns_for

_MOST_FILES = 3000  # of the tree that are searched for a name
_LONGEST_FILE = 400_000  # characters
_SEARCHED = (Kind.CODE, Kind.CONFIG, Kind.INFRASTRUCTURE, Kind.MIGRATION, Kind.DEPENDENCY)


def variables(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.env_added|removed|changed`, and `config.key_added|removed|changed` for settings that code declares."""
    names = list(_names(change, cancel))
    arrived = {name.name for name in names if name.is_new and _reads(name.new)}
    left = {name.name for name in names if name.is_gone and _reads(name.old)}
    known = _standing(change, arrived, "old", cancel) | _standing(change, left, "new", cancel)
    whole = change.origin == "git"
    for name in names:
        if name.is_new and name.name not in known:
            yield telling.added(name, everywhere=whole)
        elif name.is_gone and name.name not in known:
            yield telling.removed(name, everywhere=whole)
        elif not name.is_new and not name.is_gone:
            yield from telling.changed(name)


def _names(change: Change, cancel: Cancel) -> Iterator[Name]:
    found: dict[Side, dict[str, list[Mention]]] = {"old": {}, "new": {}}
    for file in filter(is_read, change.files):
        if patterns_for(file.path):
            for hunk in change.hunks(file, cancel):
                for side, names in found.items():
                    for mention in mentions(file, hunk, side):
                        names.setdefault(mention.name, []).append(mention)
    for name in dict.fromkeys((*found["new"], *found["old"])):
        yield Name(name, tuple(found["old"].get(name, ())), tuple(found["new"].get(name, ())))


def _reads(mentioned: Iterable[Mention]) -> bool:
    return any(mention.role is not Role.SET for mention in mentioned)


def _standing(change: Change, names: set[str], side: Side, cancel: Cancel) -> set[str]:
    """Those of the names that stand in the changed files' other side, or in files that do not change at all."""
    standing: set[str] = set()
    for path, text in _texts(change, side, cancel) if names else ():
        cancel.check()
        if side == "new" and not is_program(path):
            continue  # what is still set or documented may be read by nobody
        here = [name for name in names - standing if name in text]
        standing |= {name for name in here if _stands(name, text)}
        if standing == names:
            break
    return standing


def _stands(name: str, text: str) -> bool:
    """Whether a text uses a name as a variable's: quoted, after a dot, in a shell's or a Dockerfile's way."""
    use = rf"""["'`.{{$:]{re.escape(name)}(?!\w)|(?m:^)[\s#-]*(?:export\s+|ENV\s+)?{re.escape(name)}\s*[=:]"""
    return bool(re.search(use, text))


def _texts(change: Change, side: Side, cancel: Cancel) -> Iterator[tuple[str, str]]:
    changed = {file.path for file in change.files}
    for file in change.files:
        if is_read(file) and file.kind in _SEARCHED:
            yield from _short(file.path, change.content.text(file, side, cancel))
    paths = [path for path in change.content.tree(cancel) if path not in changed and kind_of(path) in _SEARCHED]
    for path in sorted(paths, key=lambda path: (not patterns_for(path), path))[:_MOST_FILES]:
        yield from _short(path, change.content.read(path, cancel))


def _short(path: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text and len(text) <= _LONGEST_FILE:
        yield path, text
