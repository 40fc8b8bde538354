"""Which goals the change serves, where something links them to it; else the question is asked."""

from collections.abc import Iterator

from ....ticket import Claim, Layout
from ...proposal import Material
from ...team.applying import Applying
from ...team.linking import Link, links
from ...team.plain import bare, in_quotes
from .steps import team_claim

_MOST_OF = {"goals": 2, "sprint_goals": 1, "priorities": 1, "journeys": 1}  # that are told
_MOST = 4
_LONGEST = 160  # characters of a goal
LINKED_ONLY = "Linked by what stands beside it; whether it serves the goal is yours to say."
_SERVES = {
    "goals": ("serve", "the business goal {}"),
    "priorities": ("serve", "the product priority {}"),
    "sprint_goals": ("serve", "the sprint goal {}"),
    "journeys": ("touch", "the users' way through {}"),
}


def goals(material: Material) -> Iterator[Claim]:
    """A paragraph for each of the goals, priorities and journeys that are linked best, each with what links it."""
    told = [link for part, most in _MOST_OF.items() for link in links(material, part)[:most]]
    best = sorted(told, key=lambda link: link.how)[:_MOST]
    return (_claim(material, link) for link in told if link in best)


def measures(material: Material) -> Iterator[Claim]:
    """A look at what the linked goals are measured by."""
    for link in links(material, "goals")[: _MOST_OF["goals"]]:
        if measure := bare(link.entry.get("measure"), 120):
            text = f"Look at what the goal {in_quotes(link.entry.get('text'), _LONGEST)} is measured by: {measure}."
            weak = "" if link.is_sure else LINKED_ONLY
            yield team_claim(material, text, Applying(link.entry, link.evidence), weak=weak)


def _claim(material: Material, link: Link) -> Claim:
    entry = link.entry
    verb, noun = _SERVES[entry.part]
    goal = noun.format(in_quotes(entry.get("text") if entry.part != "journeys" else entry.get("name"), _LONGEST))
    opening = f"It {_third(verb)} {goal}" if link.is_sure else f"It may {verb} {goal}"
    text = f"{opening}{_measured(link)}: {link.by}."
    weak = "" if link.is_sure else LINKED_ONLY
    return team_claim(
        material, text, Applying(entry, link.evidence), layout=Layout.PARAGRAPH, quote=_quote(link), weak=weak
    )


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith("ch") else f"{verb}s"


def _measured(link: Link) -> str:
    values = (("measured by", link.entry.get("measure")), ("until", link.entry.get("until")))
    told = [f"{words} {bare(value, 120)}" for words, value in values if value.strip()]
    return f" ({', '.join(told)})" if told else ""


def _quote(link: Link) -> str:
    return link.entry.get("text") if link.entry.part != "journeys" else link.entry.get("name")
