"""The ticket's short values, as far as the change suggests them."""

from ...ticket import Claim, Status
from ...wording import joined
from ..change_type import type_of
from ..proposal import Material
from .team import people
from .team.remarks import remarks


def change_id(material: Material) -> list[Claim]:
    """The ID that the team's pattern gave, if there is one: the person's own pattern stands behind it."""
    return [Claim(material.change_id, status=Status.USER)] if material.change_id else []


def change_type(material: Material) -> list[Claim]:
    """What is suggested without an assessment of the risk; with one, `risk.suggesting` asks the same."""
    suggested = type_of(material)
    return [Claim(suggested.type, suggested.evidence, reasons=(suggested.reason,))]


def assignee(material: Material) -> list[Claim]:
    """Who deploys by the team's roles, else the author of most of it."""
    if named := people.person(material, "deployer"):
        return named
    authors = material.facts.of("people.author")
    reason = ("Suggested: wrote most of the change.",)
    return [Claim(fact.get("name"), (fact.id,), status=Status.WEAK, reasons=reason) for fact in authors[:1]]


def validator(material: Material) -> list[Claim]:
    """Who validates by the team's roles, else whoever owns most of what changes, else the author of the next largest
    part; never the assignee."""
    authors = material.facts.of("people.author")
    first = next((claim.text for claim in assignee(material)), "")
    if named := people.person(material, "validator", but=first):
        return named
    others = [fact for fact in (*material.facts.of("people.owner"), *authors) if fact.get("name") != first]
    reason = ("Suggested: owns or wrote part of the change.",)
    return [Claim(fact.get("name"), (fact.id,), status=Status.WEAK, reasons=reason) for fact in others[:1]]


def services(material: Material) -> list[Claim]:
    """The team's services that it touches, else those that the changed deployment files name, else the repository."""
    if told := people.affected(material):
        return told
    named = material.facts.of("delivery.service")
    if named:
        names = list(dict.fromkeys(fact.get("name") for fact in named))
        return [Claim(joined(names), tuple(fact.id for fact in named[:8]))]
    if material.change.origin == "diff":
        return []
    size = material.facts.first("change.size")
    reason = ("Taken from the repository's name.",)
    return [Claim(material.change.repo, (size.id,) if size else (), status=Status.WEAK, reasons=reason)]


def notes(material: Material) -> list[Claim]:
    """What the reader must know about how this was read: warnings, and what could not be read."""
    facts = material.facts.of("change.divergence") or material.facts.of("change.size")
    cited = tuple(fact.id for fact in facts)
    warned = [Claim(text, cited) for text in material.change.warnings]
    unread = [fact for fact in material.facts.items if fact.kind.endswith(".unread")]
    return [*warned, *(Claim(fact.text, (fact.id,)) for fact in unread), *remarks(material)]
