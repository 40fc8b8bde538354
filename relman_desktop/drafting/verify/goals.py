"""Whether a sentence speaks of a goal that somebody named, and somebody says that the change serves it.

Goals are what a model invents most easily. The team's profile, the person or a ticket has to name it; and since the
profile says nothing of this change, a ticket or the person has to speak of what the goal speaks of.
"""

import re
from collections.abc import Iterator

from .candidate import Candidate
from .cited import Cited
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules
from .words import telling

_PART = re.compile(r"\[(goals|priorities|sprint_goals|journeys)\b")
_KEYS = re.compile(r"(?:^\[\w+\] |^| / )(?P<key>\w+): ", re.MULTILINE)
_LEAST = 2  # telling words that a goal and what speaks of it have in common


def goals(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    named = [one for one in candidate.sources if one.letter == "N" and _PART.match(one.evidence.text)]
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


def _speaks_of(other: Cited, goal: Cited) -> bool:
    """Whether a ticket or an answer holds one of a goal's own words, or some of those in which it is told."""
    said = set(telling("\n".join(other.lines)))
    values = dict(_values(goal.evidence.text))
    if any(set(telling(word)) <= said for word in values.get("words", "").split(",") if telling(word)):
        return True
    told = set(telling(" ".join(values.get(key, "") for key in ("text", "name"))))
    return bool(told) and len(told & said) >= min(_LEAST, len(told))


def _values(text: str) -> Iterator[tuple[str, str]]:
    """The values of an entry as it was sent, by their keys."""
    found = list(_KEYS.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return ((one["key"], text[one.end() : end]) for one, end in zip(found, ends, strict=True))
