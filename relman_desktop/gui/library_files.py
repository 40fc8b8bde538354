"""Tickets of the library as files that the person has asked for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import Cancelled, RelmanError, ServiceError, cause
from ..files import free_name, write_atomically
from ..jobs import Cancel, Progress
from ..store.library import Library
from ..store.portable import export_library, import_library
from ..wording import counted
from .library_reading import Kept

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Written:
    """What was written or read, for the status line."""

    sentence: str
    continued: tuple[str, ...] = ()  # the tickets that were here before and hold more now


def write_tickets(kept: Sequence[Kept], place: Path) -> Callable[[Cancel, Progress], Written]:
    """Write one ticket into a file, or several into a folder, each into one of its own; no file there is replaced.

    The work that is given raises `RelmanError` where a file cannot be written.
    """

    def work(cancel: Cancel, progress: Progress) -> Written:
        for number, one in enumerate(kept):
            cancel.check()
            progress("Saving", number / len(kept))
            _write(free_name(place / f"{_name(one)}.md") if place.is_dir() else place, one.markdown)
        what = counted(len(kept), "ticket") if place.is_dir() else "the ticket"
        return Written(f"Saved {what} {'in' if place.is_dir() else 'as'} {place}.")

    return work


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise RelmanError(f"{path} cannot be written ({cause(error)}); choose another place.") from error


def _name(kept: Kept) -> str:
    """A file's name that any system takes."""
    said = kept.ticket.entry("change_id").text or kept.ticket.entry("title").text
    return _UNSAFE.sub("-", said).strip("-.")[:_LONGEST] or kept.ticket.id


def write_library(library: Library, place: Path) -> Callable[[Cancel, Progress], Written]:
    """Write all tickets with all that was done to them into one file (`docs/library-format.md`)."""

    def work(cancel: Cancel, progress: Progress) -> Written:
        number = export_library(library, place, cancel, progress)
        return Written(f"Exported {counted(number, 'ticket')}, with their history, to {place}.")

    return work


def read_library(library: Library, place: Path) -> Callable[[Cancel, Progress], Written]:
    """Take in what another library wrote; nothing of what is here is changed."""

    def work(cancel: Cancel, progress: Progress) -> Written:
        found = import_library(library, place, cancel, progress)
        return Written(" ".join((str(found), *found.said)), found.continued)

    return work


def erase_tickets(library: Library, ids: Sequence[str]) -> Callable[[Cancel, Progress], int]:
    """Erase tickets that are in the bin for good; the work gives how many."""

    def work(cancel: Cancel, progress: Progress) -> int:
        for number, one in enumerate(ids):
            cancel.check()
            progress("Erasing", number / len(ids))
            _erase(library, one, cancel)
        return len(ids)

    return work


def _erase(library: Library, ticket: str, cancel: Cancel) -> None:
    """Erase a ticket, and what is written down here of where it was sent. What it became there stays there."""
    from ..submitting.ledger import Ledger  # a start sends nothing

    try:
        library.erase(ticket, cancel)
    except (ServiceError, Cancelled):  # the next start does the rest
        Ledger().forget(ticket)
        raise
    Ledger().forget(ticket)
