"""What the texts of one ticket say of how a team releases, in numbers: of any ticket, whatever change it is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from ..ticket import Entry, Ticket
from .command import has_command
from .doing import Doing, doing, is_started, seconds
from .steps import Step, is_written, steps_of
from .table import table

_LONGEST = 60_000  # characters of a field that are read
_MOST_LINES = 2_000
_HEAD = re.compile(r"[^:.]{12,}?(?=[:.](?:\s|$))")


class WayBack(StrEnum):
    """What the rollback steps say."""

    NONE = "none"
    REDEPLOY = "redeploy"  # nothing but that the previous version is deployed
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Signals:
    """Numbers of one ticket."""

    steps: int = 0  # of the deployment: those that prepare, those that a machine does, and those done by hand
    preparing: int = 0  # only read, wait, decide or tell
    run: int = 0  # by a command, a script, a pipeline, or by itself
    by_hand: int = 0
    minutes: int | None = None  # that the deployment steps say they take; None where none says it
    checks: int = 0  # validation steps
    automated_checks: int = 0  # that a machine makes after the deployment
    tests_before: int = 0  # that a machine makes before it
    goal: bool = False  # whether the justification reaches a goal or a priority
    justified: bool = False  # whether it says anything
    rollback_steps: int = 0
    way_back: WayBack = WayBack.NONE
    watched: int = 0  # validation steps that look at a metric, an alert or a dashboard
    trigger: bool = False  # whether it is told when to go back

    @property
    def done(self) -> int:
        """The deployment steps that somebody or something does."""
        return self.run + self.by_hand

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.steps or self.checks or self.rollback_steps or self.justified)


def signals(ticket: Ticket) -> Signals:
    """The signals of a ticket, computed from its texts, its claims and its answers alone. Never raises."""
    deployment = steps_of(ticket.entry("deployment").text)
    checks = steps_of(ticket.entry("validation").text)
    checks = () if _denies(ticket.entry("validation").text) else checks
    back = steps_of(ticket.entry("rollback").text)
    kinds = [doing(one) for one in deployment]
    taken = sum(map(seconds, deployment))
    automated = [one for one in checks if is_automated(one)]
    before = sum(map(is_before, automated))
    return Signals(
        steps=len(kinds),
        preparing=kinds.count(Doing.PREPARES),
        run=kinds.count(Doing.RUN),
        by_hand=kinds.count(Doing.BY_HAND),
        minutes=ceil(taken / 60) if taken else None,
        checks=len(checks),
        automated_checks=len(automated) - before,
        tests_before=before,
        goal=reaches_goal(ticket),
        justified=is_written(ticket.entry("justification").text),
        rollback_steps=len(back),
        way_back=_way_back(back),
        watched=sum(map(is_watched, checks)),
        trigger=any(map(names_trigger, (ticket.entry(name).text for name in ("rollback", "validation", "deployment")))),
    )


def is_automated(step: Step) -> bool:
    """Whether a machine makes a validation step."""
    if has_command(step):
        return True
    words = _head(step.words)
    by_hand = table().steps["by_hand"].search(words)
    return not by_hand and (is_started(words) or bool(table().validation["tests"].search(words)))


def is_before(step: Step) -> bool:
    """Whether a validation step is made before the deployment."""
    return bool(table().validation["before"].search(step.words))


def is_watched(step: Step) -> bool:
    """Whether a step looks at what tells by itself how the system is: a metric, an alert, a dashboard."""
    patterns = table().validation
    words = patterns["not_watched"].sub(" ", _head(step.words))
    return bool(patterns["watches"].search(words)) and not patterns["mends"].match(words)


def _head(words: str) -> str:
    """What a step asks for; of one that a person looks at not what it quotes of others behind its colon."""
    if not table().validation["by_eye"].match(words):
        return words
    head = _HEAD.match(words)
    return head[0] if head else words


def names_trigger(text: str) -> bool:
    """Whether a field tells when to go back, in more than "if needed"."""
    patterns = table().rollback
    lines = (patterns["vague"].sub(" ", line) for line in text[:_LONGEST].split("\n")[:_MOST_LINES])
    return any(patterns["when"].search(line) for line in lines)


def reaches_goal(ticket: Ticket) -> bool:
    """Whether the justification cites a goal or a priority of the team's, speaks of one, or an answer names one."""
    answer = ticket.answers.get(table().question, "")
    if is_written(answer) and not table().denies.match(answer):
        return True
    entry = ticket.entry("justification")
    return _cites(entry, ticket) or any(map(_speaks_of_goal, entry.text[:_LONGEST].replace("\n", ". ").split(". ")))


def _cites(entry: Entry, ticket: Ticket) -> bool:
    known = (ticket.meant.get(one, "") for span in entry.spans for one in span.claim.evidence if one[:1] == "N")
    return any(key.partition(" ")[0] in table().goal_parts for key in known)


def _speaks_of_goal(sentence: str) -> bool:
    patterns = table().goal
    return bool(patterns["named"].search(sentence)) and not patterns["denied"].search(sentence)


def _denies(text: str) -> bool:
    return len(text) < 200 and bool(table().validation["denies_steps"].search(text))


def _way_back(steps: Sequence[Step]) -> WayBack:
    patterns = table().rollback
    steps = [one for one in steps if not patterns["tells"].match(one.words)]
    if not steps:
        return WayBack.NONE
    only = steps[0]
    if len(steps) > 1 or only.blocks or has_command(only) or not patterns["redeploy"].match(only.words):
        return WayBack.TOLD
    return WayBack.REDEPLOY
