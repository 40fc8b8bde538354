"""The closing note as a comment of the ticket's record, where somebody asks for that. No state moves by it."""

from dataclasses import replace
from datetime import datetime

from ..errors import InputError
from ..ticket import Ticket
from .targets.around import Around
from .targets.composing import Section
from .targets.limits import aside_of, place_for
from .targets.mapping import marked_up
from .targets.prepared import Prepared
from .targets.target import Over

CLOSED = ("closed", "rolled back")  # the states after which there is something to tell
TITLE = "Closing note"


def is_closed(ticket: Ticket) -> bool:
    return ticket.entry("state").text.strip() in CLOSED


def with_closing_note(prepared: Prepared, ticket: Ticket, now: datetime, around: Around) -> Prepared:
    """A prepared ticket with what happened, as `life.closing_note` tells it: added to its record once, with our id.

    Raises `InputError` where the ticket is not closed.
    """
    from ..life import closing_note  # with all that reads steps

    if not is_closed(ticket):
        raise InputError("The ticket is not closed yet, so there is no closing note; close it, or roll it back, first.")
    target = marked_up(prepared.target, prepared.system)
    section = Section(TITLE, closing_note(ticket, now, around.zone))
    where = place_for(section, Over.COMMENT, target, foldable=False)
    if where is Over.NOWHERE:
        return replace(prepared, said=(*prepared.said, f"{target.title} has no place for the closing note; copy it."))
    mark = f"{prepared.our_id} closing"
    said = (target.comments,) if target.comments and where is Over.COMMENT else ()
    aside = replace(aside_of(section, where, target, mark), mark=mark)
    told = tuple(dict.fromkeys((*prepared.said, *said)))
    return replace(prepared, asides=(*prepared.asides, aside), said=told)
