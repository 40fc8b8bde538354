"""The store: what was acknowledged is there, for another process too."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.store.tickets import TicketStore
from relman_desktop.ticket import ChangeRef, Ticket

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)

TYPIST = """
import sys
from pathlib import Path
from relman_desktop.store.tickets import TicketStore
from relman_desktop.ticket import ChangeRef, Ticket

store = TicketStore(Path(sys.argv[1]))
ticket = Ticket("t1", ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64))
store.new(ticket).result()
for number in range(100_000):
    ticket = ticket.with_text("notes", f"{number}")
    store.save(ticket).result()
    print(number, flush=True)
"""


def test_a_ticket_is_found_by_its_change_after_a_restart(tmp_path: Path) -> None:
    store = TicketStore(tmp_path / "tickets.sqlite")
    ticket = Ticket("t1", REFERENCE).with_text("title", "Drop a column — “now”")
    assert store.new(ticket).result() == 1
    store.save(ticket.with_text("notes", "typed"))  # nobody waits for it: closing does
    store.close()
    again = TicketStore(tmp_path / "tickets.sqlite")
    assert again.of_change(REFERENCE.key) == ticket.with_text("notes", "typed")
    assert again.of_change("another") is None
    again.close()


def test_numbers_go_on_and_are_never_used_twice(tmp_path: Path) -> None:
    store = TicketStore(tmp_path / "tickets.sqlite")
    numbers = [store.new(Ticket(f"t{one}", REFERENCE)).result() for one in range(3)]
    assert numbers == [1, 2, 3]
    store.close()


def test_the_newest_ticket_of_a_change_counts(tmp_path: Path) -> None:
    store = TicketStore(tmp_path / "tickets.sqlite")
    for one in ("old", "new"):
        store.new(Ticket(one, REFERENCE)).result()
    found = store.of_change(REFERENCE.key)
    assert found and found.id == "new"
    store.close()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServiceError, match="cannot be used"):
        TicketStore(tmp_path / "file" / "tickets.sqlite")


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    path.write_bytes(b"not a database, but somebody's words" * 100)
    with pytest.raises(ServiceError, match="cannot be used"):
        TicketStore(path)
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_no_acknowledged_edit_is_lost_to_a_kill(tmp_path: Path) -> None:
    for run in range(5):
        path = tmp_path / f"{run}.sqlite"
        with subprocess.Popen([sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True) as typist:
            assert typist.stdout
            for _ in range(20 + 13 * run):
                acknowledged = typist.stdout.readline()
            typist.send_signal(signal.SIGKILL)
            acknowledged = (typist.stdout.read().splitlines() or [acknowledged])[-1]
        store = TicketStore(path)
        found = store.of_change(REFERENCE.key)
        store.close()
        assert found and int(found.entry("notes").text) >= int(acknowledged)
        assert sqlite3.connect(path).execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_what_was_sent_for_a_ticket_is_kept_in_order(tmp_path: Path) -> None:
    store = TicketStore(tmp_path / "tickets.sqlite")
    store.keep_exchange("t1", {"id": "e1", "body": "one \udcff", "answer": ""})
    store.keep_exchange("t2", {"id": "e2", "body": "of another"})
    store.keep_exchange("t1", {"id": "e3", "body": "two", "answer": "yes"})
    store.keep_exchange("t1", {"id": "e1", "body": "one \udcff", "answer": "no"})  # which came after all
    store.close()
    again = TicketStore(tmp_path / "tickets.sqlite")
    assert [(one["body"], one["answer"]) for one in again.exchanges("t1")] == [("one \udcff", "no"), ("two", "yes")]
    assert again.exchanges("t3") == []
    again.close()


def test_the_last_draft_of_a_model_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    store = TicketStore(tmp_path / "tickets.sqlite")
    assert store.draft("t1") is None
    store.keep_draft("t1", {"drafter": "a model"})
    store.keep_draft("t1", {"drafter": "another"})
    assert store.draft("t1") == {"drafter": "another"}
    store.keep_draft("t1", None)
    assert store.draft("t1") is None
    store.close()
