"""What would lower the risk most, found by assessing the case as if it were so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..sources.change import Kind
from ..wording import counted, joined, named
from .assessing import assess
from .assessment import LEVELS, Answered, Assessment, Axis, Lowering
from .case import Case
from .tying import takes_away, ties

_MOST = 8  # that are told
_MOST_CITED = 8
_MOST_NAMED = 3
# What may be deployed by itself, by what it is called.
_APART: Mapping[str, tuple[Kind, ...]] = {
    "migration": (Kind.MIGRATION,),
    "configuration": (Kind.CONFIG,),
    "infrastructure": (Kind.INFRASTRUCTURE,),
    "dependencies": (Kind.DEPENDENCY,),
}
_RELEASE = re.compile(
    r"(?:\w+(?:\([^)]{0,40}\))?: )?(?:release\b|bump version|version\b|v?\d+\.\d)", re.IGNORECASE
)  # names a version
_ITS = ("configuration", "infrastructure")
_PLURAL = {"migration": "migrations"}


@dataclass(frozen=True)
class _Otherwise:
    """An action, and the case as it would be then."""

    lowering: Lowering  # with the score as it is now
    case: Case


def lowerings(case: Case, now: Assessment) -> tuple[Lowering, ...]:
    """Actions that lower the score, the most helpful first. Takes as long as some dozen assessments."""
    found = (_scored(one) for one in (*_all_answers(case, now), *_answers(case, now), *_splits(case, now)))
    helpful = [one for one in found if one.after < one.before]
    return tuple(sorted(helpful, key=lambda one: (LEVELS.index(one.level), one.after, one.kind, one.text))[:_MOST])


def _scored(one: _Otherwise) -> Lowering:
    then = assess(one.case)
    likelihood, impact = then.points(Axis.LIKELIHOOD), then.points(Axis.IMPACT)
    return replace(one.lowering, after=then.score, level=then.level, likelihood=likelihood, impact=impact)


def _answers(case: Case, now: Assessment) -> Iterator[_Otherwise]:
    """Each question that adds points, as if its answer were the best one."""
    for asked in now.questionnaire:
        if asked.points > asked.least:
            told = _lowering("answer", f"{asked.action or asked.question}", now, asked.evidence, asked.question)
            yield _Otherwise(told, case.with_answer(asked.question, asked.best))


def _all_answers(case: Case, now: Assessment) -> Iterator[_Otherwise]:
    """All open questions together: what it costs that nobody answered."""
    asked = [one for one in now.open_questions if one.points > one.least]
    if len(asked) < 2:
        return
    text = f"Answer the {counted(len(asked), 'open question')}, if the answers are good"
    yield _Otherwise(_lowering("answers", text, now), _with_best(case, asked))


def _with_best(case: Case, asked: list[Answered]) -> Case:
    for one in asked:
        case = case.with_answer(one.question, one.best)
    return case


def _splits(case: Case, now: Assessment) -> Iterator[_Otherwise]:
    """What could go by itself, as if it did."""
    change = case.material.change
    files = [file for file in change.files if file.id not in case.left_out]
    for what, kinds in _APART.items():
        own = tuple(file.id for file in files if file.kind in kinds)
        if own and len(own) < len(files):
            name = f"the {what if len(own) == 1 else _PLURAL.get(what, what)}"
            whose = "its" if what in _ITS or (what in _PLURAL and len(own) == 1) else "their"
            when = "later" if takes_away(case, own) else "first"
            text = f"Deploy {name} ({joined(own, _MOST_NAMED)}) on {whose} own {when}"
            tying = ties(case, own)
            if tying:
                text = f"{text}, if each part runs without the other: see {joined(tying, _MOST_NAMED)}"
            yield _Otherwise(_lowering("split", text, now, (*tying, *own)), case.without(*own))
    yield from _without_commits(case, now)


def _without_commits(case: Case, now: Assessment) -> Iterator[_Otherwise]:
    """The riskiest commits, each as if it came later: what only it touches."""
    past, change = case.background.past, case.material.change
    if not past or len(past.commits) < 2:
        return
    commits = {one.id: one for one in change.commits}
    touching: dict[str, set[str]] = {}
    for one in past.commits:
        for file in one.files:
            touching.setdefault(file.path, set()).add(one.oid)
    for risky in now.commits[:_MOST_NAMED]:
        commit = commits[risky.id]
        if _RELEASE.match(commit.subject):
            continue
        own = tuple(file.id for file in change.files if touching.get(file.path) == {commit.oid})
        if own and len(own) < len(change.files):
            shared = any(len(by) > 1 for by in touching.values() if commit.oid in by)
            what = (
                f"what only {commit.short} {named(commit.subject, 60)} touches"
                if shared
                else (f"{commit.short} {named(commit.subject, 60)}")
            )
            when = "later" if commit.oid == past.commits[0].oid else "first, before the newer commits"
            text = f"Deploy {what} on its own {when}"
            yield _Otherwise(_lowering("commit", text, now, (commit.id, *own)), case.without(*own))


def _lowering(kind: str, text: str, now: Assessment, evidence: tuple[str, ...] = (), question: str = "") -> Lowering:
    return Lowering(kind, text, now.score, now.score, now.level, evidence[:_MOST_CITED], question)
