"""Puts back what was rescued while the tickets could not be written, and says so."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import InputError
from ..wording import counted, joined
from .library import Library
from .rescue import is_taken, rescued_of
from .rescued import Rescued, rescued_in
from .returning import Returning

_PUT_BACK = "could not be written and {was} saved to {place}; {they_have} been put back."
_SHOWN = "could not be written before; {they_are} kept in {place}, and shown here, too."


def put_back(library: Library) -> tuple[str, ...]:
    """Append to the journal what is missing in it of all that was rescued; gives sentences for the person.

    A rescue file is set aside when all of it is on the disk. Raises `ServiceError` where the tickets cannot be read.
    """
    rescued = tuple(rescued_of(library.journal.path))
    put = _put(library, rescued)
    _when_done(put, [one for one in rescued if not one.unread and not any(ticket.is_left(one) for ticket in put)])
    return tuple(_said(put, rescued, _PUT_BACK))


def show_rescued(library: Library, database: Path) -> tuple[str, ...]:
    """Append to tickets that were begun beside a database what was rescued of it, which stays; gives sentences.

    Raises `ServiceError` where the tickets cannot be read.
    """
    beside = library.journal.path.parent
    rescued = tuple(one for one in rescued_of(database) if one.path != beside)
    return tuple(_said(_put(library, rescued), rescued, _SHOWN))


def put_back_file(library: Library, path: Path) -> str:
    """Append what is missing of a file that was saved elsewhere, and stays; "" where nothing is missing.

    Raises `InputError` where it is no such file or may not be taken, `ServiceError` where tickets cannot be read.
    """
    if library.opened.read_only:
        raise InputError("These tickets may only be read here, so nothing can be imported.")
    rescued = (rescued_in(path),)
    return " ".join(_said(_put(library, rescued), rescued, _PUT_BACK))


def _put(library: Library, rescued: Sequence[Rescued]) -> list[Returning]:
    """All of it together, so that what was rescued first counts for older than what was rescued then."""
    tickets = dict.fromkeys(ticket for one in rescued for ticket in one.tickets)
    return [Returning(library, rescued, ticket) for ticket in tickets]


def _said(put: Sequence[Returning], rescued: Iterable[Rescued], words: str) -> Iterable[str]:
    for one in rescued:
        if one.unread:
            yield f"What was saved to {one.path} cannot be read ({one.unread}), and stays there."
        elif not one.whole:
            yield f"{one.path} is damaged; what can still be read of it is taken, and it is kept."
        left = sum(ticket.changes(one) for ticket in put if ticket.is_left(one))
        if left:
            yield f"{counted(left, 'change')} in {one.path} are of a ticket that is lost, and stay there."
        yield from _told(put, one, words)
    if any(one.went_on for one in put):
        yield "What was written since then stands; the rest is in the history of the ticket."


def _told(put: Iterable[Returning], rescued: Rescued, words: str) -> Iterable[str]:
    tickets = [one for one in put if one.changes(rescued) and not one.is_left(rescued)]
    changes = sum(one.changes(rescued) for one in tickets)
    if changes:
        one = changes == 1
        was, they_have, they_are = ("was", "it has", "it is") if one else ("were", "they have", "they are")
        told = words.format(was=was, they_have=they_have, they_are=they_are, place=rescued.path)
        yield f"{counted(changes, 'change')} of {joined([ticket.name for ticket in tickets])} {told}"


def _when_done(put: Iterable[Returning], rescued: Iterable[Rescued]) -> None:
    """Set rescue files aside when the journal has all of them."""
    waiting = [one.saved for one in put if one.saved]

    def take(_: object = None) -> None:
        if not any(one.exception() for one in waiting):
            for one in rescued:
                is_taken(one)

    if waiting:
        waiting[-1].add_done_callback(take)  # which is written last
    else:
        take()
