"""The journal: order, numbers, futures that always end, and a file that is taken away under it."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import apsw
import pytest

from relman_desktop.errors import Cancelled, ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store.database import connect
from relman_desktop.store.journal import Journal
from relman_desktop.store.library import Library
from relman_desktop.store.record import PERSON, Record, What
from relman_desktop.store.saving import Saving
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

from .failing import Disk, Fault, copy_database, disk
from .person import REFERENCE, Person, kept

TICKET = Ticket("t", REFERENCE)


def typed(step: str, text: str, ticket: str = "t") -> Record:
    return Record(ticket, What.TYPED, PERSON, step, "2026-11-26T05:00:00.000Z", {"entries": {"notes": {"text": text}}})


def acted(step: str) -> Record:
    return Record("t", What.ANSWERED, PERSON, step, "2026-11-26T05:00:00.000Z", {"answers": {"When?": step}})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "tickets.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    made = Journal(path)
    yield made
    made.close()


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[BaseException | None]:
    """What is told of faults of ours, as of threads that end by them."""
    told: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda raised: told.append(raised.exc_value))
    return told


def rows(path: Path, columns: str = "number, step, data") -> list[tuple[object, ...]]:
    connection = apsw.Connection(str(path))
    try:
        return connection.execute(f"SELECT {columns} FROM journal ORDER BY number").fetchall()
    finally:
        connection.close()


def steps(path: Path) -> list[object]:
    return [step for (step,) in rows(path, "step")]


def test_acts_stand_in_their_order_and_what_is_typed_on_takes_the_place_of_what_it_was(
    journal: Journal, path: Path
) -> None:
    first = [journal.type(typed("s1", text), TICKET) for text in ("a", "ab", "abc")]
    journal.append([acted("s2"), acted("s3")])
    journal.type(typed("s4", "x"), TICKET)
    last = journal.type(typed("s5", "y"), TICKET)  # another step: the one before is written
    last.result(5)
    assert all(future.done() for future in first)
    assert [(number, step) for number, step, _ in rows(path)] == [
        (1, "s1"),
        (2, "s2"),
        (3, "s3"),
        (4, "s4"),
        (5, "s5"),
    ]
    assert '"abc"' in str(rows(path)[0][2])


def test_numbers_go_on_after_those_of_another_process(journal: Journal, path: Path) -> None:
    journal.append([acted("ours 1")]).result(5)
    other = Journal(path)
    journal.type(typed("typing", "x"), TICKET)  # has the number 2 by now
    other.append([acted("theirs 1"), acted("theirs 2")]).result(5)
    journal.append([acted("ours 2")]).result(5)
    journal.append([acted("ours 3")]).result(5)
    other.append([acted("theirs 3")]).result(5)
    other.close()
    assert [step for _, step, _ in rows(path)] == [
        *("ours 1", "theirs 1", "theirs 2", "typing", "ours 2", "ours 3", "theirs 3")
    ]


class Doubtful(apsw.Connection):
    """A connection whose next COMMIT fails after it was done, as it may on a disk of another machine."""

    doubts = True

    def execute(self, statements: str, *values: Any, **options: Any) -> apsw.Cursor:
        done = super().execute(statements, *values, **options)
        if statements == "COMMIT" and self.doubts:
            raise apsw.IOError("was it written?")
        return done


def test_a_commit_that_fails_and_has_written_writes_once(journal: Journal, path: Path) -> None:
    journal.append([acted("s1")]).result(5)
    doubtful = Journal(path, open_database=lambda path: Doubtful(str(path)))
    first = doubtful.append([acted("s2"), acted("s3")])
    with pytest.raises(ServiceError):
        doubtful.wait(first)
    assert not first.done() and steps(path) == ["s1", "s2", "s3"]
    journal.append([acted("of another process")]).result(5)
    last = doubtful.append([acted("s4")])
    Doubtful.doubts = False
    doubtful.retry()
    last.result(5)
    assert first.done() and doubtful.close() == ()
    Doubtful.doubts = True
    assert steps(path) == ["s1", "s2", "s3", "of another process", "s4"]


def test_records_are_there_once_whatever_call_fails(path: Path) -> None:
    with disk() as failing:
        journal = Journal(path, open_database=failing.connect)
        for number in range(40):  # the log is brought into the file on the way, which fails after the commit
            failing.fail(failing.calls + 1 + number % 12, Fault.BROKEN, 1)
            done = journal.append([acted(f"act {number}")])
            while not done.done():
                journal.retry()
                time.sleep(0.001)
        failing.heal()
        journal.close()
        assert failing.failed > 10
    assert steps(path) == [f"act {number}" for number in range(40)]


def test_whoever_cancels_or_raises_stops_nothing(
    journal: Journal, path: Path, faults: list[BaseException | None], caplog: pytest.LogCaptureFixture
) -> None:
    def watcher(saving: Saving) -> None:
        raise ValueError("the watcher's own fault")

    journal.watch(watcher)
    first = journal.append([acted("s1")])
    assert not first.cancel()
    first.add_done_callback(lambda _: [][0])
    journal.append([acted("s2")]).result(5)
    journal.append([acted("s3")]).result(5)
    assert steps(path) == ["s1", "s2", "s3"]
    assert {str(fault) for fault in faults} == {"the watcher's own fault"}


def test_a_record_that_cannot_be_written_stops_none_that_follows(
    path: Path, faults: list[BaseException | None]
) -> None:
    with disk() as slow:
        journal = Journal(path, open_database=slow.connect)
        told: list[Saving] = []
        journal.watch(told.append)
        slow.open_syncs.clear()
        futures = [journal.append([acted("s1")])]
        assert slow.waits_in_sync.wait(5)  # so that all that follows is written together
        wrong = Record("t", What.ANSWERED, PERSON, "wrong", "now", {"answers": {1, 2}})  # type: ignore[dict-item]
        futures += [journal.append([acted("s2")]), journal.append([wrong]), journal.append([acted("s3")])]
        slow.open_syncs.set()
        assert [future.exception(5) is None for future in futures] == [True, True, False, True]
        assert [row[:2] for row in rows(path)] == [(1, "s1"), (2, "s2"), (3, "s3")]  # no number is left out
        assert [one.step for one in journal.unsaved] == ["wrong"] and told[-1].unsaved == 1 and told[-1].error
        assert [one.step for one in journal.close()] == ["wrong"]
    assert [type(fault) for fault in faults] == [TypeError]


def test_a_fault_in_the_list_of_all_tickets_takes_no_record_along(
    journal: Journal, path: Path, faults: list[BaseException | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(connection: apsw.Connection, ticket: Ticket) -> None:
        raise KeyError("a fault of the list")

    monkeypatch.setattr("relman_desktop.store.writer.list_ticket", wrong)
    journal.append([acted("s1")], TICKET).result(5)
    assert steps(path) == ["s1"] and [type(fault) for fault in faults] == [KeyError]


def test_a_thread_that_ends_by_a_fault_leaves_nobody_waiting(
    path: Path, faults: list[BaseException | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    told: list[Saving] = []
    journal.watch(told.append)
    journal.append([acted("s1")]).result(5)

    def wrong(*_: object) -> None:
        raise SystemExit("a fault of ours")

    monkeypatch.setattr(journal._waiting, "settle_due", wrong)
    futures: list[Future[None]] = [journal.append([acted("s2")]), journal.type(typed("s3", "x"), TICKET)]
    assert [isinstance(future.exception(5), ServiceError) for future in futures] == [True, True]
    assert isinstance(journal.append([acted("s4")]).exception(5), ServiceError)
    assert isinstance(journal.do(lambda connection: None).exception(5), ServiceError)
    with pytest.raises(ServiceError):
        journal.wait(journal.flush())
    assert [one.step for one in journal.unsaved if one.step != ""] == ["s2", "s3", "s4"]
    assert told[-1].error and [type(fault) for fault in faults] == [SystemExit]
    assert [one.step for one in journal.close()] == ["s2", "s3", "s4"]


def test_closing_while_others_append_tells_each_of_them(path: Path) -> None:
    journal = Journal(path)
    futures: list[tuple[str, Future[None]]] = []
    begin = threading.Barrier(5)

    def appends(name: str) -> None:
        begin.wait()
        for number in range(200):
            step = f"{name} {number}"
            futures.append((step, journal.append([acted(step)])))

    threads = [threading.Thread(target=appends, args=(f"thread {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    begin.wait()
    assert journal.close() == () and journal.close() == ()
    for thread in threads:
        thread.join()
    saved = {step for step, future in futures if future.exception(5) is None}
    assert saved == set(steps(path)) and len(futures) == 800
    assert all(isinstance(future.exception(), ServiceError | None) for _, future in futures)


def test_what_waits_at_the_end_for_a_disk_that_is_full_is_given_back(path: Path) -> None:
    with disk() as full:
        journal = Journal(path, open_database=full.connect)
        full.fail(1, Fault.FULL)
        future = journal.append([acted("s1")])
        with pytest.raises(ServiceError, match="cannot be used"):
            journal.wait(future)
        journal.type(typed("s2", "text"), TICKET)
        assert [one.step for one in journal.close()] == ["s1", "s2"]
        assert isinstance(future.exception(5), ServiceError)


def test_who_waits_can_be_stopped_and_it_is_written_all_the_same(path: Path) -> None:
    with disk() as slow:
        journal = Journal(path, open_database=slow.connect)
        slow.open_syncs.clear()
        written = journal.append([acted("s1")])
        assert slow.waits_in_sync.wait(5)
        cancel = Cancel()
        threading.Timer(0.05, cancel.cancel).start()
        with pytest.raises(Cancelled):
            journal.wait(written, cancel)
        slow.open_syncs.set()
        journal.wait(written)
        assert journal.close() == () and steps(path) == ["s1"]


def test_that_it_works_again_is_told_also_where_nothing_was_written(path: Path) -> None:
    with disk() as failing:
        journal = Journal(path, open_database=failing.connect)
        told: list[Saving] = []
        journal.watch(told.append)
        failing.fail(1, Fault.BROKEN)
        future = journal.append([acted("s1")])
        with pytest.raises(ServiceError):
            journal.wait(future)
        failing.heal()
        journal.retry()
        future.result(5)
        journal.flush().result(5)
        journal.close()
    assert told[0].error and told[0].unsaved == 1 and told[-1].error is None and told[-1].at


def test_an_action_that_fails_leaves_no_transaction_open(journal: Journal, path: Path) -> None:
    def wrong(connection: apsw.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE; DELETE FROM journal")
        raise KeyError("half done")

    journal.append([acted("s1")]).result(5)
    with pytest.raises(KeyError):
        journal.do(wrong).result(5)
    journal.append([acted("s2")]).result(5)
    assert steps(path) == ["s1", "s2"]


@pytest.mark.parametrize("text", ["\ud800 \udcff", "\0", "words " * 1_700_000], ids=["surrogates", "NUL", "10 MB"])
def test_any_text_comes_back(path: Path, text: str) -> None:
    library = Library(path)
    change = ChangeRef("/with/\udcff/bytes", "a..b", "a" * 40, "b" * 40, "c" * 64)
    writing, _ = Writing.begun(library, Ticket("t1", change), "model:\udc80")
    writing.type("notes", text)
    writing.type("title", "A title").result(30)
    library.close()
    again = Library(path)
    history = again.history("t1")
    assert history.ticket == writing.ticket and history.damaged == 0
    again.close()


def delete(path: Path) -> None:
    for one in path.parent.glob("tickets.sqlite*"):
        one.unlink()


def delete_file_only(path: Path) -> None:
    path.unlink()


def delete_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def delete_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def move(path: Path) -> None:
    path.rename(path.with_name("moved.sqlite"))


def replace_by_an_old_copy(path: Path) -> None:
    copy = path.parent.parent / "copy" / path.name
    assert not copy.with_name(f"{copy.name}-wal").stat().st_size  # all of it is in the file
    copy.replace(path)


TAKEN_AWAY = (delete, delete_file_only, delete_log, delete_folder, move, replace_by_an_old_copy)


@pytest.mark.parametrize("take_away", TAKEN_AWAY, ids=lambda one: one.__name__)
@pytest.mark.parametrize("writes_after", [True, False])
def test_a_file_that_is_taken_away_is_brought_back(
    path: Path, take_away: Callable[[Path], None], writes_after: bool
) -> None:
    library = Library(path)
    old, _ = Writing.begun(library, Ticket("old", REFERENCE), "template")
    old.type("title", "From an earlier session")
    library.close()
    library = Library(path)
    copy_database(path, path.parent.parent / "copy")
    person = Person.begun(library)
    for number in range(12):
        person.act(number)
    person.writing.rest().result(5)
    take_away(path)
    if writes_after:
        for text in ("After it was taken away", "And on"):
            person.writing.type("notes", text)
            person.writing.rest().result(5)
            assert kept(library) == person.ticket
    assert library.close() == ()
    again = Library(path)
    assert again.history("old").ticket == old.ticket and kept(again) == person.ticket
    assert again.of_change(REFERENCE.key) == "t1" and again.history("t1").damaged == 0
    again.close()
    check = connect(path)
    assert check.pragma("integrity_check") == "ok"
    check.close()
    assert len(set(rows(path, "step, at, sha256"))) == len(rows(path))
    assert [row[0] for row in rows(path)] == [*range(1, len(rows(path)) + 1)]
    assert again.opened.said == ()


def test_a_file_is_brought_back_once_the_disk_has_room_again(path: Path, tmp_path: Path) -> None:
    with disk() as full:
        library = Library(path, open_database=full.connect)
        person = Person.begun(library)
        person.writing.rest().result(5)
        delete(path)
        fail_from_the_next(full)
        future = person.writing.type("notes", "Typed while the file is gone")
        with pytest.raises(ServiceError):
            library.journal.wait(person.writing.rest())
        library.journal.retry()
        full.heal()
        library.journal.retry()
        future.result(5)
        assert library.close() == ()
    again = Library(path)
    assert kept(again) == person.ticket
    again.close()


def fail_from_the_next(full: Disk) -> None:
    full.fail(full.calls + 4, Fault.FULL)
