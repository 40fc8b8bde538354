"""The library as a file: what went out comes in again, twice is once, and no file does harm."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.asking.exchange import exchanges_of
from relman_desktop.drafting.kept import draft_from_json
from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.store.backups import Backups
from relman_desktop.store.deriving import rebuild
from relman_desktop.store.library import Library
from relman_desktop.store.listing import COLUMNS, insert_row, record_of
from relman_desktop.store.portable import JOURNAL, Imported, export_library, import_library, record_line
from relman_desktop.store.record import Record, What, record_sha256
from relman_desktop.store.search import Query
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

CHANGE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    library = Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))
    try:
        yield library
    finally:
        library.close()


def begun(library: Library, ticket_id: str, change_id: str = "") -> Writing:
    ticket = Ticket(ticket_id, replace(CHANGE, head=ticket_id)).with_text("change_id", change_id or ticket_id.upper())
    return Writing.begun(library, ticket, "template")[0]


def filled(library: Library) -> None:
    for number in range(3):
        writing = begun(library, f"t{number}", "CHG/1: “é”")
        writing.type("title", f"Title {number} \udc80 🚀").result()
        writing.act(What.ANSWERED, "person", writing.ticket.with_answer("When?", "Tonight")).result()
        writing.keep_exchange({"id": "1", "body": {"cost": 0.1}}).result()
    library.file("t2", "bin").result()


def all_records(library: Library) -> dict[str, list[str]]:
    rows = [row for shelf in ("all", "bin") for row in library.search(Query(shelf=shelf)).rows]
    return {row.ticket: [one.sha256 for one in library.records(row.ticket)] for row in rows}


def rewritten(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    """The file with other lines in its journal."""
    with ZipFile(path) as archive:
        lines = archive.read(JOURNAL).splitlines(keepends=True)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(JOURNAL, b"".join(change(lines)))
    return path


def test_what_went_out_comes_in_and_twice_is_once(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with opened(tmp_path / "one") as library:
        filled(library)
        assert export_library(library, path, Cancel()) == 3
        before, rows = all_records(library), library.search(Query()).rows
        first = path.read_bytes()
        export_library(library, path, Cancel())
        assert path.read_bytes() == first  # the same library, the same bytes
        assert import_library(library, path, Cancel()).known == 3
    with opened(tmp_path / "two") as other:
        done = import_library(other, path, Cancel())
        assert done.new == ("t0", "t1", "t2") and not done.said
        assert all_records(other) == before and other.search(Query()).rows == rows
        assert import_library(other, path, Cancel()) == Imported(known=3)
        assert other.next_ordinal == 4


def test_the_tickets_of_the_file_can_be_read_by_people(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as library:
        filled(library)
        begun(library, "t3", "con").rest().result()
        begun(library, "t4", "../../etc/passwd").rest().result()
        export_library(library, tmp_path / "all.zip", Cancel())
    with ZipFile(tmp_path / "all.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("tickets/")]
        assert archive.testzip() is None
        assert names == [f"tickets/{one}.md" for one in ("CHG-1", "CHG-1.2", "CHG-1.3", "ticket-4", "etc-passwd")]
        assert archive.read(names[0]).decode().startswith("# Title 0")


def test_a_longer_history_is_gone_on_with(tmp_path: Path) -> None:
    path, more = tmp_path / "all.zip", tmp_path / "more.zip"
    with opened(tmp_path / "one") as library:
        writing = begun(library, "t0")
        export_library(library, path, Cancel())
        writing.type("title", "Written there").result()
        export_library(library, more, Cancel())
        history = [one.sha256 for one in library.records("t0")]
    with opened(tmp_path / "two") as other:
        import_library(other, path, Cancel())
        Writing(other, other.history("t0")).keep_footprint({"files": ["a.py"]}).result()  # it was opened here
        assert import_library(other, more, Cancel()).continued == ("t0",)
        assert [one.sha256 for one in other.records("t0") if one.what is not What.FOOTPRINT] == history
        assert [row.title for row in other.search(Query("written")).rows] == ["Written there"]
        assert import_library(other, path, Cancel()).known == 1  # the older file has nothing new


def test_a_history_that_went_another_way_is_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with opened(tmp_path / "one") as library:
        writing = begun(library, "t0")
        export_library(library, tmp_path / "start.zip", Cancel())
        writing.type("title", "There").result()
        writing.keep_version().result()
        export_library(library, path, Cancel())
    with opened(tmp_path / "two") as other:
        import_library(other, tmp_path / "start.zip", Cancel())
        Writing(other, other.history("t0")).type("title", "Here").result()
        done = import_library(other, path, Cancel())
        assert len(done.copies) == 1 and not done.continued
        kept, copy = other.history("t0").ticket, other.history(done.copies[0]).ticket
        assert kept and copy and kept.entry("title").text == "Here" and copy.entry("title").text == "There"
        assert other.history(done.copies[0]).damaged == 0 and copy.entry("change_id").text == "T0"
        shown = {row.ticket: row.change_id for row in other.search(Query()).rows}
        assert shown == {"t0": "T0", done.copies[0]: "T0 (imported)"}
        assert import_library(other, path, Cancel()).known == 1  # no second copy
        assert other.next_ordinal == 3


def test_a_journal_that_was_thinned_is_the_same_history(tmp_path: Path) -> None:
    full, thinned = tmp_path / "full.zip", tmp_path / "thinned.zip"
    with opened(tmp_path / "one") as library:
        writing = begun(library, "t0")
        for text in ("a", "ab", "abc"):
            writing.type("notes", text).result()
        export_library(library, full, Cancel())
        numbers = [one.number for one in library.records("t0") if one and one.what is What.TYPED]

        def thin(connection: apsw.Connection) -> None:
            for row in connection.execute(f"SELECT {COLUMNS} FROM journal WHERE number = ?", (numbers[0],)).fetchall():
                record = record_of(row)
                assert record
                connection.execute("DELETE FROM journal WHERE number = ?", (record.number,))
                insert_row(connection, record.thinned)

        library.journal.do(thin).result()
        export_library(library, thinned, Cancel())
        assert import_library(library, full, Cancel()).known == 1
    with opened(tmp_path / "two") as other:
        assert import_library(other, full, Cancel()).new and import_library(other, thinned, Cancel()).known == 1
        Writing(other, other.history("t0")).type("notes", "abcd").result()
        assert import_library(other, thinned, Cancel()).known == 1
        export_library(other, full, Cancel())
    with opened(tmp_path / "one") as library:
        assert import_library(library, full, Cancel()).continued == ("t0",)
        kept = library.history("t0").ticket
        assert kept and kept.entry("notes").text == "abcd"


def test_what_was_removed_for_good_stays_so(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as library:
        filled(library)
        export_library(library, tmp_path / "all.zip", Cancel())
        library.erase("t2")
        done = import_library(library, tmp_path / "all.zip", Cancel())
        assert done.known == 2 and "removed for good" in done.said[0] and library.history("t2").ticket is None
        export_library(library, tmp_path / "less.zip", Cancel())
    with ZipFile(tmp_path / "less.zip") as archive:
        assert b'"t2"' not in archive.read(JOURNAL)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exported")
    with opened(folder) as library:
        filled(library)
        export_library(library, folder / "all.zip", Cancel())
    return (folder / "all.zip").read_bytes()


def imported(tmp_path: Path, data: bytes, change: Callable[[list[bytes]], list[bytes]]) -> tuple[Imported, set[str]]:
    (tmp_path / "all.zip").write_bytes(data)
    with opened(tmp_path / "in") as library:
        done = import_library(library, rewritten(tmp_path / "all.zip", change), Cancel())
        return done, set(all_records(library))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"not JSON\n", "1 line of"),
        (b"[]\n", "1 line of"),
        (b"\n", "1 line of"),
        (b'{"a":' * 100_000 + b"\n", "1 line of"),
        (b"\xff\xfe\n", "1 line of"),
        (b'{"ticket":"t1","what":"typed","author":"","step":"","at":"now","data":{},"sha256":""}\n', "1 line of"),
    ],
)
def test_a_damaged_line_is_left_out(tmp_path: Path, exported: bytes, line: bytes, told: str) -> None:
    done, ids = imported(tmp_path, exported, lambda lines: [*lines[:3], line, *lines[3:]])
    assert len(done.said) == 1 and told in done.said[0] and ids == {"t0", "t1", "t2"}


def test_a_record_whose_checksum_is_wrong_is_left_out(tmp_path: Path, exported: bytes) -> None:
    done, ids = imported(tmp_path, exported, lambda lines: [one.replace(b"Title 1", b"Title X") for one in lines])
    assert "1 line of" in done.said[0] and ids == {"t0", "t1", "t2"}


def signed(**values: object) -> bytes:
    """A line with a right checksum, whatever it says."""
    told = {"ticket": "t9", "what": "created", "author": "", "step": "", "at": "2026-01-01T00:00:00Z", "data": {}}
    told |= values
    record = Record(*(told[name] for name in ("ticket", "what", "author", "step", "at", "data")))  # type: ignore[arg-type]
    return record_line(replace(record, what=What(record.what)))


TICKET = Ticket("t9", CHANGE).to_json()


@pytest.mark.parametrize(
    "line",
    [
        signed(data={"ticket": TICKET}),
        signed(data={"ticket": TICKET, "ordinal": -1}),
        signed(data={"ticket": TICKET, "ordinal": "1"}),
        signed(data={"ticket": TICKET, "ordinal": 10**30}),
        signed(data={"ticket": {**TICKET, "id": "t1"}, "ordinal": 9}),
        signed(data={"ticket": {**TICKET, "version": 99}, "ordinal": 9}),
        signed(data={"ticket": [], "ordinal": 9}),
        signed(what="typed", data={"entries": {"title": 5}}),
        signed(what="footprint", data={"files": [1] * 10}),
        signed(ticket="../t9", data={"ticket": {**TICKET, "id": "../t9"}, "ordinal": 9}),
        signed(what="erased", ticket="t1", data={"ordinal": 2}),
        signed(what="filed", ticket="t1", data={"shelf": "nowhere"}),
    ],
)
def test_a_record_that_makes_no_sense_does_no_harm(tmp_path: Path, exported: bytes, line: bytes) -> None:
    done, ids = imported(tmp_path, exported, lambda lines: [*lines, line])
    assert ids == {"t0", "t1", "t2"} and (done.said or b"filed" in line)
    with opened(tmp_path / "in") as library:
        assert not library.opened.said and not library.opened.recovered


def hostile(at: str = "2026-01-01T00:00:00Z", **over: object) -> bytes:
    return signed(at=at, data={"ticket": TICKET | over, "ordinal": 9})


def deep(levels: int) -> bytes:
    text = '{"draft":' + '{"a":' * levels + "1" + "}" * levels + "}"
    head = ("t9", "draft", "", "d", "2026-01-01T00:00:01Z")
    told = dict(zip(("ticket", "what", "author", "step", "at"), head, strict=True))
    line = json.dumps(told | {"sha256": record_sha256(*head, text)})
    return f'{line[:-1]}, "data": {text}}}\n'.encode("ascii")


@pytest.mark.parametrize(
    ("lines", "comes"),
    [
        ([hostile()], True),
        ([hostile(change={**TICKET["change"], "location": 5})], False),
        ([hostile(answers={"Why?": 5})], False),
        ([hostile(entries={"notes": {"text": [], "claims": []}})], False),
        ([hostile(at="2026-01-01T00:00:00")], False),
        ([hostile(at="2026-01-01")], False),
        ([hostile(at="2026-01-01T00:00:00+05:00")], False),
        ([hostile(at="0001-01-01T00:00:00Z")], False),
        ([hostile(), signed(what="typed", data={"entries": {"notes": {"text": 5}}})], False),
        ([hostile(), signed(what="answered", data={"answers": {"Why?": 5}})], False),
        ([hostile(), signed(what="moved", data={"change": {"location": 5}})], False),
        ([hostile(), signed(what="version", data={"ticket": TICKET, "ordinal": 1e400})], True),
        ([hostile(), signed(what="version", data={"ticket": TICKET, "ordinal": 1 << 70})], True),
        ([hostile(), signed(what="draft", data={"draft": [5]}), signed(what="exchange", data={"id": [1]})], True),
        ([hostile(), deep(300)], True),
        ([hostile(), deep(20_000)], True),
    ],
)
def test_what_comes_in_can_be_opened_and_written_on(
    tmp_path: Path, exported: bytes, lines: list[bytes], *, comes: bool
) -> None:
    (tmp_path / "all.zip").write_bytes(exported)
    path = rewritten(tmp_path / "all.zip", lambda old: [*old, *lines])
    with opened(tmp_path / "in") as library:
        assert ("t9" in import_library(library, path, Cancel()).new) is comes
    with opened(tmp_path / "in") as library:
        assert not library.opened.said and not library.opened.recovered
        library.journal.do(rebuild).result()
        assert {row.ticket for row in library.search(Query(shelf="all")).rows} == {"t0", "t1"} | (
            {"t9"} if comes else set()
        )
        history = library.history("t9" if comes else "t0")
        assert not history.damaged
        writing = Writing(library, history)
        assert draft_from_json(history.draft) is None and exchanges_of(history.exchanges.values()) == ()
        writing.type("notes", "typed").result()
        writing.act(What.ANSWERED, "person", writing.ticket.with_answer("When?", "now")).result()
        kept = library.history(writing.ticket.id).ticket
        assert kept and kept.entry("notes").text == "typed" and kept.answers["When?"] == "now"


def test_an_act_that_only_a_later_version_knows_is_kept(tmp_path: Path) -> None:
    data = {"entries": {"notes": {"text": "by a later version"}}}
    with opened(tmp_path / "one") as library:
        begun(library, "t1")
        later = Record("t1", What("merged"), "person", "s", "2026-11-26T10:00:00.000Z", data)
        library.journal.append([later]).result()
        export_library(library, tmp_path / "all.zip", Cancel())
    with opened(tmp_path / "one") as library:  # is no damage
        assert not library.opened.said and not library.opened.recovered
        assert [one and str(one.what) for one in library.records("t1")] == ["created", "merged"]
        kept = library.history("t1").ticket
        assert kept and kept.entry("notes").text == "by a later version"
    with opened(tmp_path / "two") as other:
        assert import_library(other, tmp_path / "all.zip", Cancel()).new == ("t1",)
        assert len(other.records("t1")) == 2
    with pytest.raises(ValueError, match="no kind"):
        What("no kind")


@pytest.mark.parametrize("before", ["look", "append"])
def test_what_is_typed_while_a_library_comes_in_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    with opened(tmp_path / "one") as library:
        writing = begun(library, "t1")
        export_library(library, tmp_path / "base.zip", Cancel())
        writing.type("notes", "there").result()
        export_library(library, tmp_path / "all.zip", Cancel())
    with opened(tmp_path / "two") as other:
        import_library(other, tmp_path / "base.zip", Cancel())
        writing = Writing(other, other.history("t1"))
        typed = iter([lambda: writing.type("notes", "here")])
        where = (other, "records") if before == "look" else (other.journal, "append_after")
        real = getattr(*where)
        monkeypatch.setattr(*where, lambda *given: (next(typed, lambda: None)(), real(*given))[1])
        done = import_library(other, tmp_path / "all.zip", Cancel())
        writing.rest().result()
        assert len(done.copies) == 1 and not done.continued
        kept, copy = other.history("t1").ticket, other.history(done.copies[0]).ticket
        assert kept == writing.ticket and kept.entry("notes").text == "here"
        assert copy and copy.entry("notes").text == "there"


def test_after_an_import_that_was_stopped_the_next_ticket_has_a_number_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as library:
        filled(library)
        export_library(library, tmp_path / "all.zip", Cancel())
    cancel = Cancel()
    calls = iter(range(99))

    def stop(what: str, part: float | None = None, /) -> None:
        if next(calls) == 8:
            cancel.cancel()

    with opened(tmp_path / "two") as other:
        with pytest.raises(Cancelled):
            import_library(other, tmp_path / "all.zip", cancel, stop)
        numbered = other.next_ordinal
        other.journal.wait(other.journal.flush())
        taken = {row.ordinal for row in other.search(Query(shelf="all")).rows}
        assert taken and numbered == other.next_ordinal and numbered not in taken
        writing = begun(other, "new")
        writing.rest().result()
        row = other.row("new")
        assert row and row.ordinal == other.history("new").ordinal == max(taken) + 1


def test_other_files_are_refused_in_a_sentence(tmp_path: Path, exported: bytes) -> None:
    path = tmp_path / "file.zip"
    with opened(tmp_path / "in") as library:
        for data in (b"", b"PK\x03\x04 no zip", exported[:200], exported[:-30]):
            path.write_bytes(data)
            with pytest.raises(InputError, match=r"file\.zip"):
                import_library(library, path, Cancel())
        for lines in ([], [b"{}\n"], [b'{"format":"relman-library","version":2}\n'], [b'{"format":"x","version":1}\n']):
            path.write_bytes(exported)
            with pytest.raises(InputError, match=r"no library|newer version"):
                import_library(library, rewritten(path, lambda _, lines=lines: lines), Cancel())
        with ZipFile(path, "w", ZIP_LZMA) as archive:
            archive.writestr(JOURNAL, b"")
        with pytest.raises(InputError, match="packed or locked"):
            import_library(library, path, Cancel())
        with pytest.raises(InputError):
            import_library(library, tmp_path / "missing.zip", Cancel())
        assert not all_records(library)


def test_a_bomb_is_read_no_further_than_a_line_can_be_long(tmp_path: Path, exported: bytes) -> None:
    done, ids = imported(tmp_path, exported, lambda lines: [*lines, b"0" * (65 << 20), b"\n", lines[1]])
    assert "longer than any record" in done.said[0] and ids == {"t0", "t1", "t2"}
    done, ids = imported(tmp_path, exported, lambda lines: [*lines, b"\n" * 5000, lines[1]])
    assert any("too much of it is damaged" in one for one in done.said)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_up_to_the_damage(
    tmp_path_factory: pytest.TempPathFactory, exported: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    damaged = bytearray(exported)
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    (folder / "all.zip").write_bytes(damaged)
    with opened(folder) as library:
        try:
            done = import_library(library, folder / "all.zip", Cancel())
        except InputError as error:
            assert "all.zip" in str(error)
        else:
            assert set(done.new) <= {"t0", "t1", "t2"}
            for ticket in done.new:
                assert library.history(ticket).damaged == 0


def test_it_can_be_stopped_and_leaves_no_half_file(tmp_path: Path) -> None:
    cancel = Cancel()

    def stop(what: str, part: float | None = None, /) -> None:
        cancel.cancel()

    with opened(tmp_path / "one") as library:
        filled(library)
        with pytest.raises(Cancelled):
            export_library(library, tmp_path / "all.zip", cancel, stop)
        assert [one.name for one in tmp_path.iterdir()] == ["one"]
        export_library(library, tmp_path / "all.zip", Cancel())
        with pytest.raises(InputError, match="cannot be written"):
            export_library(library, tmp_path / "nowhere" / "all.zip", Cancel())
    cancel = Cancel()
    with opened(tmp_path / "two") as other:
        with pytest.raises(Cancelled):
            import_library(other, tmp_path / "all.zip", cancel, stop)
        assert len(import_library(other, tmp_path / "all.zip", Cancel()).new) <= 3
        assert len(all_records(other)) == 3


NAMES = st.sampled_from(["title", "notes", "change_id", "assignee"])
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["type", "answer", "undo", "redo", "file", "version"]), NAMES, st.text()
    ),
    max_size=15,
)


@settings(max_examples=12, deadline=None)
@given(ACTS)
def test_any_library_comes_through_a_file_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("through")
    with opened(folder / "one") as library:
        writings = [begun(library, f"t{number}") for number in range(4)]
        for number, what, name, text in acts:
            one = writings[number]
            if what == "type":
                one.type(name, text)
            elif what == "answer":
                one.act(What.ANSWERED, "person", one.ticket.with_answer(name, text))
            elif what == "file":
                library.file(one.ticket.id, ("", "archived", "bin")[len(text) % 3])
            else:
                {"undo": one.undo, "redo": one.redo, "version": one.keep_version}[what]()
        export_library(library, folder / "all.zip", Cancel())
        histories = [library.history(f"t{number}") for number in range(4)]
        rows = library.search(Query(shelf="all")).rows
    with opened(folder / "two") as other:
        import_library(other, folder / "all.zip", Cancel())
        for before in histories:
            assert before.ticket
            after = other.history(before.ticket.id)
            assert (after.ticket, after.steps, after.shelf) == (before.ticket, before.steps, before.shelf)
            assert (after.undoable, after.redoable) == (before.undoable, before.redoable)
        assert other.search(Query(shelf="all")).rows == rows


def test_the_format_is_what_the_document_says(exported: bytes) -> None:
    with ZipFile(io.BytesIO(exported)) as archive:
        first, *lines = archive.read(JOURNAL).decode("ascii").splitlines()
    assert json.loads(first) == {"format": "relman-library", "version": 1}
    document = (Path(__file__).parents[2] / "docs" / "library-format.md").read_text("utf-8")
    assert all(f"| `{key}` |" in document for key in json.loads(lines[0]))
    assert all(f"`{one.value}`" in document for one in What if one is not What.ERASED)
