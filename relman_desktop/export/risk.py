"""An assessment as the command line's JSON and its text."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..risk import Answered, Assessment, Axis, CommitRisk, Contribution, Lowering
from ..risk.rehearsal.rehearsal import Rehearsal
from ..risk.rehearsal.wording import as_lines, as_object
from ..sources.change import Change
from ..wording import percent, printable, shorten

_MOST_ROWS = 10  # of commits and files, in the text
_MOST_CITED = 6
_MOST_ANSWER = 60  # characters
_BAR = 20  # characters of the longest bar


def risk_object(assessment: Assessment, rehearsal: Rehearsal | None, lowered: Iterable[Lowering]) -> dict[str, Any]:
    """What `relman risk --format json` prints."""
    return {
        "level": assessment.level,
        "score": assessment.score,
        "probability": None if assessment.chance is None else round(assessment.chance, 4),
        "likelihood": assessment.likelihood,
        "impact": assessment.impact,
        "contributions": [_contribution(one) for one in assessment.contributions],
        "questionnaire": [_answered(one) for one in assessment.questionnaire],
        "rollback": as_object(rehearsal),
        "commits": [_commit(one) for one in assessment.commits],
        "files": [{"id": one.id, "weight": round(one.weight, 4), "impact": one.impact} for one in assessment.files],
        "lowering": [_lowering(one) for one in lowered],
        "change_type": _type(assessment),
        "notes": list(assessment.notes),
    }


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "name": one.name,
        "axis": one.axis,
        "value": one.value,
        "points": one.points,
        "text": one.text,
        "evidence": one.evidence,
        "learned": one.learned,
    }


def _answered(one: Answered) -> dict[str, Any]:
    return {
        "id": one.id,
        "question": one.question,
        "answer": one.answer,
        "source": one.source,
        "axis": one.axis,
        "points": one.points,
        "text": one.text,
        "evidence": one.evidence,
    }


def _commit(one: CommitRisk) -> dict[str, Any]:
    return {
        "id": one.id,
        "probability": round(one.chance, 4),
        "contributions": [_contribution(each) for each in one.contributions],
    }


def _lowering(one: Lowering) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "text": one.text,
        "before": one.before,
        "after": one.after,
        "level": one.level,
        "evidence": one.evidence,
    }


def _type(assessment: Assessment) -> dict[str, Any]:
    one = assessment.suggested
    return {"type": one.type, "reason": one.reason, "evidence": one.evidence}


def risk_text(
    assessment: Assessment,
    rehearsal: Rehearsal | None,
    lowered: Sequence[Lowering],
    change: Change,
    when: Sequence[str],
) -> str:
    """The same for a person."""
    blocks = (
        _head(assessment),
        *(_reasons(axis, assessment) for axis in Axis),
        _questions(assessment.questionnaire),
        ["What would lower it", *(f"  {one.before} → {one.after}  {printable(one.text)}" for one in lowered)],
        _commits(assessment.commits, change),
        ["The way back, rehearsed", *(f"  {line}" for line in as_lines(rehearsal))],
        ["When", *(f"  {printable(line)}" for line in when)],
        ["To know", *(f"  {printable(note)}" for note in assessment.notes)],
    )
    return "\n\n".join("\n".join(block) for block in blocks if len(block) > 1) + "\n"


def _head(now: Assessment) -> list[str]:
    axes = " and ".join(
        f"{axis} {place} of 5 ({now.scale.name(axis, place)})"
        for axis, place in ((Axis.LIKELIHOOD, now.likelihood), (Axis.IMPACT, now.impact))
    )
    chance = "" if now.chance is None else f"; the chance of a fault in it is {percent(now.chance)}"
    kind = f"Suggested type: {now.suggested.type}. {printable(now.suggested.reason)}"
    return [f"{now.level.capitalize()} risk, {now.score} of 100", f"  {axes}{chance}", f"  {kind}"]


def _reasons(axis: Axis, now: Assessment) -> list[str]:
    found = sorted((one for one in now.contributions if one.axis is axis), key=lambda one: -abs(one.points))
    longest = max((abs(one.points) for one in found), default=1)
    lines = [_bar(one, longest) for one in found]
    return [f"{axis.capitalize()}, {now.points(axis)} of 50", *lines]


def _bar(one: Contribution, longest: int) -> str:
    bar = "█" * max(1, round(_BAR * abs(one.points) / longest))
    return f"  {one.points:+4d} {bar:<{_BAR}} {printable(one.text)}{_cited(one.evidence)}"


def _questions(questionnaire: Iterable[Answered]) -> list[str]:
    return ["Questions of the review", *map(_question, questionnaire)]


def _question(one: Answered) -> str:
    answer = printable(shorten(one.answer or "not answered: counts as no", _MOST_ANSWER))
    return f"  {one.points:+4d} {one.id:<20} {answer}{_cited(one.evidence)}"


def _cited(evidence: Sequence[str]) -> str:
    return f"  [{', '.join(evidence[:_MOST_CITED])}]" if evidence else ""


def _commits(commits: Sequence[CommitRisk], change: Change) -> list[str]:
    known = {one.id: one for one in change.commits}
    lines = [
        f"  {percent(one.chance):>9} {one.id:<5} {printable(shorten(known[one.id].subject, 80))}"
        for one in commits[:_MOST_ROWS]
    ]
    return ["The riskiest commits", *lines]
