"""The answers of the last tickets of a repository: read without a replay, and the same as one gives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.store.backups import Backups
from relman_desktop.store.earlier import answers_in
from relman_desktop.store.library import Library
from relman_desktop.store.record import PERSON, What
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

CHANGE = ChangeRef("/somewhere/shop", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
WHY, GOAL = "Why?", "Which goal?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "tickets.sqlite", backups=Backups(tmp_path / "backups"))
    yield library
    library.close()


def begin(library: Library, name: str, place: str = "/somewhere/shop") -> Writing:
    change = replace(CHANGE, head=name, location=place)
    return Writing.begun(library, Ticket(name, change).with_text("change_id", name.upper()), "template")[0]


def answer(writing: Writing, question: str, text: str) -> None:
    writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer(question, text)).result()


def told(library: Library, **more: str) -> list[tuple[str, str, str]]:
    found = library.earlier_answers("/somewhere/shop", **more)  # type: ignore[arg-type]
    return [(one.question, one.answer, one.change_id) for one in found]


def test_the_newest_tickets_of_the_repository_come_first_and_an_answer_once(library: Library) -> None:
    for name, text in (("t1", "Fewer calls."), ("t2", "Faster."), ("t3", "fewer  calls.")):
        answer(begin(library, name), WHY, text)
    answer(begin(library, "other", "/somewhere/else"), WHY, "Elsewhere.")
    answer(begin(library, "mine"), WHY, "Mine.")
    assert told(library, but="mine") == [(WHY, "fewer  calls.", "T3"), (WHY, "Faster.", "T2")]


def test_what_was_taken_back_or_undone_or_put_in_the_bin_is_not_offered(library: Library) -> None:
    taken_back, undone, binned = (begin(library, name) for name in ("t1", "t2", "t3"))
    for writing in (taken_back, undone, binned):
        answer(writing, WHY, f"Because of {writing.ticket.id}.")
    answer(taken_back, WHY, "")
    undone.undo()
    undone.rest().result()
    library.file("t3", "bin").result()
    assert told(library) == []


def test_what_is_not_on_the_disk_yet_counts(library: Library) -> None:
    writing = begin(library, "t1")
    writing.rest().result()
    writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer(WHY, "Just now."))
    assert told(library) == [(WHY, "Just now.", "T1")]


def test_only_so_many_tickets_are_read(library: Library) -> None:
    for number in range(5):
        answer(begin(library, f"t{number}"), WHY, f"Answer {number}.")
    assert [one.answer for one in library.earlier_answers("/somewhere/shop", most=2)] == ["Answer 4.", "Answer 3."]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from([WHY, GOAL, '{"answers":{}}']), st.sampled_from(["", "a", "b\n\ud83d", "c"])),
            st.sampled_from(["undo", "redo", "version", "type"]),
        ),
        max_size=12,
    )
)
def test_it_is_what_a_replay_gives(tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str] | str]) -> None:
    folder = tmp_path_factory.mktemp("library")
    library = Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))
    writing = begin(library, "t1")
    for act in acts:
        if isinstance(act, tuple):
            writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer(*act))
        elif act == "type":
            writing.type("notes", 'said "answers": nothing')
        else:
            {"undo": writing.undo, "redo": writing.redo, "version": writing.keep_version}[act]()
    writing.rest().result()
    found = {one.question: one.answer for one in library.earlier_answers("/somewhere/shop")}
    replayed = library.history("t1").ticket
    library.close()
    assert replayed and found == dict(replayed.answers)


def test_a_record_that_somebody_else_wrote_answers_nothing(library: Library) -> None:
    from relman_desktop.store.record import Record

    data = {"answers": {"a": 1, "b": "yes", "c": None}}
    odd = [Record("t", What.ANSWERED, "", "", "", one) for one in (data, {"answers": ["a"]}, {"ticket": 3})]
    assert answers_in(odd) == {"b": "yes"}
