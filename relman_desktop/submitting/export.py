"""What is known of a ticket's export to one system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far it came."""

    BEGUN = "begun"  # the record may be there: it was to be made, and no answer to that was written down
    MADE = "made"


DONE = "done"  # of a text beside the fields; before that, the moment at which it was sent


@dataclass(frozen=True, slots=True)
class Export:
    """A ticket's export. Moments are UTC, ISO 8601, by this machine's clock, which may be wrong."""

    ticket: str
    system: str  # the person's name for it, then
    target: str
    address: str
    our_id: str
    state: State
    id: str = ""  # of the record
    key: str = ""
    url: str = ""
    begun_at: str = ""
    made_at: str = ""
    updated_at: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)  # as they were read back last
    sent: Mapping[str, Any] = field(default_factory=dict)  # what was sent last, by `Part.theirs`
    changing_at: str = ""  # when a change left to which no answer came; "" for none
    asides: Mapping[str, str] = field(default_factory=dict)  # by `asides.name_of`: `DONE`, or when it was sent
    linked: bool = False  # found rather than made: what was added to it before is not known
