"""What a change that moved on brings and no sentence of a field tells yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...facts.book import Facts
from ...fields import FIELDS, Shape
from ...ticket import Claim, Layout, Ticket, is_heading
from ..proposal import Draft
from ..template.matters import without_topic
from .claims import is_stale
from .redrafting import Redraft
from .told import Told

_WEIGHT = 10  # of a fact from which on it is worth a sentence: below are details


@dataclass(frozen=True, slots=True)
class News:
    """Drafted sentences that tell of new evidence; `take(text, drafted, number, known)` puts one to its place."""

    field: str
    drafted: tuple[Claim, ...]  # the whole draft of the field, whose neighbours show the place of a new sentence
    numbers: tuple[int, ...]  # of the new ones in it

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(self.drafted[number] for number in self.numbers)


def worth_telling(came: Collection[str], facts: Facts) -> frozenset[str]:
    """The new pieces of evidence but for facts that are details."""
    return frozenset(came).difference(fact.id for fact in facts.items if fact.weight < _WEIGHT)


def news(
    ticket: Ticket, before: Draft, draft: Draft, redrafts: Mapping[str, Redraft], came: Collection[str]
) -> dict[str, News]:
    """By field of prose or steps the sentences that say what was not said and cite evidence that `came`.

    What the field holds already, or gets with its redraft, is not among them.
    """
    found = {}
    for name in (field.name for field in FIELDS if field.shape in (Shape.PROSE, Shape.STEPS)):
        held = _held(name, ticket, redrafts)
        known = {*Told.of(name, before, draft).before, *held}
        drafted = draft.proposals[name].claims
        if numbers := [at for at, claim in enumerate(drafted) if _is_new(claim, known, came)]:
            headings = _headings(drafted, numbers)
            missing = (at for at in headings if without_topic(drafted[at].text) not in held)
            found[name] = News(name, drafted, tuple(sorted({*numbers, *missing})))
    return found


def _headings(drafted: Sequence[Claim], numbers: Collection[int]) -> Iterator[int]:
    """The headings of the lists to which sentences belong."""
    heading = None
    for at, claim in enumerate(drafted):
        if claim.layout is Layout.PARAGRAPH:
            heading = at if is_heading(claim) else None
        if at in numbers and heading is not None:
            yield heading


def _held(field: str, ticket: Ticket, redrafts: Mapping[str, Redraft]) -> set[str]:
    """The words of the sentences that stand in a field and stay there, and of those that its redraft brings."""
    stand = (span.claim for span in ticket.entry(field).spans if not is_stale(span.claim))
    brought = (one.new for one in redrafts[field].exchanges if one.new) if field in redrafts else ()
    return {without_topic(claim.text) for claim in (*stand, *brought)}


def _is_new(claim: Claim, known: Collection[str], came: Collection[str]) -> bool:
    return not is_heading(claim) and without_topic(claim.text) not in known and not set(came).isdisjoint(claim.evidence)
