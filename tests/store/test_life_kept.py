"""The life of a ticket in the journal: undone, restored, moved on, exported, imported, and read by other versions."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.beginning import copy_of
from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.life import PARTS, Life
from relman_desktop.life.entries import marks_in, said_in
from relman_desktop.lived import Living
from relman_desktop.store.backups import Backups
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.portable import export_library, import_library
from relman_desktop.store.record import PERSON, Record, What, as_text, now
from relman_desktop.store.search import Query
from relman_desktop.ticket import Ticket
from relman_desktop.writing import Writing
from tests.life.nights import BEGAN, a_ticket

ID = "0123456789abcdef"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def opened(folder: Path, name: str = "tickets") -> Library:
    return Library(folder / f"{name}.sqlite", backups=Backups(folder / f"{name}-backups"))


def begun(library: Library, ticket: Ticket | None = None) -> tuple[Writing, Living]:
    writing = Writing.begun(library, ticket or a_ticket(ID), "template")[0]
    return writing, Living(writing, "Ana", UTC, Clock())


def night(living: Living) -> None:
    living.move("deploying")
    living.tick(living.life.parts["deployment"][0].step)
    living.note("done so far")
    living.skip(living.life.parts["deployment"][-1].step, "not tonight")
    living.note("slow", problem=True)


def test_each_act_is_a_record_of_its_own_with_its_time(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        night(living)
        assert [one.what for one in writing.history.steps[-5:]] == [
            What.REACHED, What.TICKED, What.NOTED, What.TICKED, What.NOTED
        ]  # fmt: skip
        library.journal.wait(library.journal.flush())
        assert library.history(ID).ticket == writing.ticket and writing.ticket.life
        assert library.row(ID).state == "deploying"  # type: ignore[union-attr]


def test_undo_takes_a_tick_back_and_the_history_keeps_both(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        living.move("deploying")
        living.tick(living.life.parts["deployment"][0].step)
        writing.undo()
        assert not living.life.parts["deployment"][0].is_done and living.life.state.name == "deploying"
        writing.redo()
        assert living.life.parts["deployment"][0].is_done
        assert [one.what for one in writing.history.steps[-3:]] == [What.TICKED, What.UNDONE, What.REDONE]
        writing.undo(), writing.undo()
        assert writing.ticket.entry("state").text == "approved" and not writing.ticket.life


def test_a_note_that_is_typed_on_is_one_step_and_its_last_word_is_kept(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        steps = len(writing.history.steps)
        for text in ("t", "to", "too", "took", "took "):
            living.annotate(living.life.parts["deployment"][0].step, text)
        library.journal.wait(library.journal.flush())
        assert len(writing.history.steps) == steps + 1
        with closing(opened(tmp_path)) as other:
            assert Life.of(other.history(ID).ticket or a_ticket()).parts["deployment"][0].mark.note == "took"


def test_restoring_a_version_brings_back_words_and_no_state_and_no_tick_goes(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        then = writing.ticket
        writing.type("deployment", "1. Another way")
        night(living)
        life = dict(writing.ticket.life)
        writing.restore(then)
        assert writing.ticket.entry("deployment").text == then.entry("deployment").text
        assert writing.ticket.life == life and writing.ticket.entry("state").text == "deploying"


def test_a_step_that_was_rewritten_meanwhile_is_not_ticked_for_another(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        step = living.life.parts["deployment"][1].step
        writing.type("deployment", "1. Drop the database\n2. Drop the backups")
        before = writing.ticket
        with pytest.raises(InputError, match="other words"):
            living.tick(step)
        assert writing.ticket == before


def test_a_copy_for_another_deployment_has_no_life(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        night(living)
        copy = copy_of(writing.ticket, "c", "CHG-2")
        assert copy.life == {} and copy.entry("state").text == "draft"


def test_it_is_exported_imported_and_searched(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        night(living)
        living.note("The queue was stubborn.")
        kept = writing.ticket
        export_library(library, tmp_path / "all.zip", Cancel())
        assert [row.ticket for row in library.search(Query("stubborn")).rows] == [ID]
    with closing(opened(tmp_path, "other")) as other:
        import_library(other, tmp_path / "all.zip", Cancel())
        assert other.history(ID).ticket == kept


def test_an_older_ticket_reads_as_before_and_writes_as_before() -> None:
    old = a_ticket().to_json()
    assert "life" not in old and Ticket.from_json(old).life == {}
    lived = replace(a_ticket(), life={"said 0001 x": "{}"})
    assert Ticket.from_json(lived.to_json()) == lived


def test_a_version_that_an_earlier_program_kept_takes_no_life_away(tmp_path: Path) -> None:
    """Such a program reads a newer ticket, goes on with its texts, and keeps versions without what it does not know."""
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        night(living)
        records = [one for one in library.records(ID) if one]
        whole = {name: value for name, value in writing.ticket.to_json().items() if name != "life"}
        data = {"ticket": whole, "sha256": sha256(as_text(whole).encode()).hexdigest()}
        history = History([*records, Record(ID, What.VERSION, PERSON, "v", now(), data)])
        assert history.ticket == writing.ticket and not history.damaged


def test_a_word_of_a_later_version_is_taken_for_an_act(tmp_path: Path) -> None:
    """As an earlier program takes `reached`: what it says of the texts counts, and nothing is damaged."""
    with closing(opened(tmp_path)) as library:
        begun(library)
        records = [one for one in library.records(ID) if one]
        data = json.loads('{"entries": {"state": {"text": "deploying"}}, "strange": {"a": "b"}}')
        history = History([*records, Record(ID, What("enacted"), PERSON, "s", now(), data)])
        assert history.ticket and history.ticket.entry("state").text == "deploying" and not history.damaged


@pytest.mark.parametrize("state", ["closed", "rejected", "rolled back", "cancelled"])
def test_what_is_over_keeps_no_time_free(tmp_path: Path, state: str) -> None:
    with closing(opened(tmp_path)) as library:
        _, living = begun(library)
        assert [one.ticket for one in library.planned()] == [ID]
        saved = living.move(state)
        assert library.planned() == ()
        library.journal.wait(saved)
        assert library.planned() == ()
        living.move("approved")
        assert [one.ticket for one in library.planned()] == [ID]


@pytest.mark.parametrize(("state", "found"), [("rejected", True), ("rolled back", False), ("cancelled", False)])
def test_a_rejected_ticket_is_gone_on_with_and_one_that_is_over_is_not(tmp_path: Path, state: str, found: bool) -> None:
    with closing(opened(tmp_path)) as library:
        writing, living = begun(library)
        library.journal.wait(living.move(state))
        change = writing.ticket.change
        assert (library.of_range(change.location, change.range) is not None) is found


ACTS = st.lists(
    st.tuples(st.sampled_from((
        "move", "tick", "skip", "back", "note", "say", "turn", "edit", "undo", "redo", "restore", "restart"
    )),
              st.integers(0, 7), st.integers(0, 7)),
    max_size=14,
)  # fmt: skip
STATES = ("draft", "approved", "deploying", "validating", "closed", "rolled back", "cancelled", "waiting")
TEXTS = ("1. Tell everybody\n2. Do it: `make it`", "- One\n- Two", "", "1. Tell #orders-deploys that it begins now",
         "1. Same\n2. Same\n3. Same", "```\nmake", "Just do it.", "1. Do it: `make it`")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_whatever_is_done_in_whatever_order_the_disk_tells_the_same(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("acts")
    library = opened(folder)
    writing, living = begun(library)
    began, states = writing.ticket, 0
    doing: dict[str, Callable[[int, int], object]] = {
        "move": lambda a, b: living.move(STATES[a], "why" * b),
        "tick": lambda a, b: _on_step(living, a, b, living.tick),
        "skip": lambda a, b: _on_step(living, a, b, lambda step: living.skip(step, "because")),
        "back": lambda a, b: _on_step(living, a, b, living.take_back),
        "note": lambda a, b: _on_step(living, a, b, lambda step: living.annotate(step, "x" * a)),
        "say": lambda a, b: living.note(f"{a} happened", problem=b > 3),
        "turn": lambda a, b: living.turn(back=a > 3),
        "edit": lambda a, b: writing.type(PARTS[a % 3], TEXTS[b]),
        "undo": lambda a, b: writing.undo(),
        "redo": lambda a, b: writing.redo(),
        "restore": lambda a, b: writing.restore(began),
    }
    try:
        for what, a, b in acts:
            if what == "restart":
                library.close()
                library = opened(folder)
                writing = Writing(library, library.history(ID))
                living = Living(writing, "Ben", UTC, Clock())
                continue
            before = writing.ticket
            doing[what](a, b)
            after, life = writing.ticket, living.life
            states = len(said_in(after))
            if what == "restore":
                assert after.life == before.life
            if what == "edit":  # no tick is lost, wherever its step is now
                assert marks_in(after) == marks_in(before)
                told = sum(bool(one.key) for part in PARTS for one in life.parts[part])
                gone = sum(map(len, life.gone.values()))
                mine = [key for key in marks_in(after) if key.attempt == life.attempt.number]
                assert told + gone == len(mine)
            if what == "move" and not (before.life and a == b):
                assert life.state.name == STATES[a]
        kept = writing.ticket
        library.close()
        library = opened(folder)
        assert library.history(ID).ticket == kept and (states == len(said_in(kept)) or not acts)
    finally:
        library.close()


def _on_step(living: Living, a: int, b: int, do: Callable[..., object]) -> None:
    part = PARTS[a % 3]
    if steps := living.life.parts[part]:
        do(steps[b % len(steps)].step)
