"""Assessing a case: the points of all parts, put together."""

from collections.abc import Iterable, Iterator

from .assessment import Assessment, Axis, Contribution
from .case import Case
from .impact import impact
from .likelihood import likelihood
from .questions import questionnaire
from .scale import scale
from .suggesting import suggested

_LIMITS = {
    Axis.LIKELIHOOD: "More than {most} points of likelihood count as {most}.",
    Axis.IMPACT: "More than {most} points of impact count as {most}.",
}
_FLOORS = {axis: f"Less than no points of {axis} count as none." for axis in Axis}


def assess(case: Case) -> Assessment:
    """How risky the case is. The same case gives the same assessment, to the digit."""
    chance, cost, asked = likelihood(case), impact(case), questionnaire(case)
    found = (*chance.contributions, *cost.contributions, *asked.contributions)
    contributions = tuple(one for axis in Axis for one in _within([one for one in found if one.axis is axis], axis))
    places = {axis: cost.scale.place(axis, _sum(contributions, axis)) for axis in Axis}
    level = cost.scale.level(places[Axis.LIKELIHOOD], places[Axis.IMPACT])
    return Assessment(
        level=level,
        likelihood=places[Axis.LIKELIHOOD],
        impact=places[Axis.IMPACT],
        chance=chance.chance,
        contributions=contributions,
        questionnaire=asked.answered,
        commits=chance.commits,
        files=cost.with_impact(chance.files),
        suggested=suggested(case, level),
        scale=cost.scale,
        notes=(*case.background.said, *chance.notes, *cost.notes),
    )


def _sum(contributions: Iterable[Contribution], axis: Axis) -> int:
    return sum(one.points for one in contributions if one.axis is axis)


def _within(contributions: Iterable[Contribution], axis: Axis) -> Iterator[Contribution]:
    """The contributions of an axis that count, and what brings their sum into the scale."""
    found = [one for one in contributions if one.points]
    yield from found
    total, most = _sum(found, axis), scale().most
    if total > most:
        yield Contribution("limit", axis, f"{total} of {most}", most - total, _LIMITS[axis].format(most=most))
    elif total < 0:
        yield Contribution("limit", axis, f"{total}", -total, _FLOORS[axis])
