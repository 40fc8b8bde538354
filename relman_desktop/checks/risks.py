"""Whether the level of the risk, the type and the services are told, and stand on what was computed."""

from collections.abc import Iterator

from ..risk.axis import LEVELS
from ..wording import counted, joined
from .case import Case
from .finding import Mend
from .found import Found
from .mends import drafted, value
from .table import Row, words
from .written import says_nothing

_MOST_NAMED = 4


def no_risk_level(row: Row, case: Case) -> Iterator[Found]:
    if not case.value("risk"):
        yield Found(mend=_computed(case))


def risk_lower(row: Row, case: Case) -> Iterator[Found]:
    said, now = case.value("risk").casefold(), case.assessment
    if now and said in LEVELS and LEVELS.index(said) < LEVELS.index(now.level) and not case.has_reason:
        yield Found({"level": said, "computed": now.level}, quote=case.text("risk"), mend=_computed(case))


def _computed(case: Case) -> Mend | None:
    level = case.assessment.level if case.assessment else ""
    return value("risk", level, f"Take the computed level, {level}") if level else None


def no_risk_analysis(row: Row, case: Case) -> Iterator[Found]:
    text = case.text("risk_analysis")
    if case.is_severe and (not text.strip() or words().placeholders["whole"].match(" ".join(text.split())[:240])):
        yield Found({"level": case.level}, mend=drafted(case, "risk_analysis", "Take the computed text"))


def unanswered_review(row: Row, case: Case) -> Iterator[Found]:
    """All open questions of weight in one finding."""
    least = words().limits["points"]
    asked = [one for one in case.assessment.open_questions if one.points >= least] if case.assessment else []
    if asked:
        told = {
            "number": counted(len(asked), "question"),
            "verb": "is" if len(asked) == 1 else "are",
            "count": "counts" if len(asked) == 1 else "count",
            "points": sum(one.points for one in asked),
            "names": joined([one.short or one.question for one in asked], _MOST_NAMED),
        }
        yield Found(told)


def no_type(row: Row, case: Case) -> Iterator[Found]:
    if not case.value("change_type"):
        suggested = case.assessment.suggested.type if case.assessment else ""
        yield Found(mend=value("change_type", suggested) if suggested else drafted(case, "change_type"))


def no_services(row: Row, case: Case) -> Iterator[Found]:
    if not case.value("services"):
        yield Found(mend=drafted(case, "services"))


def emergency_without_reason(row: Row, case: Case) -> Iterator[Found]:
    text = case.text("justification")
    if case.value("change_type").casefold() == "emergency" and not says_nothing("justification", text):
        told = "\n".join((text, case.text("notes")))[:60_000]
        if not words().emergency.search(told):
            yield Found()
