"""A claim as what its source says, word for word: the only form in which somebody's words pass by themselves."""

from dataclasses import replace

from ...sources.change import Kind
from ...ticket import Claim, Status
from ..acceptance import TOLD
from .cited import Cited, squeezed
from .gate import passed
from .grounds import Grounds
from .quotes import holds

_LONGEST = 300  # characters of a quotation in a ticket
_MARKS = str.maketrans('“”„«»"', "''''''")


def as_quotation(claim: Claim, grounds: Grounds) -> Claim | None:
    """`The ticket PAY-12 says: “...”`; None where the claim's evidence is nobody's words, or too long to be quoted.

    A claim that quotes nothing is told by the sentence of the authors' notes that it cites, if it cites one.
    """
    for one in map(grounds.cited, claim.evidence):
        quote = _quote(claim, one) if one else ""
        if one and quote:
            text = f"{_name(one)} {'say' if one.fact else 'says'}: “{quote}”"
            return replace(claim, text=text, quote=quote, evidence=(one.id,), status=Status.WEAK, reasons=(TOLD,))
    return None


def _quote(claim: Claim, one: Cited) -> str:
    """What is quoted of a piece of evidence: plain, in one line, and standing there."""
    if one.is_own_word or not (one.is_prose or one.parts.said):
        return ""
    told = claim.quote or (one.fact.get("text") if one.fact else "")
    quote = " ".join(told.replace("`", "").translate(_MARKS).split()).lstrip("#+-/*; ").strip()
    through = passed(quote)
    plain = through.text == quote and not through.findings and 0 < len(quote) <= _LONGEST
    said = holds(one, quote) if one.is_prose else squeezed(quote) in squeezed(one.parts.said)
    return quote if plain and said else ""


def _name(one: Cited) -> str:
    """What a source is called in a ticket."""
    if one.letter in "CL":
        return f"The commit message {one.evidence.ref}"
    if one.letter == "W":
        return f"The ticket {one.evidence.ref}"
    if one.fact:
        return "The authors' notes"
    return f"{'The document' if one.kind is Kind.DOCS else 'A text in'} {one.evidence.ref}"
