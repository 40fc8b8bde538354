"""A ticket as it will stand in a target, field by field, before anything is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...settings import System
from ..markup import Flavour
from .counting import length_of
from .target import Emptied, Over, Target, TargetField


@dataclass(frozen=True, slots=True)
class Part:
    """What goes into one field. `text` is in the target's markup, as a person would paste it."""

    field: TargetField
    theirs: str  # its name in the request, as the site has it
    text: str
    value: Any  # what is sent, JSON; `text` in what the field wraps around it
    limit: int | None = None  # of the site, or of the table
    moved: Over | None = (
        None  # the text is too long or has no field: where it goes whole, `text` being what stands here
    )
    said: tuple[str, ...] = ()  # sentences on what the person should know before it is sent
    wrong: str = ""  # a sentence: why it cannot be sent so
    holds: tuple[str, ...] = ()  # what of ours stands in it: "description", and all that has no field of its own
    when: datetime | None = None  # of a moment or a day
    emptied: bool = False  # it is empty here, and `value`, which may be None, is what empties it there
    retired: tuple[str, ...] = ()  # labels that an earlier export put there, and that are not ours any more

    @property
    def is_sent(self) -> bool:
        """Whether it goes into a request."""
        return self.value is not None or (self.emptied and self.field.emptied != Emptied.NEVER)

    @property
    def length(self) -> int:
        """In what the field counts: characters, as forms do, where it does not say otherwise."""
        return length_of(self.text, self.field)


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that goes beside the fields, after the record was made."""

    where: Over  # COMMENT or ATTACHMENT
    title: str  # of which field: "Rollback steps"
    text: str  # in the target's markup
    name: str = ""  # of an attachment's file
    media: str = "text/markdown"
    markup: Flavour = Flavour.PLAIN
    mark: str = ""  # by which it is known again whatever its text is: then there is one of it, for good
    daily: bool = False  # another text of it is added on another day at the earliest

    @property
    def value(self) -> Any:
        """What is sent as JSON: the text, or of ADF its document."""
        return json.loads(self.text) if self.markup is Flavour.ADF else self.text


@dataclass(frozen=True, slots=True)
class Left:
    """A field of ours that goes nowhere, and why."""

    ours: str
    why: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that will be sent to a system for a ticket."""

    target: Target
    system: System
    ticket: str  # its id
    our_id: str  # by which its record is found again
    parts: tuple[Part, ...]
    asides: tuple[Aside, ...] = ()
    left: tuple[Left, ...] = ()
    said: tuple[str, ...] = ()  # sentences about the whole
    faults: tuple[str, ...] = ()  # why it cannot be sent, of what is no field's
    empty: tuple[Part, ...] = ()  # fields that are empty here: not sent, unless an earlier export filled them

    @property
    def wrong(self) -> tuple[str, ...]:
        """Why it cannot be sent; () where it can."""
        return (*self.faults, *(part.wrong for part in self.parts if part.wrong))

    @property
    def fields(self) -> Mapping[str, Any]:
        """What `{fields}` becomes: the values in objects, as the dots in their names lead."""
        whole: dict[str, Any] = {}
        for part in (one for one in self.parts if one.is_sent):
            *way, last = part.theirs.split(".")
            place = whole
            for name in way:
                place = place.setdefault(name, {})
            place[last] = part.value
        return whole


def our_id_of(ticket_id: str) -> str:
    """By which the record of a ticket is found: it stands in the record, and nowhere else."""
    return f"relman-{ticket_id}"
