"""Whether each step can be checked, and whether somebody looks at what users and monitoring see."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..advice.doing import Doing, doing
from ..advice.signals import is_before, is_watched
from ..advice.steps import Step
from ..ticket import Status
from ..wording import joined, quoted
from .case import Case
from .found import Found
from .mends import citing, with_sentences
from .table import Row, words

_SHOWN = 70  # characters of a step
_MOST_NAMED = 4
_WORD = re.compile(r"[a-z][a-z0-9_]{4,40}")


def step_without_check(row: Row, case: Case) -> Iterator[Found]:
    """Steps by hand; what a command does tells itself by its end, and checks afterwards cover the deployment.

    Nothing where there are as many of those as steps that nothing checks: each may have its own.
    """
    steps, checks = case.steps["deployment"], _afterwards(case)
    if not checks:
        return  # told by others
    told = [_tokens(one) for one in checks]
    left = [
        (number, step)
        for number, (step, following) in enumerate(zip_longest(steps, steps[1:]), 1)
        if _changes_by_hand(step) and not _is_checked(step, following, told)
    ]
    for number, step in left if len(left) > len(checks) else ():
        quote = case.text("deployment")[step.start : step.end].strip()
        yield Found({"number": number, "what": quoted(step.text, _SHOWN)}, place=str(number), quote=quote)


def _changes_by_hand(step: Step) -> bool:
    patterns = words().steps
    if doing(step) is not Doing.BY_HAND or patterns["harmless"].search(step.words):
        return False
    return not patterns["whole"].search(step.words)


def _is_checked(step: Step, following: Step | None, checks: Sequence[frozenset[str]]) -> bool:
    patterns = words().steps
    if patterns["checks"].search(step.words):
        return True
    if following and doing(following) is Doing.PREPARES and patterns["checks"].search(following.words):
        return True
    tokens = _tokens(step)
    return any(tokens & one for one in checks)


def _tokens(step: Step) -> frozenset[str]:
    """The telling words and names of a step; of two that share one, the one may check the other."""
    text = " ".join((step.text, *step.blocks))[:4_000].casefold()
    return frozenset(one.rstrip("s") for one in _WORD.findall(text) if one not in words().ordinary)


def _afterwards(case: Case) -> tuple[Step, ...]:
    """The validation steps that are made when the new version runs."""
    return tuple(one for one in case.steps["validation"] if not is_before(one))


def no_check_afterwards(row: Row, case: Case) -> Iterator[Found]:
    if case.steps["validation"] and not _afterwards(case):
        yield Found()


def no_user_check(row: Row, case: Case) -> Iterator[Found]:
    steps = _afterwards(case)
    if steps and not any(_is_of_users(one, case) for one in steps):
        journeys = {one.id for one in case.profile.of("journeys") if one.get("check")}
        mend = with_sentences(case, "validation", "Take the team's check of a journey", citing(journeys))
        yield Found(mend=mend if journeys else None)


def _is_of_users(step: Step, case: Case) -> bool:
    """Whether it is seen from outside; the team's own checks of a journey are."""
    journeys = {one.id for one in case.profile.of("journeys")}
    cited = {one for claim in _claims(step, case) for one in claim}
    return bool(cited & journeys) or bool(words().steps["user"].search(step.text))


def _claims(step: Step, case: Case) -> Iterator[tuple[str, ...]]:
    for span in case.spans.get("validation", ()):
        if span.start < step.end and step.start < span.end:
            yield span.claim.evidence


def no_monitoring_check(row: Row, case: Case) -> Iterator[Found]:
    steps = _afterwards(case)
    if steps and not any(is_watched(one) for one in case.steps["validation"]):
        ids = {one.id for one in case.profile.of("monitoring")}
        mend = with_sentences(case, "validation", "Take what the team watches", citing(ids)) if ids else None
        yield Found(mend=mend)


def unknown_command(row: Row, case: Case) -> Iterator[Found]:
    """Code in the person's own steps that stands nowhere in what is known; off unless a team wants it."""
    known = "\n".join((*(one.text for one in case.material.facts.of("command.")), *_by_team(case)))
    for field in ("deployment", "rollback"):
        own = [one for step in case.steps[field] for one in _commands(step, field, case) if one not in known]
        if own:
            told = {"label": "Deployment steps" if field == "deployment" else "Rollback steps"}
            yield Found(
                {**told, "what": joined([quoted(one, 60) for one in own], _MOST_NAMED)}, field, field, (), own[0]
            )


def _by_team(case: Case) -> Iterator[str]:
    yield from (one.text for one in case.profile.entries)
    yield from (one.get("command") for one in case.material.facts.of("command."))


def _commands(step: Step, field: str, case: Case) -> Iterator[str]:
    spans = [one for one in case.spans.get(field, ()) if one.claim.status is not Status.USER]
    if not any(one.start < step.end and step.start < one.end for one in spans):
        yield from (code for _, code in step.spans if " " in code)
