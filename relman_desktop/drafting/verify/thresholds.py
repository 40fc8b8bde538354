"""Whether a threshold is told with the comparison that the team or somebody else gave it.

"Above 2 %" as a reason to go back, and "below 2 %" as what must stay so, say the same; "go back below 2 %" does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from .candidate import Candidate
from .cited import Cited
from .entries import part_of, values_of
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .quantities import canonical
from .rules import rules

_VALUE = re.compile(r"\s{0,3}(?:(?:of|than|to|the|a)\s+){0,2}(?P<number>\d[\d.,]{0,20})\s?(?P<unit>%|[^\W\d_]{0,20})")
_CLAUSE = re.compile(r"[;!?\n]|[.,:](?=\s|$)|\s(?:and|but|or|while|as long as)\s|\s/\s", re.IGNORECASE)
_NEAR = 30  # characters before a comparison in which it is denied
_MOST_LIMITS = 200  # of a text
_LETTERS = "NAW"


@dataclass(frozen=True, slots=True)
class _Limit:
    """A number that something is compared with, from above (`sign` 1) or below (-1).

    `wish` is 1 where it should be so, -1 where the team goes back for it, 0 where nobody says.
    """

    number: str
    unit: str
    sign: int
    wish: int
    shown: str

    def is_of(self, other: "_Limit") -> bool:
        return self.number == other.number and (self.unit == other.unit or not (self.unit and other.unit))


def thresholds(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """A number that is compared the other way than in the cited entry, answer or work item."""
    said = list(_limits(candidate.text)) if any(map(str.isdigit, candidate.text)) else []
    if not said:
        return
    known = [(one.id, limit) for one in candidate.sources if one.letter in _LETTERS for limit in _known(one)]
    for limit in said:
        about = [(where, other) for where, other in known if limit.is_of(other)]
        if not about or any(_agree(limit, other) for _, other in about):
            continue
        where, other = about[0]
        why = f"{where} says “{other.shown}”, and not “{limit.shown}”."
        certain = limit.wish and other.wish
        yield unsupported(why, About.DEED) if certain else weak(f"{why} See which it is.", About.DEED)


def _agree(one: _Limit, other: _Limit) -> bool:
    if one.wish and other.wish:
        return one.sign * one.wish == other.sign * other.wish
    return one.sign == other.sign or bool(one.wish)


def _known(one: Cited) -> Iterator[_Limit]:
    if part_of(one) != "monitoring":
        yield from _told("\n".join(one.lines))
        return
    for key, value in values_of(one).items():
        given = -1 if key == "threshold" and not rules().contrary["wished_limits"].search(value) else 0
        yield from _limits(value, given)


@lru_cache(1 << 8)
def _told(text: str) -> tuple[_Limit, ...]:
    """The limits of a text; asked for with each sentence that cites the same ticket."""
    return tuple(islice(_limits(text), _MOST_LIMITS))


def _limits(text: str, wish: int = 0) -> Iterator[_Limit]:
    said = wish
    for clause in _CLAUSE.split(text):
        is_open = rules().contrary["open"].search(clause)  # "unless it is above 2 %"
        said = wish or (0 if is_open else _wish(clause) or said)  # "go back above 2 % or above 300 ms"
        yield from _of_clause(clause, said)


def _of_clause(clause: str, wish: int) -> Iterator[_Limit]:
    for name, sign in (("above", 1), ("below", -1)):
        for found in rules().contrary[name].finditer(clause):
            value = _VALUE.match(clause, found.end())
            if value is None or not (number := canonical(value["number"].rstrip(".,"))):
                continue
            denied = bool(
                rules().contrary["denied_limits"].search(clause[max(0, found.start() - _NEAR) : found.start()])
            )
            shown = " ".join(clause[found.start() : value.end()].split())
            yield _Limit(number, value["unit"].casefold(), -sign if denied else sign, wish, shown)


def _wish(clause: str) -> int:
    """Whether a clause says what should be so (1) or what must not (-1); 0 where it says neither, or both."""
    good = bool(rules().contrary["wished"].search(clause))
    bad = bool(rules().contrary["dreaded"].search(clause))
    return good - bad
