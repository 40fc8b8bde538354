"""How it stands with a question, in words, icons and colours."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..drafting.interview import Asked, State, Suggestion
from ..fields import BY_NAME
from ..wording import joined, quoted
from .shown import visible
from .theme import Role

NOTHING_OPEN = {
    frozenset({State.EVIDENCE}): "Everything that is asked about a change is answered by the evidence.",
    frozenset({State.EVIDENCE, State.TEAM}): "Everything that is asked is answered by the evidence and your team.",
}
NOTHING_OPEN_OTHERWISE = "Everything that is asked about this change is answered."
NOTHING_ASKED = "Open a change, and what its ticket cannot know from it is asked here."
NOTHING_MATTERS = "Nothing that is open weighs much for this change."
FIRST = "What would add most"
ALL_OPEN = "All open questions"
ANSWERED = "Answered"
NOT_NEEDED = "Not needed for a change of documentation and tests alone"
ELSEWHERE = "Others"  # of questions that belong to no field

_LONGEST = 40  # characters of a value that a row tells
_ID = re.compile(r"\b(?:F\d+(?:\.h\d+)?|[XCLWNRA]\d+)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """A state for the eye: its icon, its colour, and its words."""

    icon: str
    role: Role
    words: str  # of one question
    short: str  # in the legend, behind a number


LOOKS: Mapping[State, Look] = {
    State.EVIDENCE: Look("check", Role.CODE, "Answered by the evidence", "evidence"),
    State.TEAM: Look("team", Role.TEAM, "Answered by your team's profile", "team"),
    State.PERSON: Look("person", Role.USER, "Answered by you", "you"),
    State.OPEN: Look("question", Role.ACCENT, "Open", "open"),
}


def field_label(name: str) -> str:
    """The name of a field for a person."""
    return BY_NAME[name].label if name in BY_NAME else ELSEWHERE


def answered_by(asked: Asked) -> str:
    """Who answers a question that is not open, and with which value of a field."""
    words = LOOKS[asked.state].words
    return f"{words}, in the field: {visible(quoted(asked.held, _LONGEST))}" if asked.held else words


def counts(asked: Iterable[Asked]) -> dict[State, int]:
    """How many questions stand how, in the order of the bar; those that the change does not need do not count."""
    found = Counter(one.state for one in asked if not one.is_needless)
    return {state: found[state] for state in LOOKS}


def told(numbers: Mapping[State, int]) -> str:
    """The same in a sentence."""
    parts = [
        f"{number} {LOOKS[state].words[:1].lower()}{LOOKS[state].words[1:]}"
        for state, number in numbers.items()
        if number
    ]
    return f"{sum(numbers.values())} questions: {joined(parts, len(parts))}." if parts else ""


def said_instead(asked: Iterable[Asked], shown: Iterable[Asked]) -> str:
    """What stands in place of open questions where none is shown; "" where some are."""
    states = frozenset(one.state for one in asked if not one.is_needless)
    if any(True for _ in shown):
        return ""
    if State.OPEN in states:
        return NOTHING_MATTERS
    return NOTHING_OPEN.get(states, NOTHING_OPEN_OTHERWISE) if states else NOTHING_ASKED


def cited(asked: Asked) -> tuple[str, ...]:
    """The evidence ids that belong to a question: of what answers it, or of why it is asked."""
    return asked.evidence or tuple(dict.fromkeys(_ID.findall(asked.why)))


GIVES = "Answers the question with it"
PUTS_IN = "Puts it into the answer; Enter gives that"


def gives_at_once(one: Suggestion) -> bool:
    """Whether it is one of the few values that a field may have: choosing it is all that can be done with it."""
    return not (one.kind or one.origin or one.evidence)


def told_suggestion(one: Suggestion) -> str:
    """All of a suggestion: its text, and where it is from."""
    behind = joined(one.evidence)
    source = f"{one.origin} ({behind})" if one.origin and behind else one.origin or behind
    return f"{one.text}\n{source[:1].upper()}{source[1:]}" if source else one.text
