"""What one click puts right: whole texts of fields, in which what the person wrote stays."""

from collections.abc import Callable, Collection

from ..drafting.edits import applied
from ..drafting.taking import standing, take, without
from ..ticket import Claim, Span, is_heading, text_of
from ..wording import shorten
from .case import Case
from .finding import Mend

_SHORT = 32  # characters of a value on a button


def value(field: str, text: str, label: str = "") -> Mend:
    """A short value in place of what stands there."""
    return Mend(label or f"Take {shorten(' '.join(text.split()), _SHORT)}", {field: text})


def drafted(case: Case, field: str, label: str = "Take the drafted text") -> Mend | None:
    """What the template drafts, in place of a text that says nothing; None where it drafts nothing else."""
    text = text_of(case.drafted(field))
    return Mend(label, {field: text}) if text.strip() and text != case.text(field) else None


def with_sentences(case: Case, field: str, label: str, wanted: Callable[[Claim], bool]) -> Mend | None:
    """The drafted sentences that are wanted and do not stand there yet, each at its place; None where none is."""
    text = before = case.text(field)
    claims = case.drafted(field)
    chosen = [number for number, claim in enumerate(claims) if wanted(claim)]
    if not any(not is_heading(claims[number]) for number in chosen):
        return None
    known = case.ticket.entry(field).claims
    for number in chosen:
        if not standing(text, claims)[number]:
            text = applied(text, take(text, claims, number, known)[0])
    return Mend(label, {field: text}) if text != before else None


def appended(case: Case, field: str, line: str, label: str) -> Mend:
    """A line below what stands there."""
    before = case.text(field).rstrip()
    return Mend(label, {field: f"{before}\n{line}" if before else line})


def without_sentence(case: Case, field: str, span: Span, label: str = "Take it out") -> Mend:
    return Mend(label, {field: applied(case.text(field), without(case.text(field), span)).strip("\n").rstrip()})


def confirming(case: Case, field: str, label: str) -> Mend:
    """The same text, which is the person's word from then on."""
    return Mend(label, {field: case.text(field)})


def citing(ids: Collection[str]) -> Callable[[Claim], bool]:
    return lambda claim: not set(ids).isdisjoint(claim.evidence)
