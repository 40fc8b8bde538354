"""The checks as one table, and a field's claims put through it."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...fields import Field, Shape
from ...ticket import Claim, Status
from ...wording import joined, printable
from ..acceptance import TOLD, opens_list
from . import (
    acts,
    attribution,
    commands,
    contrary,
    direction,
    goals,
    ids,
    numbers,
    planned,
    shape,
    standing,
    thresholds,
)
from .attribution import ONLY_SAID, is_by_pronoun, is_told
from .candidate import Candidate, Check
from .finding import Finding, note, rolled_up, unsupported
from .gate import passed, repeats
from .grounds import Grounds
from .headings import heading
from .lettering import lettering
from .quotation import as_quotation
from .quotes import found_elsewhere, holder, tidy
from .raw import RawClaim

_LOG = logging.getLogger(__name__)
_MOST_CLAIMS = 20_000  # of one field; a model that writes more has lost its way
_NO_MARKUP = str.maketrans(dict.fromkeys("<>&[](){}!`*#＜＞﹤﹥", " "))
_MOST_CHECKED = 2000  # characters of a claim that are looked at closely; a longer one fails by its length

CHECKS: tuple[tuple[str, Check], ...] = (
    ("the field's rules", shape.form),
    ("whose words these are", attribution.trust),
    ("words of others", attribution.borrowed),
    ("our own instructions", attribution.echoes),
    ("quotation marks", attribution.quotation_marks),
    ("letters that pass for others", lettering),
    ("names", standing.names),
    ("proper names", standing.proper_names),
    ("numbers", numbers.numbers),
    ("commands", commands.commands),
    ("directions", direction.directions),
    ("thresholds", thresholds.thresholds),
    ("the contrary of what is said", contrary.contrary),
    ("what is only planned", planned.done),
    ("which way a step goes", planned.ways),
    ("what it does besides telling", acts.acts),
    ("goals", goals.goals),
    ("words in common", attribution.overlap),
)


def verify(field: Field, claims: Sequence[RawClaim], grounds: Grounds, *, first: bool = True) -> tuple[Claim, ...]:
    """The claims of a field, each with its status and the reasons for it; it never raises, whatever a model wrote.

    A claim that could not be checked for a fault of ours does not stand; it takes none of the others with it.

    With `first` the field begins with them; else they follow others, and `as_a_whole` is for all of them together.
    What says nothing, what is said twice and what repeats the canary is left out. The texts are plain text.
    """
    checked: list[Claim] = []
    for claim in _without_canary(claims[:_MOST_CLAIMS], grounds.canary):
        if one := _verified_safely(field, claim, grounds, first=first and not checked):
            checked.append(one)
    return as_a_whole(field, checked)


def as_a_whole(field: Field, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Verified claims by the rules for all of a field: nothing twice, one title, no more than the field holds."""
    return tuple(shape.within_limits(field, shape.without_repeats(claims)))


def _without_canary(claims: Sequence[RawClaim], canary: str) -> Sequence[RawClaim]:
    """The claims that do not repeat the canary; all at once, since hardly ever one does."""
    if not repeats("\n".join(f"{one.text}\n{one.quote}" for one in claims), canary):
        return claims
    return [one for one in claims if not repeats(f"{one.text}\n{one.quote}", canary)]


def _verified_safely(field: Field, raw: RawClaim, grounds: Grounds, *, first: bool) -> Claim | None:
    try:
        return _verified(field, raw, grounds, first=first)
    except Exception:  # a check that trips over a hostile text must not let the text, or the whole draft, go
        _LOG.exception("A claim could not be checked.")
        text = " ".join(printable(raw.text[:_MOST_CHECKED]).split())
        plain = text.translate(_NO_MARKUP)
        return Claim(plain, status=Status.UNSUPPORTED, reasons=("It could not be checked.",)) if plain else None


def _verified(field: Field, raw: RawClaim, grounds: Grounds, *, first: bool) -> Claim | None:
    through = passed(raw.text, grounds.nonce)
    if shape.says_nothing(through.text):
        return None
    layout = shape.layout_of(raw.layout, field, first=first, text=through.text)
    quote = tidy(raw.quote)
    known, unknown = ids.valid(raw.evidence, grounds.evidence)
    findings = [*through.findings, *_unknown(unknown)]
    claim = Claim(through.text, known, quote, layout=layout)
    claim, found = _settled_quote(claim, grounds)
    findings += found
    if opens_list(claim):
        findings = [one for one in findings if one.status is Status.UNSUPPORTED]
        return _judged(claim, [*findings, *heading(_candidate(field, claim, grounds), grounds)])
    if not claim.evidence:
        findings.append(unsupported("It cites no evidence that was sent."))
    else:
        findings += _checked(field, claim, grounds)
    return _in_quotation(_judged(claim, findings), field, grounds)


def _in_quotation(claim: Claim, field: Field, grounds: Grounds) -> Claim:
    """Reported speech that is weak for nothing else, as the quotation that it reports, if possible its whole sentence.

    A quotation of whoever the sentence before spoke of names its source itself, since that sentence may not be taken.
    """
    if field.shape is not Shape.PROSE or claim.reasons not in ((ONLY_SAID,), (TOLD,)) or not claim.evidence:
        return claim
    candidate = _candidate(field, claim, grounds)
    if not candidate.told or (claim.reasons == (TOLD,) and not is_by_pronoun(candidate)):
        return claim
    said = next(iter(candidate.quotations), "")
    for whole in (True, False):
        quoted = as_quotation(claim, grounds, said, whole=whole)
        judged = _judged(quoted, tuple(_checked(field, quoted, grounds))) if quoted else None
        if judged and judged.reasons == (TOLD,):
            return judged
    return replace(claim, reasons=(ONLY_SAID,))


def _unknown(cited: Sequence[str]) -> list[Finding]:
    if not cited:
        return []
    were = "was not in the evidence and is" if len(cited) == 1 else "were not in the evidence and are"
    return [note(f"{joined([printable(one) for one in cited], 4)} {were} no longer cited.")]


def _settled_quote(claim: Claim, grounds: Grounds) -> tuple[Claim, list[Finding]]:
    """The claim citing what holds its quote, where that was sent at all."""
    if not claim.quote:
        return claim, []
    cited = [one for one in map(grounds.cited, claim.evidence) if one]
    if holder(claim.quote, cited):
        return claim, []
    if other := found_elsewhere(claim.quote, grounds):
        moved = replace(claim, evidence=(other.id, *claim.evidence)[: ids.MOST_CITED])
        return moved, [note(f"Its quote stands in {other.id}, which is cited now.")]
    where = ", ".join(claim.evidence) or "the evidence"
    return claim, [unsupported(f"Its quote does not stand in {where}.")]


def _checked(field: Field, claim: Claim, grounds: Grounds) -> Iterator[Finding]:
    candidate = _candidate(field, claim, grounds)
    if len(claim.text) > _MOST_CHECKED:
        yield from shape.form(replace(candidate, text=claim.text), grounds)
        return
    for _, check in CHECKS:
        yield from check(candidate, grounds)


def _candidate(field: Field, claim: Claim, grounds: Grounds) -> Candidate:
    sources = tuple(one for one in map(grounds.cited, claim.evidence) if one)
    candidate = Candidate(field, claim.text[:_MOST_CHECKED], claim.quote, claim.layout, sources)
    return replace(candidate, told=True) if is_told(candidate) else candidate


def _judged(claim: Claim, findings: Sequence[Finding]) -> Claim:
    status, reasons = rolled_up(findings)
    return replace(claim, status=status, reasons=reasons)
