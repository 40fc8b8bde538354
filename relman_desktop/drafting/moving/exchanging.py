"""Putting sentences into the place of others that stand in a field, and changing nothing else there."""

from collections.abc import Sequence
from dataclasses import replace

from ...ticket import Claim, Span, spans
from ..blocks import blocks
from ..edits import Edit, applied
from ..taking import gap_after, without
from .redrafting import Exchange


def exchanged(
    text: str, known: Sequence[Claim], exchanges: Sequence[Exchange]
) -> tuple[tuple[Edit, ...], tuple[Claim, ...]]:
    """The edits that put each new sentence into the place of its stale one, as far as that stands in the text.

    `known` are the claims that the field was given. A stale one that nothing replaces is taken out. The new claims are
    given as they stand there then.
    """
    there = {span.claim: span for span in spans(text, known)}
    found = [(there[one.stale], one.new) for one in exchanges if one.stale in there]
    edits: list[Edit] = []
    laid: list[Claim] = []
    for span, new in sorted(found, key=lambda pair: -pair[0].start):  # from the end on, so that no place moves
        now = applied(text, edits)
        if new is None:
            edits += without(now, span)
        else:
            edit, claim = _in_place(now, span, new)
            edits.append(edit)
            laid.append(claim)
    return tuple(edits), tuple(reversed(laid))


def _in_place(text: str, span: Span, new: Claim) -> tuple[Edit, Claim]:
    """A sentence stands as the one before it stood; a block of commands in it is indented as its step is."""
    block = next((one for one in blocks(text) if one.start <= span.start <= one.end), None)
    layout = block.layout if block and "\n" in new.text else span.claim.layout
    claim = replace(new, layout=layout)
    goes_on = text[span.end : span.end + 1] == " "
    body = claim.under(block.width if block else 0)
    body += gap_after(body, block) if goes_on else ""
    return Edit(span.start, text[span.start : span.end + goes_on], body), claim
