"""`relman tickets` and `relman show`, beside a window that is open and without one."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from relman_desktop.cli import main
from relman_desktop.files import home as data_folder
from relman_desktop.instance import Instance
from relman_desktop.lived import Living
from relman_desktop.store.database import connect
from relman_desktop.store.library import Library
from relman_desktop.store.meta import SCHEMA, write_meta
from relman_desktop.store.record import Record, What
from relman_desktop.store.rescue_file import RescueFile
from relman_desktop.store.search import Query
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

from .store.test_migrating import OLD, copied, expected

Capture = pytest.CaptureFixture[str]
CHANGE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
TEXTS = (
    {"change_id": "CHG-1", "title": "Drop a column \x1b[31m\u202e", "state": "closed", "outcome": "rolled back"},
    {"change_id": "CHG-2", "title": "Add a setting `<b>`", "state": "draft", "deployment": "1. Set `PAGE_SIZE`."},
    {"change_id": "chg-2", "title": "Add it again", "state": "draft"},
)


@pytest.fixture
def library(home: Path) -> Library:
    library = Library(home / "tickets.sqlite")
    for number, texts in enumerate(TEXTS):
        writing, _ = Writing.begun(library, Ticket(f"t{number}", replace(CHANGE, head=str(number))), "template")
        for name, text in texts.items():
            writing.type(name, text).result()
    return library


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_tickets_are_listed_while_the_window_is_open(capsys: Capture, library: Library) -> None:
    with_window = Instance.claim(data_folder())
    status, out, err = run(capsys, "tickets")
    assert (status, err) == (0, "") and out.endswith("\n3 tickets\n") and "\x1b" not in out and "\u202e" not in out
    assert run(capsys, "tickets", "--search", "page_size")[1].count("CHG-2") == 1
    assert run(capsys, "tickets", "--state", "closed")[1].startswith("1  CHG-1")
    assert run(capsys, "tickets", "--shelf", "bin")[1] == "No ticket was found.\n"
    status, out, err = run(capsys, "tickets", "--import", "file.zip")
    assert (status, out) == (2, "") and "Relman Desktop is open" in err
    assert with_window
    with_window.release()
    library.close()


def test_the_list_as_json(capsys: Capture, library: Library) -> None:
    library.close()
    told = json.loads(run(capsys, "tickets", "--format", "json", "--search", "column")[1])
    assert (told["schema"], told["total"]) == (1, 1)
    one = told["tickets"][0]
    assert (one["id"], one["ordinal"], one["outcome"], one["repository"]) == ("t0", 1, "rolled back", "orders")
    assert list(one) == sorted(one) and "Drop a column" in one["excerpt"]


def test_a_ticket_is_shown_with_its_states_and_ticks(capsys: Capture, home: Path) -> None:
    with closing(Library(home / "tickets.sqlite")) as library:
        writing, _ = Writing.begun(library, Ticket("t9", CHANGE), "template")
        writing.type("deployment", "1. Stop it (5 min)\n2. Start it")
        living = Living(writing, "Ana", UTC, lambda: datetime(2026, 11, 24, 19, 4, tzinfo=UTC))
        living.move("deploying")
        library.journal.wait(living.tick(living.life.parts["deployment"][0].step))
    told = json.loads(run(capsys, "show", "1", "--format", "json")[1])["ticket"]
    assert told["progress"]["state"] == "deploying" and told["progress"]["states"][0]["by"] == "Ana"
    assert [one["done"] for one in told["progress"]["steps"]["deployment"]] == ["done", ""]
    assert Ticket.from_json({**told, "entries": told["fields"]}).life == writing.ticket.life
    assert "State: deploying (since 2026-11-24 19:04 UTC, Ana)" in run(capsys, "show", "1", "--format", "plain")[1]


@pytest.mark.parametrize("name", ["t1", "2"])
def test_a_ticket_is_shown_by_any_of_its_names(capsys: Capture, library: Library, name: str) -> None:
    library.close()
    assert run(capsys, "show", name)[1].startswith("# Add a setting `<b>`\n")
    assert "PAGE_SIZE" in run(capsys, "show", name, "--format", "plain")[1]
    told = json.loads(run(capsys, "show", name, "--format", "json")[1])["ticket"]
    assert told["fields"]["deployment"]["text"] == "1. Set `PAGE_SIZE`." and told["change"]["range"] == "v1..v2"


def test_a_name_that_is_not_one_ticket_s_is_told_in_a_sentence(capsys: Capture, library: Library) -> None:
    library.close()
    assert run(capsys, "show", "chg-1")[0] == 0
    status, out, err = run(capsys, "show", "CHG-2")
    assert (status, out) == (2, "") and "2 (“Add a setting '<b>'”) and 3 (“Add it again”)" in err
    status, _, err = run(capsys, "show", "99999999999999999999")
    assert status == 2 and "no ticket" in err and err.count("\n") == 1


def test_without_a_library_there_is_a_sentence(capsys: Capture, home: Path) -> None:
    for words in (("tickets",), ("show", "1"), ("tickets", "--export", str(home / "x.zip"))):
        status, out, err = run(capsys, *words)
        assert (status, out) == (2, "") and "no tickets" in err
    assert not (home / "tickets.sqlite").exists()
    home.mkdir()
    (home / "tickets.sqlite").write_bytes(b"no database" * 100)
    status, _, err = run(capsys, "tickets")
    assert status == 3 and err.count("\n") == 1


@pytest.mark.parametrize("lacks", ["", "library", "journal.sha256"])
def test_reading_makes_nothing_beside_a_file_of_this_or_a_newer_version(
    capsys: Capture, library: Library, lacks: str
) -> None:
    library.close()
    with closing(connect(library.path)) as connection:
        table, _, column = lacks.partition(".")
        if lacks:
            write_meta(connection, SCHEMA, "99")
            connection.pragma("user_version", 99)
            connection.execute("UPDATE derived SET version = 99")
            connection.execute(f"ALTER TABLE {table} DROP {column}" if column else f"DROP TABLE {table}")
    files = sorted(one.name for one in library.path.parent.iterdir())
    for words in (("tickets",), ("show", "1")):
        status, out, err = run(capsys, *words)
        if lacks == "journal.sha256":
            assert (status, out) == (3, "") and "newer version" in err and "use that version" in err
        else:
            assert (status, err) == (0, "") and "CHG-1" in out
    assert sorted(one.name for one in library.path.parent.iterdir()) == files


def test_a_library_goes_out_and_comes_in(
    capsys: Capture, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "all.zip")
    assert run(capsys, "tickets", "--export", path)[1] == f"3 tickets written to {path}.\n"  # the window is open
    library.close()
    monkeypatch.setenv("RELMAN_HOME", str(tmp_path / "other"))
    assert run(capsys, "tickets", "--import", path)[1].startswith("Imported: 3 new tickets")
    assert run(capsys, "tickets", "--import", path)[1].endswith("3 known already.\n")
    assert run(capsys, "tickets")[1].endswith("\n3 tickets\n")
    status, out, err = run(capsys, "tickets", "--import", __file__)
    assert (status, out) == (2, "") and "no zip file" in err


def test_it_needs_no_window(library: Library) -> None:
    library.close()
    code = "import sys; from relman_desktop.cli import main; main(['tickets']); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_what_was_saved_elsewhere_is_taken_in(library: Library, capsys: Capture, tmp_path: Path) -> None:
    library.close()
    path = tmp_path / "mine.jsonl"
    file = RescueFile(path, 1000, None)
    data = {"entries": {"notes": {"text": "Kept on a stick."}}}
    file.keep([Record("t1", What.TYPED, "person", "s1", "2026-11-26T04:00:00.000Z", data, 1001)])
    file.close()
    status, out, _ = run(capsys, "tickets", "--import", str(path))
    assert status == 0 and out.startswith("1 change of CHG-2 could not be written")
    assert "Kept on a stick." in run(capsys, "show", "2")[1]
    assert run(capsys, "tickets", "--import", str(path))[1] == f"All of {path} is known already.\n"
    path.write_text("nothing")
    assert run(capsys, "tickets", "--import", str(path))[0] == 2


@pytest.mark.parametrize("name", OLD)
def test_the_tickets_of_an_earlier_version_are_read_and_left_as_they_are(
    capsys: Capture, home: Path, name: str, tmp_path: Path
) -> None:
    path, wanted = copied(name, home), expected(name)["tickets"]
    before = path.read_bytes()
    status, out, err = run(capsys, "tickets", "--format", "json")
    assert (status, err) == (0, "")
    listed = [(one["id"], one["ordinal"]) for one in json.loads(out)["tickets"]]
    assert sorted(listed, key=lambda one: one[1]) == [(one["ticket"]["id"], one["number"]) for one in wanted]
    for one in wanted:
        shown = json.loads(run(capsys, "show", str(one["number"]), "--format", "json")[1])["ticket"]
        assert {key: value["text"] for key, value in shown["fields"].items()} == {
            key: value["text"] for key, value in one["ticket"]["entries"].items()
        }
    assert path.read_bytes() == before, "nothing is brought up to date by looking"
    assert run(capsys, "tickets", "--export", str(tmp_path / "all.zip"))[0] == 0
    with_window = Library(path)  # the window brings it up to date, and finds the same
    assert {row.ticket for row in with_window.search(Query()).rows} == {one["ticket"]["id"] for one in wanted}
    with_window.close()


def test_what_cannot_be_read_of_an_earlier_version_is_told(capsys: Capture, home: Path) -> None:
    with closing(sqlite3.connect(copied(OLD[0], home))) as database, database:
        database.execute("UPDATE tickets SET ticket = '{' WHERE number = (SELECT min(number) FROM tickets)")
    status, _, err = run(capsys, "tickets")
    assert status == 0 and "1 row of an earlier version could not be read and is left out" in err
