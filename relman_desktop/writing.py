"""The ticket that is worked on: every act on it becomes a record of the journal, and can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from .sources.meant import with_more
from .store.delta import Delta, delta
from .store.history import BESIDE, History, Step
from .store.library import Library
from .store.record import PERSON, TEMPLATE, Record, What, as_text, now
from .ticket import Entry, Ticket
from .typing_step import TypingSteps, new_step

VERSION_EVERY = timedelta(minutes=5)
_LIVED = ("state", "outcome")  # fields that say where a ticket is, and not what is written in it
_REPLACING = frozenset({What.ACCEPTED, What.RESTORED, What.COPIED, What.MENDED, What.MOVED})


class Writing:
    """One ticket. Its state is what replaying its records gives; `history` is that replay, kept up to date."""

    def __init__(self, library: Library, history: History) -> None:
        self._library = library
        self.history = history
        self._typing = TypingSteps()
        self._last_act = ""  # the step of the last act, which what follows from it belongs to
        self._versioned = False  # the person has written nothing since the last version

    @classmethod
    def begun(cls, library: Library, ticket: Ticket, author: str) -> tuple["Writing", "Future[None]"]:
        """A new ticket, which is kept from now on."""
        step = new_step()
        history, kept = library.begin(ticket, author, step)
        writing = cls(library, history)
        writing._last_act, writing._versioned = step, True
        return writing, kept

    @property
    def ticket(self) -> Ticket:
        assert self.history.ticket
        return self.history.ticket

    def type(self, field: str, text: str) -> "Future[None]":
        """Take what the person types into a field; it is on the disk a moment after the last key."""
        before = self.ticket
        after = before.with_text(field, text)
        if after.entry(field) == before.entry(field):
            return _nothing()
        for version in self._due_version():
            self._append(version)
        self._versioned = False
        step = self._typing.step_of(field, before.entry(field).text, text)
        record = self._record(What.TYPED, PERSON, delta(before, after), step)
        self.history.add(record)
        return self._library.journal.type(record, after)

    def write_down(self, place: str, before: str, text: str, after: Ticket) -> "Future[None]":
        """Take what the person types beside the ticket's texts, in a `place` of its life, as `type` takes a field's."""
        changed = delta(self.ticket, after)
        if not changed:
            return _nothing()
        self._versioned = False
        record = self._record(What.NOTED, PERSON, changed, self._typing.step_of(place, before, text))
        self.history.add(record)
        return self._library.journal.type(record, after)

    def act(
        self,
        what: What,
        author: str,
        after: Ticket,
        *,
        follows: bool = False,
        beside: bool = False,
        more: Mapping[str, Any] | None = None,
    ) -> "Future[None]":
        """Take an act that leads to another state of the ticket; it is written at once.

        `follows`: it comes of the act before it, and is undone with it. `beside`: it is nothing that the person did,
        whatever they did last, and undo passes it over. `more`: what else is told of it.
        """
        changed = delta(self.ticket, after)
        if beside:
            return self._fill_beside(what, author, changed) if changed else _nothing()
        if not changed:
            self._last_act = self._last_act if follows else ""  # what follows from nothing is a step of its own
            return _nothing()
        self._typing.end()
        version = [] if follows else self._version_before(what)
        self._versioned = (self._versioned and author != PERSON) or bool(version)
        self._last_act = self._last_act if follows and self._last_act else new_step()
        return self._append(*version, self._record(what, author, {**changed, **(more or {})}, self._last_act))

    def _fill_beside(self, what: What, author: str, changed: Delta) -> "Future[None]":
        self._typing.end()
        last = self.history.steps[-1]
        step = last.id if last.what is What.CREATED else new_step()  # of a ticket that is new it is the beginning
        return self._append(self._record(what, author, {**changed, BESIDE: True}, step))

    def undo(self) -> Step | None:
        """Take the last step back; gives it, or None where there is none."""
        return self._swap(What.UNDONE, self.history.undoable, self.history.undoing())

    def redo(self) -> Step | None:
        """Do again what was taken back last."""
        return self._swap(What.REDONE, self.history.redoable, self.history.redoing())

    def restore(self, then: Ticket, field: str = "") -> "Future[None]":
        """Put back what a field, or for "" every field, answer and dismissed fact, held then, as a new edit.

        What happened to the ticket since stays: nothing that is put back takes a state, a tick or its time away.
        """
        before = self.ticket
        names = [field] if field else self._restorable(before, then)
        entries = {**before.entries, **{name: self._then(then, name) for name in names}}
        after = replace(before, entries=entries, meant=with_more(before.meant, then.meant))
        if not field:
            same = then.change.same_code(before.change)  # else facts have other keys since
            after = replace(after, answers=then.answers, dismissed=then.dismissed if same else before.dismissed)
        saved = self.act(What.RESTORED, PERSON, after)
        self._halve(before)
        return saved

    @staticmethod
    def _restorable(before: Ticket, then: Ticket) -> list[str]:
        """The fields that all of a ticket is put back in."""
        return [one for one in {**before.entries, **then.entries} if not (before.life and one in _LIVED)]

    def _then(self, then: Ticket, name: str) -> Entry:
        """What a field held; of another change only its text, for the evidence has other numbers since."""
        entry = then.entry(name)
        return entry if then.change.same_code(self.ticket.change) else replace(self.ticket.entry(name), text=entry.text)

    def move(self, after: Ticket, news: Mapping[str, Sequence[str]], draft: Mapping[str, Any] | None) -> "Future[None]":
        """Take the ticket as it is of another change, with the model's draft; a version of what it was goes before."""
        self._typing.end()
        self._last_act = new_step()
        data = {**delta(self.ticket, after), "news": {name: list(words) for name, words in news.items()}}
        records = [self._version(), self._record(What.MOVED, PERSON, data, self._last_act)]
        if draft is not None or self.history.draft is not None:  # it must not be left on the old evidence
            records.append(self._record(What.DRAFT, PERSON, {"draft": draft}, new_step()))
        return self._append(*records)

    def half_answer(self, question: str, text: str) -> "Future[None]":
        """Keep an answer that is not given yet; "" forgets it."""
        if self.history.half.get(question, "") == text:
            return _nothing()
        return self._keep_half({**self.history.half, question: text})

    def keep_draft(self, draft: Mapping[str, Any] | None) -> "Future[None]":
        """Keep the last draft that a model wrote, as plain values; None forgets it. From any thread."""
        if draft is None and self.history.draft is None:
            return _nothing()
        return self._keep_beside(What.DRAFT, {"draft": draft})

    def keep_exchange(self, exchange: Mapping[str, Any]) -> "Future[None]":
        """Keep what was sent to a model, and later what came back, as plain values of one `id`. From any thread."""
        return self._keep_beside(What.EXCHANGE, exchange)

    def copy(self, ticket: Ticket, names: Iterable[str]) -> "Future[None]":
        """Take texts of another ticket as the person's own: its claims cite the evidence of another change."""
        after = self.ticket
        for name in names:
            after = after.with_text(name, ticket.entry(name).text)
        return self.act(What.COPIED, PERSON, after, more={"from": ticket.id})

    def keep_footprint(self, footprint: Mapping[str, Any]) -> "Future[None]":
        """Keep what the change touches, where it is not known yet."""
        if footprint == self.history.footprint:
            return _nothing()
        return self._append(self._record(What.FOOTPRINT, TEMPLATE, footprint, new_step()))

    def rest(self) -> "Future[None]":
        """The person left a field, or something else is about to happen: what was typed is written at once."""
        self._typing.end()
        return self._library.journal.flush()

    def keep_version(self) -> "Future[None]":
        """Keep the whole ticket, for the case that a record of it is damaged."""
        return self._append(self._version())

    def _swap(self, what: What, step: Step | None, data: Delta | None) -> Step | None:
        if step is None or data is None:
            return None
        before = self.ticket
        self._typing.end()
        self._append(self._record(what, PERSON, data, new_step()))
        self._halve(before)
        return step

    def _halve(self, before: Ticket) -> None:
        """An answer that was taken back stands in its input again, as half typed; one that is given does not."""
        gone = {question: text for question, text in before.answers.items() if question not in self.ticket.answers}
        given = {question: "" for question in self.ticket.answers if question not in before.answers}
        if gone or given:
            self._keep_half({**self.history.half, **gone, **given})

    def _keep_half(self, half: Mapping[str, str]) -> "Future[None]":
        data = {"half": {question: text for question, text in half.items() if text}}
        record = self._record(What.HALF, PERSON, data, f"half:{self.ticket.id}")
        self.history.add(record)
        return self._library.journal.type(record, self.ticket)

    def _keep_beside(self, what: What, data: Mapping[str, Any]) -> "Future[None]":
        """Keep what does not say what the ticket holds; nor is that told to the list of all, where typing goes on."""
        record = self._record(what, PERSON, data, new_step())
        self.history.add(record)
        return self._library.journal.append([record])

    def _append(self, *records: Record) -> "Future[None]":
        for record in records:
            self.history.add(record)
        return self._library.journal.append(records, self.ticket)

    def _record(self, what: What, author: str, data: Mapping[str, Any], step: str) -> Record:
        return Record(self.ticket.id, what, author, step, now(), data)

    def _version_before(self, what: What) -> list[Record]:
        """A version of the person's words, where an act might replace them, or else where one is due."""
        return [self._version()] if what in _REPLACING and not self._versioned else self._due_version()

    def _due_version(self) -> list[Record]:
        """A version, where the last one is some minutes old, or the clock has gone back."""
        try:
            since = datetime.fromisoformat(now()) - datetime.fromisoformat(self.history.versioned)
        except (ValueError, TypeError):  # the time of a record is whatever its file says
            return [self._version()]
        return [self._version()] if not timedelta() <= since < VERSION_EVERY else []

    def _version(self) -> Record:
        whole = self.ticket.to_json()
        data = {"ticket": whole, "sha256": sha256(as_text(whole).encode()).hexdigest()}
        return self._record(What.VERSION, PERSON, data, new_step())


def _nothing() -> "Future[None]":
    done: Future[None] = Future()
    done.set_result(None)
    return done
