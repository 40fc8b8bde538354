"""Sentences of ours that stand in the ticket on nothing, on little, or on what is not so any more."""

from collections.abc import Callable, Iterator

from ..drafting.edits import applied
from ..drafting.moving import Stale, exchanged, stale_in
from ..fields import BY_NAME, FIELDS
from ..ticket import Span, Status, is_heading
from ..wording import joined, shorten
from .case import Case
from .finding import Mend
from .found import Found
from .mends import confirming, without_sentence
from .table import Row, words

_LONGEST = 200  # characters of a reason


def unsupported(row: Row, case: Case) -> Iterator[Found]:
    yield from _of(Status.UNSUPPORTED, case)


def unchecked(row: Row, case: Case) -> Iterator[Found]:
    yield from _of(Status.UNCHECKED, case)


def weak(row: Row, case: Case) -> Iterator[Found]:
    """Not what the template drafts: where it tells somebody's words, its headings say whose."""
    for field, span in _spans(case, lambda one: one.claim.status is Status.WEAK):
        reasons = span.claim.reasons
        if BY_NAME[field].written and reasons and not reasons[0].startswith(words().of_template):
            keep = confirming(case, field, "It is right")
            yield _found(field, span, case, keep)


def _of(status: Status, case: Case) -> Iterator[Found]:
    for field, span in _spans(case, lambda one: one.claim.status is status):
        yield _found(field, span, case, without_sentence(case, field, span))


def _found(field: str, span: Span, case: Case, mend: Mend | None) -> Found:
    reason = shorten(" ".join(span.claim.reasons) or "nothing is cited", _LONGEST).rstrip(".")
    told = {"label": BY_NAME[field].label, "reason": reason[:1].lower() + reason[1:]}
    return Found(told, field, f"{field}:{_number(span, case, field)}", span.claim.evidence, span.claim.body, mend)


def _spans(case: Case, wanted: Callable[[Span], bool]) -> Iterator[tuple[str, Span]]:
    stale = {(one.field, one.claim) for one in _stale(case)}
    for field in FIELDS:
        for span in case.spans.get(field.name, ()):
            if wanted(span) and not is_heading(span.claim) and (field.name, span.claim) not in stale:
                yield field.name, span


def _number(span: Span, case: Case, field: str) -> int:
    """The sentence's place among ours in its field, which stays while the person writes behind it."""
    return 1 + case.spans[field].index(span)


def _stale(case: Case) -> tuple[Stale, ...]:
    return stale_in(case.ticket)


def stale(row: Row, case: Case) -> Iterator[Found]:
    """Each with what happened to its evidence, and the redraft that would take its place."""
    for one in _stale(case):
        spans = case.spans.get(one.field, ())
        span = next((span for span in spans if span.claim == one.claim), None)
        if span and not is_heading(one.claim):
            told = {"label": BY_NAME[one.field].label, "reason": shorten(one.reason, _LONGEST)}
            mend = _redrafted(one, case) or without_sentence(case, one.field, span)
            yield Found(
                told,
                one.field,
                f"{one.field}:{_number(span, case, one.field)}",
                one.claim.evidence,
                one.claim.body,
                mend,
            )


def _redrafted(one: Stale, case: Case) -> Mend | None:
    """What is drafted by what the code says now, in the sentence's place."""
    left = case.left.get(one.field)
    exchange = next((found for found in left.stale if found.stale == one.claim), None) if left else None
    if not left or exchange is None:
        return None
    entry = case.ticket.entry(one.field)
    edits, _ = exchanged(entry.text, entry.claims, left.with_what_follows(exchange))
    label = "Take the redraft" if exchange.new else "Take it out"
    return Mend(label, {one.field: applied(entry.text, edits).strip("\n").rstrip()}) if edits else None


def dismissed_evidence(row: Row, case: Case) -> Iterator[Found]:
    for field, span in _spans(case, lambda one: not case.dismissed.keys().isdisjoint(one.claim.evidence)):
        gone = [one for one in span.claim.evidence if one in case.dismissed]
        reason = shorten(case.dismissed[gone[0]], 80).rstrip(".")
        told = {"label": BY_NAME[field].label, "fact": joined(gone, 3), "reason": reason}
        place = f"{field}:{_number(span, case, field)}"
        yield Found(told, field, place, tuple(gone), span.claim.body, without_sentence(case, field, span))


def stale_draft(row: Row, case: Case) -> Iterator[Found]:
    if case.moved:
        yield Found({"moved": case.moved})
