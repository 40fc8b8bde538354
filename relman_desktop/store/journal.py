"""The journal and its one thread, so that nobody waits for a disk and no two writes cross.

A record is acknowledged when its future has a result: then it is on the disk. What is typed waits a moment for the
next key; all else is written at once. What cannot be written stays in memory, in its order, and is tried again.
"""

import atexit
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import apsw

from ..errors import ServiceError
from ..jobs import Cancel
from ..ticket import Ticket
from .database import connect, failed
from .record import Record
from .saving import Attempts, Saving, report
from .waiting import Batch, Waiting, pending
from .writer import FAILURES, Connect, Copy, NumberTaken, Writer

__all__ = ["Connect", "Copy", "Journal", "Saving"]

Result = TypeVar("Result")
_FAULT = "A fault of ours keeps some of what you write from being saved; save your ticket elsewhere, please."


@dataclass(frozen=True, slots=True)
class _Action:
    do: Callable[[], None]
    fail: Callable[[Exception], None]


class Journal:
    """The records of all tickets, in the order of their numbers. Every method may be called from any thread.

    None waits for the disk but `close`, `wait`, and the opening; the lock is never held over a write.
    """

    def __init__(self, path: Path, *, open_database: Connect = connect, copy: Copy | None = None) -> None:
        """`copy` gets what is to be written before it is. Raises `ServiceError` where the file cannot be used."""
        self.path = path
        self._writer = Writer(path, open_database, copy)
        self._changed = threading.Condition()
        self._waiting = Waiting()
        self._acts: Counter[str] = Counter()  # by the ids of the tickets
        self._attempts = Attempts()
        self._actions: list[_Action] = []
        self._watcher: Callable[[Saving], None] = lambda saving: None
        self._closing = False
        self._fault: ServiceError | None = None  # of ours, for which something is never written
        self._ended: ServiceError | None = None  # why nothing is written any more
        opened: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="ticket-store", daemon=True)
        self._thread.start()
        self._waiting.next_number = opened.result()
        atexit.register(self.close)  # for a program that ends without it; a thread that is waited for would hang it

    def watch(self, watcher: Callable[[Saving], None]) -> None:
        """Have somebody told, on the journal's thread, whenever something was written or could not be."""
        self._watcher = watcher

    def append(self, records: Iterable[Record], ticket: Ticket | None = None) -> "Future[None]":
        """Write records at once, together. `ticket`: what it holds since, for the list of all tickets."""
        records = tuple(records)
        with self._changed:
            if self._closing:
                return _failed(self._closed)
            batch = self._waiting.append(records, ticket)
            self._acts.update(one.ticket for one in records)
            self._changed.notify_all()
            ended = self._ended
        return _failed(ended) if ended else batch.done  # it is among the unsaved all the same

    def acts(self, ticket: str) -> int:
        """How often somebody has written in a ticket in this session, for `append_after`."""
        with self._changed:
            return self._acts[ticket]

    def append_after(
        self, acts: int, among: str, records: Iterable[Record], ticket: Ticket | None
    ) -> "Future[None] | None":
        """`append`, unless somebody has written in the ticket `among` since those `acts`: then nothing, and None."""
        with self._changed:
            return self.append(records, ticket) if self._acts[among] == acts else None

    def type(self, record: Record, ticket: Ticket) -> "Future[None]":
        """Write what a field holds as soon as the person rests; a record of the same step takes its place until then.

        Such a record must set all that the one whose place it takes has set.
        """
        with self._changed:
            if self._closing:
                return _failed(self._closed)
            batch, begins = self._waiting.type(record, ticket, time.monotonic())
            self._acts[record.ticket] += 1
            if begins:
                self._changed.notify_all()
            ended = self._ended
        return _failed(ended) if ended else batch.done

    def flush(self) -> "Future[None]":
        """Write what was typed at once; the result comes when all that was written before is on the disk."""
        return self.append(())

    def wait(self, written: "Future[None]", cancel: Cancel | None = None) -> None:
        """Come back when something is on the disk; not on the window's thread.

        Raises `ServiceError` where that fails, and `Cancelled`; then it is still tried.
        """
        cancel = cancel or Cancel()
        written.add_done_callback(self._notify)
        with cancel.calling(self._notify):
            with self._changed:
                self._changed.wait_for(lambda: written.done() or self._attempts.error or cancel.cancelled)
                if not written.done() and self._attempts.error:
                    raise self._attempts.error
            cancel.check()
        written.result()

    def do(self, action: Callable[[apsw.Connection], Result]) -> "Future[Result]":
        """Do something on the journal's connection, after what was appended before (but for what cannot be written)."""
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()

        def job() -> None:
            try:
                result = self._writer.do(action)
            except FAILURES as error:
                future.set_exception(failed(self.path, error))
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._changed:
            ended = self._closed if self._closing else self._ended
            if not ended:
                self._actions.append(_Action(job, future.set_exception))
                self._changed.notify_all()
        if ended:
            future.set_exception(ended)
        return future

    def retry(self) -> None:
        """Try again at once to write what could not be written."""
        with self._changed:
            self._attempts.hurry()
            self._changed.notify_all()

    @property
    def unsaved(self) -> tuple[Record, ...]:
        """The records that are not on the disk yet, in their order."""
        with self._changed:
            return self._waiting.unsaved

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives the records that could not be written."""
        with self._changed:
            self._waiting.settle()
            self._closing = True
            self._attempts.hurry()
            self._changed.notify_all()
        self._thread.join()
        atexit.unregister(self.close)
        return self.unsaved

    def _notify(self, _: object = None) -> None:
        with self._changed:
            self._changed.notify_all()

    @property
    def _closed(self) -> ServiceError:
        return ServiceError(f"The tickets in {self.path} are closed; nothing more is kept there.")

    def _run(self, opened: "Future[int]") -> None:
        try:
            first = self._writer.open()
        except BaseException as error:  # whoever waits for it must hear of it
            opened.set_exception(failed(self.path, error) if isinstance(error, FAILURES) else error)
            return
        opened.set_result(first)
        try:
            self._work()
            self._writer.close()
        except FAILURES as error:
            self._fault = failed(self.path, error)
        except BaseException as fault:
            self._fault = ServiceError(_FAULT)
            report(fault)
        self._end()

    def _end(self) -> None:
        """Nothing is written any more: whoever waits is told why; what they wait for stays in `unsaved`."""
        with self._changed:
            self._ended = error = self._fault or self._attempts.error or self._closed
            left, actions, self._actions = self._waiting.left, self._actions, []
            self._changed.notify_all()
        for batch in left:
            batch.done.set_exception(error)
        for action in actions:
            action.fail(error)
        if self._fault:
            self._tell()

    def _work(self) -> None:
        while True:
            group, actions, ends = self._due_now()
            if group:
                self._write(group)
            for action in actions:
                action.do()
            if ends:
                return

    def _due_now(self) -> tuple[list[Batch], list[_Action], bool]:
        """Wait until something is due: what is to be written, or what is asked besides, or the end."""
        with self._changed:
            while True:
                moment = time.monotonic()
                self._waiting.settle_due(moment)
                if self._waiting and moment >= self._attempts.next:
                    self._attempts.begin()
                    return self._waiting.first_group, [], False
                if self._actions or self._closing:
                    actions, self._actions = self._actions, []
                    return [], actions, self._closing
                times = [] if self._waiting.due is None else [self._waiting.due]
                times += [self._attempts.next] if self._waiting else []
                self._changed.wait(max(0.0, min(times) - moment) if times else None)

    def _write(self, group: list[Batch]) -> None:
        records = [record for batch in group for record in batch.records]
        tickets = {batch.ticket.id: batch.ticket for batch in group if batch.ticket}  # as they are in the end
        try:
            if records:
                self._writer.write(records, tickets)
        except NumberTaken as other:
            with self._changed:
                self._waiting.renumber(other.taken, other.number)
        except FAILURES as error:
            with self._changed:
                self._attempts.fail(failed(self.path, error))
                self._changed.notify_all()
            self._tell()
        except Exception as fault:
            self._set_aside(group, fault)
        else:
            self._acknowledge(group)

    def _acknowledge(self, group: list[Batch]) -> None:
        with self._changed:
            told = any(batch.records for batch in group) or self._attempts.error is not None
            self._waiting.written(group)
            self._attempts.succeed()
            self._changed.notify_all()
        for batch in group:
            batch.done.set_result(None)
        if told:
            self._tell()

    def _set_aside(self, group: list[Batch], fault: Exception) -> None:
        """Something of ours is wrong with a batch: find which one, and let it not stop those that follow."""
        with self._changed:
            self._waiting.together = 1
            refused = self._waiting.refuse() if len(group) == 1 else None
        if refused:
            self._fault = ServiceError(_FAULT)
            refused.done.set_exception(fault)
            report(fault)
            self._tell()

    def _tell(self) -> None:
        with self._changed:
            error = self._fault or self._attempts.error
            unsaved = len(self._waiting.unsaved) if error else 0
            brought_back, self._writer.brought_back = self._writer.brought_back, ""
            saving = Saving(self._attempts.saved_at, unsaved, error, brought_back)
        try:
            self._watcher(saving)
        except Exception as fault:  # the journal does not end for that
            report(fault)


def _failed(error: Exception) -> "Future[None]":
    future = pending()
    future.set_exception(error)
    return future
