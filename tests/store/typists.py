"""Typists that are killed: `python -m tests.store.typists WHERE FOLDER ROUNDS SEED`, WHERE being session or window.

One process that has imported all forks a typist again and again, kills it after some milliseconds, and holds what is on
the disk against what the typist was told: each act is announced with the state that the ticket has after it, and said
again once its future has resolved. It types nothing itself and keeps no database open. Its last line is JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from concurrent.futures import Future
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import apsw

from relman_desktop.jobs import Cancel
from relman_desktop.life.acts import moved, taken_back, ticked_off
from relman_desktop.life.clock import text_of
from relman_desktop.loaded import Loaded, study
from relman_desktop.risk import Background
from relman_desktop.sample import RANGE, sample_repository
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.sources.opening import open_range
from relman_desktop.store.delta import applied
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.listing import COLUMNS, record_of
from relman_desktop.store.record import as_text
from relman_desktop.ticket import Ticket

from .failing import copy_database

EARLIEST, LATEST = 0.010, {"session": 0.4, "window": 0.8}  # seconds after which a typist is killed
WORKING = 0.8  # the part of them that is killed that long after they began to type; the others after the fork
ROUNDS_PER_FOLDER = 25  # then the database is a new one, for all of a ticket's past is read at each start
FIELDS = ("title", "description", "notes", "rollback")


def state(ticket: Ticket) -> str:
    """All that a person has written, in short."""
    whole = {
        "texts": {name: entry.text for name, entry in ticket.entries.items()},
        "answers": dict(ticket.answers),
        "dismissed": dict(ticket.dismissed),
        "life": dict(ticket.life),
    }
    return sha256(as_text(whole).encode()).hexdigest()[:20]


class Told:
    """What the typist says on a pipe, line by line: `will N STATE`, `saved N`."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._number = 0

    def say(self, *words: object) -> None:
        os.write(self._pipe, (" ".join(map(str, words)) + "\n").encode())

    def will(self, ticket: Ticket) -> int:
        self._number += 1
        self.say("will", self._number, state(ticket))
        return self._number

    def watch(self, number: int, saved: "Future[None]") -> None:
        saved.add_done_callback(lambda done: None if done.exception() else self.say("saved", number))


class SessionTypist:
    """Works on a real session as the window would: mostly typing, now and then something else."""

    def __init__(self, session: Session, told: Told, chance: random.Random) -> None:
        self._session, self._told, self._chance = session, told, chance

    def work(self) -> None:
        while True:
            chance = self._chance.random()
            if chance < 0.8:
                self._type()
            elif chance < 0.86:
                self._undo()
            elif chance < 0.94:
                self._tick()
            else:
                self._answer()
            if self._chance.random() < 0.2:
                self._told.watch(self._told.will(self._ticket), self._session.rest())
            time.sleep(self._chance.random() * 0.02)

    @property
    def _ticket(self) -> Ticket:
        assert self._session.ticket
        return self._session.ticket

    def _type(self) -> None:
        name = self._chance.choice(FIELDS)
        text = self._ticket.entry(name).text[-400:] + self._chance.choice(("a", "b ", " word", "é", "\n1. step"))
        number = self._told.will(self._ticket.with_text(name, text))
        self._told.watch(number, self._session.edit(name, text))

    def _undo(self) -> None:
        if undoing := self._session.writing.history.undoing():
            number = self._told.will(applied(self._ticket, undoing))
            self._session.undo()
            self._told.watch(number, self._session.rest())

    def _tick(self) -> None:
        """Tick a step, take its tick back, or reach a state: each with its time, which must be there afterwards."""
        moment = datetime.now(UTC)
        self._session.timed.clock = lambda: moment
        living, steps = self._session.living, self._session.living.life.parts["deployment"]
        one = self._chance.choice(steps) if steps else None  # a ticket that was only begun has none yet
        if one is None or self._chance.random() < 0.2:
            state = self._chance.choice(("deploying", "validating", "closed"))
            after = moved(self._ticket, state, text_of(moment), living.by, "why")
            number = self._told.will(after)
            self._told.watch(number, self._session.living.move(state, "why"))
        elif one.is_done:
            number = self._told.will(taken_back(living.life, one))
            self._told.watch(number, living.take_back(one.step))
        else:
            number = self._told.will(ticked_off(living.life, one, text_of(moment), living.by))
            self._told.watch(number, living.tick(one.step))

    def _answer(self) -> None:
        question, answer = "When will it be deployed?", f"At {self._chance.random()}"
        number = self._told.will(self._ticket.with_answer(question, answer))
        self._told.watch(number, self._session.answer(question, answer))


class TellingSession(Session):
    """A session that tells of what the window has it do."""

    told: Told

    def edit(self, field: str, text: str) -> "Future[None]":
        assert self.ticket
        number = self.told.will(self.ticket.with_text(field, text))
        saved = super().edit(field, text)
        self.told.watch(number, saved)
        return saved

    def take_background(self, background: Background) -> "Future[None]":
        """Only what is typed is announced before it is done, so nothing else may be written meanwhile."""
        return self.rest()


def type_in_session(home: Path, loaded: Loaded, told: Told, chance: random.Random) -> None:
    session = Session(Settings(), Library(home / "tickets.sqlite"))
    session.show(loaded)
    assert session.ticket
    told.say("opened", state(session.ticket))
    SessionTypist(session, told, chance).work()


def type_in_window(home: Path, loaded: Loaded, told: Told, chance: random.Random) -> None:
    """Press keys in the real window, and move between fields."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from relman_desktop.gui.window import MainWindow

    app = QApplication([])
    session = TellingSession(Settings(), Library(home / "tickets.sqlite"))
    session.told = told
    window = MainWindow(session.settings, lambda settings: session)
    window.show()
    window.desk._show(loaded)
    app.processEvents()
    assert session.ticket
    told.say("opened", state(session.ticket))
    while True:
        editor = window.desk.bench.ticket.fields[chance.choice(("title", "description", "rollback"))].editor
        editor.setFocus()
        for key in chance.choice(("Set the flag first. ", "x", "1 2 3 ", "until it is done")):
            QTest.keyClicks(editor, key)
            QTest.qWait(chance.randrange(1, 8))


TYPISTS = {"session": type_in_session, "window": type_in_window}


class Killer:
    """Starts typists, kills them, and looks at what is left."""

    def __init__(self, where: str, folder: Path, seed: int) -> None:
        self._where, self._folder = where, folder
        self._chance = random.Random(seed)
        self.figures = {"rounds": 0, "acts": 0, "saved": 0, "rounds_with_saved": 0, "records": 0}
        os.environ["RELMAN_HOME"] = str(folder / "sample")
        self._loaded = study(open_range(sample_repository(Cancel())[0], RANGE, Cancel()), Cancel())
        if where == "window":
            import relman_desktop.gui.desk  # noqa: F401 - before the forks

    def run(self, rounds: int) -> None:
        expected: set[str] = set()
        for number in range(rounds):
            home = self._folder / str(number // ROUNDS_PER_FOLDER)
            if number % ROUNDS_PER_FOLDER == 0:
                shutil.rmtree(self._folder / str(number // ROUNDS_PER_FOLDER - 1), ignore_errors=True)
                expected = set()
            os.environ["RELMAN_HOME"] = str(home)
            said = self._round(
                home, self._chance.randrange(1 << 30), self._chance.uniform(EARLIEST, LATEST[self._where])
            )
            expected = self._verify(home, said, expected)
            self.figures["rounds"] += 1

    def _round(self, home: Path, seed: int, seconds: float) -> list[str]:
        """A typist's life; what it said."""
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            os.close(reads)
            try:
                TYPISTS[self._where](home, self._loaded, Told(writes), random.Random(seed))
            finally:
                os._exit(1)  # which is a failure: only the kill ends a typist
        os.close(writes)
        first = os.read(reads, 1 << 20) if self._chance.random() < WORKING else b""
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        with os.fdopen(reads, "rb") as pipe:
            said = first + pipe.read()
        status = os.waitpid(child, 0)[1]
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, "a typist ended by itself"
        lines = said.decode().split("\n")
        return lines[:-1]  # the last one may be half a line

    def _verify(self, home: Path, said: list[str], expected: set[str]) -> set[str]:
        """The file is sound, and the ticket is what its records give: the last saved state, or one after it.

        Gives the states that the next typist may find: also one whose record stands in the second copy only.
        `expected`: those that this one might; none where there was no ticket.
        """
        announced = {int(words[1]): words[2] for line in said if (words := line.split())[0] == "will"}
        opened = {line.split()[1] for line in said if line.startswith("opened")}
        saved = max((int(line.split()[1]) for line in said if line.startswith("saved")), default=0)
        self.figures["acts"] += len(announced)
        self.figures["saved"] += sum(line.startswith("saved") for line in said)
        self.figures["rounds_with_saved"] += bool(saved)
        assert not expected or opened <= expected, "the next start found another ticket"
        later = {one for number, one in announced.items() if number >= saved}
        if not saved:
            later |= opened | expected
        found = read_all(copy_database(home / "tickets.sqlite", self._folder / "copy"), self.figures)
        shutil.rmtree(self._folder / "copy")
        if found is None:
            assert not expected and not saved, "the ticket is gone"
            return set()
        assert found in later or not (saved or expected), (found, saved, said[-5:])
        return {found, *later} if opened or expected else set()  # a ticket that was only begun may still be filled


def read_all(path: Path, figures: dict[str, Any]) -> str | None:
    """The state that replaying gives of the ticket in a file, which must be sound; None where there is none yet."""
    if not path.exists():
        return None
    connection = apsw.Connection(str(path))
    try:
        assert connection.pragma("integrity_check") == "ok"
        if not connection.table_exists("main", "journal"):
            return None
        records = [record_of(row) for row in connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")]
        history = History(filter(None, records))
        assert all(records) and not history.damaged, "a record is damaged"
        assert len({one.ticket for one in records if one}) == connection.execute("SELECT count(*) FROM library").get
        figures["records"] = len(records)
        return state(history.ticket) if history.ticket else None
    finally:
        connection.close()


def main() -> None:
    where, folder, rounds, seed = sys.argv[1:]
    began = time.monotonic()
    killer = Killer(where, Path(folder), int(seed))
    warm = time.monotonic() - began
    try:
        killer.run(int(rounds))
    finally:
        seconds = time.monotonic() - began - warm
        print(json.dumps({**killer.figures, "seed": seed, "warm_s": round(warm, 2), "seconds": round(seconds, 2)}))


if __name__ == "__main__":
    main()
