"""What is left to decide in the fields of a ticket that was brought up to date; also after a restart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...ticket import Claim, Ticket, is_heading
from ..proposal import Draft, Proposal
from ..taking import standing
from .claims import is_stale
from .redrafting import Exchange, redrafts


@dataclass(frozen=True, slots=True)
class Left:
    """Stale sentences of a field with what would take their places, and drafted sentences that tell of what is new."""

    exchanges: tuple[Exchange, ...] = ()
    drafted: tuple[Claim, ...] = ()  # the whole draft of the field, whose neighbours show the place of a new sentence
    numbers: tuple[int, ...] = ()  # of the new ones in it
    whole: Proposal | None = None  # the field as it would be with all exchanges

    @property
    def stale(self) -> tuple[Exchange, ...]:
        """The exchanges of stale sentences; the others only go with them, as the heading of an emptied list."""
        return tuple(one for one in self.exchanges if is_stale(one.stale))

    @property
    def new(self) -> tuple[Claim, ...]:
        """The new sentences, without the headings of their lists."""
        return tuple(claim for at in self.numbers if not is_heading(claim := self.drafted[at]))

    def with_what_follows(self, exchange: Exchange) -> tuple[Exchange, ...]:
        """A stale sentence's exchange; the last one takes along what only goes with them."""
        return self.exchanges if self.stale == (exchange,) else (exchange,)


def left_in(ticket: Ticket, draft: Draft, news: Mapping[str, Collection[str]]) -> dict[str, Left]:
    """What is left, by field. `draft` is the template's; `news` are the words of new sentences, by field."""
    found = redrafts(ticket, draft)
    left = {}
    for name in dict.fromkeys((*found, *news)):
        drafted = draft.proposals[name].claims if name in draft.proposals else ()
        numbers = _numbers(ticket.entry(name).text, drafted, news.get(name, ()))
        if name in found or numbers:
            redraft = found.get(name)
            exchanges = redraft.exchanges if redraft else ()
            left[name] = Left(exchanges, drafted, numbers, redraft.proposal if redraft else None)
    return left


def _numbers(text: str, drafted: Sequence[Claim], words: Collection[str]) -> tuple[int, ...]:
    if not words:
        return ()
    there = standing(text, drafted)
    numbers = tuple(at for at, claim in enumerate(drafted) if claim.text in words and not there[at])
    return numbers if any(not is_heading(drafted[at]) for at in numbers) else ()
