"""Whatever a person does, in whatever order, and wherever it ends: what was acknowledged is there."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from relman_desktop.fields import FIELDS
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library
from relman_desktop.ticket import Ticket

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

    @initialize()
    def start(self) -> None:
        self.run(self.folder / "0")
        self.switch(0)

    def run(self, folder: Path) -> None:
        self.path = folder / "tickets.sqlite"
        self.library = Library(self.path)
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
            if found.ticket is None:
                assert name not in self.acknowledged
                del self.since[name]
                continue
            assert found.ticket in states
            self.since[name] = [found.ticket]

    def teardown(self) -> None:
        for library in (self.library, *self.left):
            library.close()
        shutil.rmtree(self.folder)


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
