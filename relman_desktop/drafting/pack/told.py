"""The facts, the authors' notes and the places that they cite, as the pack tells them.

     X5 90 Migration 0042 drops the column `orders.legacy_id`. [F3.h1 R2]
     R2 reports/export.py:12 row["legacy_id"]

A fact may cite hundreds of places; it names the first ones, and in the end only those that are in the pack.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ...facts.fact import Fact
from ...sources.evidence import Evidence, Trust
from ..proposal import Material
from .offers import Form, Offer, Section, form, within
from .outside import Counting, Outside

_MOST_CITED = 8  # ids that stand behind a fact
_LONGEST = 1_500  # characters of a fact or of a place; no sentence of ours comes near
_FACTS = "computed from the code, most important first; weight 100 cannot be undone, 50 needs a step, 1 a detail"
_NOTES = "what the authors' own notes say, with weights: claims"
_PLACES = "lines of the repository that facts cite and the change does not touch"


def facts_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The facts that are computed from the code.

    Not what work items and code say of each other: that is for the person, and its ids change as items arrive.
    """
    facts = [fact for fact in material.facts.items if not fact.is_told and fact.topic != "gap"]
    offers = (_fact(fact, outside, counter) for fact in facts)
    return Section("facts", _FACTS, "fact", within(offers, room), len(facts))


def notes_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """What changelogs and upgrade guides say."""
    facts = [fact for fact in material.facts.items if fact.is_told]
    offers = (_fact(fact, outside, counter) for fact in facts)
    return Section("notes", _NOTES, "note", within(offers, room), len(facts))


def places_section(
    material: Material, facts: Collection[str], outside: Outside, counter: Counting, room: int
) -> Section:
    """The places that these facts cite, in the order of the facts."""
    cited = (one for fact in material.facts.items if fact.id in facts for one in fact.evidence[:_MOST_CITED])
    ids = [one for one in dict.fromkeys(cited) if one in material.facts.places]
    offers = (_place(one, material, outside, counter) for one in ids)
    return Section("places", _PLACES, "place", within(offers, room), len(ids))


def _place(place_id: str, material: Material, outside: Outside, counter: Counting) -> Offer:
    place = material.facts.places[place_id]
    ref = outside.line(place.ref, place_id)
    text = _one_line(*outside.opening(place.text, _LONGEST, place_id))
    evidence = Evidence(place_id, "place", ref, text, Trust.CODE)
    return Offer(place_id, (form(f" {place_id} {ref} {text}\n", counter, evidence),))


@dataclass(frozen=True, slots=True)
class FactForm(Form):
    """A fact's line, and what it cites."""

    fact: Fact

    def citing(self, sent: Collection[str]) -> Form:
        """The line with only those ids behind it that are in the pack; a hunk that is not stands for its file."""
        there = (one if one in sent else one.partition(".")[0] for one in self.fact.evidence)
        cited = tuple(dict.fromkeys(one for one in there if one in sent))
        evidence = self.evidence[0]
        return replace(self, text=_line(self.fact, evidence.text, cited))


def _fact(fact: Fact, outside: Outside, counter: Counting) -> Offer:
    text = " ".join(_one_line(*outside.opening(fact.text, _LONGEST, fact.id)).split())
    line = _line(fact, text, fact.evidence)
    evidence = Evidence(fact.id, "fact", fact.kind, text, fact.trust)
    return Offer(fact.id, (FactForm(line, counter.count(line), (evidence,), fact),))


def _one_line(text: str, cut: int) -> str:
    return text.replace("\n", " ") + (f" … {cut:,} more characters" if cut else "")


def _line(fact: Fact, text: str, cited: tuple[str, ...]) -> str:
    more = f" +{len(cited) - _MOST_CITED}" if len(cited) > _MOST_CITED else ""
    behind = f" [{' '.join(cited[:_MOST_CITED])}{more}]" if cited else ""
    return f" {fact.id} {fact.weight} {text}{behind}\n"


def told(section: Section, sent: Collection[str]) -> Iterator[Form]:
    """What a section says, its facts citing only what is in the pack."""
    return (one.citing(sent) if isinstance(one, FactForm) else one for one in section.forms())
