"""A thinned journal replays to the same ticket, the same steps and the same undo, and stays thin."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.store.checking import check
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.listing import COLUMNS, record_of
from relman_desktop.store.record import PERSON, What
from relman_desktop.store.thinning import OLD, thin
from relman_desktop.ticket import Ticket
from relman_desktop.typing_step import TypingSteps
from relman_desktop.writing import Writing

from .person import REFERENCE, kept

ACTS = st.lists(
    st.sampled_from(["key", "key", "key", "other field", "rest", "answer", "half", "undo", "redo", "version", "sent"]),
    max_size=40,
)


def later() -> datetime:
    """When all that was written up to now is old enough; a run of all tests is long."""
    return datetime.now(UTC) + OLD + timedelta(minutes=1)


def written(path: Path, acts: list[str]) -> Writing:
    """A ticket on which that was done; each key is a record of its own, as in slow typing."""
    library = Library(path)
    writing, _ = Writing.begun(library, Ticket("t1", REFERENCE), "template")
    writing._typing = TypingSteps(lambda: 0.0)  # nobody rests, however slow the machine is
    for number, act in enumerate(acts):
        name = "notes" if act == "other field" else "title"
        if act in ("key", "other field"):
            writing.type(name, writing.ticket.entry(name).text + "abc"[number % 3])
            library.journal.flush()
        elif act == "rest":
            writing.rest()
        elif act == "answer":
            writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer("When?", str(number)))
        elif act == "half":
            writing.half_answer("Who?", f"half {number}")
            library.journal.flush()
        elif act == "version":
            writing.keep_version()
        elif act == "sent":
            writing.keep_exchange({"id": str(number)})
        else:
            writing.undo() if act == "undo" else writing.redo()
    assert library.close() == ()
    return writing


def replayed(path: Path) -> dict[str, Any]:
    """What replaying gives; a step's beginning is not of it."""
    library = Library(path)
    history = library.history("t1")
    library.close()
    steps = [replace(one, began="") for one in history.steps]
    undo = [getattr(one, "id", "") for one in (history.undoable, history.redoable)]
    others = history.half, history.draft, history.exchanges, history.versioned, history.damaged, history.ordinal
    return {"ticket": history.ticket, "steps": steps, "undo": undo, "others": others}


def thinned(path: Path, moment: datetime | None = None) -> list[str]:
    """What is in the journal once it was thinned, after a day where no moment is given."""
    moment = moment or later()
    with closing(apsw.Connection(str(path))) as connection:
        while thin(connection, moment):
            pass
        assert list(check(connection, Cancel())) == []
        return [row[0] for row in connection.execute("SELECT what FROM journal ORDER BY number")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_replaying_gives_the_same(tmp_path_factory: pytest.TempPathFactory, acts: list[str]) -> None:
    path = tmp_path_factory.mktemp("thin") / "tickets.sqlite"
    written(path, acts)
    before = replayed(path)
    first, again = thinned(path), thinned(path)
    assert replayed(path) == before and first == again
    together = [one for one in first if one != What.EXCHANGE]
    assert not any(pair == (What.HALF, What.HALF) for pair in pairwise(together))


def test_of_a_step_the_last_record_stays_and_none_goes_before_a_day_is_over(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    written(path, ["key"] * 6 + ["version"] + ["key"] * 3)
    assert What.THINNED not in thinned(path, datetime.now(UTC) + OLD - timedelta(minutes=1))
    assert thinned(path) == [
        *(What.CREATED, *[What.THINNED] * 5, What.TYPED, What.VERSION, What.THINNED, What.THINNED, What.TYPED)
    ]


def test_no_second_copy_brings_back_what_was_thinned(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    writing = written(path, ["key"] * 8)  # which the tail beside the backups has, too
    thinned(path)
    library = Library(path)
    assert library.opened.said == () and kept(library) == writing.ticket
    library.back_up()
    library.close()
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)  # a damage that has it recovered, from its own bytes as well
    path.write_bytes(data)
    library = Library(path)
    assert library.opened.recovered
    history = library.history("t1")
    records = [one for one in library.records("t1") if one and one.what is What.TYPED]
    library.close()
    assert history.ticket == writing.ticket and len(records) == 1


def test_records_that_cannot_be_read_supersede_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    written(path, ["key"] * 3)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("UPDATE journal SET data = replace(data, 'abc', 'xyz')")
        while thin(connection, later()):
            pass
        records = [record_of(row) for row in connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")]
    history = History(filter(None, records))
    assert history.ticket and history.ticket.entry("title").text == "ab"
