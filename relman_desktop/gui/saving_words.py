"""How it stands with what was written, in words: for the ticket's header and for the banner."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from ..store.losses import Near, span
from ..store.record import Record, changes
from ..store.trouble import Trouble, in_words
from ..ticket import Ticket
from ..wording import counted, joined


def saved_at(at: QDateTime) -> str:
    """For the header: the time, with the day where it is not today."""
    local = at.toLocalTime()
    day = "" if local.date() == QDate.currentDate() else QLocale().toString(local.date(), "d MMM ")
    return f"saved {day}{local.toString('HH:mm')}"


def moment(at: str) -> QDateTime:
    """The time of a record (UTC, ISO 8601)."""
    return QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)


def not_saved(changed: int) -> tuple[str, ...]:
    """For the header, the longest first."""
    number = counted(changed, "change")
    return f"not saved: {number} {_are(changed)} kept in this window", f"not saved: {number}", "not saved"


def unsaved_sentence(
    trouble: Trouble, unsaved: Iterable[Record], ticket: Ticket | None, rescued: Path | None, chosen: Path | None = None
) -> str:
    """For the banner: what is not saved, why, what to do, and where it is until then. `ticket`: the current one.

    `chosen`: the file in which the person had it saved.
    """
    records = tuple(unsaved)
    number = changes(records)
    places = ["in this window", *(f"in {one}" for one in (rescued, chosen) if one)]
    kept = joined(places) if len(places) > 1 else "in this window only"
    kept += f", which `relman tickets --import {chosen}` brings back" if chosen else ""
    they, are = ("it", "is") if number == 1 else ("they", "are")
    return (
        f"{counted(number, 'change')} of {_tickets(records, ticket)} {are} not saved: {trouble.what}."
        f" {trouble.advice}; it is tried again all the time, and until then {they} {are} kept {kept}."
    )


def refused_sentence() -> str:
    """Why the window does not close."""
    return (
        "Nothing can be written anywhere, so the window stays open: copy the ticket to where it can be kept. Close the"
        " window again to leave what is not saved."
    )


def room_sentence(folder: Path, free: int) -> str:
    return f"The disk of {folder} is nearly full ({in_words(free)} free): make room before nothing can be saved there."


def holes_sentence(near: Near) -> str:
    """What is probably missing in the ticket that is shown."""
    were = "was" if near.count == 1 else "were"
    return (
        f"{counted(near.count, 'edit')}{span(near.times)}, probably of this ticket, {were} lost with a damaged file:"
        " look whether its texts are whole. Its history has what was recovered."
    )


def _tickets(records: tuple[Record, ...], current: Ticket | None) -> str:
    tickets = {one.ticket for one in records}
    if current and tickets == {current.id}:
        return current.entry("change_id").text or "this ticket"
    return counted(len(tickets), "ticket")


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
