"""A justification that reaches no business goal: a distraction, or goals that nobody wrote down."""

from collections.abc import Iterator

from ..wording import counted
from .given import Advice, Given, advice

_MOST = 4


def advise(given: Given) -> Iterator[Advice]:
    if given.signals.reaches_goal:
        return
    known = given.material.profile.of("goals", "priorities", "sprint_goals")
    if known:
        one = "the one goal" if len(known) == 1 else f"any of the {counted(len(known), 'goal')} and priorities"
        said = f"The justification does not reach {one} that the team wrote down."
        more = "Either it serves one that it does not name yet, or it is worth asking whether it is for now."
        yield advice("goal", "justification", (said, more), *(entry.id for entry in known[:_MOST]))
    else:
        said = "The justification reaches no business goal, and none is written down for this repository."
        more = "A [[goals]] entry in the team's profile, written once, is offered for every ticket from then on."
        yield advice("goal", "justification", (said, more))
