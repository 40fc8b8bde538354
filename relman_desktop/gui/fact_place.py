"""Where in a hunk a fact is read best: at the line that it cites, or at one that names what it is about."""

import re

from ..facts.fact import Fact
from ..sources.change import Hunk

_NAMES = ("column", "key", "name", "route", "constraint", "index", "new", "old", "table")  # data
_QUOTED = re.compile(r"`([^`]{2,200})`")
_REF = re.compile(r":(\d+)$")  # "docs/upgrading.md:134"
_LONGEST = 2000  # characters of a line that are searched
_MOST = 20_000  # lines of a hunk that are searched


def row_of(fact: Fact, hunk: Hunk) -> int:
    """The row of the hunk, 0 being its head, from 1 its lines; 0 where no line stands out."""
    return _cited_row(fact, hunk) or _naming_row(fact, hunk)


def _cited_row(fact: Fact, hunk: Hunk) -> int:
    """The row of the line that the fact's data names, counted at the head."""
    found = _REF.search(fact.get("ref"))
    number = found[1] if found else fact.get("line")
    if not number.isdecimal():
        return 0
    return next((row for row, line in enumerate(hunk.lines, 1) if line.new == int(number)), 0)


def _naming_row(fact: Fact, hunk: Hunk) -> int:
    """The row of the first changed line that holds the most of the names that the fact speaks of."""
    names = {name[:200] for name in map(fact.get, _NAMES) if len(name) > 1}
    for quoted in _QUOTED.findall(fact.text):
        names |= {quoted, quoted.rpartition(".")[2]} - {""}
    if not names:
        return 0
    words = re.compile(
        "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=lambda n: (-len(n), n)))
    )
    best, most = 0, 0
    for row, line in enumerate(hunk.lines[:_MOST], 1):
        held = len(set(words.findall(line.text[:_LONGEST]))) if line.sign != " " else 0
        if held > most:
            best, most = row, held
    return best
