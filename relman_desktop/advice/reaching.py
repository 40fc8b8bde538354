"""A justification that reaches no goal: a distraction, or goals that nobody wrote down or told."""

from collections.abc import Iterator

from ..drafting.team.linking import links
from ..drafting.team.plain import in_quotes
from .piece import Advice, Case, cited
from .steps import is_written
from .table import table

_LONGEST = 120  # characters of a goal
_SPEAKS_FOR_ITSELF = ("notes.security", "change.revert")  # nobody asks which goal that serves


def reaching(case: Case) -> Iterator[Advice]:
    """Silent where the person was asked about the goal and answered, whatever they said."""
    told = case.signals
    answered = is_written(case.ticket.answers.get(table().question, ""))
    if not told.justified or told.goal or answered or case.is_quiet or case.material.facts.of(*_SPEAKS_FOR_ITSELF):
        return
    goals = case.material.profile.of(*table().goal_parts)
    if any(case.says(one.get("text")) for one in goals if one.get("text").strip()):
        return
    if found := links(case.material, *table().goal_parts):
        goal = in_quotes(found[0].entry.get("text"), _LONGEST)
        text = f"The justification reaches no goal yet; {goal} may fit: {found[0].by}."
        yield Advice("no_goal", text, cited(found[0].entry.id, *found[0].evidence), "justification", "goals")
    elif goals:
        which = (
            "does not name the goal" if len(goals) == 1 else f"names none of the {len(goals):,} goals and priorities"
        )
        text = (
            f"The justification {which} in the profile yet. If the change serves one, a sentence says so; if it "
            "serves none, it may be able to wait, or the goal that it serves is not written down there."
        )
        yield Advice("no_goal", text, cited(*(one.id for one in goals)), "justification", "goals")
    else:
        text = (
            "No business goal is written down in the team's profile, so no ticket can say which one it brings closer. "
            "Whoever plans the product can tell one in a sentence; it is then offered for each change."
        )
        yield Advice("no_goal", text, (), "justification", "goals")
