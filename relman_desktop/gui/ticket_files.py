"""The open ticket as a file that the person has asked for: a document, a mail, an event, or how it came about."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..audited import Past, audit_of
from ..errors import RelmanError, cause
from ..export.files import file_formats
from ..export.ticket_value import TicketFile
from ..files import free_name, write_atomically
from ..held_ticket import held_ticket
from ..jobs import Cancel, Progress
from ..session import Session
from ..ticket import Ticket
from .jobs import Lane

AUDIT = "audit"
AUDIT_SUFFIX = ".audit.json"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60  # characters of a file's name
Making = Callable[[], tuple[bytes, tuple[str, ...]]]


def filters() -> dict[str, str]:
    """What a dialog offers to save a ticket as, and the name of the format that each stands for."""
    return {f"{one.title} (*{one.suffix})": one.name for one in file_formats().values()}


def chosen(place: Path, offered: str) -> tuple[Path, str]:
    """The file and the format that a person chose: by the ending that they typed, else by what the dialog showed.

    A name without an ending is given one, and then takes no other file's place: nobody was asked about that.
    """
    formats = file_formats()
    kind = formats.get(offered) or formats["markdown"]
    if place.name.casefold().endswith(kind.suffix):
        return place, kind.name
    ends = [one for one in formats.values() if place.name.casefold().endswith(one.suffix)]
    if ends:
        return place, max(ends, key=lambda one: len(one.suffix)).name
    return free_name(place.with_name(place.name + kind.suffix)), kind.name


def file_name(ticket: Ticket | None) -> str:
    """What a ticket's file may be called on any system, without an ending."""
    said = (ticket.entry("change_id").text or ticket.entry("title").text) if ticket else ""
    return _UNSAFE.sub("-", said).strip("-.")[:_LONGEST] or "ticket"


class TicketFiles(QObject):
    """Writes the ticket that is open, as it is when the person asks for it, beside the window's thread."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("files", self)
        self.progressed, self.idle = self._lane.progressed, self._lane.idle

    def save(self, place: Path, kind: str) -> None:
        """Write the ticket into a file: one of the `file_formats`, or `AUDIT`."""
        self._session.rest()
        make = self._audit() if kind == AUDIT else self._format(kind)

        def work(_cancel: Cancel, progress: Progress) -> tuple[str, ...]:
            progress("Saving")
            content, said = make()
            try:
                write_atomically(place, content)
            except OSError as error:
                raise RelmanError(f"{place} cannot be written ({cause(error)}); choose another place.") from error
            return said

        self._lane.start(work, lambda said: self.said.emit(" ".join((f"Saved as {place}.", *said))), self.failed.emit)

    @property
    def name(self) -> str:
        """What the ticket's file may be called, without an ending."""
        return file_name(self._session.ticket)

    def close(self) -> None:
        self._lane.close()

    def _format(self, kind: str) -> Making:
        form, file = file_formats()[kind], self._held()

        def make() -> tuple[bytes, tuple[str, ...]]:
            return form.write(file, file.around), form.said(file, file.around)

        return make

    def _audit(self) -> Making:
        session, file = self._session, self._held()
        library, loaded, risk = session.library, session.known.loaded, session.risk()

        def make() -> tuple[bytes, tuple[str, ...]]:
            return audit_of(file, Past.of(library.records(file.ticket.id)), loaded, risk), ()

        return make

    def _held(self) -> TicketFile:
        session = self._session
        return held_ticket(session.writing.ticket, session.known.loaded, session.risk())
