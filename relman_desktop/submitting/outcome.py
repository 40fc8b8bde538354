"""What came of putting a ticket into a change system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..export.targets.difference import Difference
from ..wording import counted, joined

__all__ = ["Difference", "Outcome", "Record", "What"]


class What(StrEnum):
    """How it ended, when it ended well."""

    CREATED = "created"
    FOUND = "found"  # it was there already, made before by us: linked, and not made a second time
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a change system."""

    id: str  # in requests
    key: str  # to people: "CHG0030001"
    url: str  # where people see it
    fields: Mapping[str, Any] = field(default_factory=dict)  # as it was read, by `Part.theirs`


@dataclass(frozen=True, slots=True)
class Outcome:
    """A ticket's record, and all that is not as it was sent."""

    what: What
    record: Record
    differences: tuple[Difference, ...] = ()
    held: tuple[Difference, ...] = ()  # edited there by somebody since: left alone, until the person says otherwise
    sent: tuple[str, ...] = ()  # the fields that were set, by `Part.theirs`
    missing: tuple[str, ...] = ()  # what stands beside the fields and could not be added: "comment “Notes”"
    notes: tuple[str, ...] = ()  # sentences: a comment that could not be added, ...


def in_part(outcome: Outcome) -> str:
    """What is not there as the ticket is: "2 fields were left alone, comment “Notes” was not added"; "" for nothing."""
    alone = sum(one.sort == "edited" for one in outcome.held)
    others = sum(one.theirs not in {held.theirs for held in outcome.held} for one in outcome.differences)
    told = (
        f"{counted(alone, 'field')} {_was(alone)} left alone" if alone else "",
        f"{counted(others, 'field')} {'is' if others == 1 else 'are'} not as sent" if others else "",
        f"{joined(outcome.missing, 3)} {_was(len(outcome.missing))} not added" if outcome.missing else "",
    )
    return ", ".join(filter(None, told))


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
