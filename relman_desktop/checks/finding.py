"""What a check found."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much it matters. The order is that of their weight."""

    BLOCK = "block"  # an approver sends the ticket back for it
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mend:
    """What one click puts right: texts of fields. It is an edit like the person's own, and one step of undo."""

    label: str  # on the button: "Take the team's validator"
    texts: Mapping[str, str]  # the whole text of each field afterwards


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. Its `id` is the same for the same check and place, whatever else is found."""

    id: str  # "no-rollback-trigger", "step-without-check:deployment:3"
    field: str  # a name of `fields.FIELDS`; "" for the whole
    severity: Severity
    text: str  # a sentence: what is wrong, where, and what to do
    evidence: tuple[str, ...] = ()
    quote: str = ""  # the words of the field that it is about, for going there
    mend: Mend | None = None
