"""What is to be said of the current ticket: its risk, its time, what an approver would send back, its team."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from ..advice import Advice, Point, advise, trend
from ..checked import limits_of
from ..checks import Case as CheckCase
from ..checks import Finding, unchecked
from ..drafting.interview.windows import zone_of
from ..errors import ServiceError
from ..jobs import Cancel, Progress, silent
from ..risk import Assessment, Background, Case, Lowering
from ..risk.timing import Planned, Timing
from ..ticket import Ticket
from .drafts import Drafts

if TYPE_CHECKING:
    from ..exporting import Exporting


class Judged(Drafts):
    """The judgements on the ticket; readers for what is worth another thread."""

    @property
    def background(self) -> Background | None:
        """What was read beside the current change; None while it is not."""
        return self._risked.background

    def reader_of_background(self) -> "Callable[..., Background]":
        """Reads what the risk of the current change rests on beside itself. On any thread; raises `Cancelled`."""
        loaded, facts, library = self.known.loaded, self.facts, self.library
        ticket, material = self.writing.ticket, self.material

        def read(cancel: Cancel, progress: Progress = silent) -> Background:
            from ..risk.assessing import assess
            from ..risk.reading import read_background
            from ..risk.timing.others import get_ready

            planned: tuple[Planned, ...] = ()
            notes: tuple[str, ...] = ()
            try:
                planned = library.planned(but=ticket.id)
                get_ready(planned, zone_of(loaded.profile), cancel)
            except ServiceError as error:
                notes = (str(error),)
            found = read_background(loaded.opened, facts, cancel, progress, planned=planned)
            found = replace(found, notes=(*found.notes, *notes))
            assess(Case(material, ticket, found))  # here, where nobody waits for a window: tables are read for good
            return found

        return read

    def take_background(self, background: Background) -> "Future[None]":
        """Know it; a ticket that is new gets its risk, which is no step of the person's."""
        self._risked.background = background
        return self._draft_on(beside=True)

    def risk(self) -> Assessment | None:
        """How risky the current change is; None where none is open, or its background is not read yet."""
        return self._risked.assessed(self._known, self._writing.ticket) if self._known and self._writing else None

    def reader_of_lowerings(self) -> "Callable[..., tuple[Lowering, ...]]":
        """Works out what would lower the risk most, for the change and its ticket as they are now. On any thread."""
        return self._risked.reader_of_lowered(self.known, self.writing.ticket)

    def timing(self) -> Timing | None:
        """What is to be said of the current ticket's schedule; None where no change is open."""
        return self._timing(self.ticket) if self.ticket else None

    def against_schedule(self, text: str) -> str:
        """What speaks most against a schedule, whether or not it stands in the field; "" for nothing."""
        if not self.ticket or not text.strip():
            return ""
        return self._timing(self.ticket.with_text("schedule", text)).against

    def checks(self) -> tuple[Finding, ...]:
        """What an approver would send the current ticket back for, the gravest first; () where no change is open."""
        return self.reader_of_checks()() if self._known and self._writing else ()

    @property
    def unchecked(self) -> str:
        """Why the current ticket is hardly checked any more, a sentence; "" where it is."""
        return unchecked(self.ticket) if self.ticket else ""

    def reader_of_checks(self) -> "Callable[..., tuple[Finding, ...]]":
        """Checks the ticket as it is now; on any thread, whatever it is given."""
        known, ticket = self.known, self.writing.ticket
        case = CheckCase(
            ticket,
            self.timed.clock().replace(second=0, microsecond=0),
            known.material(ticket),
            template=self._drafted.template,
            timing=self._timing(ticket),
            assessment=self.risk(),
            is_settled=self._risked.background is not None,
            left=self.left(),
            moved=self.checked.moved,
            dismissed=known.dismissed,
            asked=self.interview(),
            limits=limits_of(self.settings.systems),
        )
        return self.checked.reader(case)

    def advice(self) -> tuple[Advice, ...]:
        """What the current ticket says about the team, the weightiest first; () where no change is open."""
        return advise(self.material, self.writing.ticket) if self._known and self._writing else ()

    def reader_of_last(self) -> "Callable[..., tuple[Ticket, ...]]":
        """Reads the last tickets of the current one's repository, the oldest first. On any thread."""
        library, location = self.library, self.writing.ticket.change.location

        def read(*_: object) -> tuple[Ticket, ...]:
            return library.last_tickets(location)

        return read

    def trend(self, last: Iterable[Ticket]) -> tuple[Point, ...]:
        """The trend of the last tickets, with the current one as it is now; () for fewer than three."""
        now = self.ticket
        return trend([now if now and one.id == now.id else one for one in last])

    def exporting(self) -> "Exporting":
        """The current ticket on its way into change systems, as it is now."""
        from ..exporting import exporting_of

        return exporting_of(self.settings, self.known, self.writing, self.risk(), self.library)

    def _timing(self, ticket: Ticket) -> Timing:
        return self.timed.timing(self.known, ticket, self._risked.background)
