"""Nix files that take another version of a language or of a data store: `postgresql_17` instead of `postgresql_16`."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, Hunk
from ...wording import named
from ..fact import Finding, Value
from ..production import is_production

_STORES = ("postgresql", "mariadb", "mysql", "redis", "mongodb", "elasticsearch")
_PACKAGE = re.compile(
    rf"\b({'|'.join(_STORES)}|erlang|elixir|nodejs|python|php|ruby|openjdk|jdk|dotnet-sdk|go(?=_))_?(\d+(?:_\d+)*)\b"
)
_LONGEST_LINE = 400
_OF_STORES, _OF_LANGUAGES = 40, 20  # weights


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`dependency.nix`, one for each file and name."""
    for file in change.files:
        if file.path.endswith(".nix") and is_production(file):
            cancel.check()
            told: dict[tuple[str, str, str], str] = {}
            for hunk in change.hunks(file, cancel):
                told |= {key: hunk.id for key in _moves(hunk) if key not in told}
            yield from (_finding(file.path, *key, hunk) for key, hunk in told.items())


def _moves(hunk: Hunk) -> Iterator[tuple[str, str, str]]:
    """The name, the old and the new version, where a hunk shows one of each."""
    old, new = (_versions(hunk, sign) for sign in "-+")
    for name in old:
        gone, come = (sorted(one) for one in (old[name] - new.get(name, set()), new.get(name, set()) - old[name]))
        if len(gone) == len(come) == 1:
            yield name, gone[0], come[0]


def _versions(hunk: Hunk, sign: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in hunk.lines:
        code = line.text.partition("#")[0]
        for name, version in _PACKAGE.findall(code) if line.sign == sign and len(code) <= _LONGEST_LINE else ():
            found.setdefault(name, set()).add(version.replace("_", "."))
    return found


def _finding(path: str, name: str, old: str, new: str, hunk: str) -> Finding:
    is_store = name in _STORES
    moves = ", whose data it does not move by itself" if is_store else ""
    text = f"Nix takes {name} {new} instead of {old}{moves} ({named(path)})."
    data: dict[str, Value] = {"name": name, "old": old, "new": new, "path": path}
    return Finding("dependency.nix", text, (hunk,), data, _OF_STORES if is_store else _OF_LANGUAGES)
