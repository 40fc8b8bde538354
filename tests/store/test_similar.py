"""Similar past tickets: the neighbours are those that touch the same rare things, and the reasons say which."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relman_desktop.facts import find_facts
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.backups import Backups
from relman_desktop.store.footprint import footprint, table
from relman_desktop.store.library import Library
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing
from tests.facts.changes import a_change

CHANGE = ChangeRef("/somewhere/shop", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
COMMON = {"files": ["CHANGELOG.md"], "acts": ["config.env_added"]}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "tickets.sqlite", backups=Backups(tmp_path / "backups"))
    yield library
    library.close()


def keep(
    library: Library, ticket_id: str, footprint: dict[str, list[str]], place: str = "shop", **texts: str
) -> Ticket:
    change = replace(CHANGE, head=ticket_id, location=f"/somewhere/{place}")
    writing, _ = Writing.begun(library, Ticket(ticket_id, change), "template")
    for name, text in texts.items():
        writing.type(name, text)
    writing.keep_footprint(footprint).result()
    return writing.ticket


def others(library: Library, number: int = 20) -> None:
    """Tickets that have only what every ticket has."""
    for one in range(number):
        keep(library, f"other{one}", COMMON | {"files": ["CHANGELOG.md", f"docs/page{one}.md"]}, title=f"Release {one}")


def test_who_touches_the_same_table_is_nearer_than_who_touches_the_same_file(library: Library) -> None:
    others(library)
    drop = {"acts": ["migration.drop_column", "migration.drop_column orders"], "tables": ["orders"]}
    keep(library, "same", COMMON | drop | {"migrations": ["db/migrate"]}, outcome="rolled back", rollback="1. Restore.")
    keep(library, "file", COMMON | {"files": ["CHANGELOG.md", "app/orders.rb"]})
    mine = keep(
        library, "mine", COMMON | drop | {"files": ["CHANGELOG.md", "app/orders.rb"], "migrations": ["db/migrate"]}
    )
    found = library.similar(mine)
    assert [one.row.ticket for one in found] == ["same", "file"]
    assert found[0].score > found[1].score > 0 and found[0].score <= 1
    assert "both drop a column of “orders”" in found[0].reasons
    assert "same migration folder “db/migrate”" in found[0].reasons
    assert "same file “app/orders.rb”" in found[1].reasons
    assert found[0].row.outcome == "rolled back" and found[0].ticket.entry("rollback").text == "1. Restore."


def test_what_every_ticket_touches_makes_none_similar(library: Library) -> None:
    others(library)
    assert library.similar(keep(library, "mine", COMMON, title="Release 99")) == ()


def test_files_of_another_repository_are_other_files(library: Library) -> None:
    others(library)
    files = {"files": ["app/models/order.rb"], "settings": ["PAGE_SIZE"]}
    keep(library, "shop", files)
    keep(library, "other", files, place="billing")
    shop, other = library.similar(keep(library, "mine", files))
    assert (shop.row.ticket, other.row.ticket) == ("shop", "other")
    assert any("app/models/order.rb" in one for one in shop.reasons) and "same repository" in shop.reasons
    assert other.reasons == ("both change the setting “PAGE_SIZE”",)


def test_rare_words_make_a_ticket_similar_that_has_no_footprint(library: Library) -> None:
    others(library)
    keep(library, "words", {}, title="Presence of federated rooms", description="Presence is sent to the federation.")
    found = library.similar(keep(library, "mine", {}, title="Federation: presence again"))
    assert [one.row.ticket for one in found] == ["words"]
    assert any(one.startswith("same words: ") and "presence" in one for one in found[0].reasons)


def test_the_bin_is_no_past_and_a_ticket_is_not_like_itself(library: Library) -> None:
    others(library)
    rare = {"settings": ["PAGE_SIZE"]}
    keep(library, "binned", rare)
    keep(library, "archived", rare)
    mine = keep(library, "mine", rare)
    library.file("binned", "bin").result()
    library.file("archived", "archived").result()
    assert [one.row.ticket for one in library.similar(mine)] == ["archived"]
    library.file("binned", "").result()
    assert {one.row.ticket for one in library.similar(mine)} == {"archived", "binned"}


def test_a_ticket_of_no_library_is_compared_by_its_words(library: Library) -> None:
    others(library)
    keep(library, "words", {}, title="Presence of federated rooms")
    keep(library, "more", {}, title="Presence elsewhere")
    stranger = Ticket("stranger", CHANGE).with_text("title", "Presence")
    assert {one.row.ticket for one in library.similar(stranger)} == {"words", "more"}
    assert library.similar(Ticket("empty", CHANGE)) == ()


def test_a_session_keeps_what_its_change_touches(loaded: Loaded, library: Library) -> None:
    session = Session(Settings(), library)
    session.show(loaded).result()
    assert session.ticket
    kept = library.history(session.ticket.id)
    assert kept.footprint == footprint(loaded.change, loaded.facts) and kept.footprint
    assert kept.footprint["files"] and set(kept.footprint) <= {one.group for one in table()[0]}
    undoable = kept.undoable
    session.show(loaded).result()  # the same again: nothing is to be kept
    assert len(library.records(session.ticket.id)) == sum(1 for one in library.records(session.ticket.id) if one)
    assert library.history(session.ticket.id).undoable == undoable


def test_texts_of_another_ticket_are_the_person_s_own_and_one_step(loaded: Loaded, library: Library) -> None:
    past = keep(library, "past", {}, rollback="1. Restore the backup.", validation="1. Look at the graph.")
    session = Session(Settings(), library)
    session.show(loaded).result()
    before = session.ticket
    session.copy_from(past, ["rollback", "validation"]).result()
    assert session.ticket and session.entry("rollback").text == "1. Restore the backup."
    assert session.entry("rollback").spans == ()  # no sentence cites the evidence of another change
    last = library.history(session.ticket.id).steps[-1]
    assert (last.what, last.author, last.fields) == ("copied", "person", ("rollback", "validation"))
    record = library.records(session.ticket.id)[-1]
    assert record and record.data["from"] == "past"
    session.undo()
    assert session.ticket == before
    session.redo()
    assert session.entry("validation").text == "1. Look at the graph."


NAMES = st.lists(st.text(max_size=8), max_size=4)
ANYTHING = st.one_of(NAMES, st.integers(), st.none(), st.lists(st.one_of(st.integers(), st.none(), NAMES), max_size=3))


@settings(max_examples=30, deadline=None)
@example([{}, {}, *[{"acts": None, "migrations": [None, ["", ""], ["", "", "", ""]], "tables": [""]}] * 2])
@given(st.lists(st.dictionaries(st.sampled_from([one.group for one in table()[0]]), ANYTHING), min_size=2, max_size=5))
def test_whatever_a_record_says_is_touched_is_no_error(
    tmp_path_factory: pytest.TempPathFactory, footprints: list[dict[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    library = Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))
    for number, one in enumerate(footprints):
        keep(library, f"t{number}", one)
    for number in range(len(footprints)):
        mine = library.history(f"t{number}").ticket
        assert mine
        for found in library.similar(mine):
            assert 0 <= found.score <= 1 and found.row.ticket != mine.id
            assert all("\n" not in reason for reason in found.reasons)
    library.close()


def test_an_endpoint_counts_only_where_the_change_is_of_it() -> None:
    tree = {"Dockerfile": "FROM x\nHEALTHCHECK CMD curl -f http://localhost:80/_health\n"}
    route = "@app.get('/orders')\ndef orders(): pass\n"
    only_named = a_change({"shop/pay.py": ("a\n", "b\n")}, tree=tree)
    added = a_change({"shop/pay.py": ("a\n", f"a\n{route}")}, tree=tree)
    facts = find_facts(added, Cancel())
    assert any(fact.kind == "surface.health" for fact in facts.items)
    assert "routes" not in footprint(only_named, find_facts(only_named, Cancel()))
    assert footprint(added, facts)["routes"] == ["/orders"]
