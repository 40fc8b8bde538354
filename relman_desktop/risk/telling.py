"""An assessment in the ticket's words: proposals for its fields, every sentence with what it stands on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..drafting.proposal import Proposal
from ..ticket import Claim, Layout, Status
from ..wording import counted, joined, quoted, shorten
from .assessment import Assessment, Axis, Contribution
from .case import Case

OVERRIDE = "Why is the risk level another than the computed one?"  # the question of the person's reason
_MOST_CITED = 8
_MOST_REASONS = 4  # of one axis
_MOST_ASKED = 6  # questions that are named
_LONGEST, _LONGEST_FINDING = 80, 400  # characters of a subject, and of a finding
_LIKELIHOOD = "What makes a fault more or less likely{which}:"
_IMPACT = "What a fault would cost:"


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
    reasons = {axis: _told(axis, assessment) for axis in Axis}
    for axis in Axis:
        yield from _reasons(axis, reasons[axis], case, assessment)
    yield from _open(case, assessment)
    yield from _way_back(case, {one.evidence[0] for told in reasons.values() for one in told})


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


def _told(axis: Axis, now: Assessment) -> list[Contribution]:
    """The heaviest reasons that stand on something; open questions are told in one sentence of their own."""
    asked = {one.id for one in now.open_questions}
    found = [one for one in _heaviest(now.contributions) if one.axis is axis and one.evidence]
    once = {one.text: one for one in reversed(found) if one.name not in asked}  # what two questions rest on
    return _heaviest(once.values())[:_MOST_REASONS]


def _reasons(axis: Axis, told: Sequence[Contribution], case: Case, now: Assessment) -> Iterator[Claim]:
    if not told:
        return
    heading = _LIKELIHOOD.format(which=_riskiest(case, now)) if axis is Axis.LIKELIHOOD else _IMPACT
    yield Claim(heading, _behind(told), layout=Layout.PARAGRAPH)
    for one in told:
        yield Claim(one.text, one.evidence[:_MOST_CITED], layout=Layout.ITEM)


def _riskiest(case: Case, now: Assessment) -> str:
    """Which commit the reasons speak of, by its own id and its subject: our ids say nothing to who reads a ticket."""
    first = next((one.id for one in now.commits), "")
    commit = next((one for one in case.material.change.commits if one.id == first), None)
    return f"; the riskiest commit, {commit.short}, is {quoted(commit.subject, _LONGEST)}" if commit else ""


def _open(case: Case, now: Assessment) -> Iterator[Claim]:
    """What nobody answered, which counts as no, and how much of the score that is."""
    asked = [one for one in now.open_questions if one.points > 0]
    if asked:
        names = joined([one.short or one.question for one in asked], _MOST_ASKED)
        number, points = counted(len(asked), "question"), sum(one.points for one in asked)
        verbs = "is open and counts" if len(asked) == 1 else "are open and count"
        text = f"{number} of the review {verbs} as no, {points} of the points: {names}."
        yield Claim(text, _whole(case), layout=Layout.PARAGRAPH)


def _way_back(case: Case, told: Collection[str]) -> Iterator[Claim]:
    """What the rehearsal found, but for what stands among the reasons already, by the evidence that is `told`."""
    rehearsal = case.background.rehearsal
    found = [one for one in rehearsal.findings if one.evidence] if rehearsal else []
    left = [one for one in found if one.outcome == "yes" or one.evidence[0] not in told]
    if left:
        cited = tuple(dict.fromkeys(i for one in left for i in one.evidence))[:_MOST_CITED]
        yield Claim("The way back, rehearsed:", cited, layout=Layout.PARAGRAPH)
        for one in left:
            yield Claim(shorten(one.text, _LONGEST_FINDING), one.evidence[:_MOST_CITED], layout=Layout.ITEM)


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
