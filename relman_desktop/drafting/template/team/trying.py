"""How the team finds out whether it worked: its tests, its users' journeys, and what the tickets ask for."""

from collections.abc import Iterator, Sequence

from ....facts.fact import Fact
from ....sources.change import Kind
from ....sources.profile.profile import TeamEntry
from ....ticket import Claim, Layout, Status
from ....wording import counted
from ...proposal import Material
from ...quiet import is_quiet
from ...team.applying import Applying, applying, touched
from ...team.linking import links
from ...team.plain import bare, in_quotes, plain
from .steps import MOST_STEPS, run, team_claim
from .tickets import A_TICKETS_WORDS, told_items

_MOST_JOURNEYS = 4
_MOST_CRITERIA = 8
_MOST_OF_AN_ITEM = 4
_LONGEST_CRITERION = 240  # characters


def before(material: Material, also: str = "", facts: Sequence[Fact] = ()) -> Iterator[Claim]:
    """The tests that are run before the deployment; `also` goes behind the command for unit tests, with its facts."""
    unit = _unit_tests(material)
    for one in _tests(material, "before"):
        cited = tuple(fact.id for fact in facts) if one == unit else ()
        more = f", {also}" if also and one == unit else ""
        yield run(material, one, f"Before the deployment, {_what(one.entry)}{more}", *cited)


def after(material: Material) -> Iterator[Claim]:
    """The tests that are run against the new version."""
    return (run(material, one, f"After the deployment, {_what(one.entry)}") for one in _tests(material, "after"))


def runs_unit_tests(material: Material) -> bool:
    """Whether the team has a command before the deployment for the tests that a change touches."""
    return _unit_tests(material) is not None


def _unit_tests(material: Material) -> Applying | None:
    told = (one for one in _tests(material, "before") if one.entry.get("kind") == "unit")
    return next((one for one in told if one.entry.get("command").strip()), None)


def commands(material: Material) -> frozenset[str]:
    """The commands of the team's tests, which no other step needs to tell again."""
    return frozenset(one.entry.get("command").strip() for one in applying(material, "testing"))


def journeys(material: Material) -> Iterator[Claim]:
    """What a user does that the change may have touched; those that something of the change speaks of first."""
    spoken_of = {one.entry.id: one.evidence for one in links(material, "journeys")}
    found = [one for one in applying(material, "journeys") if one.entry.get("check") or one.entry.get("text")]
    found = [one for one in found if _is_about(one, spoken_of)]
    for one in sorted(found, key=lambda one: not (one.because or one.entry.id in spoken_of))[:_MOST_JOURNEYS]:
        check = one.entry.get("check") or one.entry.get("text")
        text = f"As a user, go through {in_quotes(one.entry.get('name'), 80)}: {bare(check)}."
        yield team_claim(material, text, one, further=tuple(spoken_of.get(one.entry.id, ()))[:3])


def _is_about(one: Applying, spoken_of: object) -> bool:
    """A journey that names words, and neither files nor services, is told where something speaks of it."""
    names = one.entry.texts("paths") or one.entry.texts("services") or not one.entry.texts("words")
    return bool(names) or one.entry.id in spoken_of  # type: ignore[operator]


def criteria(material: Material) -> Iterator[Claim]:
    """The acceptance criteria of the tickets, quoted."""
    told = [(item, one) for item in told_items(material) for one in item.criteria[:_MOST_OF_AN_ITEM]]
    for item, criterion in told[:_MOST_CRITERIA]:
        text = f"See that it is as {plain(item.key, 60)} asks: {in_quotes(bare(criterion, _LONGEST_CRITERION))}."
        yield Claim(text, (item.id,), criterion, Status.WEAK, (A_TICKETS_WORDS,), Layout.STEP)
    every = sum(len(item.criteria) for item in told_items(material))
    if (rest := every - min(len(told), _MOST_CRITERIA)) > 0:
        items = tuple(item.id for item in told_items(material) if item.criteria)[:_MOST_CRITERIA]
        text = f"See the tickets for {counted(rest, 'further acceptance criterion', 'further acceptance criteria')}."
        yield Claim(text, items, "", Status.WEAK, (A_TICKETS_WORDS,), Layout.STEP)


def _tests(material: Material, when: str) -> list[Applying]:
    """Before a change of documentation alone, only those that name these files: no other test tells anything of it."""
    told = [one for one in applying(material, "testing") if _when(one.entry) == when]
    if when == "before" and is_quiet(material.change) and not any(material.change.of_kind(Kind.TEST)):
        told = [one for one in told if touched(one.entry, material.change)]
    return told[:MOST_STEPS]


def _when(entry: TeamEntry) -> str:
    return entry.get("when") or "before"


def _what(entry: TeamEntry) -> str:
    """`run the unit tests`, with what the team says of them."""
    kind, text = bare(entry.get("kind"), 40), bare(entry.get("text"), 200)
    by_itself = entry.values.get("automated") is True and not entry.get("command")
    what = f"see that the {kind} tests have passed" if by_itself else f"run the {kind} tests"
    return what + (f" ({text})" if text else "")
