"""The history of a ticket: what replaying its records gives, and what can be undone of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError
from ..ticket import Entry, Ticket
from .delta import Delta, applied, delta
from .record import Record, What, ordinal_of

UNDOABLE = frozenset(
    {
        What.TYPED,
        What.ACCEPTED,
        What.FILLED,
        What.ANSWERED,
        What.DISMISSED,
        What.WORK,
        What.REACHED,
        What.TICKED,
        What.NOTED,
        What.RESTORED,
        What.COPIED,
        What.MENDED,
    }
)

BESIDE = "beside"  # in the data of an act that nobody did: undo passes it over


@dataclass(frozen=True, slots=True)
class Step:
    """One act as the person did it: all records of it together."""

    id: str
    what: What
    author: str
    began: str  # UTC, ISO 8601
    at: str  # of its last record
    before: Ticket
    after: Ticket
    of: What | None = None  # the act that it takes back or does again

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that hold something else since, in the order in which they were first written."""
        return changed_fields(self.before, self.after)


def changed_fields(before: Ticket, after: Ticket) -> tuple[str, ...]:
    """The names of the fields that hold other texts in two states of a ticket."""
    old, new = before.entries, after.entries
    entries = ((name, old.get(name), new.get(name)) for name in {**old, **new})
    return tuple(name for name, one, other in entries if one is not other and _text(one) != _text(other))


def changed_answers(before: Ticket, after: Ticket) -> tuple[str, ...]:
    """The questions that have other answers in two states of a ticket, or none in one of them."""
    return _changed_keys(before.answers, after.answers)


def changed_dismissals(before: Ticket, after: Ticket) -> tuple[str, ...]:
    """The keys of the facts that were dismissed, or count again, between two states of a ticket."""
    return _changed_keys(before.dismissed, after.dismissed)


def changed_work(before: Ticket, after: Ticket) -> tuple[str, ...]:
    """The keys of the work items that were given, changed or taken away between two states of a ticket."""
    return _changed_keys(before.work, after.work)


def changed_life(before: Ticket, after: Ticket) -> tuple[str, ...]:
    """The keys of what was told of the ticket's life, changed or taken back between two states of it."""
    return _changed_keys(before.life, after.life)


def _text(entry: Entry | None) -> str:
    return entry.text if entry else ""


def _changed_keys(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in {**old, **new} if old.get(key) != new.get(key))


class History:
    """Grows by one record at a time; the records come in the order of their numbers.

    A record that cannot be read is left out and counted in `damaged`: the next version tells what was there.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.ticket: Ticket | None = None
        self.steps: list[Step] = []  # oldest first
        self.ordinal = 0
        self.shelf = ""  # "archived", "bin", or "" for an open ticket
        self.half: dict[str, str] = {}  # answers that are not given yet
        self.draft: Mapping[str, Any] | None = None
        self.news: Mapping[str, Any] = {}  # by field, the words of sentences that were new when the code moved on last
        self.footprint: Mapping[str, Any] | None = None  # what the change touches
        self.exchanges: dict[str, Mapping[str, Any]] = {}  # by their ids, oldest first
        self.damaged = 0
        self.erased = False  # removed for good: there is no ticket any more
        self.versioned = ""  # when the last version was kept
        self._done: list[Step] = []
        self._undone: list[Step] = []
        for record in records:
            self.add(record)

    @property
    def undoable(self) -> Step | None:
        """The step that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def undoing(self) -> Delta | None:
        """What to set to take the last step back, as the data of a record; None where there is nothing.

        What an id means stays known: it must never mean another thing.
        """
        step = self.undoable
        data = delta(step.after, step.before) if step else {}
        return {**data, "step": step.id} if step else None

    def redoing(self) -> Delta | None:
        """What to set to do again what was taken back last."""
        step = self.redoable
        return {**delta(step.before, step.after), "step": step.id} if step else None

    def add(self, record: Record) -> None:
        try:
            self._take(record)
        except (KeyError, TypeError, ValueError, AttributeError, InputError):
            self.damaged += 1

    def _take(self, record: Record) -> None:
        if record.what is What.EXCHANGE:
            self.exchanges[str(record.data["id"])] = record.data
        elif record.what is What.DRAFT:
            self.draft = record.data["draft"]
        elif record.what is What.THINNED:
            pass  # a later record says what it said
        elif record.what is What.FILED:
            self.shelf = str(record.data["shelf"])
        elif record.what is What.FOOTPRINT:
            self.footprint = record.data
        elif record.what is What.ERASED:
            self.erased, self.ticket = True, None
            self.ordinal = ordinal_of(record.data) or self.ordinal
        elif record.what is What.HALF:
            self.half = {str(question): str(text) for question, text in record.data["half"].items()}
        elif record.what in (What.CREATED, What.VERSION):
            self._take_whole(record)
        else:
            self._take_act(record)

    def _take_whole(self, record: Record) -> None:
        ticket = Ticket.from_json(record.data["ticket"])
        if self.ticket and "life" not in record.data["ticket"]:  # an earlier program wrote it, which knows of none
            ticket = replace(ticket, life=self.ticket.life)
        before = self.ticket or replace(ticket, entries={}, answers={}, dismissed={}, work={}, meant={}, life={})
        self.ordinal = ordinal_of(record.data) or self.ordinal
        self.versioned = record.at
        self.ticket = ticket
        if record.what is What.CREATED or before != ticket:  # else the version tells what is known
            self._note(record, before, ticket)

    def _take_act(self, record: Record) -> None:
        before = self._known
        self.ticket = applied(before, record.data)
        if record.what is What.MOVED:
            self.news = {str(field): tuple(map(str, words)) for field, words in record.data.get("news", {}).items()}
        self._note(record, before, self.ticket, self._other(record))
        step = self.steps[-1]
        if record.what is What.UNDONE:
            self._swap(self._done, self._undone, record.data["step"])
        elif record.what is What.REDONE:
            self._swap(self._undone, self._done, record.data["step"])
        elif step.what is What.CREATED:
            return  # what a new ticket was filled with is where it begins
        elif record.data.get(BESIDE):
            return  # the person's own steps stand as they are
        elif record.what in UNDOABLE:
            self._undone.clear()
            if self._done and self._done[-1].id == step.id:
                self._done.pop()
            self._done.append(step)
        else:
            self._done.clear()
            self._undone.clear()

    def _other(self, record: Record) -> What | None:
        """The act that a record takes back or does again; None where that is not known."""
        swapped = {What.UNDONE: self.undoable, What.REDONE: self.redoable}.get(record.what)
        return swapped.what if swapped and swapped.id == record.data.get("step") else None

    def _note(self, record: Record, before: Ticket, after: Ticket, of: What | None = None) -> None:
        last = self.steps[-1] if self.steps else None
        if last and last.id == record.step:
            self.steps[-1] = replace(last, at=record.at, after=after)
        else:
            self.steps.append(Step(record.step, record.what, record.author, record.at, record.at, before, after, of))

    @property
    def _known(self) -> Ticket:
        if self.ticket is None:
            raise InputError("The records of this ticket have no beginning.")
        return self.ticket

    @staticmethod
    def _swap(source: list[Step], target: list[Step], step: str) -> None:
        if source and source[-1].id == step:
            target.append(source.pop())
