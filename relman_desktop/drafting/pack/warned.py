"""What the person is told of a pack: what was masked, what was taken out, what did not fit."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...sources.evidence import Evidence
from ...wording import counted, joined
from ..redaction.record import Redaction
from .offers import Section
from .outside import Masking, Outside

_MOST_NAMED = 5
_TOLD_OTHERWISE = ("places", "condensed")  # parts that only add to what is there


def masked(text: str, evidence: Mapping[str, Evidence], redactor: Masking) -> tuple[Redaction, ...]:
    """What stands masked in the text, and where first: not what was masked in parts that were not packed."""
    found = []
    for redaction in redactor.redactions:
        if count := text.count(redaction.placeholder):
            ref = next((one.id for one in evidence.values() if redaction.placeholder in one.text), redaction.ref)
            found.append(replace(redaction, ref=ref, count=count))
    return tuple(found)


def warnings(sections: Mapping[str, Section], evidence: Mapping[str, Evidence], outside: Outside) -> Iterator[str]:
    """Sentences for the person."""
    for section in sections.values():
        if section.left_out and section.name not in _TOLD_OTHERWISE:
            there = counted(section.total, section.noun)
            are = "is" if section.left_out == 1 else "are"
            yield (
                f"{section.left_out:,} of {there} {are} not in the pack."
                if section.total > 1
                else f"The {section.noun} is not in the pack."
            )
        if section.shortened and section.name not in _TOLD_OTHERWISE:
            yield f"Of {counted(section.shortened, section.noun)} only the first line is in the pack."
    yield from _taken("hidden character", outside.hidden, evidence)
    yield from _taken("hidden comment", outside.comments, evidence)


def _taken(what: str, tally: Tally[str], evidence: Mapping[str, Evidence]) -> Iterator[str]:
    places = {ref: number for ref, number in tally.items() if ref in evidence or ref == "change"}
    if not places:
        return
    refs = joined(
        ["the names of the change" if ref == "change" else ref for ref in sorted(places, key=_order)], _MOST_NAMED
    )
    number = sum(places.values())
    were, them = ("was", "it") if len(places) == 1 else ("were", "them")
    yield f"{counted(number, what)} {'was' if number == 1 else were} taken out of {refs}: look at {them}."


def _order(ref: str) -> tuple[str, int, int]:
    """F2.h10 after F2.h9."""
    name, _, hunk = ref.partition(".h")
    digits = name[1:]
    return name[:1], int(digits) if digits.isdigit() else 0, int(hunk) if hunk.isdigit() else 0
