"""The library of tickets: where the session keeps what it works on, and finds what was kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from ..errors import Cancelled, InputError, ServiceError
from ..fields import OVER
from ..files import backups_of
from ..jobs import Cancel
from ..ticket import Ticket
from ..typing_step import new_step
from .backups import Backups
from .database import connect, connect_to_read
from .entries import SHELVES
from .erasing import begin_erasing, finish_erasing
from .guarding import Guard
from .history import History
from .journal import Connect, Journal
from .opening import open_library
from .reading import Reader
from .record import PERSON, Record, What, now, ordinal_of
from .words import stored

if TYPE_CHECKING:
    from ..risk.timing.planned import Planned

_PATIENCE = 10.0  # seconds that an export waits for the disk

_NOT_YET = (
    "The ticket was removed, but its words could not be overwritten in {} yet ({}); end what else reads that file, or"
    " make room, then close Relman Desktop and open it again: it goes on with that."
)
_ELSEWHERE = (What.FILED, What.ERASED)  # acts after which a ticket is on another shelf, or nowhere
_OF_RANGE = """
SELECT ticket FROM library
WHERE location = ? AND range = ? AND shelf = '' AND state <> 'closed' ORDER BY ordinal DESC
"""


class Library(Reader):
    """All tickets in one file. What is asked for here also knows what is not on the disk yet."""

    def __init__(self, path: Path, *, open_database: Connect = connect, backups: Backups | None = None) -> None:
        """Repairs what is damaged, and says so in `opened`. Raises `ServiceError` where the file cannot be used."""
        super().__init__(path)
        backups = backups or Backups(backups_of(path))
        self.opened = open_library(path, backups, open_database)
        self._guard = Guard(path, backups)
        if self.opened.read_only:
            self.journal = Journal(path, open_database=connect_to_read)
        else:
            self.journal = Journal(path, open_database=open_database, copy=self._guard.copy)
            self.journal.do(finish_erasing)
            self._guard.start(self.opened, self.journal.do)
        self._ordinal = 0
        self.count_again()

    @property
    def next_ordinal(self) -> int:
        """The number that the next new ticket gets, from 1."""
        return self._ordinal + 1

    def count_again(self) -> None:
        """Tickets came in beside `begin`: the next new one gets the number after theirs."""
        waiting = [ordinal_of(one.data) for one in self.journal.unsaved if one.what is What.CREATED]
        kept = int(self._read("SELECT coalesce(max(ordinal), 0) FROM library")[0][0])
        self._ordinal = max(kept, *waiting, 0)

    def begin(self, ticket: Ticket, author: str, step: str) -> tuple[History, "Future[None]"]:
        """Keep a new ticket; it gets the next number among all tickets."""
        self._ordinal += 1
        data = {"ticket": ticket.to_json(), "ordinal": self._ordinal}
        record = Record(ticket.id, What.CREATED, author, step, now(), data)
        return History([record]), self.journal.append([record], ticket)

    def records(self, ticket_id: str) -> list[Record | None]:
        """The records of a ticket in their order; None for one that is damaged. Raises `ServiceError`."""
        waiting = {one.number: one for one in self.journal.unsaved if one.ticket == ticket_id}  # before what is kept
        records = {**self._kept(ticket_id), **waiting}
        return [records[number] for number in sorted(records)]

    def take_in(self, records: Iterable[Record], ticket: Ticket) -> "Future[None]":
        """Append records of a ticket that were kept elsewhere; one that begins here gets the next number among all."""
        return self.journal.append(list(map(self._counted, records)), ticket)

    def of_change(self, key: str) -> str | None:
        """The id of the newest ticket of a change (`ChangeRef.key`) that is open, or else an archived one."""
        rows = self._read("SELECT ticket FROM library WHERE change = ? ORDER BY ordinal DESC", stored(key))
        archived = None
        for history in self._newest_first(rows):
            if history.ticket is None or history.ticket.change.key != key:
                continue
            if not history.shelf:
                return history.ticket.id
            archived = archived or (history.ticket.id if history.shelf == "archived" else None)
        return archived

    def of_range(self, location: str, text: str, *, but: str = "") -> Ticket | None:
        """The newest ticket of a range as the person wrote it, whatever commits it means by now ("" for a diff).

        None where there is none that is open: neither over, nor archived, nor in the bin, nor that with the id `but`.
        """
        rows = self._read(_OF_RANGE, stored(location), stored(text))
        for history in self._newest_first(rows):
            ticket = history.ticket
            if not ticket or ticket.id == but or history.shelf or ticket.entry("state").text in OVER:
                continue
            if (ticket.change.location, ticket.change.range) == (location, text):
                return ticket
        return None

    def planned(self, *, but: str = "") -> "tuple[Planned, ...]":
        """Also what is not on the disk yet."""
        from .scheduled import planned_of

        waiting = dict.fromkeys(  # before what is kept
            one.ticket for one in reversed(self.journal.unsaved) if one.draws_on or one.what in _ELSEWHERE
        )
        kept = super().planned(but=but)
        if not waiting:
            return kept
        histories = [self.history(ticket) for ticket in waiting if ticket != but]
        there = [one.ticket for one in histories if one.ticket and one.shelf != "bin"]
        new = [one for ticket in there if (one := planned_of(ticket))]
        return (*new, *(one for one in kept if one.ticket not in waiting))

    def _answering(self, ticket_id: str) -> list[Record]:
        """Also what is not on the disk yet: the ticket before this one may have been left a moment ago."""
        waiting = [
            one for one in self.journal.unsaved if one.ticket == ticket_id and one.draws_on
        ]  # before what is kept
        kept = {one.sha256: one for one in (*super()._answering(ticket_id), *waiting)}
        return sorted(kept.values(), key=lambda one: one.number)

    def _since_whole(self, ticket_id: str) -> list[Record]:
        """Also what is not on the disk yet."""
        waiting = [one for one in self.journal.unsaved if one.ticket == ticket_id]  # before what is kept
        kept = {one.sha256: one for one in (*super()._since_whole(ticket_id), *waiting)}
        return sorted(kept.values(), key=lambda one: one.number)

    def _newest_first(self, rows: Iterable[Sequence[Any]]) -> Iterator[History]:
        """The tickets of rows, and before them those that were begun or moved, and of which that is not on the disk."""
        begun = (What.CREATED, What.MOVED)
        waiting = (record.ticket for record in reversed(self.journal.unsaved) if record.what in begun)
        return map(self.history, dict.fromkeys((*waiting, *(str(row[0]) for row in rows))))

    def file(self, ticket_id: str, shelf: str) -> "Future[None]":
        """Put a ticket on a shelf: "archived", "bin", or "" for back."""
        if shelf not in SHELVES:
            raise InputError(f"There is no shelf {shelf!r}; a ticket is archived, in the bin, or on none.")
        return self.journal.append([Record(ticket_id, What.FILED, PERSON, new_step(), now(), {"shelf": shelf})])

    def erase(self, ticket_id: str, cancel: Cancel | None = None) -> None:
        """Remove a ticket that is in the bin for good, with all that was done to it; not on the window's thread.

        Backups still hold it until they are thinned. Raises `InputError` for one that is not in the bin, and
        `Cancelled` or `ServiceError` where it is not written yet, or is gone from the list only: the next start does
        the rest.
        """
        row = self.row(ticket_id)
        if row is None or row.shelf != "bin":
            raise InputError("Only a ticket that is in the bin can be removed for good; put it there first.")
        record = Record(ticket_id, What.ERASED, PERSON, new_step(), now(), {"ordinal": row.ordinal})
        self.journal.do(begin_erasing)
        self.journal.wait(self.journal.append([record]), cancel)
        try:
            self.journal.do(finish_erasing).result()
        except ServiceError as error:
            raise ServiceError(_NOT_YET.format(self.path, error.__cause__ or error)) from error
        finally:
            self.back_up()

    @contextmanager
    def snapshot(self, cancel: Cancel | None = None) -> Iterator[apsw.Connection]:
        """A connection that sees all that was written before, and nothing that is written while it is used."""
        if not self.opened.read_only:
            self._flush(cancel or Cancel())
        with super().snapshot() as connection:
            yield connection

    def _flush(self, cancel: Cancel) -> None:
        try:
            with cancel.within(_PATIENCE) as late:
                self.journal.wait(self.journal.flush(), late)
        except Cancelled as error:
            cancel.check()
            raise ServiceError(f"What you wrote last cannot be saved in {self.path}; see to that first.") from error

    def watch_trouble(self, watcher: Callable[[str], None]) -> None:
        """Have somebody told, from any thread, in a sentence: a second copy or a backup fails, a damage was found."""
        self._guard.watch(watcher)

    def tell_trouble_again(self) -> None:
        """Have told anew what is still wrong of that."""
        self._guard.tell_again()

    def back_up(self) -> None:
        """Make a backup now, before what changes much; not on the window's thread. Raises `ServiceError`."""
        self._guard.back_up(self.journal.do)

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives what could not be written."""
        self._guard.stop()
        self.stop_reading()  # before the journal: whoever is the last clears the log away, which a reader cannot
        left = self.journal.close()
        self._guard.close()
        self.stop_reading()
        return left

    def _counted(self, record: Record) -> Record:
        if record.what is not What.CREATED:
            return record
        self._ordinal += 1
        return replace(record, data={**record.data, "ordinal": self._ordinal})
