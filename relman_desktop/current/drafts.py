"""What is drafted and asked for the current ticket, by the template and by a model."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from ..drafted import with_asked
from ..drafting.earlier import Earlier
from ..drafting.interview.keeping import Kept, keep_answer
from ..drafting.kept import draft_from_json, draft_to_json
from ..drafting.moving import Left, left_in
from ..drafting.proposal import Draft, Proposal
from ..interviewed import Interview
from ..settings import Endpoint
from .held import Held

if TYPE_CHECKING:
    from ..asking.asking import Asked
    from ..asking.exchange import Exchange
    from ..asking.wishes import Drafting


class Drafts(Held):
    """The proposals, what is sent to a model for them, and the questions."""

    def left(self) -> dict[str, Left]:
        """What is left to decide in the fields since the code moved on."""
        return left_in(self.writing.ticket, self._drafted.template, self.writing.history.news)

    def redraft(self) -> Draft:
        """Draft all fields anew from the template, as proposals; no field's text changes."""
        self._drafted.begin(None)
        self.writing.keep_draft(None)
        return self._draft_again()

    def propose(self, draft: Draft) -> Draft:
        """Take what a model has drafted so far; where it says nothing what was proposed before stays."""
        return self._drafted.propose(draft, self.dismissed)

    def proposal(self, field: str, *, asked: bool = False) -> Proposal | None:
        """What is drafted for a field and worth showing (`Drafted.proposal`)."""
        return self._drafted.proposal(field, self.entry(field), self.known, asked=asked) if self._known else None

    def drafting(self, endpoint: Endpoint, field: str = "", *, asks_server: bool = False) -> "Drafting":
        """What a model would be asked for, all fields or one: its `prepare` makes the request, on any thread.

        `asks_server`: whether a server on this machine may be asked first how much its model can hold.
        """
        from ..asking.wishes import Drafting  # with all that talks to a model, which most sessions never need

        place = self.known.loaded.opened.location
        return Drafting(self.settings, endpoint, self.material, place, field, asks_server=asks_server)

    def keeper(self) -> "Callable[[Exchange], None]":
        """Keeps what is sent for the ticket that is current now, whichever is current then. From any thread.

        What it gives is back when it is on the disk, and raises `ServiceError` where it cannot be kept.
        """
        writing, journal = self.writing, self.library.journal

        def keep(exchange: "Exchange") -> None:
            journal.wait(writing.keep_exchange(exchange.to_json()))  # on the disk before anything goes out

        return keep

    def draft_keeper(self) -> "Callable[[Asked], None]":
        """Keeps what came of asking for the ticket that is current now, whichever is current then. From any thread.

        So a draft is not lost with the window, or when another ticket takes its place. Raises `ServiceError`.
        """
        writing, journal = self.writing, self.library.journal
        change, ids = writing.ticket.change, self.material.ids

        def keep(asked: "Asked") -> None:
            if not writing.ticket.change.same_code(change):
                return  # it cites the evidence of the change before; the answer is among what was sent
            before = draft_from_json(writing.history.draft, ids)
            if (draft := with_asked(before, asked)) and draft is not before:
                journal.wait(writing.keep_draft(draft_to_json(draft, ids)))

        return keep

    def take(self, asked: "Asked") -> "Future[None]":
        """Propose what came of asking a model for the current ticket; without a draft all is as it was before."""
        settled = self._drafted.take(asked, self.dismissed)
        return self.writing.keep_draft(draft_to_json(settled, self.material.means) if settled else None)

    @property
    def exchanges(self) -> "tuple[Exchange, ...]":
        """All that was sent to a model for this ticket, and what came back, oldest first."""
        return self.reader_of_sent()()

    def reader_of_sent(self) -> "Callable[..., tuple[Exchange, ...]]":
        """Reads the `exchanges` of the ticket that is current now. On any thread, whatever it is given."""
        history = self.writing.history

        def read(*_: object) -> "tuple[Exchange, ...]":
            kept = tuple(history.exchanges.values())
            if not kept:
                return ()
            from ..asking.exchange import exchanges_of

            return exchanges_of(kept)

        return read

    def interview(self) -> Interview:
        """Every question about the change with what answers it, the open ones first; () where no change is open."""
        if not (self._known and self._writing):
            return ()
        return self._interviewed.asked(self._known, self._writing.ticket, self._drafted)

    def reader_of_earlier(self) -> "Callable[..., tuple[Earlier, ...]]":
        """Reads what was answered in the last tickets of the current one's repository. On any thread."""
        library, ticket = self.library, self.writing.ticket

        def read(*_: object) -> tuple[Earlier, ...]:
            return library.earlier_answers(ticket.change.location, but=ticket.id)

        return read

    def offer_earlier(self, earlier: Iterable[Earlier]) -> None:
        """Have earlier answers among what is suggested; nothing is answered by them."""
        self._interviewed.earlier = tuple(earlier)

    def keep_answer(self, question: str) -> Kept:
        """Put an answer into the person's profile, for the next ticket too; `take_profile` has it known here."""
        return keep_answer(self.material, self.known.loaded.opened.location, question)
