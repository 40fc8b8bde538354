"""What a field asks of its sentences: their layout, their length, nothing twice, nothing that says nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...fields import Field, Shape
from ...ticket import Claim, Layout, Status, text_of
from .candidate import Candidate
from .finding import Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules

_MOST = {Shape.SENTENCE: 160, Shape.PROSE: 700, Shape.STEPS: 900}  # characters of one claim
_MOST_SENTENCES = 4
_MOST_OF_A_FIELD = 8000


def layout_of(name: str, field: Field, *, first: bool, text: str) -> Layout:
    """How a claim stands in its field, whatever the model called it."""
    layout = Layout(name.strip().lower()) if name.strip().lower() in set(Layout) else Layout.SENTENCE
    if field.shape is Shape.SENTENCE:
        return Layout.SENTENCE
    if field.shape is Shape.PROSE:
        return Layout.ITEM if layout is Layout.STEP else layout
    if layout is Layout.PARAGRAPH or (layout is Layout.SENTENCE and text.endswith(":") and "\n" not in text):
        return Layout.PARAGRAPH
    return Layout.STEP if first or layout is not Layout.SENTENCE else Layout.SENTENCE


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or what a model says of itself."""
    return not any(character.isalnum() for character in text) or bool(rules().boilerplate.search(text))


def form(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """The length of a claim, and one sentence for a title."""
    most = min(_MOST[candidate.field.shape], candidate.field.limit or 10_000)
    if len(candidate.text) > most:
        yield unsupported(f"It has {len(candidate.text):,} characters; {most:,} are the most.")
    if candidate.field.shape is Shape.SENTENCE and (len(candidate.sentences) > 1 or "\n" in candidate.text):
        yield unsupported("A title is one sentence.")
    elif len(candidate.sentences) > _MOST_SENTENCES:
        yield weak(f"It is {len(candidate.sentences)} sentences in one; each needs evidence of its own.")


def without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without what was said before, however it is spelt, and without headings of nothing."""
    seen: set[str] = set()
    kept = []
    for claim in claims:
        key = re.sub(r"\W+", " ", claim.text.casefold()).strip()
        if key not in seen:
            kept.append(claim)
        seen.add(key)
    return kept


def within_limits(field: Field, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims as a whole: one title, and no more than the field holds."""
    limit = field.limit or _MOST_OF_A_FIELD
    length = 0
    titled = False
    for claim in claims:
        passes = claim.status is not Status.UNSUPPORTED
        size = len(text_of([claim])) + 3 if passes else 0
        if passes and field.shape is Shape.SENTENCE and titled:
            yield lowered(claim, "A title is one sentence, and another one stands before this.")
        elif passes and length + size > limit + 3:
            yield lowered(claim, f"The field holds {limit:,} characters.")
        else:
            length += size
            titled = titled or passes
            yield claim


def lowered(claim: Claim, reason: str) -> Claim:
    """A claim that does not stand, for one more reason."""
    return replace(claim, status=Status.UNSUPPORTED, reasons=(reason, *claim.reasons))
