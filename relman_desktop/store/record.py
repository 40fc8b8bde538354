"""One act on a ticket as the journal keeps it: who did what, when, and what the ticket holds since."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

PERSON = "person"
TEMPLATE = "template"
IMPORT = "import"
_KIND = re.compile(r"[a-z]{1,32}")
_MOST_TICKETS = 1 << 53
_FIRST_YEAR, _LAST_YEAR = 1970, 9999  # a time outside of them has none on another clock
# a model is its drafter's name, as `Proposal.drafter` has it


class What(StrEnum):
    """What was done. Without another word the data is what the act has set of the ticket (`delta`)."""

    TYPED = "typed"
    ACCEPTED = "accepted"  # the person took drafted sentences
    FILLED = "filled"  # a draft was put into fields that were empty
    ANSWERED = "answered"
    DISMISSED = "dismissed"  # a fact, or let count again
    WORK = "work"  # the person gave work items, or took them away
    REACHED = "reached"  # a state, with its time
    TICKED = "ticked"  # a step of the deployment was ticked or skipped, or a tick was taken back
    NOTED = "noted"  # something was written down beside the deployment or a step of it
    RESTORED = "restored"  # from the history, as a new edit
    UNDONE = "undone"  # also "step": which one
    REDONE = "redone"
    MOVED = "moved"  # the ticket describes other commits now; also "news": by field, the words of new sentences
    COPIED = "copied"  # texts of another ticket as the person's own; also "from": its id
    MENDED = "mended"  # a finding of the checks was put right
    HALF = "half"  # the answers that are not given yet: {"half": {question: text}}
    FILED = "filed"  # {"shelf": ...}: archived, or in the bin
    FOOTPRINT = "footprint"  # what the change touches (`footprint`), by which similar tickets are found
    ERASED = "erased"  # {"ordinal": ...}: all else of the ticket was removed for good; {} stands where a record was
    THINNED = "thinned"  # {"was": checksum}: in the place of a record that a later one of its step supersedes
    CREATED = "created"  # {"ticket": whole, "ordinal": its number among all}; of an imported copy also "copy_of"
    VERSION = "version"  # {"ticket": whole, "sha256": of the whole's JSON}
    EXCHANGE = "exchange"  # a request that was sent to a model, and later its answer, by its "id"
    DRAFT = "draft"  # the last draft of a model's: {"draft": ... or null}

    @classmethod
    def _missing_(cls, value: object) -> "What | None":
        """What a later version knows how to do: it is kept, and taken for an act that sets what its data says."""
        if not (isinstance(value, str) and _KIND.fullmatch(value)):
            return None
        kind = str.__new__(cls, value)
        kind._name_, kind._value_ = value.upper(), value
        return kind


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the journal. What is acknowledged is never changed: an act that takes another back is a record too."""

    ticket: str  # its id
    what: What
    author: str
    step: str  # the records of one step of undo have the same
    at: str  # UTC, ISO 8601
    data: Mapping[str, Any]
    number: int = 0  # its place in the journal of this database; the order of the acts, whatever the clock said

    def __post_init__(self) -> None:
        """A model names itself, and what is no Unicode in that has no place in a column."""
        if not self.author.isascii():
            object.__setattr__(self, "author", self.author.encode("utf-8", "backslashreplace").decode())

    @property
    def text(self) -> str:
        """The data as JSON; ASCII, for a byte that is not UTF-8 comes as a surrogate."""
        return as_text(self.data)

    @property
    def sha256(self) -> str:
        """Of all but the number: the same record of another database is the same."""
        return record_sha256(self.ticket, self.what, self.author, self.step, self.at, self.text)

    @property
    def blank(self) -> "Record":
        """What stands in its place when the ticket was erased; a ticket's number stays where it was given."""
        given = self.what in (What.CREATED, What.ERASED) and "ordinal" in self.data
        data = {"ordinal": self.data["ordinal"]} if given else {}
        return Record(self.ticket, What.ERASED, "", "", "", data, self.number)

    @property
    def thinned(self) -> "Record":
        """What stands in its place when a later record says as much."""
        return Record(self.ticket, What.THINNED, "", "", self.at, {"was": self.sha256}, self.number)

    @property
    def draws_on(self) -> bool:
        """Whether it says what the ticket holds."""
        return self.what not in (What.EXCHANGE, What.DRAFT, What.FILED, What.FOOTPRINT, What.ERASED, What.THINNED)


def changes(records: Iterable[Record]) -> int:
    """How many changes of the person's these are: a kept version changes nothing. At least one, where there are any."""
    told = {one.sha256: one.what not in (What.CREATED, What.VERSION) and one.draws_on for one in records}
    return sum(told.values()) or min(1, len(told))


def record_sha256(ticket: str, what: str, author: str, step: str, at: str, text: str) -> str:
    """The checksum of a record by its columns, as they stand in the database."""
    return sha256("\0".join((ticket, what, author, step, at, text)).encode("utf-8", "surrogatepass")).hexdigest()


def as_text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def ordinal_of(data: Mapping[str, Any]) -> int:
    """The number among all tickets that a record gives its own; 0 where it gives none that could be one."""
    told = data.get("ordinal")
    return told if type(told) is int and 0 < told < _MOST_TICKETS else 0


def moment(at: str) -> datetime | None:
    """When a record was made; None where it does not say that in UTC, whoever wrote it."""
    try:
        told = datetime.fromisoformat(at)
    except ValueError:
        return None
    return told if told.utcoffset() == timedelta() and _FIRST_YEAR <= told.year < _LAST_YEAR else None


def now() -> str:
    """The time of a record."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
