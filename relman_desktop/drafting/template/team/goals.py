"""Which goals the change serves, where something links them to it; else the question is asked."""

from collections.abc import Iterator

from ....ticket import Claim, Layout
from ...proposal import Material
from ...team.applying import Applying
from ...team.linking import How, Link, links
from ...team.plain import bare, in_quotes
from .steps import team_claim

_MOST = 3
_LONGEST = 160  # characters of a goal
LINKED_ONLY = "Linked by what stands beside it; whether it serves the goal is yours to say."
_SERVES = {
    "goals": ("serves", "the business goal {}"),
    "priorities": ("serves", "the product priority {}"),
    "sprint_goals": ("serves", "the sprint goal {}"),
    "journeys": ("touches", "the users' way through {}"),
}


def goals(material: Material) -> Iterator[Claim]:
    """A paragraph for each of the goals, priorities and journeys that are linked best, each with what links it."""
    for link in links(material, *_SERVES)[:_MOST]:
        yield _claim(material, link)


def _claim(material: Material, link: Link) -> Claim:
    entry = link.entry
    verb, noun = _SERVES[entry.part]
    goal = noun.format(in_quotes(entry.get("text") if entry.part != "journeys" else entry.get("name"), _LONGEST))
    sure = link.how is How.NAMED or entry.part == "journeys"
    opening = f"It {verb} {goal}" if sure else f"It may {verb.rstrip('s')} {goal}"
    text = f"{opening}{_measured(link)}: {link.by}."
    weak = "" if link.how is How.NAMED else LINKED_ONLY
    return team_claim(
        material, text, Applying(entry, link.evidence), layout=Layout.PARAGRAPH, quote=_quote(link), weak=weak
    )


def _measured(link: Link) -> str:
    told = [f"measured by {bare(measure, 80)}" for measure in (link.entry.get("measure"),) if measure.strip()]
    told += [f"until {bare(until, 20)}" for until in (link.entry.get("until"),) if until.strip()]
    return f" ({', '.join(told)})" if told else ""


def _quote(link: Link) -> str:
    return link.entry.get("text") if link.entry.part != "journeys" else link.entry.get("name")
