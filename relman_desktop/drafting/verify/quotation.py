"""A claim as what its source says, word for word: the only form in which somebody's words pass by themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ...sources.change import Kind
from ...ticket import Claim, Status
from ..acceptance import TOLD
from .cited import SIGN, Cited, squeezed
from .gate import passed
from .grounds import Grounds
from .quotes import holds

_LONGEST = 300  # characters of a quotation in a ticket
_MARKS = str.maketrans('“”„«»"', "''''''")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)])\s)")  # where a sentence ends for certain
_END = re.compile(r"[.!?][\"'”)]?\s+(?=[A-Z0-9`“\"'(])")


def as_quotation(claim: Claim, grounds: Grounds, said: str = "", *, whole: bool = True) -> Claim | None:
    """`The ticket PAY-12 says: “...”`; None where the claim's evidence is nobody's words, or too long to be quoted.

    `said` is what is quoted, the claim's own quote if "". A claim that quotes nothing is told by the sentence of the
    authors' notes that it cites, if it cites one. With `whole`, a quote becomes the sentence that it is a part of.
    """
    for one in map(grounds.cited, claim.evidence):
        quote = _quote(said or claim.quote, one, whole=whole) if one else ""
        if one and quote:
            text = f"{_name(one)} {'say' if one.fact else 'says'}: “{quote}”"
            return replace(claim, text=text, quote=quote, evidence=(one.id,), status=Status.WEAK, reasons=(TOLD,))
    return None


def _quote(said: str, one: Cited, *, whole: bool) -> str:
    """What is quoted of a piece of evidence: plain, in one line, and standing there."""
    if one.is_own_word or not (one.is_prose or one.parts.said):
        return ""
    told = said or (_note(one) if one.fact else "")
    quote = _plain(whole_sentence(told, _words_of(one)) if whole and not one.fact else told)
    through = passed(quote)
    plain = through.text == quote and not through.findings and 0 < len(quote) <= _LONGEST
    return quote if plain and _is_said(quote, one) else ""


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").translate(_MARKS).split()).lstrip("#+-/*; ").strip()


def _is_said(quote: str, one: Cited) -> bool:
    return holds(one, quote) if one.is_prose else squeezed(quote) in squeezed(_words_of(one))


def _words_of(one: Cited) -> str:
    """What somebody says in a piece of evidence, without the signs of comments."""
    if one.fact:
        return _note(one)
    lines = one.lines if one.is_prose else one.parts.said.splitlines()
    return "\n".join(lines if one.is_prose else (SIGN.sub("", line, count=1) for line in lines))


def _note(one: Cited) -> str:
    """What the authors' note of a fact says, as far as it was sent as it is: nothing that was masked comes back."""
    told = one.fact.get("text") if one.fact else ""
    return told if squeezed(told) in one.squeezed else ""


def whole_sentence(quote: str, text: str) -> str:
    """The sentence of a text that holds a quote, which lines of a message may cut; the quote where none does."""
    wanted = " ".join(quote.split())
    for block in _blocks(text) if wanted else ():
        found = re.search(re.escape(wanted), block, re.IGNORECASE)
        if found:
            ends = [(end.start() + 1, end.end()) for end in _END.finditer(block)]
            start = max((after for _, after in ends if after <= found.start()), default=0)
            end = min((before for before, _ in ends if before >= found.end()), default=len(block))
            return block[start:end].strip()
    return quote


def _blocks(text: str) -> Iterator[str]:
    return (" ".join(block.split()) for block in _BLOCK.split(text))


def _name(one: Cited) -> str:
    """What a source is called in a ticket."""
    if one.letter in "CL":
        return f"The commit message {one.evidence.ref}"
    if one.letter == "W":
        return f"The ticket {one.evidence.ref}"
    if one.fact:
        return "The authors' notes"
    return f"{'The document' if one.kind is Kind.DOCS else 'A text in'} {one.evidence.ref}"
