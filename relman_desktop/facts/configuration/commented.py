"""Settings that a configuration file only shows, with their defaults, in lines that are commented out."""

import re
from collections.abc import Collection, Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ...wording import named
from ..fact import Finding
from ..production import is_production
from ..sides import Finder, Text, sides
from .rules import is_kind
from .values import is_hidden, kept, quoted

_FILES = (".properties", ".conf", ".ini", ".cfg")
_LONGEST = 300  # characters of a line
_SHOWN = re.compile(
    r"(?P<off>[#;] ?)?(?P<name>[a-z][\w-]*(?:\.[\w-]+)+|[a-z]\w*_\w+)[ \t]*=[ \t]*(?P<value>\S*)[ \t]*$"
)
_WEIGHT = 20

Settings = dict[str, str]


def commented(change: Change, told: Collection[str], cancel: Cancel) -> Iterator[Finding]:
    """`config.key_added` and `config.key_changed` for what is shown anew or with another default; not for `told`."""
    for file in change.files:
        if file.name.endswith(_FILES) and file.status is Status.MODIFIED and _is_read(file):
            cancel.check()
            yield from _of_file(change, file, told, cancel)


def _is_read(file: FileChange) -> bool:
    aside = any(is_kind(file.path, kind) for kind in ("tooling", "data", "elsewhere", "samples"))
    return not file.binary and is_production(file) and not aside


def _of_file(change: Change, file: FileChange, told: Collection[str], cancel: Cancel) -> Iterator[Finding]:
    (before, set_before), (after, set_after) = map(_read, sides(change, file, cancel))
    finder = Finder(file, change.hunks(file, cancel))
    for name, new in after.items():
        old = before.get(name)
        if name not in told and name not in set_before and name not in set_after and old != new:
            yield _finding(file, name, old, new, finder)


def _read(text: Text) -> tuple[Settings, Settings]:
    """What is shown, and what is set."""
    shown: Settings = {}
    given: Settings = {}
    for piece in text.pieces:
        for line in piece.split("\n"):
            if found := _SHOWN.match(line) if len(line) <= _LONGEST else None:
                (shown if found["off"] else given)[found["name"]] = found["value"]
    return shown, given


def _finding(file: FileChange, name: str, old: str | None, new: str, finder: Finder) -> Finding:
    where, default = named(file.path), f" (default {quoted(name, new)})" if new else ""
    text = f"Shows the new setting {named(name)}{default} in {where}."
    if old is not None:
        text = f"Shows another default of {named(name)} in {where}: {quoted(name, new)}, before {quoted(name, old)}."
    return Finding(
        f"config.key_{'added' if old is None else 'changed'}",
        text,
        (finder.find(name, new),),
        {
            "path": file.path,
            "key": name,
            "name": name,
            "old": kept(name, old),
            "new": kept(name, new),
            "default": kept(name, new),
            "secret": is_hidden(name, old, new),
        },
        _WEIGHT,
    )
