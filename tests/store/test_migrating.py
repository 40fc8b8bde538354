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

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store import migrating, schema
from relman_desktop.store.backups import KEPT_AT_LEAST, Backups
from relman_desktop.store.database import connect, immutable, transaction
from relman_desktop.store.deriving import derived
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.log import Log, log_of
from relman_desktop.store.meta import SCHEMA, write_meta
from relman_desktop.store.opening import open_library
from relman_desktop.store.record import Record
from relman_desktop.ticket import Ticket
from relman_desktop.writing import Writing

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


def test_an_upgrade_that_was_killed_while_it_wrote_is_made_again_and_takes_everything_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, backups = copied("exchange-ids-2b21646", tmp_path / "home"), Backups(tmp_path / "backups")
    with closing(sqlite3.connect(path)) as database, database:  # a draft of a ticket that was never saved
        database.execute("INSERT INTO drafts SELECT 'unsaved', draft FROM drafts LIMIT 1")
    killed = kill_while_it_writes(path, tmp_path / "killed", monkeypatch)
    assert log_of(killed) is Log.TORN
    opened = open_library(killed, Backups(tmp_path / "other"))
    assert (opened.said, opened.recovered) == ((), None)
    open_library(path, backups)
    assert rows_of(killed) == rows_of(path)


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT * FROM journal ORDER BY number").fetchall()


def test_so_is_one_beside_a_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, backups = tmp_path / "home" / "tickets.sqlite", Backups(tmp_path / "backups")
    path.parent.mkdir()
    kept = write(path, records(3, 2))
    add_old_tables(path, copied("exchange-ids-2b21646", tmp_path / "old"))
    killed = kill_while_it_writes(path, tmp_path / "killed", monkeypatch)
    assert log_of(killed) is Log.TORN
    opened = open_library(killed, Backups(tmp_path / "other"))
    assert (opened.said, opened.recovered) == ((), None)
    open_library(path, backups)
    assert read(killed) == read(path) and read(path)[: len(kept)] == kept


def kill_while_it_writes(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What an upgrade leaves that is killed in the middle of a write to its log, before it commits; `path` stays."""
    folder.mkdir()

    def dies(connection: apsw.Connection) -> None:
        connection.cache_flush()
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{folder / path.name}{end}")
        raise apsw.FullError("killed")

    with monkeypatch.context() as patch, closing(connect(path)) as connection:
        patch.setattr(migrating, "rebuild", dies)
        with pytest.raises(apsw.FullError):
            migrating.migrate(connection)
    log = folder / f"{path.name}-wal"
    log.write_bytes(log.read_bytes()[:-100])
    return folder / path.name


def add_old_tables(path: Path, old: Path) -> None:
    """An earlier version makes its tables wherever they are missing."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("ATTACH ? AS old", (str(old),))
        for name, sql in database.execute(
            "SELECT name, sql FROM old.sqlite_master WHERE sql LIKE 'CREATE TABLE %'"
        ).fetchall():
            if name in schema.OLD:
                database.execute(sql)
                database.execute(f"INSERT INTO main.{name} SELECT * FROM old.{name}")
        database.commit()


@pytest.mark.parametrize("name", OLD)
def test_a_file_of_before_the_upgrade_that_is_put_back_gets_what_was_written_since(name: str, tmp_path: Path) -> None:
    path, backups = copied(name, tmp_path / "home"), Backups(tmp_path / "backups")
    library = Library(path, backups=backups)
    first = expected(name)["tickets"][0]["ticket"]["id"]
    Writing(library, library.history(first)).type("notes", "since the upgrade")
    library.close()
    shutil.rmtree(path.parent)
    library = Library(copied(name, tmp_path / "home"), backups=backups)
    ticket = library.history(first).ticket
    library.close()
    assert ticket and ticket.entry("notes").text == "since the upgrade"
    assert "were missing" in library.opened.said[0]
    shutil.rmtree(path.parent)  # and so does one that is gone after that: the newest backup is of before the upgrade
    library = Library(path, backups=backups)
    ticket = library.history(first).ticket
    library.close()
    assert ticket and ticket.entry("notes").text == "since the upgrade"


def test_a_recovery_goes_on_from_a_backup_of_after_the_upgrade_even_if_an_older_one_is_newer(tmp_path: Path) -> None:
    path, backups = copied(OLD[0], tmp_path / "home"), Backups(tmp_path / "backups")
    open_library(path, backups)
    kept = write(path, records(2, 3))
    backups.make(path, Cancel())
    shutil.copyfile(backups.all()[0].path, backups.folder / "tickets-000009-20261126T120000Z.sqlite")
    path.write_bytes(b"nothing of ours")
    open_library(path, backups)
    assert read(path) == kept


def test_what_an_upgrade_could_not_read_stays_in_a_backup_for_good(tmp_path: Path) -> None:
    path, backups = copied("exchange-ids-2b21646", tmp_path / "home"), Backups(tmp_path / "backups")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE tickets SET ticket = 'no JSON, but words' WHERE number = 2")
    assert open_library(path, backups).said == (
        "The ticket 2 of an earlier version could not be read; it is in the backup.",
    )
    for _ in range(6):
        backups.make(path, Cancel())
        backups.thin()
    assert len(backups.all()) == 1 + KEPT_AT_LEAST
    assert b"no JSON, but words" in backups.all()[0].path.read_bytes()


def as_newer(path: Path, text: str = "of tomorrow") -> None:
    """Write into a file as a newer version might."""
    with closing(connect(path)) as connection, transaction(connection):
        write_meta(connection, SCHEMA, str(schema.VERSION + 1))
        connection.pragma("user_version", schema.VERSION + 1)
        connection.execute("CREATE TABLE of_tomorrow (anything)")
        connection.execute("INSERT INTO of_tomorrow VALUES (?)", (text,))


def test_a_file_of_a_newer_version_whose_log_is_damaged_is_left_to_that_version(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(2, 2))
    backups.make(path, Cancel())
    with closing(connect(path)):
        as_newer(path)
        left = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    log = bytearray(left["-wal"])
    log[100] ^= 1  # in the first page of it: SQLite would take no notice of any
    path.with_name("tickets.sqlite-wal").write_bytes(log)
    path.write_bytes(left[""])
    with pytest.raises(ServiceError, match="A newer version of Relman Desktop wrote it"):
        open_library(path, backups)
    assert path.read_bytes() == left[""] and path.with_name("tickets.sqlite-wal").read_bytes() == bytes(log)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backups", "tickets.sqlite", "tickets.sqlite-wal"]


def test_a_file_that_is_gone_is_left_to_the_newer_version_that_made_the_backup(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    kept = write(path, records(2, 2))
    backups.make(path, Cancel())
    as_newer(path)
    shutil.copyfile(path, backups.folder / "tickets-000002-20261126T120000Z.sqlite")
    path.unlink()
    with pytest.raises(ServiceError, match=r"was gone\. A newer version of Relman Desktop wrote it"):
        open_library(path, backups)
    assert not path.exists()
    write(path, kept)  # of another library, and damaged: its backups are of no concern to it
    path.write_bytes(path.read_bytes().replace(b"Edit 1 of 2", b"Edit 1 0f 2"))
    assert open_library(path, backups).recovered


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
