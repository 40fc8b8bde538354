"""What came of putting a ticket into a change system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..export.targets.difference import Difference

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
    notes: tuple[str, ...] = ()  # sentences: a comment that could not be added, ...
