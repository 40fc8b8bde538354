"""Whether a sentence speaks of a goal that somebody named, and somebody says that the change serves it.

Goals are what a model invents most easily. The team's profile, the person or a ticket has to name it; and since the
profile says nothing of this change, a ticket or the person has to speak of what the goal speaks of, and not to say that
the change is about something else. That a goal is reached, nobody knows before the change is deployed.
"""

from collections.abc import Iterator
from functools import lru_cache

from .candidate import Candidate
from .cited import Cited
from .contrary import clauses
from .entries import part_of, values_of
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules
from .words import telling

_PARTS = ("goals", "priorities", "sprint_goals", "journeys")
_LEAST = 2  # telling words that a goal and what speaks of it have in common
_LEAST_TOLD = 0.6  # of a goal's telling words stand in a sentence that tells it as a fact


def goals(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    named = [one for one in candidate.sources if part_of(one) in _PARTS]
    claimed = rules().goals.search(candidate.without_quotations)
    if not named and not claimed:
        return
    others = [one for one in candidate.sources if one.letter in "AW"]
    if claimed and not named and not others:
        said = " ".join(claimed.group().split())
        yield unsupported(f"“{said}”: neither the team's profile, the person nor a ticket in {candidate.ids} names it.")
    elif candidate.field.name == "justification" and named and not any(_speaks_of(one, named[0]) for one in others):
        why = f"{named[0].id} says nothing of this change, and no ticket or answer that is cited speaks of it."
        yield weak(why, About.WORDS)
    yield from _as_facts(candidate, named)


def _as_facts(candidate: Candidate, named: list[Cited]) -> Iterator[Finding]:
    """A goal that is told as what the change does: `It cuts abandonment by a fifth`."""
    if any(one.letter == "A" for one in candidate.sources):
        return
    for one in named if not rules().goals_as_goals.search(candidate.text) else ():
        told, said = _told(one), set(telling(candidate.text))
        if len(told & said) >= max(_LEAST, _LEAST_TOLD * len(told)) and part_of(one) != "journeys":
            yield weak(f"{one.id} is a goal; nothing shows that this change reaches it.", About.DEED)
            return


def _speaks_of(other: Cited, goal: Cited) -> bool:
    """Whether a ticket or an answer holds one of a goal's own words, or some of those in which it is told.

    What says that the change is about something else speaks of no goal that it names there.
    """
    text = "\n".join(other.lines)
    if any(_holds(clause.text, goal) and rules().not_about.search(clause.text) for clause in clauses(text)):
        return False
    return _holds(text, goal)


def _holds(text: str, goal: Cited) -> bool:
    said = _telling(text)
    if any(set(telling(word)) <= said for word in values_of(goal).get("words", "").split(",") if telling(word)):
        return True
    told = _told(goal)
    return bool(told) and len(told & said) >= min(_LEAST, len(told))


@lru_cache(1 << 9)
def _telling(text: str) -> frozenset[str]:
    return frozenset(telling(text))


def _told(goal: Cited) -> set[str]:
    """The telling words of what a goal is called."""
    return set(telling(" ".join(values_of(goal).get(key, "") for key in ("text", "name"))))
