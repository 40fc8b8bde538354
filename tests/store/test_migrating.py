"""Upgrades: from each schema that ever landed, all texts are as they were."""

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest

from relman_desktop.store import migrating, schema
from relman_desktop.store.backups import Backups
from relman_desktop.store.database import connect, immutable
from relman_desktop.store.deriving import derived
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.meta import SCHEMA, write_meta
from relman_desktop.store.opening import open_library
from relman_desktop.store.record import Record
from relman_desktop.ticket import Ticket

from .fixtures import all_of
from .making import read, records, write

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"
OLD = sorted(path.stem for path in SCHEMAS.glob("*.json") if not path.stem.startswith("schema-"))


def copied(name: str, folder: Path) -> Path:
    """A fixture where it may be changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal"):
        if (source := SCHEMAS / f"{name}.sqlite{end}").exists():
            shutil.copyfile(source, folder / f"tickets.sqlite{end}")
    return folder / "tickets.sqlite"


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text())
    return data


def histories(found: Iterable[Record]) -> dict[str, History]:
    by_ticket: defaultdict[str, list[Record]] = defaultdict(list)
    for one in found:
        by_ticket[one.ticket].append(one)
    return {ticket: History(of_it) for ticket, of_it in by_ticket.items()}


def has_all(path: Path, wanted: dict[str, Any]) -> None:
    """The database holds all that the earlier version's did: tickets, numbers, times, requests, drafts."""
    found = histories(read(path))
    assert [found[one["ticket"]["id"]].ticket for one in wanted["tickets"]] == [
        Ticket.from_json(one["ticket"]) for one in wanted["tickets"]
    ]
    for one in wanted["tickets"]:
        history = found[one["ticket"]["id"]]
        assert (history.ordinal, history.versioned, history.damaged) == (one["number"], one["saved"], 0)
    for ticket, exchanges in wanted["exchanges"].items():
        kept = [dict(one) for one in found[ticket].exchanges.values()]
        assert [one | {"id": kept[place]["id"]} for place, one in enumerate(exchanges)] == kept
    for ticket, history in found.items():
        assert history.draft == wanted["drafts"].get(ticket)
    with closing(connect(path)) as connection:
        ordinals = {ticket: row[0] for ticket, row in derived(connection).items()}
        assert ordinals == {one["ticket"]["id"]: one["number"] for one in wanted["tickets"]}
        assert not connection.table_exists("main", "tickets")


@pytest.mark.parametrize("name", OLD)
def test_every_text_of_every_earlier_schema_is_there(name: str, tmp_path: Path) -> None:
    path, backups = copied(name, tmp_path / "home"), Backups(tmp_path / "backups")
    assert open_library(path, backups) == open_library(path, backups)  # and nothing has to be told
    has_all(path, expected(name))


@pytest.mark.parametrize("name", OLD)
def test_before_that_a_backup_is_made_that_the_earlier_version_could_open(name: str, tmp_path: Path) -> None:
    path, backups = copied(name, tmp_path / "home"), Backups(tmp_path / "backups")
    open_library(path, backups)
    (backup,) = backups.all()
    database = sqlite3.connect(backup.path)
    rows = database.execute("SELECT number, saved, ticket FROM tickets ORDER BY number").fetchall()
    database.close()
    assert [(row[0], row[1], Ticket.from_json(json.loads(row[2]))) for row in rows] == [
        (one["number"], one["saved"], Ticket.from_json(one["ticket"])) for one in expected(name)["tickets"]
    ]


@pytest.mark.parametrize("name", OLD)
def test_a_library_lost_after_the_upgrade_comes_back_from_that_backup(name: str, tmp_path: Path) -> None:
    path, backups = copied(name, tmp_path / "home"), Backups(tmp_path / "backups")
    open_library(path, backups)
    shutil.rmtree(path.parent)
    opened = open_library(path, backups)
    assert opened.recovered and "was gone" in opened.recovered.sentences[1]
    has_all(path, expected(name))


@pytest.mark.parametrize("number", range(1, schema.VERSION + 1))
def test_the_fixture_of_each_schema_with_a_journal_opens(number: int, tmp_path: Path) -> None:
    path = copied(f"schema-{number}", tmp_path / "home")
    library = Library(path, backups=Backups(tmp_path / "backups"))
    try:
        assert (library.opened.said, library.opened.recovered) == ((), None)
        assert all_of(library) == expected(f"schema-{number}")
    finally:
        library.close()


def test_an_upgrade_that_fails_leaves_the_file_to_the_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied(OLD[0], tmp_path)
    before = path.read_bytes()

    def fails(connection: apsw.Connection) -> None:
        raise apsw.FullError("disk full")

    monkeypatch.setattr(migrating, "rebuild", fails)
    with closing(connect(path)) as connection, pytest.raises(apsw.FullError):
        migrating.migrate(connection)
    with closing(sqlite3.connect(path)) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "tickets" in tables and "journal" not in tables
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert path.read_bytes() == before


def test_what_an_earlier_version_wrote_meanwhile_is_taken_too(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    kept = write(path, records(3, 2))
    with closing(sqlite3.connect(copied("dismissed-4950b1e", tmp_path / "old"))) as old:
        (made,) = old.execute("SELECT sql FROM sqlite_master WHERE name = 'tickets'").fetchone()
        rows = old.execute("SELECT * FROM tickets").fetchall()
    with closing(sqlite3.connect(path)) as database, database:  # it makes its tables wherever they are missing
        database.execute(made)
        database.executemany("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?)", rows)
    opened = open_library(path, backups)
    found = read(path)
    assert opened.recovered is None and found[: len(kept)] == kept
    assert [one.data["ordinal"] for one in found[len(kept) :]] == [4, 5, 6, 7]  # numbers go on
    assert {one.ticket for one in found} >= {row[1] for row in rows}


def test_a_newer_schema_is_only_read(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    kept = write(path, records(2, 2))
    with closing(connect(path)) as connection:
        write_meta(connection, SCHEMA, str(schema.VERSION + 1))
        connection.pragma("user_version", schema.VERSION + 1)
        connection.execute("CREATE TABLE of_tomorrow (anything)")
    opened = open_library(path, backups)
    assert opened.read_only and "newer version" in opened.said[0]
    assert not backups.all() and read_as_it_is(path) == len(kept)


@pytest.mark.parametrize("wrong", [0, 7, 1 << 30])
def test_a_flipped_version_in_the_header_is_a_damage_and_no_migration(tmp_path: Path, wrong: int) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    kept = write(path, records(2, 2))
    with closing(connect(path)) as connection:
        connection.pragma("user_version", wrong)
    opened = open_library(path, backups)
    assert opened.recovered and not opened.read_only
    assert read(path) == kept


def read_as_it_is(path: Path) -> int:
    with closing(immutable(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM journal").get)
