"""Where else in the whole tree a name stands: what has merely moved, or is read in one place more, is no news."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...jobs import Cancel
from ...sources.change import Change, Kind, Match, Search, Side
from ...sources.kinds import kind_of
from ..production import is_beside, is_program
from .lines import in_line
from .remarks import is_remark
from .rules import is_kind

_WORD = re.compile(r"\w+(?:[.-]+\w+)*")
_PART = re.compile(r"\w+")
_SEARCHED = (Kind.CODE, Kind.CONFIG, Kind.INFRASTRUCTURE, Kind.MIGRATION, Kind.DEPENDENCY)


@dataclass
class Standing:
    """What a tree says of some names.

    whole: all of the tree was searched. used: those that the product uses. needed: those that it fails without.
    lines: where each stands, documents and samples included.
    """

    whole: bool = True
    used: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)
    lines: dict[str, list[Match]] = field(default_factory=dict)


def standing(
    change: Change, names: set[str], side: Side, cancel: Cancel, needed: frozenset[str] = frozenset()
) -> Standing:
    """Search a tree for names; of the head only programs count, since what is set there may be read by nobody.

    needed: those of which is asked whether something fails without them.
    """
    found = Standing()
    words = {_searched(name) for name in names}
    answer = change.content.search(words, side, cancel) if words else Search(())
    if answer is None:
        found.whole = False
        return found
    found.whole = not any(_may_count(path) and is_program(path) for path in answer.unread)
    for line in answer.matches:
        cancel.check()
        here = list(_names(line.text, names))
        if needed.intersection(here):
            found.needed |= _needed(line)
        for name in here:
            found.lines.setdefault(name, []).append(line)
            if _counts(line, side) and _stands(name, line.text):
                found.used.add(name)
    return found


def _searched(name: str) -> str:
    """The word that a name is looked for by: of `shop.server.max-size` the longest part after the first."""
    parts = _PART.findall(name)
    return max(parts[1:] or parts, key=len, default=name)


def _names(text: str, names: set[str]) -> Iterator[str]:
    return (word for word in dict.fromkeys(_WORD.findall(text)) for word in _parts(word) if word in names)


def _parts(word: str) -> tuple[str, ...]:
    """A word, and those that dots part it into: `env.SHOP_URL` is also `SHOP_URL`."""
    return (word, *word.split(".")) if "." in word else (word,)


def _needed(line: Match) -> set[str]:
    return {name for name, needed in in_line(line.path, line.text) if needed and _counts(line, "new")}


def _counts(line: Match, side: Side) -> bool:
    if not _may_count(line.path):
        return False
    return is_program(line.path) and not is_remark(line.text) if side == "new" else not _is_quiet(line)


def _may_count(path: str) -> bool:
    return kind_of(path) in _SEARCHED and not is_beside(path) and not is_kind(path, "elsewhere")


def _is_quiet(line: Match) -> bool:
    return is_program(line.path) and is_remark(line.text)


def _stands(name: str, text: str) -> bool:
    """Whether a line uses a name as a variable's: quoted, after a dot, in a shell's or a Dockerfile's way."""
    use = rf"""["'`.{{$:,]{re.escape(name)}(?!\w)|^[\s#-]*(?:export\s+|ENV\s+)?{re.escape(name)}\s*[=:]"""
    return bool(re.search(use, text))
