"""A redraft of only the stale sentences: all else of a field stays word for word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...fields import BY_NAME, FIELDS, Shape
from ...ticket import Claim, Entry, Layout, Status, Ticket, is_heading
from ..proposal import TEMPLATE, Draft, Proposal
from ..template.matters import without_topic
from .claims import is_stale
from .matching import matched

_MARKER = re.compile(r" {0,3}(?:(?P<bullet>[-*+])|\d{1,9}[.)])(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A sentence that stands in a field, and what takes its place; None: nothing does."""

    stale: Claim
    new: Claim | None


@dataclass(frozen=True, slots=True)
class Redraft:
    """What is proposed for a field with stale sentences. `moving.exchanged` puts the exchanges into its text."""

    exchanges: tuple[Exchange, ...]  # in the order of the text
    proposal: Proposal  # the whole field as it would be, the person's own words among the claims


def redrafts(ticket: Ticket, draft: Draft) -> dict[str, Redraft]:
    """The redrafts of the fields that hold stale sentences, by the fields' names, from a draft of the new change."""
    found = ((field.name, _redraft(field.name, ticket.entry(field.name), draft)) for field in FIELDS)
    return {name: redraft for name, redraft in found if redraft}


def _redraft(field: str, entry: Entry, draft: Draft) -> Redraft | None:
    pieces = tuple(_pieces(entry))
    stale = [claim for claim in pieces if is_stale(claim)]
    if not stale:
        return None
    drafted = draft.proposals[field].claims if field in draft.proposals else ()
    kept = {without_topic(claim.text) for claim in pieces if not is_stale(claim)}
    free = [claim for claim in drafted if without_topic(claim.text) not in kept]
    one = BY_NAME[field].shape in (Shape.SENTENCE, Shape.VALUE) and len(stale) == len(free) == 1
    pairs = {stale[0]: free[0]} if one else matched(stale, free)
    exchanges: dict[Claim, Claim | None] = {claim: pairs.get(claim) for claim in stale}
    exchanges |= _topics_kept(pieces, exchanges, drafted) | _emptied(pieces, exchanges)
    told = tuple(Exchange(claim, exchanges[claim]) for claim in pieces if claim in exchanges)
    return Redraft(told, Proposal(field, tuple(_whole(pieces, exchanges)), _drafter(field, draft)))


def _whole(pieces: Sequence[Claim], exchanges: dict[Claim, Claim | None]) -> Iterator[Claim]:
    """The field as it would be; where the first sentence of a block goes, the next one begins the block."""
    begins: Layout | None = None
    for claim in pieces:
        new = exchanges.get(claim, claim)
        layout = begins if begins and claim.layout is Layout.SENTENCE else claim.layout
        begins = None if new else layout if layout is not Layout.SENTENCE else begins
        if new:
            yield replace(new, layout=layout)


def _drafter(field: str, draft: Draft) -> str:
    return draft.proposals[field].drafter if field in draft.proposals else TEMPLATE


def _topics_kept(
    pieces: Sequence[Claim], exchanges: dict[Claim, Claim | None], drafted: Sequence[Claim]
) -> dict[Claim, Claim | None]:
    """Where the sentence goes that named an item's topic ("Settings: ..."), the next one of the item names it."""
    twins = {without_topic(claim.text): claim for claim in drafted}
    named: dict[Claim, Claim | None] = {}
    for claim, following in pairwise(pieces):
        opens = claim in exchanges and exchanges[claim] is None and claim.text != without_topic(claim.text)
        goes_on = following.layout is Layout.SENTENCE and following not in exchanges
        twin = twins.get(following.text) if opens and goes_on else None
        if twin and twin.text != following.text:
            named[following] = twin
    return named


def _emptied(pieces: Sequence[Claim], exchanges: dict[Claim, Claim | None]) -> dict[Claim, Claim | None]:
    """The headings of lists of which nothing is left."""
    left: dict[Claim, bool] = {}
    heading: Claim | None = None
    for claim in pieces:
        if claim.layout is Layout.PARAGRAPH:
            heading = claim if is_heading(claim) and claim.status is not Status.USER else None
        if heading and claim is not heading:
            stays = claim not in exchanges or exchanges[claim] is not None
            left[heading] = left.get(heading, False) or stays
    return {claim: None for claim, any_left in left.items() if not any_left}


def _pieces(entry: Entry) -> Iterator[Claim]:
    """A field as claims in the order of its text: ours that stand there, and the person's own words around them."""
    position = 0
    for span in entry.spans:
        yield from _own_words(entry.text, position, span.start)
        yield span.claim
        position = span.end
    yield from _own_words(entry.text, position, len(entry.text))


def _own_words(text: str, start: int, end: int) -> Iterator[Claim]:
    """What stands between two claims of ours, if it is more than list markers and punctuation, line by line."""
    begins = start == 0 or text[start - 1] == "\n"
    after_blank = start == 0
    for line in text[start:end].split("\n"):
        marked = _MARKER.match(line) if begins else None
        words = line[marked.end() if marked else 0 :].strip()
        layout = Layout.PARAGRAPH if begins and after_blank else Layout.SENTENCE
        if marked:
            layout = Layout.ITEM if marked["bullet"] else Layout.STEP
        if any(character.isalnum() for character in words):
            yield Claim(words, status=Status.USER, layout=layout)
        begins, after_blank = True, not line.strip()
