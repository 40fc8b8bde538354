"""What is changed in hunks that are not shown: names of what they define or touch, never their text.

F7 views.py: export, OrderList, +3
F9 poetry.lock: django, psycopg, urllib3
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Hunk
from ...sources.evidence import Evidence, Trust
from .manifest import full_line
from .offers import Form, Offer, Section, form
from .outside import Counting, Named, Outside
from .ranking import is_lock
from .rules import rules

_HEADING = "what is changed in hunks that are not shown, by name"
_FEW, _MANY = 3, 12  # names in the short and in the whole form
_MOST_LINES = 400  # of a file that are looked through for names
_LONGEST = 200  # characters of a line that are
_LONGEST_NAME = 60


def condensed_section(
    files: Iterable[Named],
    hunks: Mapping[str, tuple[Hunk, ...]],
    shown: Collection[str],
    outside: Outside,
    counter: Counting,
    room: int,
    cancel: Cancel,
) -> Section:
    """The files with hunks that are not `shown`, in the order given, as many as could fit."""
    offers: list[Offer] = []
    for named in files:
        cancel.check()
        if room < 0:
            break
        hidden = [hunk for hunk in hunks.get(named.id, ()) if hunk.id not in shown]
        names = list(islice(_names(named, hidden), _MANY + 1)) if hidden else []
        if names:
            offers.append(Offer(named.id, tuple(_forms(named, names, outside, counter))))
            room -= offers[-1].forms[0].tokens
    return Section("condensed", _HEADING, "file", tuple(offers), len(offers))


def _forms(named: Named, names: list[str], outside: Outside, counter: Counting) -> Iterator[Form]:
    for most in (_FEW, _MANY) if len(names) > _FEW else (_MANY,):
        more = "…" if len(names) > most else ""
        told = outside.line(", ".join([*names[:most], *filter(None, [more])]), named.id)
        evidence = Evidence(named.id, "file", named.path, f"{full_line(named)}: {told}", Trust.CODE)
        yield form(f" {named.id} {named.name}: {told}\n", counter, evidence)


def _names(named: Named, hunks: Iterable[Hunk]) -> Iterator[str]:
    """Each name once."""
    find = _packages if is_lock(named.file.path) else _definitions
    return (name for name in dict.fromkeys(islice(find(hunks), _MOST_LINES)) if not rules().common_name.match(name))


def _packages(hunks: Iterable[Hunk]) -> Iterator[str]:
    """The packages whose entries a lock file's hunks change."""
    for hunk in hunks:
        name = ""
        for line in hunk.lines:
            name = _first(rules().packages, line.text[:_LONGEST]) or name
            if name and line.sign != " ":
                yield name


def _definitions(hunks: Iterable[Hunk]) -> Iterator[str]:
    """What the headings of hunks name, and what their changed lines define."""
    for hunk in hunks:
        if name := _defined(hunk.section):
            yield name
        for line in hunk.lines[:_MOST_LINES]:
            if line.sign != " " and (name := _defined(line.text)):
                yield name


def _defined(line: str) -> str:
    return _first(rules().definitions, line[:_LONGEST])


def _first(patterns: Iterable[re.Pattern[str]], line: str) -> str:
    """The name that the first pattern finds in a line; "" where none does."""
    found = next((found for pattern in patterns if (found := pattern.search(line))), None)
    return found[1][:_LONGEST_NAME].rstrip(":.") if found else ""
