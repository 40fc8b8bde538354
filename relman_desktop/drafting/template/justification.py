"""The justification: what the authors and the tickets say the change is for. The rest is asked."""

from collections.abc import Iterator, Sequence

from ...facts.fact import Fact
from ...ticket import Claim, Layout, Status
from ...wording import counted, joined, sentence, shorten
from ..proposal import Material
from .description import AUTHORS, told_once

_MOST = 4
_EXAMPLES = 3
_SORTS = (("feature", "The release notes name {}", "feature"), ("fix", "The release notes name {}", "bug fix"))


def draft(material: Material) -> list[Claim]:
    """Why it is worth deploying, as far as somebody wrote it down."""
    return [*_security(material), *_features_and_fixes(material), *_closed(material)]


def _security(material: Material) -> Iterator[Claim]:
    for fact in told_once(material.facts.of("notes.security"))[:_MOST]:
        text = f"Its authors name a security fix: {shorten(sentence(fact.get('text') or fact.text), 240)}"
        yield Claim(text, (*fact.evidence[:2], fact.id), fact.get("text"), Status.WEAK, AUTHORS, Layout.PARAGRAPH)


def _features_and_fixes(material: Material) -> Iterator[Claim]:
    entries = material.facts.of("notes.entry")
    for sort, opening, noun in _SORTS:
        named = [fact for fact in entries if fact.get("sort") == sort]
        if named:
            yield _summary(opening.format(counted(len(named), noun)), named)


def _summary(opening: str, named: Sequence[Fact]) -> Claim:
    examples = "; ".join(shorten(fact.get("text").rstrip("."), 110) for fact in named[:_EXAMPLES])
    among = ", among them" if len(named) > _EXAMPLES else ""
    cited = tuple(fact.id for fact in named[:5])
    return Claim(f"{opening}{among}: {examples}.", cited, named[0].get("text"), Status.WEAK, AUTHORS, Layout.PARAGRAPH)


def _closed(material: Material) -> Iterator[Claim]:
    closed = [item for item in material.work if any(found.where in ("closing", "trailer") for found in item.found)]
    if closed:
        keys = joined([item.key for item in closed], most=10)
        noun = "ticket" if len(closed) == 1 else "tickets"
        cited = tuple(item.id for item in closed[:10])
        text = f"Its commits say that they settle the {noun} {keys}."
        yield Claim(text, cited, status=Status.WEAK, reasons=AUTHORS, layout=Layout.PARAGRAPH)
