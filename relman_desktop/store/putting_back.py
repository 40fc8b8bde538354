"""Puts back what was rescued while the tickets could not be written, and says so."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from ..errors import InputError
from ..ticket import Ticket
from ..typing_step import new_step
from ..wording import counted, joined
from .delta import applied, delta
from .history import History
from .library import Library
from .record import PERSON, Record, What, now
from .rescue import Rescued, is_taken, rescued_in, rescued_of


def put_back(library: Library) -> tuple[str, ...]:
    """Append to the journal what is missing in it of all that was rescued; gives sentences for the person.

    A rescue file is set aside when all of it is on the disk. Raises `ServiceError` where the tickets cannot be read.
    """
    return tuple(said for one in rescued_of(library.journal.path) if (said := _put_back(library, one)))


def show_rescued(library: Library, database: Path) -> tuple[str, ...]:
    """Append to tickets that were begun beside a database what was rescued of it, which stays; gives sentences.

    Raises `ServiceError` where the tickets cannot be read.
    """
    beside = library.journal.path.parent
    return tuple(
        said for one in rescued_of(database) if one.path != beside and (said := _said(_put(library, one), one, _SHOWN))
    )


def put_back_file(library: Library, path: Path) -> str:
    """Append what is missing of a file that was saved elsewhere, and stays; "" where nothing is missing.

    Raises `InputError` where it is no such file or may not be taken, `ServiceError` where tickets cannot be read.
    """
    if library.opened.read_only:
        raise InputError("These tickets may only be read here, so nothing can be imported.")
    rescued = rescued_in(path)
    return _said(_put(library, rescued), rescued)


def _put_back(library: Library, rescued: Rescued) -> str:
    put = _put(library, rescued)
    _when_done([one.saved for one in put], rescued)
    return _said(put, rescued)


def _put(library: Library, rescued: Rescued) -> "list[_Ticket]":
    tickets = dict.fromkeys(one.ticket for one in (*rescued.wholes, *rescued.records))
    return [_Ticket(library, rescued, ticket) for ticket in tickets]


_PUT_BACK = "could not be written and {was} saved to {place}; {they_have} been put back."
_SHOWN = "could not be written before; {they_are} kept in {place}, and shown here, too."


def _said(put: "Sequence[_Ticket]", rescued: Rescued, words: str = _PUT_BACK) -> str:
    changes = sum(one.changes for one in put)
    if not changes:
        return ""
    names = joined([one.name for one in put if one.changes])
    one = changes == 1
    was, they_have, they_are = ("was", "it has", "it is") if one else ("were", "they have", "they are")
    told = words.format(was=was, they_have=they_have, they_are=they_are, place=rescued.path)
    said = f"{counted(changes, 'change')} of {names} {told}"
    if any(one.went_on for one in put):
        said += " What was written since then stands; the rest is in the history of the ticket."
    return said


class _Ticket:
    """One ticket's part of what was rescued, put back."""

    def __init__(self, library: Library, rescued: Rescued, ticket: str) -> None:
        kept = library.records(ticket)
        known = {one.sha256 for one in kept if one}
        ours = {one.sha256: one for one in rescued.records if one.ticket == ticket}  # once, whatever its numbers
        missing = [one for one in ours.values() if not _is_known(one, known, kept)]
        if not kept and not any(one.what is What.CREATED for one in missing):
            missing = [_beginning(one) for one in rescued.wholes if one.ticket == ticket][:1] + missing
        history = History([*filter(None, kept), *missing])
        if any(one and one.what is What.ERASED for one in kept):
            missing = []  # the person removed the ticket for good
        self.changes = len(missing)
        later = _since(kept, rescued, ticket) if missing and history.ticket else None
        self.went_on = bool(later)
        if later and history.ticket and (changed := delta(history.ticket, applied(history.ticket, later))):
            missing.append(Record(ticket, What.RESTORED, PERSON, new_step(), now(), changed))
            history.add(missing[-1])
        self.name = _name(history.ticket)
        self.saved = library.take_in(missing, history.ticket) if missing and history.ticket else None


def _is_known(record: Record, known: set[str], kept: Sequence[Record | None]) -> bool:
    """A ticket's beginning has another number among all tickets where it was put in."""
    return record.sha256 in known or (record.what is What.CREATED and bool(kept))


def _beginning(whole: Record) -> Record:
    return replace(whole, what=What.CREATED)


def _since(kept: Sequence[Record | None], rescued: Rescued, ticket: str) -> dict[str, object] | None:
    """What the ticket was given since the rescue file was begun, which stands; None where it was left alone."""
    ours = {one.sha256 for one in rescued.records}
    after = max([rescued.after, *(one.number for one in kept if one and rescued.copy and one.sha256 in ours)])
    before = [one for one in kept if one and one.number <= after]
    since = [one for one in kept if one and one.number > after and one.sha256 not in ours and one.draws_on]
    then, last = History(before).ticket, History([*before, *since]).ticket
    return (delta(then, last) or None) if since and then and last else None


def _name(ticket: Ticket | None) -> str:
    names = (ticket.entry(field).text.strip() for field in ("change_id", "title")) if ticket else ()
    return next(filter(None, names), "a ticket")


def _when_done(futures: Iterable["Future[None] | None"], rescued: Rescued) -> None:
    """Set the rescue file aside when the journal has all of it."""
    waiting = [one for one in futures if one]
    if not waiting:
        is_taken(rescued)
        return
    waiting[-1].add_done_callback(lambda done: None if done.exception() else is_taken(rescued))
