"""Whatever a person does, in whatever order, and wherever it ends: what was acknowledged is there."""

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from relman_desktop.asking.asking import Asked
from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.fields import FIELDS
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.backups import Backups
from relman_desktop.store.library import Library
from relman_desktop.store.reading import Reader
from relman_desktop.ticket import Claim, Status, Ticket
from tests.store.test_migrating import SCHEMAS, copied

OLD = sorted(path.stem for path in SCHEMAS.glob("*.sqlite") if not path.stem.startswith("schema-"))
NAMES = st.sampled_from([field.name for field in FIELDS])
WORDS = st.text(st.sampled_from("ab \n🚀é\udc80'\"\\"), min_size=1, max_size=6)
FILES = ("tickets.sqlite", "tickets.sqlite-wal", "tickets.sqlite-shm")


class Person(RuleBasedStateMachine):
    """Works on three changes of two repositories, is interrupted, and looks whether all is there."""

    changes: tuple[Loaded, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="relman-test-"))
        self.runs = 0
        self.left: list[Library] = []  # of those that were "killed"
        self.since: dict[str, list[Ticket]] = {}  # by ticket: what was acknowledged last, and all states since
        self.acknowledged: set[str] = set()  # the tickets of which anything was

    @initialize(before=st.sampled_from(["", *OLD, "schema-1"]))
    def start(self, before: str) -> None:
        """On a machine with nothing, or with what an earlier version left."""
        folder = self.folder / "0"
        if before:
            copied(before, folder)
            self.since = {ticket: [kept] for ticket, kept in kept_by(before).items()}
            self.acknowledged = set(self.since)
        self.run(folder)
        self.look()
        self.switch(0)

    def run(self, folder: Path) -> None:
        self.path = folder / "tickets.sqlite"
        self.library = Library(self.path, backups=Backups(folder / "backups"))
        self.session = Session(Settings(), self.library)

    @rule(at=st.integers(0, 2))
    def switch(self, at: int) -> None:
        self.session.show(self.changes[at])
        self.note()

    @rule(field=NAMES, word=WORDS, place=st.integers(0, 50))
    def type(self, field: str, word: str, place: int) -> None:
        text = self.session.entry(field).text
        for end in range(len(word)):
            self.session.edit(field, text[:place] + word[: end + 1] + text[place:])
            self.note()

    @rule(field=NAMES)
    def delete(self, field: str) -> None:
        self.session.edit(field, "")
        self.note()

    @rule(field=NAMES)
    def accept(self, field: str) -> None:
        self.session.redraft()
        if proposal := self.session.proposal(field, asked=True):
            self.session.accept(proposal)
        self.note()

    @rule(at=st.integers(0, 30), text=WORDS)
    def answer(self, at: int, text: str) -> None:
        questions = self.session.redraft().questions
        if questions:
            question = questions[at % len(questions)].question
            self.session.answer(question, text)
            self.session.fill_empty(question)
        self.note()

    @rule(at=st.integers(0, 10))
    def dismiss(self, at: int) -> None:
        facts = self.session.facts.items
        self.session.dismiss(facts[at % len(facts)].id, "not deployed")
        self.note()

    @rule(field=NAMES, word=WORDS)
    def draft_with_a_model(self, field: str, word: str) -> None:
        claims = (Claim(word, ("X1",)), Claim("Sales rise.", status=Status.UNSUPPORTED))
        draft = Draft({field: Proposal(field, claims, "qwen")}, ())
        self.session.draft_keeper()(Asked(draft, 1, None))
        self.session.take(Asked(draft, 1, None))
        self.session.accept(draft.proposals[field])
        self.note()

    @rule(at=st.integers(0, 20), field=st.one_of(st.just(""), NAMES))
    def restore(self, at: int, field: str) -> None:
        steps = self.session.writing.history.steps
        self.session.restore_text(steps[at % len(steps)].before, field)
        self.note()

    @rule(field=NAMES)
    def use_another_as_template(self, field: str) -> None:
        others = [states[-1] for name, states in self.since.items() if name != self.session.writing.ticket.id]
        if others:
            self.session.copy_from(others[0], (field,))
        self.note()

    @rule()
    def duplicate(self) -> None:
        copy, _ = self.session.duplicate(self.session.writing.ticket)
        self.session.show(self.session.known.loaded, copy)
        self.note()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.session.undo()
            self.note()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.session.redo()
            self.note()

    @rule()
    def rest(self) -> None:
        self.session.writing.rest().result(30)
        self.acknowledge()

    @rule()
    def close_and_open(self) -> None:
        self.session.close()
        self.acknowledge()
        self.run(self.path.parent)
        self.look()
        self.switch(0)

    @rule()
    def kill_and_open(self) -> None:
        """The files as a kill leaves them: what was given to the system is there, what was in memory is not."""
        self.left.append(self.library)
        self.runs += 1
        folder = self.folder / str(self.runs)
        folder.mkdir()
        self.library.journal.do(lambda _: [self.copy(name, folder) for name in FILES]).result(30)
        self.run(folder)
        self.look()
        self.switch(0)

    @rule()
    def look_from_another_process(self) -> None:
        """It reads the file alone, which this one goes on writing."""
        self.rest()
        reader = Reader.of_file(self.path)
        for name in self.acknowledged:
            assert reader.history(name).ticket == self.since[name][-1]
        reader.stop_reading()

    @rule(way=st.sampled_from(["gone", "empty", "cut", "no database"]))
    def break_the_file(self, way: str) -> None:
        """All is acknowledged, the app is closed, and the file is broken: it comes back from the second copies."""
        self.session.close()
        self.acknowledge()
        data = self.path.read_bytes()
        self.path.unlink()
        if way != "gone":
            self.path.write_bytes({"empty": b"", "cut": data[: len(data) // 2], "no database": b"words" * 999}[way])
        self.run(self.path.parent)
        assert self.library.opened.recovered and not self.library.opened.recovered.lost
        self.look()
        self.switch(0)

    def copy(self, name: str, folder: Path) -> None:
        if (file := self.path.parent / name).exists():
            shutil.copy(file, folder)

    @invariant()
    def what_is_shown_is_what_replaying_gives(self) -> None:
        if self.runs or self.since:
            ticket = self.session.writing.ticket
            assert self.library.history(ticket.id).ticket == ticket

    def note(self) -> None:
        ticket = self.session.writing.ticket
        self.since.setdefault(ticket.id, []).append(ticket)

    def acknowledge(self) -> None:
        self.since = {name: states[-1:] for name, states in self.since.items()}
        self.acknowledged |= set(self.since)

    def look(self) -> None:
        """Every ticket is in a state that is no older than the one acknowledged."""
        for name, states in list(self.since.items()):
            found = self.library.history(name)
            assert found.damaged == 0
            if name in self.acknowledged:
                assert found.ticket in states
            if found.ticket is None:
                del self.since[name]
            else:
                self.since[name] = [found.ticket]

    def teardown(self) -> None:
        for library in (self.library, *self.left):
            library.close()
        shutil.rmtree(self.folder)


def kept_by(name: str) -> dict[str, Ticket]:
    """The tickets of a fixture, as its JSON says."""
    told = json.loads((SCHEMAS / f"{name}.json").read_text())
    tickets = [one["ticket"] for one in (told["tickets"] if "tickets" in told else told.values())]
    return {one["id"]: Ticket.from_json(one) for one in tickets}


def machine(loaded: Loaded) -> Any:
    def at(location: str, head: str) -> Loaded:
        change = replace(loaded.change, head=head)
        return replace(loaded, opened=replace(loaded.opened, location=location, change=change))

    changes = (loaded, at("/another/shop", loaded.change.head), at(loaded.opened.location, "f" * 40))
    return type("OnePerson", (Person,), {"changes": changes})


def run(loaded: Loaded, examples: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine(loaded),
        settings=settings(max_examples=examples, stateful_step_count=30, deadline=None, suppress_health_check=checks),
    )


def test_whatever_a_person_does(loaded: Loaded) -> None:
    run(loaded, 12)


@pytest.mark.slow
def test_whatever_a_person_does_at_length(loaded: Loaded) -> None:
    run(loaded, 300)
