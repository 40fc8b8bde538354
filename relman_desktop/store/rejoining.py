"""What a ticket holds when its records come from several places: in each field what was written last, by the clock.

Within one place the order of the records holds, whatever the clock said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge

from ..ticket import Ticket
from .delta import applied, delta
from .history import History
from .record import Record


@dataclass(frozen=True, slots=True)
class Line:
    """What was written in one place, on top of what the ticket held then."""

    before: Sequence[Record]
    since: Sequence[Record]

    @property
    def acts(self) -> Iterator[tuple[str, Ticket, Ticket]]:
        """When something was done, and what the ticket held before and after."""
        history = History(self.before)
        for one in self.since:
            then = history.ticket
            history.add(one)
            if then and history.ticket and then != history.ticket:
                yield one.at, then, history.ticket


def in_order(lines: Iterable[Sequence[Record]]) -> list[Record]:
    """Records of several places, oldest first."""
    return list(merge(*lines, key=lambda one: one.at))


def rejoined(ticket: Ticket, lines: Iterable[Line]) -> Ticket:
    """What a ticket holds after all that was done to it in several places."""
    for _, before, after in merge(*(line.acts for line in lines), key=lambda act: act[0]):
        changed = delta(before, after)
        entries = {name: after.entry(name) for name in changed.get("entries", {})}  # the claims go with the text
        there = applied(ticket, changed)
        ticket = replace(there, entries={**there.entries, **entries})
    return ticket
