"""The numbers of one ticket, from its texts and claims alone: so those of years ago can be read as today's are."""

from dataclasses import dataclass

from ..fields import BY_NAME
from ..ticket import Entry, Status, Ticket
from .steps import FieldStep, steps_of
from .words import words

_GOAL_QUESTION = BY_NAME["justification"].questions[-1]  # "How does this change get us closer to a business goal?"
_GOALS = ("goals", "priorities", "sprint_goals")  # parts of the profile


@dataclass(frozen=True, slots=True)
class Signals:
    """What a ticket shows of how its team deploys. `minutes` is None where no step tells how long it takes."""

    steps: int  # of the deployment
    manual: int  # those that are done by hand
    minutes: float | None
    checks: int  # validation steps
    automated_checks: int  # those that a program can do
    reaches_goal: bool
    rollback_steps: int
    only_redeploys: bool  # going back is no more than putting the previous version back
    watched: int  # validation and rollback steps that look at a metric, an alert, a dashboard or a log

    @property
    def has_way_back(self) -> bool:
        return self.rollback_steps > 0 and not self.only_redeploys


def signals(ticket: Ticket) -> Signals:
    """The signals of a ticket as it stands."""
    deployment = steps_of(ticket.entry("deployment"))
    rollback = steps_of(ticket.entry("rollback"))
    validation = steps_of(ticket.entry("validation"))
    told = [step.minutes for step in deployment if step.minutes is not None]
    return Signals(
        steps=len(deployment),
        manual=sum(step.is_manual for step in deployment),
        minutes=sum(told) if told else None,
        checks=len(validation),
        automated_checks=sum(step.checks_itself for step in validation),
        reaches_goal=reaches_goal(ticket),
        rollback_steps=len(rollback),
        only_redeploys=bool(rollback) and not any(map(does_more_than_redeploy, rollback)),
        watched=sum(step.watches for step in (*validation, *rollback)),
    )


def does_more_than_redeploy(step: FieldStep) -> bool:
    return bool(words().more_than_redeploy.search(step.text))


def reaches_goal(ticket: Ticket) -> bool:
    """Whether the justification cites a goal or a priority of the team's, or the person said which one it serves."""
    if ticket.answers.get(_GOAL_QUESTION, "").strip():
        return True
    entry = ticket.entry("justification")
    cited = {one for claim in entry.current for one in claim.evidence}
    if any(ticket.team.get(one, "").partition(" ")[0] in _GOALS for one in cited):
        return True
    return bool(words().goals.search(_own_words(entry)))


def _own_words(entry: Entry) -> str:
    """What the person wrote: authors of commits say "goal" of anything."""
    return "\n".join(claim.text for claim in entry.current if claim.status is Status.USER)
