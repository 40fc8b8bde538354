"""Takes the tickets of another library in: what is there already is left, a longer history is gone on with.

A ticket that went another way there than here comes in as a copy of its own: neither history is lost, and the list
says "(imported)" behind its change ID. The copy's id is made of what it holds, so a second import finds it again.
"""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from ..ticket import Ticket
from ..wording import counted
from .archive import Archive
from .history import History
from .library import Library
from .record import Record, What, as_text, ordinal_of

_Merged = tuple[str, Sequence[Record], Ticket | None]
_WAITING = 64  # tickets that are on their way to the disk


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. `said`: what the person should know of the file."""

    new: tuple[str, ...] = ()  # the ids of tickets that were not here
    continued: tuple[str, ...] = ()  # of those that were, and have more edits now
    copies: tuple[str, ...] = ()  # of copies of tickets that went another way here
    known: int = 0  # tickets in which there was nothing new
    said: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = (
            counted(len(self.new), "new ticket"),
            f"{len(self.continued):,} continued",
            f"{len(self.copies):,} as copies",
            f"{self.known:,} known already",
        )
        return f"Imported: {', '.join(parts)}."


def import_library(library: Library, path: Path, cancel: Cancel, progress: Progress = silent) -> Imported:
    """Take in what an exported file has and this library has not. Each ticket is taken whole or not at all.

    Raises `InputError` where it is no such file, `ServiceError` where the library cannot be written, `Cancelled`;
    what was taken in before stays, and the next import goes on from there.
    """
    if library.opened.read_only:
        raise InputError("These tickets may only be read here, so nothing can be imported.")
    archive = Archive(path, cancel, progress)
    ids: dict[str, list[str]] = {"new": [], "continued": [], "copies": [], "known": [], "erased": [], "damaged": []}
    waiting: deque[Future[None]] = deque()
    try:
        for ticket_id, records in archive.tickets():
            kind, taken_id, written = _take_in(library, ticket_id, records)
            ids[kind].append(taken_id)
            waiting.append(written)
            if len(waiting) > _WAITING:
                library.journal.wait(waiting.popleft(), cancel)
        for written in waiting:
            library.journal.wait(written, cancel)
    finally:
        library.count_again()
    said = _said(archive, len(ids["damaged"]), len(ids["erased"]))
    new, continued, copies = (tuple(ids[kind]) for kind in ("new", "continued", "copies"))
    return Imported(new, continued, copies, len(ids["known"]), said)


def _take_in(library: Library, ticket_id: str, records: Sequence[Record]) -> tuple[str, str, "Future[None]"]:
    """Append what is new of a ticket; gives what kind it is, its id here, and what is done when that is on the disk.

    Whoever has it open may write in it meanwhile: then what was found out of it is not so any more.
    """
    while True:
        acts = library.journal.acts(ticket_id)
        kind, taken, ticket = _merge(library, ticket_id, records)
        if written := library.journal.append_after(acts, ticket_id, taken, ticket):
            return kind, taken[0].ticket if taken else ticket_id, written


def _merge(library: Library, ticket_id: str, records: Sequence[Record]) -> _Merged:
    """What kind of ticket it is for this library, which of its records are to be written, and what it holds then."""
    history = History(records)
    if history.ticket is None or history.damaged or history.ticket.id != ticket_id or not _begins(records[0]):
        return "damaged", (), None
    known = _intact(library, ticket_id)
    if not known:
        return "new", records, history.ticket
    if any(one.what is What.ERASED for one in known):
        return "erased", (), None
    if missing := _missing(records, known):
        on = _goes_on(records, known)
        return ("continued", missing, history.ticket) if on else _copied(library, history.ticket, records)
    return "known", (), None


def _copied(library: Library, ticket: Ticket, records: Sequence[Record]) -> _Merged:
    copy = _as_copy(records, ticket.id)
    new_id = copy[0].ticket
    return ("known", (), None) if library.records(new_id) else ("copies", copy, replace(ticket, id=new_id))


def _intact(library: Library, ticket_id: str) -> Sequence[Record]:
    return [one for one in library.records(ticket_id) if one]


def _begins(one: Record) -> bool:
    return one.what is What.CREATED and ordinal_of(one.data) > 0


def _missing(records: Sequence[Record], known: Sequence[Record]) -> Sequence[Record]:
    here = set(map(_identity, known))
    return [one for one in records if _identity(one) not in here]


def _goes_on(records: Sequence[Record], known: Sequence[Record]) -> bool:
    """Whether what is known is the beginning of the records, as far as they say what the ticket holds."""
    theirs, ours = ([_identity(one) for one in side if _tells(one)] for side in (records, known))
    return theirs[: len(ours)] == ours


def _tells(one: Record) -> bool:
    return one.draws_on or one.what is What.THINNED


def _identity(one: Record) -> str:
    """The same for a record and for what stands in its place since it was thinned."""
    return str(one.data.get("was", one.sha256)) if one.what is What.THINNED else one.sha256


def _as_copy(records: Sequence[Record], ticket_id: str) -> Sequence[Record]:
    """The records as those of another ticket."""
    new_id = sha256("\n".join((ticket_id, *map(_identity, records))).encode()).hexdigest()[:16]
    return [_of(one, new_id) for one in records]


def _of(one: Record, ticket_id: str) -> Record:
    data = dict(one.data)
    if isinstance(whole := data.get("ticket"), dict):
        data["ticket"] = {**whole, "id": ticket_id}
    if one.what is What.VERSION:
        data["sha256"] = sha256(as_text(data["ticket"]).encode()).hexdigest()
    if one.what is What.CREATED:
        data["copy_of"] = one.ticket
    return replace(one, ticket=ticket_id, data=data)


def _said(archive: Archive, damaged: int, erased: int) -> tuple[str, ...]:
    told, said = archive.told, []
    if told.damaged:
        said.append(f"{counted(told.damaged, 'line')} of {archive.path} {_were(told.damaged)} damaged and left out.")
    if told.cut:
        said.append(f"{archive.path} was read up to a damage only ({told.cut}).")
    if damaged:
        said.append(f"{counted(damaged, 'ticket')} of {archive.path} could not be read and {_were(damaged)} left out.")
    if erased:
        said.append(f"{counted(erased, 'ticket')} that you removed for good {_were(erased)} left out.")
    return tuple(said)


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
