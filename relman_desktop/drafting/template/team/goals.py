"""Which goals the change serves, where something links them to it; else the question is asked."""

from collections.abc import Iterator

from ....ticket import Claim, Layout
from ...proposal import Material
from ...question_table import row_of
from ...team.applying import Applying
from ...team.linking import How, Link, links
from ...team.naming import text_of
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
    told = _linked(material)
    best = sorted(told, key=lambda link: link.how)[:_MOST]
    return (_claim(material, link) for link in told if link in best)


def measures(material: Material) -> Iterator[Claim]:
    """A look at what the linked goals are measured by, which no deployment's hours show."""
    for link in _linked(material):
        measure = bare(link.entry.get("measure"), 120)
        if measure and link.entry.part == "goals":
            goal = in_quotes(link.entry.get("text"), _LONGEST)
            text = f"In the weeks after, look at what the goal {goal} is measured by: {measure}."
            weak = "" if link.is_sure else LINKED_ONLY
            yield team_claim(material, text, Applying(link.entry, link.evidence), weak=weak)


def _linked(material: Material) -> list[Link]:
    """The links that are told. Once the person has chosen what it serves, nothing that it only may serve."""
    told = [link for part, most in _MOST_OF.items() for link in links(material, part)[:most]]
    chosen = _is_answered(material) or any(link.how is How.ANSWERED for link in told)
    return [link for link in told if link.is_sure or link.entry.part == "journeys"] if chosen else told


def _is_answered(material: Material) -> bool:
    """Whether the person answered the question whose answers are kept as goals."""
    return any((row := row_of(asked)) and row.keep and row.keep.part == "goals" for asked in material.answers)


def _claim(material: Material, link: Link) -> Claim:
    text = f"{_opening(link)}."
    weak = "" if link.is_sure else LINKED_ONLY
    return team_claim(
        material,
        text,
        Applying(link.entry, link.evidence),
        layout=Layout.PARAGRAPH,
        quote=text_of(link.entry),
        weak=weak,
    )


def _opening(link: Link) -> str:
    """What is known, and no more: that somebody names a goal is not that the change serves it."""
    verb, noun = _SERVES[link.entry.part]
    goal = f"{noun.format(in_quotes(text_of(link.entry), _LONGEST))}{_measured(link)}"
    if link.how is How.ANSWERED:
        return f"It {_third(verb)} {goal}"
    if link.how is How.NAMED:
        return f"{link.who} names {goal}"
    return f"It {_third(verb)} {goal}: {link.by}" if link.is_sure else f"It may {verb} {goal}: {link.by}"


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith("ch") else f"{verb}s"


def _measured(link: Link) -> str:
    values = (("measured by", link.entry.get("measure")), ("until", link.entry.get("until")))
    told = [f"{words} {bare(value, 120)}" for words, value in values if value.strip()]
    return f" ({', '.join(told)})" if told else ""
