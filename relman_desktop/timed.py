"""The timing of the current ticket, worked out when it is asked for and something it rests on is another."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from .drafting.interview.windows import zone_of
from .known import Known
from .risk import Background
from .risk.timing import Timing, timing
from .ticket import Entry, Ticket

_RESTS_ON = ("schedule", "deployment", "validation", "rollback", "services", "state", "outcome", "change_type")
_KEPT = 4  # results: the field's, and those of what is typed in another place

Key = tuple[Background | None, datetime, tuple[Entry, ...]]


class Timed:
    """Keeps the last results."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self._known: Known | None = None  # all that is kept rests on it
        self._kept: deque[tuple[Key, Timing]] = deque(maxlen=_KEPT)

    @staticmethod
    def zone(known: Known | None) -> tzinfo:
        """The team's time zone; UTC where it names none."""
        return zone_of(known.loaded.profile) if known else UTC

    def timing(self, known: Known, ticket: Ticket, background: Background | None) -> Timing:
        """What is to be said of the schedule now, to the minute."""
        if known is not self._known:
            self._known = known
            self._kept.clear()
        now = self.clock().replace(second=0, microsecond=0)
        rests_on = tuple(map(ticket.entry, _RESTS_ON))
        for (read, then, before), result in self._kept:
            if read is background and then == now and before == rests_on:
                return result
        planned = background.planned if background else ()
        result = timing(known.material(ticket), ticket, planned, now)
        self._kept.append(((background, now, rests_on), result))
        return result
