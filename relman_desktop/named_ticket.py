"""The ticket that a command names: one of a file, or one of the library with what its repository tells beside it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, RelmanError
from .export.surroundings import GROUP, ZONE, around_object
from .export.ticket_file import read_ticket_file
from .export.ticket_value import TicketFile
from .held_ticket import held_ticket
from .jobs import Cancel, Progress
from .sources.profile.layers import Layer
from .store.history import History
from .store.record import Record
from .wording import quoted

if TYPE_CHECKING:
    from .loaded import Loaded
    from .risk import Assessment
    from .ticket import Ticket


@dataclass(frozen=True)
class NamedTicket:
    """A ticket with all that is known of it here."""

    file: TicketFile
    records: tuple[Record | None, ...] = ()  # of one of the library: all that was done to it
    loaded: "Loaded | None" = None  # its change, where that was wanted and could be read
    assessment: "Assessment | None" = None
    notes: tuple[str, ...] = ()  # sentences: what could not be read


def named_ticket(
    name: str, profile: Path | None, progress: Progress, *, reads_change: bool = False, assesses: bool = False
) -> NamedTicket:
    """The ticket of a file, of standard input ("-"), or of the library by its id, its number or its change ID.

    `reads_change`: whether the change of one of the library is read for the team's zone, groups and work tickets;
    `assesses`: whether its risk is worked out, too. Raises `InputError`.
    """
    layers, told = _layers(profile), ticket_named(name)
    if not (told.records and (reads_change or assesses)):
        return replace(told, file=_over(told.file, layers))
    try:
        return _with_change(told, layers, progress, assesses=assesses)
    except RelmanError as error:
        note = f"The change of this ticket cannot be read, so it goes without what the team's profile says: {error}"
        return replace(told, file=_over(told.file, layers), notes=(note,))


def ticket_named(name: str) -> NamedTicket:
    """As `named_ticket`, with nothing read beside the ticket."""
    if _is_file(name):
        return NamedTicket(read_ticket_file(name))
    from .ticket_commands import records_of

    try:
        records = records_of(name)
    except InputError as error:
        raise InputError(f"{quoted(name)} is no file, and no ticket: {error}") from error
    ticket = History(filter(None, records)).ticket
    if ticket is None:
        raise InputError(f"The ticket {quoted(name)} cannot be read; its records are damaged.")
    return NamedTicket(held_ticket(ticket), records)


def _is_file(name: str) -> bool:
    """Whether a name is a file's: one that is there, or that no ticket could have."""
    try:
        return (
            name == "-" or Path(name).is_file() or Path(name).suffix.casefold() == ".json" or len(Path(name).parts) > 1
        )
    except (OSError, ValueError):
        return False


def _layers(profile: Path | None) -> list[Layer]:
    if not profile:
        return []
    from .profile_commands import own_layer

    return [own_layer(profile)]


def _over(file: TicketFile, layers: list[Layer]) -> TicketFile:
    """The file, with what a profile of the command line says in place of what it says itself."""
    for layer in layers:
        told = around_object(layer.profile, file.ticket.entry("assignee").text)
        file = replace(file, time_zone=told.get(ZONE, file.time_zone), group=told.get(GROUP, file.group))
    return file


def _with_change(told: NamedTicket, layers: list[Layer], progress: Progress, *, assesses: bool) -> NamedTicket:
    from .reopening import pinned_change, studied

    cancel, ticket = Cancel(), told.file.ticket
    opened = pinned_change(ticket, Path(ticket.change.location), cancel, progress)
    loaded = studied(opened, ticket, layers, cancel, progress)
    found = _assessed(loaded, ticket, progress) if assesses else None
    return replace(told, file=held_ticket(ticket, loaded, found), loaded=loaded, assessment=found)


def _assessed(loaded: "Loaded", ticket: "Ticket", progress: Progress) -> "Assessment":
    from .risk_commands import tell

    return tell(loaded, loaded.material(ticket), ticket, progress).assessment
