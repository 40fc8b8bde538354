"""The list of all tickets: what a search finds, whatever was typed, and that all of it can be made anew."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import InputError, ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store import entries
from relman_desktop.store.backups import Backups
from relman_desktop.store.checking import check
from relman_desktop.store.database import connect, transaction
from relman_desktop.store.deriving import rebuild
from relman_desktop.store.library import Library
from relman_desktop.store.record import What
from relman_desktop.store.search import Query, Row
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

CHANGE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
TEXTS = {
    "t1": {
        "title": "Drop the column `orders.legacy_id` (PAY-12)",
        "description": "The OrderServiceFactory no longer reads it.\nSee src/app/views.py.",
        "change_id": "CHG-2026-0001",
        "state": "draft",
        "risk": "high",
        "assignee": "Ann",
    },
    "t2": {
        "title": "Überblick für die Straße — データベース移行",
        "description": "Naïve café, PAY-120, ﬁle ｄａｔａ",
        "assignee": "Bob",
        "validator": "Ann",
        "state": "closed",
        "outcome": "rolled back",
    },
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "tickets.sqlite")
    yield library
    library.close()


def fill(library: Library) -> None:
    for ticket_id, texts in TEXTS.items():
        ticket = Ticket(ticket_id, replace(CHANGE, head=ticket_id, location=f"/somewhere/{ticket_id}-repo"))
        writing, _ = Writing.begun(library, ticket, "template")
        for name, text in texts.items():
            writing.type(name, text)
        writing.act(What.ANSWERED, "person", writing.ticket.with_answer("When?", "At midnight")).result()


def found(library: Library, text: str) -> list[str]:
    return [row.ticket for row in library.search(Query(text)).rows]


@pytest.mark.parametrize(
    ("typed", "tickets"),
    [
        ("legacy", ["t1"]),
        ("orders.legacy_id", ["t1"]),
        ("orders.leg", ["t1"]),
        ("legacy_id orders", ["t1"]),
        ("legacy.orders", []),  # a row of words is found in its order
        ("factory", ["t1"]),
        ("orderservicef", ["t1"]),
        ("app/views", ["t1"]),
        ("chg-2026-0001", ["t1"]),
        ("uberblick", ["t2"]),
        ("ÜBERB", ["t2"]),
        ("strasse", ["t2"]),
        ("移行", ["t2"]),
        ("ベー", ["t2"]),
        ("cafe naive", ["t2"]),
        ("file data", ["t2"]),
        ("midnight", ["t2", "t1"]),
        ("t1-repo", ["t1"]),
        ("drop nothing", []),
        ("*", []),
        ('"', []),
    ],
)
def test_words_are_found_as_people_type_them(library: Library, typed: str, tickets: list[str]) -> None:
    fill(library)
    assert sorted(found(library, typed)) == sorted(tickets)


def test_a_whole_word_comes_before_a_beginning(library: Library) -> None:
    fill(library)
    assert found(library, "PAY-12") == ["t1", "t2"] and found(library, "PAY-120") == ["t2"]


def test_an_excerpt_is_the_line_where_the_words_stand(library: Library) -> None:
    fill(library)
    assert library.search(Query("views")).rows[0].excerpt == "See src/app/views.py."
    assert library.search(Query("factory")).rows[0].excerpt == "The OrderServiceFactory no longer reads it."
    assert "移行" in library.search(Query("移行")).rows[0].excerpt
    assert library.search(Query()).rows[0].excerpt == ""


def test_an_excerpt_of_a_long_line_is_cut_around_the_word(library: Library) -> None:
    writing, _ = Writing.begun(library, Ticket("t1", CHANGE), "template")
    writing.type("notes", "before \x1b\u202e" * 300 + "the needle " + "after " * 300).result()
    cut = library.search(Query("needle")).rows[0].excerpt
    assert "the needle" in cut and len(cut) < 300 and cut.startswith("…") and cut.endswith("…")
    assert "\u202e" not in cut and "\x1b" not in cut


def test_rows_are_filtered_by_what_they_say(library: Library) -> None:
    fill(library)
    today = library.search(Query()).rows[0].touched[:10]
    for query, tickets in {
        Query(): ["t2", "t1"],
        Query(person="Ann"): ["t2", "t1"],
        Query(person="Bob"): ["t2"],
        Query(state="draft"): ["t1"],
        Query(risk="high", person="Bob"): [],
        Query(repository="t2-repo"): ["t2"],
        Query(since=today): ["t2", "t1"],
        Query(until="2000-01-01"): [],
        Query("midnight", state="closed"): ["t2"],
        Query(shelf="bin"): [],
        Query(shelf="erased"): [],
    }.items():
        assert [row.ticket for row in library.search(query).rows] == tickets, query
    assert library.values()["person"] == (("Ann", 2), ("Bob", 1))
    assert dict(library.values()["state"]) == {"draft": 1, "closed": 1}


def test_a_page_tells_how_many_there_are(library: Library) -> None:
    fill(library)
    page = library.search(Query("midnight"), limit=1, offset=1)
    assert len(page.rows) == 1 and page.total == 2


def test_shelves(library: Library) -> None:
    fill(library)
    library.file("t1", "archived").result()
    library.file("t2", "bin").result()
    assert [library.search(Query(shelf=one)).total for one in ("", "archived", "bin", "all")] == [0, 1, 1, 1]
    library.file("t2", "").result()
    assert found(library, "midnight") == ["t2"] and library.history("t2").shelf == ""
    with pytest.raises(InputError):
        library.file("t1", "nowhere")


def test_what_is_erased_is_in_no_file_and_does_not_come_back(tmp_path: Path) -> None:
    library = Library(tmp_path / "home" / "tickets.sqlite", backups=Backups(tmp_path / "backups"))
    fill(library)
    with pytest.raises(InputError):
        library.erase("t1")
    library.file("t1", "bin").result()
    library.erase("t1")
    assert library.search(Query("legacy", shelf="bin")).total == 0 and library.row("t1") is None
    assert library.history("t1").ticket is None
    library.close()
    for path in (tmp_path / "home").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert b"legacy" not in data and b"OrderServiceFactory" not in data and b"orderservicefactory" not in data, path
    again = Library(tmp_path / "home" / "tickets.sqlite", backups=Backups(tmp_path / "backups"))
    assert not again.opened.said and again.next_ordinal == 3
    assert again.history("t1").ticket is None and [row.ticket for row in again.search(Query()).rows] == ["t2"]
    again.close()


def test_what_was_erased_stays_so_when_the_library_is_recovered(tmp_path: Path) -> None:
    path, backups = tmp_path / "home" / "tickets.sqlite", Backups(tmp_path / "backups")
    library = Library(path, backups=backups)
    fill(library)
    library.back_up()
    before = backups.all()[-1].path  # the guard makes one beside, at its own time
    library.file("t1", "bin").result()
    library.erase("t1")
    library.close()
    path.unlink()
    for one in backups.all():
        if one.path != before:
            one.path.unlink()
    again = Library(path, backups=backups)
    assert again.opened.recovered and again.history("t1").ticket is None
    assert [row.ticket for row in again.search(Query(shelf="all")).rows] == ["t2"]
    again.close()


def test_whoever_still_writes_in_an_erased_ticket_leaves_no_word(tmp_path: Path) -> None:
    path, backups = tmp_path / "home" / "tickets.sqlite", Backups(tmp_path / "backups")
    library = Library(path, backups=backups)
    writing, _ = Writing.begun(library, Ticket("t1", CHANGE), "template")
    library.file("t1", "bin").result()
    library.erase("t1")
    known = {one.path for one in backups.all()}
    writing.type("notes", "hushhush").result()
    writing.keep_exchange({"id": "1", "answer": "hushhush"}).result()
    writing.keep_version().result()
    library.file("t1", "").result()
    assert library.row("t1") is None and library.history("t1").ticket is None
    library.back_up()
    library.close()
    for one in {*path.parent.rglob("*"), *backups.folder.rglob("*")} - known:
        assert one.is_dir() or b"hushhush" not in one.read_bytes(), one
    again = Library(path, backups=backups)
    assert not again.opened.said and not again.opened.recovered and again.history("t1").erased
    again.close()


def test_words_that_somebody_still_reads_are_overwritten_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relman_desktop.store.database.BUSY", 50)
    path, backups = tmp_path / "home" / "tickets.sqlite", Backups(tmp_path / "backups")
    library = Library(path, backups=backups)
    fill(library)
    library.file("t1", "bin").result()

    def still_there() -> bool:
        return any(b"OrderServiceFactory" in one.read_bytes() for one in path.parent.glob("tickets.sqlite*"))

    with closing(connect(path, read_only=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchall()
        with pytest.raises(ServiceError, match=r"was removed, but .* locked.* open it again"):
            library.erase("t1")
        assert library.row("t1") is None and still_there()
        kept = {one: one.read_bytes() for one in path.parent.glob("tickets.sqlite*")}
    library.close()
    for one, data in kept.items():  # as after a kill
        one.write_bytes(data)
    again = Library(path, backups=backups)
    again.journal.do(lambda connection: None).result()
    assert not still_there() and again.row("t1") is None and again.row("t2")
    again.close()


def test_a_ticket_that_cannot_be_listed_keeps_no_other_out(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(library)
    show = entries.show

    def shown(connection: apsw.Connection, ticket: Ticket) -> None:
        if ticket.id == "t1":
            raise AttributeError("a fault")
        show(connection, ticket)

    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    monkeypatch.setattr(entries, "show", shown)
    library.journal.do(rebuild).result()
    assert library.row("t1") is None and library.row("t2") and len(told) == 1
    assert library.history("t1").ticket


def rows(library: Library) -> list[Row]:
    return [row for shelf in ("", "archived", "bin") for row in library.search(Query(shelf=shelf)).rows]


ACTS = st.lists(
    st.tuples(st.sampled_from(["new", "title", "notes", "state", "file", "answer", "erase"]), st.text(max_size=12)),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_made_anew_it_is_the_same(tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("anew")
    library = Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))
    writings: list[Writing] = []
    for what, text in [("new", ""), *acts]:
        last = writings[-1] if writings else None
        if what == "new" or last is None:
            ticket = Ticket(f"t{len(writings)}", replace(CHANGE, location=f"/{text}"))
            writings.append(Writing.begun(library, ticket, "template")[0])
        elif what == "answer":
            last.act(What.ANSWERED, "person", last.ticket.with_answer("When?", text))
        elif what in ("file", "erase"):
            library.file(last.ticket.id, ("", "archived", "bin")[len(text) % 3])
        else:
            last.type(what, text)
    library.journal.flush().result()
    before = rows(library)
    library.close()
    with closing(connect(folder / "tickets.sqlite")) as connection:
        assert check(connection, Cancel()) == ()
        with transaction(connection):
            rebuild(connection)
        assert check(connection, Cancel()) == ()
    again = Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))
    assert rows(again) == before
    again.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = Library(tmp_path_factory.mktemp("filled") / "tickets.sqlite")
    fill(library)
    yield library
    library.close()


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["AND", "NOT", "NEAR(", ")", '"', "'", "*", "^", ":", "-", "{", "title", "a\0b"])).map(
            " ".join
        ),
    )
)
def test_whatever_is_typed_is_no_error(filled: Library, typed: str) -> None:
    assert filled.search(Query(typed, typed, typed, typed, typed, typed, typed, "")).total == 0 or not typed
    assert filled.search(Query(typed)).total <= 2


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_a_beginning_of_any_word_finds_its_ticket(filled: Library, ticket_id: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(" ".join(TEXTS[ticket_id].values()).split()))
    typed = word[: data.draw(st.integers(1, len(word)))]
    total = filled.search(Query(typed)).total
    has_words = any(one.isalnum() for one in typed)
    assert not has_words or ticket_id in [row.ticket for row in filled.search(Query(typed)).rows], (typed, total)


def test_damage_in_what_is_derived_keeps_no_record_from_being_written(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    fill(library)
    library.journal.do(lambda connection: connection.execute("DROP TABLE search")).result()
    writing = Writing(library, library.history("t1"))
    writing.type("title", "Written all the same").result()
    library.close()
    again = Library(tmp_path / "tickets.sqlite")
    assert [row.title for row in again.search(Query("same")).rows] == ["Written all the same"]
    again.close()


def test_a_library_of_another_version_can_be_searched_though_it_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    library = Library(path)
    fill(library)
    library.close()
    with closing(connect(path)) as connection:
        connection.execute("UPDATE derived SET version = 99")
    again = Library(path)
    again.close()
    with closing(connect(path)) as connection:
        assert connection.execute("SELECT version FROM derived").get != 99
