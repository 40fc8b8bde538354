"""Opening the tickets whatever state their file, its folder and its disk are in."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store import checking, opening, recovery, schema
from relman_desktop.store import database as database_module
from relman_desktop.store.backups import Backups
from relman_desktop.store.database import connect, connect_to_read, transaction
from relman_desktop.store.library import Library
from relman_desktop.store.opening import note_damage, open_library
from relman_desktop.store.record import PERSON, Record, What
from relman_desktop.store.recovery import forget
from relman_desktop.writing import Writing

from .making import read, records, ticket, write


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "tickets.sqlite"


def test_a_folder_that_was_emptied_is_filled_from_the_backup_and_said(path: Path, backups: Backups) -> None:
    kept = write(path, records(3, 4))
    backups.make(path, Cancel())
    shutil.rmtree(path.parent)
    opened = open_library(path, backups)
    assert read(path) == kept
    assert opened.recovered and opened.recovered.sentences[0] == "3 tickets with 15 edits were recovered."
    assert opened.recovered.sentences[1] == f"The file of your tickets, {path}, was gone."
    assert opened.recovered.damaged is None


def test_a_first_start_has_nothing_to_say(path: Path, backups: Backups) -> None:
    opened = open_library(path, backups)
    assert (opened.said, opened.recovered, opened.read_only) == ((), None, False)
    assert read(path) == ()


@pytest.mark.parametrize(
    "content", [b"", b"no database, but somebody's words " * 300, b"\0" * 8192, b"SQLite format 3\0"]
)
def test_what_is_no_database_is_moved_aside_and_never_deleted(path: Path, backups: Backups, content: bytes) -> None:
    kept = write(path, records(3, 4))
    backups.make(path, Cancel())
    path.write_bytes(content)
    opened = open_library(path, backups)
    assert read(path) == kept
    assert opened.recovered and opened.recovered.damaged
    assert opened.recovered.damaged.read_bytes() == content
    assert str(opened.recovered.damaged) in " ".join(opened.recovered.sentences)


def test_two_recoveries_in_one_second_keep_both_bad_files(path: Path, backups: Backups) -> None:
    write(path, records(1, 1))
    backups.make(path, Cancel())
    for content in (b"one" * 99, b"two" * 99):
        path.write_bytes(content)
        open_library(path, backups)
        forget(path)
    aside = sorted(one.read_bytes() for one in path.parent.glob("tickets.damaged-*.sqlite"))
    assert aside == [b"one" * 99, b"two" * 99]


def test_a_folder_in_its_place_is_told_and_left(path: Path, backups: Backups) -> None:
    path.mkdir(parents=True)
    (path / "somebody's").write_text("words")
    with pytest.raises(ServiceError, match="a folder where your tickets should be"):
        open_library(path, backups)
    assert (path / "somebody's").read_text() == "words"


@pytest.mark.parametrize("lost", ["-wal", "-shm"])
def test_a_log_that_is_gone_is_noticed_and_shared_memory_is_made_anew(path: Path, backups: Backups, lost: str) -> None:
    write(path, records(2, 3))
    write(path, records(2, 3, first=3), keep_log=True)
    path.with_name(path.name + lost).unlink()
    opened = open_library(path, backups)
    if lost == "-shm":
        assert (opened.said, opened.recovered) == ((), None) and len(read(path)) == 16
    else:
        assert opened.recovered and opened.recovered.lost and len(read(path)) >= 8


def test_damaged_shared_memory_is_no_damage_of_the_tickets(path: Path, backups: Backups) -> None:
    write(path, records(2, 3), keep_log=True)
    path.with_name(f"{path.name}-shm").write_bytes(b"\xff" * 32768)
    assert open_library(path, backups).recovered is None
    assert len(read(path)) == 8


def test_what_is_lost_is_said_by_field_ticket_and_time(path: Path, backups: Backups) -> None:
    write(path, records(2, 3))
    data = bytearray(path.read_bytes())
    path.write_bytes(data.replace(b"Edit 1 of 2", b"Edit 1 0f 2"))
    opened = open_library(path, backups)
    assert opened.recovered and len(opened.recovered.lost) == 1
    said = opened.recovered.lost[0]
    assert said.startswith("An edit of “Description” in the ticket “Edit 2 of 2 “now”")
    local = datetime(2026, 11, 1, 0, 2, tzinfo=UTC).astimezone()
    assert said.endswith(f"from {local:%Y-%m-%d %H:%M} could not be recovered.")


def test_many_that_are_lost_are_said_in_one_sentence_for_each_ticket(path: Path, backups: Backups) -> None:
    write(path, records(3, 9))
    data = path.read_bytes()
    for edit in (1, 2, 4):
        data = data.replace(b"Edit %d of 1 " % edit, b"Edit %d 0f 1 " % edit)
    path.write_bytes(data)
    opened = open_library(path, backups)
    assert opened.recovered and "SQLite" not in " ".join(opened.recovered.sentences)
    (said,) = opened.recovered.lost
    local = datetime(2026, 11, 1, 0, 1, tzinfo=UTC).astimezone()
    assert said.startswith("3 edits of “Description” and “Title” in the ticket “Edit 8 of 1 “now” 1-8-0 ")
    assert said.endswith(f"…” from {local:%Y-%m-%d %H:%M} could not be recovered.")


def test_a_ticket_whose_beginning_is_lost_keeps_its_texts(path: Path, backups: Backups) -> None:
    write(path, records(2, 3))
    data = bytearray(path.read_bytes())
    path.write_bytes(data.replace(b"Change 2", b"Change 3"))
    opened = open_library(path, backups)
    assert opened.recovered and opened.recovered.lost
    library = Library(path, backups=backups)
    history = library.history(ticket(2).id)
    near, other = library.lost_near(ticket(2).id), library.lost_near(ticket(1).id)
    library.close()
    assert history.ticket and history.ticket.entry("notes").text.startswith("Edit 0 of 2")
    assert near and near.count == 1 and other is None


def test_what_is_missing_in_a_ticket_is_known_as_long_as_it_is_kept(path: Path, backups: Backups) -> None:
    write(path, records(3, 4))
    path.write_bytes(path.read_bytes().replace(b"Edit 1 of 2", b"Edit 1 0f 2"))
    for _ in range(2):
        library = Library(path, backups=backups)
        near, other = library.lost_near(ticket(2).id), library.lost_near(ticket(3).id)
        library.close()
        assert near and near.count == 1 and len(set(near.times)) == 1 and other is None


def test_a_ticket_whose_beginning_is_lost_is_found_again_by_its_change(path: Path, backups: Backups) -> None:
    whole = ticket(2).with_text("title", "Of a version")
    version = Record(whole.id, What.VERSION, PERSON, "v", "2026-11-01T00:05:00.000Z", {"ticket": whole.to_json()})
    write(path, [*records(2, 3), version])
    path.write_bytes(path.read_bytes().replace(b"Change 2", b"Change 3"))
    library = Library(path, backups=backups)
    assert library.of_change(ticket(2).change.key) == ticket(2).id
    library.close()


def test_a_damage_of_the_list_alone_loses_nothing(path: Path, backups: Backups) -> None:
    kept = write(path, records(3, 2))
    with closing(connect(path)) as connection, transaction(connection):
        connection.execute("UPDATE library SET ordinal = 77 WHERE ordinal = 2")
    opened = open_library(path, backups)
    assert opened.recovered is None and "made anew" in opened.said[0]
    assert read(path) == kept and open_library(path, backups).said == ()


def test_a_large_file_is_looked_at_quickly_and_a_noted_damage_in_whole(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    kept = write(path, records(40, 9))
    backups.make(path, Cancel())
    data = bytearray(path.read_bytes())
    data[data.index(b"Edit 3 of 2")] ^= 1
    path.write_bytes(data)
    opened = open_library(path, backups)
    assert opened.unchecked and opened.recovered is None
    note_damage(path)
    opened = open_library(path, backups)
    assert opened.recovered and read(path) == kept


def test_a_full_disk_while_recovering_changes_nothing(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, records(3, 4))
    backups.make(path, Cancel())
    path.write_bytes(b"bad" * 3000)

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with (
        monkeypatch.context() as patch,
        pytest.raises(ServiceError, match=r"No space left on device.*nothing was changed"),
    ):
        patch.setattr(recovery, "sync", fails)
        open_library(path, backups)
    assert path.read_bytes() == b"bad" * 3000
    assert open_library(path, backups).recovered and len(read(path)) == 15


def test_a_recovery_is_said_again_until_the_library_was_closed(path: Path, backups: Backups) -> None:
    write(path, records(3, 4))
    backups.make(path, Cancel())
    path.write_bytes(b"bad")
    first = open_library(path, backups).recovered
    assert first and open_library(path, backups).recovered == first
    Library(path, backups=backups).close()
    assert open_library(path, backups).recovered is None


def test_records_of_a_second_copy_that_another_database_overtook_are_in_the_history(
    path: Path, backups: Backups
) -> None:
    library = Library(path, backups=backups)
    writing, _ = Writing.begun(library, ticket(1), "template")
    library.journal.flush().result()
    old = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    writing.type("notes", "words that only the second copy has").result()
    library.close()
    for end, data in old.items():  # somebody puts an older file back
        path.with_name(path.name + end).write_bytes(data)
    tails = {one: one.read_bytes() for one in backups.tails()}
    for tail in tails:
        tail.unlink()
    library = Library(path, backups=backups)
    writing = Writing(library, library.history(ticket(1).id))
    writing.type("notes", "what was written since").result()
    library.close()
    for tail, data in tails.items():
        tail.write_bytes(data)
    library = Library(path, backups=backups)
    history = library.history(ticket(1).id)
    library.close()
    assert history.ticket and history.ticket.entry("notes").text == "what was written since"
    assert "words that only the second copy has" in {step.after.entry("notes").text for step in history.steps}
    assert "1 edit was missing" in library.opened.said[0]


def test_what_only_the_second_copy_has_is_put_in_and_listed(path: Path, backups: Backups) -> None:
    library = Library(path, backups=backups)
    Writing.begun(library, ticket(1), "template")[1].result()
    old = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    writing, _ = Writing.begun(library, ticket(2), "template")
    writing.type("title", "Words that were not in the file yet").result()
    library.close()
    for end, data in old.items():  # as if its process had been killed before
        path.with_name(path.name + end).write_bytes(data)
    library = Library(path, backups=backups)
    row = library.row(ticket(2).id)
    library.close()
    assert library.opened.said[0].startswith("2 edits were missing") and len(read(path)) == 3
    assert row and (row.ordinal, row.title) == (2, "Words that were not in the file yet")
    assert open_library(path, backups).said == ()  # nor is the list another than that of the journal


@pytest.fixture
def person() -> Iterator[Path]:
    """A folder, and no more rights than an ordinary person has."""
    if os.name == "nt":
        pytest.skip("rights are others there")
    with tempfile.TemporaryDirectory() as folder:
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.setresuid(65534, 65534, 0)
        try:
            yield Path(folder)
        finally:
            for one in (Path(folder), *Path(folder).rglob("*")):
                one.chmod(0o700)
            if root:
                os.setresuid(0, 0, 0)


def test_a_folder_that_may_only_be_read_is_read_and_no_damage(person: Path) -> None:
    path, backups = person / "home" / "tickets.sqlite", Backups(person / "backups")
    write(path, records(2, 3))
    write(path, records(1, 1, first=3), keep_log=True)
    path.parent.chmod(0o500)
    opened = open_library(path, backups)
    assert opened.read_only and opened.recovered is None and "may only be read" in opened.said[0]
    with closing(connect_to_read(path)) as connection:
        assert connection.execute("SELECT count(*) FROM journal").get == 10  # with what is only in the log
    library = Library(path, backups=backups)
    assert library.history(ticket(3).id).ticket
    library.close()


def test_a_first_start_in_a_folder_that_may_not_be_written_is_told(person: Path) -> None:
    folder = person / "home"
    folder.mkdir(mode=0o500)
    with pytest.raises(ServiceError, match="cannot be used"):
        open_library(folder / "tickets.sqlite", Backups(person / "backups"))


def test_a_file_that_may_not_be_read_is_told_and_never_moved(person: Path) -> None:
    path, backups = person / "home" / "tickets.sqlite", Backups(person / "backups")
    write(path, records(2, 3))
    backups.make(path, Cancel())
    before = path.read_bytes()
    path.chmod(0)
    with pytest.raises(ServiceError, match="Permission denied"):
        open_library(path, backups)
    path.chmod(0o600)
    assert path.read_bytes() == before and not list(path.parent.glob("*damaged*"))


def test_a_backup_folder_that_may_not_be_written_is_told_and_the_tickets_are_kept(person: Path) -> None:
    path, backups = person / "home" / "tickets.sqlite", Backups(person / "backups")
    backups.folder.mkdir()
    backups.folder.chmod(0o500)
    told: list[str] = []
    library = Library(path, backups=backups)
    library.watch_trouble(told.append)
    writing, kept = Writing.begun(library, ticket(1), "template")
    kept.result()
    for number in range(3):
        writing.type("notes", f"{number}").result()
    library.close()
    assert len(told) == 1 and "second copy" in told[0]
    assert len(read(path)) == 4


def test_a_network_drive_is_told_and_has_no_log(path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = write(path, records(2, 3))
    for module in (opening, database_module):
        monkeypatch.setattr(module, "is_remote", lambda folder: True)
    opened = open_library(path, backups)
    assert opened.said == (
        f"Your tickets are on a network drive, {path.parent}: only one machine may use them at a time, and a connection"
        " that breaks can damage them; the folder of another disk is safer.",
    )
    with closing(connect(path)) as connection, closing(connect(path, read_only=True)) as reader:
        assert connection.pragma("journal_mode") == "delete"
        assert connection.execute("SELECT count(*) FROM journal").get == len(kept)
        assert reader.execute("SELECT count(*) FROM journal").get == len(kept)
    assert read(path) == kept


def test_another_process_that_holds_the_file_is_no_damage(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, records(2, 3))
    monkeypatch.setattr(database_module, "BUSY", 50)
    with closing(apsw.Connection(str(path))) as other:
        other.pragma("locking_mode", "EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ServiceError, match="locked"):
            open_library(path, backups)
        other.execute("ROLLBACK")
    assert not list(path.parent.glob("*.damaged-*")) and len(read(path)) == 8


@pytest.mark.parametrize(
    "passing", [apsw.IOError, apsw.BusyError, apsw.NoMemError, apsw.CantOpenError, apsw.FullError], ids=str
)
def test_what_may_pass_is_no_damage_either(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch, passing: type[apsw.Error]
) -> None:
    kept = write(path, records(2, 3))
    backups.make(path, Cancel())

    def fails(connection: apsw.Connection, cancel: Cancel) -> Iterator[None]:
        raise passing("for a moment")

    with monkeypatch.context() as patch, pytest.raises(ServiceError, match=r"cannot be used \(for a moment"):
        patch.setattr(checking, "_structure", fails)
        open_library(path, backups)
    assert open_library(path, backups).recovered is None
    assert [one.name for one in path.parent.iterdir()] == [path.name] and read(path) == kept


def test_a_file_that_a_newer_version_wrote_is_read_and_never_taken_for_a_damage(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", schema.VERSION + 1)
        write(path, records(2, 3))
        library = Library(path, backups=backups)
        library.back_up()
        library.close()
    before = path.read_bytes()
    for _ in range(2):
        library = Library(path, backups=backups)
        assert library.opened.newer and library.opened.read_only and library.opened.recovered is None
        assert library.history(ticket(2).id).ticket
        library.close()
    assert path.read_bytes() == before and not list(path.parent.glob("*.damaged*"))


def test_a_header_alone_that_says_newer_is_a_damage_that_loses_nothing(path: Path, backups: Backups) -> None:
    kept = write(path, records(2, 3))
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("user_version", 9)
    opened = open_library(path, backups)
    assert opened.recovered and not opened.newer and read(path) == kept


def test_a_list_that_cannot_be_made_right_keeps_nobody_from_the_tickets(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = write(path, records(2, 3))
    backups.make(path, Cancel())
    path.write_bytes(b"no database" * 500)
    monkeypatch.setattr(recovery, "check", lambda *_: [checking.Wrong("the list is another", derived=True)])
    opened = open_library(path, backups)
    assert opened.recovered
    assert read(path) == kept
