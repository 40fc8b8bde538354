"""An assessment in the ticket's words: proposals for its fields, every sentence with what it stands on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..drafting.proposal import Proposal
from ..ticket import Claim, Layout, Status
from ..wording import counted, joined, shorten
from .assessment import Assessment, Axis, Contribution
from .case import Case

OVERRIDE = "Why is the risk level another than the computed one?"  # the question of the person's reason
_MOST_CITED = 8
_MOST_REASONS = 4  # of one axis
_MOST_ASKED = 6  # questions that are named
_HEADINGS = {
    Axis.LIKELIHOOD: "What makes a fault more or less likely:",
    Axis.IMPACT: "What a fault would cost:",
}


def proposals(case: Case, assessment: Assessment) -> Mapping[str, Proposal]:
    """What the assessment says for the fields "risk", "risk_analysis" and "change_type"."""
    told = (_level(assessment), tuple(_analysis(case, assessment)), _type(assessment))
    return {
        name: Proposal(name, claims)
        for name, claims in zip(("risk", "risk_analysis", "change_type"), told, strict=True)
    }


def _level(assessment: Assessment) -> tuple[Claim, ...]:
    reason = f"Computed: {assessment.score} of 100."
    return (Claim(assessment.level, _behind(_heaviest(assessment.contributions)), reasons=(reason,)),)


def _type(assessment: Assessment) -> tuple[Claim, ...]:
    one = assessment.suggested
    return (Claim(one.type, one.evidence, reasons=(one.reason,)),)


def _analysis(case: Case, assessment: Assessment) -> Iterator[Claim]:
    yield _summary(case, assessment)
    yield from _override(case)
    for axis in Axis:
        yield from _reasons(axis, assessment)
    yield from _open(case, assessment)
    yield from _way_back(case)


def _summary(case: Case, now: Assessment) -> Claim:
    places = " and ".join(
        f"{axis} {now.points(axis)} of 50, {_named(now, axis)}" for axis in (Axis.LIKELIHOOD, Axis.IMPACT)
    )
    cited = _behind(_heaviest(now.contributions)) or _whole(case)
    return Claim(f"The risk is {now.level}: {now.score} of 100 ({places}).", cited, layout=Layout.PARAGRAPH)


def _named(now: Assessment, axis: Axis) -> str:
    return now.scale.name(axis, now.likelihood if axis is Axis.LIKELIHOOD else now.impact)


def _override(case: Case) -> Iterator[Claim]:
    """Why a person calls it something else, in their words."""
    for answer in case.material.said:
        if answer.ref == OVERRIDE:
            yield Claim(answer.text, (answer.id,), "", Status.USER, (), Layout.PARAGRAPH)


def _reasons(axis: Axis, now: Assessment) -> Iterator[Claim]:
    found = [one for one in _heaviest(now.contributions) if one.axis is axis and one.evidence]
    asked = {one.id for one in now.open_questions}
    told = [one for one in found if one.name not in asked][:_MOST_REASONS]
    if not told:
        return
    yield Claim(_HEADINGS[axis], _behind(told), layout=Layout.PARAGRAPH)
    for one in told:
        yield Claim(one.text, one.evidence[:_MOST_CITED], layout=Layout.ITEM)


def _open(case: Case, now: Assessment) -> Iterator[Claim]:
    """What nobody answered, which counts as no."""
    asked = [one for one in now.open_questions if one.points > 0]
    if asked:
        names = joined([one.short or one.question for one in asked], _MOST_ASKED)
        number = counted(len(asked), "question")
        text = f"{number} of the review {'is' if len(asked) == 1 else 'are'} open and count as no: {names}."
        yield Claim(text, _whole(case), layout=Layout.PARAGRAPH)


def _way_back(case: Case) -> Iterator[Claim]:
    rehearsal = case.background.rehearsal
    told = [one for one in rehearsal.findings if one.evidence] if rehearsal else []
    if told:
        cited = tuple(dict.fromkeys(i for one in told for i in one.evidence))[:_MOST_CITED]
        yield Claim("The way back, rehearsed:", cited, layout=Layout.PARAGRAPH)
        for one in told:
            yield Claim(shorten(one.text, 400), one.evidence[:_MOST_CITED], layout=Layout.ITEM)


def _heaviest(contributions: Iterable[Contribution]) -> list[Contribution]:
    return sorted(contributions, key=lambda one: -abs(one.points))


def _behind(contributions: Sequence[Contribution]) -> tuple[str, ...]:
    """What the heaviest of them stand on, in turn."""
    cited = dict.fromkeys(one.evidence[0] for one in contributions if one.evidence)
    return tuple(cited)[:_MOST_CITED]


def _whole(case: Case) -> tuple[str, ...]:
    """What stands for the change as a whole."""
    size = case.material.facts.first("change.size") or next(iter(case.material.facts.items), None)
    return (size.id,) if size else tuple(file.id for file in case.material.change.files[:1])
