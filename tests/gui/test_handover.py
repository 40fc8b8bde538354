"""Handing over, through the real socket: what is asked arrives once, and nothing else does any harm."""

import os
import random
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui import handover
from relman_desktop.gui.handover import Answer, Reception, hand_over
from relman_desktop.gui.wanted import LONGEST, Wanted

WANTED = Wanted("/repository", "v1..v2", token="token")
ASKING = """
import sys
from relman_desktop.gui.handover import hand_over
from relman_desktop.gui.wanted import Wanted
name, line, seconds = sys.argv[1:]
Wanted.to_line = lambda _: line.encode()
print(hand_over(name, Wanted(), float(seconds)).value)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the test speaks to a Unix socket")


class Desk:
    """A reception, and what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.reception = Reception()
        self.asked: list[Wanted] = []
        self.reception.asked.connect(self.asked.append)
        self.name = self.reception.open(folder)

    def connect(self) -> socket.socket:
        """Somebody who has come, and may say anything."""
        one = socket.socket(socket.AF_UNIX)
        one.settimeout(5)
        one.connect(self.name)
        return one


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    one = Desk(tmp_path)
    yield one
    one.reception.close()


def beside(qtbot: QtBot, work: Callable[[], object]) -> object:
    """Do something on another thread while the event loop runs."""
    with ThreadPoolExecutor(1) as executor:
        done = executor.submit(work)
        qtbot.waitUntil(done.done, timeout=10_000)
        return done.result()


def ask(qtbot: QtBot, desk: Desk, line: bytes = WANTED.to_line()) -> Answer:
    """What a start gets for an answer: one in a process of its own, for waiting here would keep the answer away."""
    with asking(desk.name, line, 5.0) as start:
        qtbot.waitUntil(lambda: start.poll() is not None, timeout=10_000)
        return answer_of(start)


def asking(name: str, line: bytes, seconds: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ASKING, name, line.decode(), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answer_of(start: "subprocess.Popen[str]") -> Answer:
    assert start.stdout
    return Answer(start.stdout.read().strip())


def test_what_is_asked_arrives_once(qtbot: QtBot, desk: Desk) -> None:
    assert ask(qtbot, desk) is Answer.TAKEN
    assert ask(qtbot, desk, Wanted().to_line()) is Answer.TAKEN
    qtbot.wait(20)
    assert desk.asked == [WANTED, Wanted()]


def test_a_wish_of_another_version_is_refused(qtbot: QtBot, desk: Desk) -> None:
    assert ask(qtbot, desk, b'{"version": 99, "open": "everything"}\n') is Answer.REFUSED
    assert desk.asked == []


def test_only_this_user_may_come(desk: Desk) -> None:
    assert not stat.S_IMODE(os.stat(desk.name).st_mode) & 0o077


def test_nothing_is_asked_of_a_window_that_hangs_so_it_does_not_jump_when_it_goes_on(qtbot: QtBot, desk: Desk) -> None:
    assert hand_over(desk.name, WANTED, 0.2) is Answer.SILENT  # on this thread, so that no event loop runs
    qtbot.wait(50)
    assert desk.asked == []
    assert ask(qtbot, desk) is Answer.TAKEN


def test_nobody_there_is_found_out_at_once(desk: Desk, tmp_path: Path) -> None:
    began = time.monotonic()
    assert hand_over(str(tmp_path / "nobody"), WANTED, 5.0) is Answer.SILENT
    desk.reception.close()
    assert hand_over(desk.name, WANTED, 5.0) is Answer.SILENT
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("greeting", "answer"),
    [
        (b"x" * (LONGEST + 100), Answer.SILENT),
        (b"", Answer.SILENT),
        (b"hello\n", Answer.REFUSED),
        (handover.GREETING.replace(b"1", b"2"), Answer.REFUSED),
    ],
)
def test_somebody_else_at_the_socket_is_not_told_what_is_wanted(
    tmp_path: Path, greeting: bytes, answer: Answer
) -> None:
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(tmp_path / "other"))
        other.listen()
        with asking(str(tmp_path / "other"), WANTED.to_line(), 0.5) as start, other.accept()[0] as one:
            one.settimeout(5)
            one.sendall(greeting)
            assert told(one) == b"" and answer_of(start) is answer


def told(one: socket.socket) -> bytes:
    """All that somebody says until they leave."""
    try:
        return b"".join(iter(lambda: one.recv(100), b""))
    except ConnectionResetError:  # they left without reading all that they were told
        return b""


def test_hostile_bytes_are_refused_and_the_next_one_is_served(qtbot: QtBot, desk: Desk) -> None:
    chance = random.Random(5)
    garbage = [chance.randbytes(chance.randrange(1, 3000)) + b"\n" for _ in range(20)]
    for said in (*garbage, b"\n", b"{}\n", b"[" * 60_000 + b"\n", WANTED.to_line().replace(b"1", b"7")):
        one = desk.connect()
        one.sendall(said)
        heard = beside(qtbot, partial(told, one))
        assert heard == handover.GREETING + b"refused\n"
        one.close()
    assert desk.asked == []
    assert ask(qtbot, desk) is Answer.TAKEN


def test_a_line_without_an_end_is_cut_off(qtbot: QtBot, desk: Desk) -> None:
    one = desk.connect()

    def pour() -> bool:
        try:
            for _ in range(1000):
                one.sendall(b"x" * 65_536)
        except OSError:
            return True
        return False

    assert beside(qtbot, pour)
    one.close()
    assert ask(qtbot, desk) is Answer.TAKEN


def test_whoever_says_nothing_is_sent_away(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_PATIENCE", 100)
    crowd = [desk.connect() for _ in range(40)]
    qtbot.waitUntil(lambda: 0 < len(desk.reception._here) <= handover._MOST)
    qtbot.waitUntil(lambda: not desk.reception._here, timeout=5_000)
    for one in crowd:
        assert one.recv(100) in (handover.GREETING, b"")
        one.close()
    assert ask(qtbot, desk) is Answer.TAKEN


def test_one_who_leaves_in_the_middle_of_a_word_does_no_harm(qtbot: QtBot, desk: Desk) -> None:
    for cut in range(0, len(WANTED.to_line()), 20):
        one = desk.connect()
        one.sendall(WANTED.to_line()[:cut])
        one.close()
    qtbot.waitUntil(lambda: not desk.reception._here, timeout=5_000)
    assert desk.asked == []
    assert ask(qtbot, desk) is Answer.TAKEN


def test_the_socket_that_a_killed_one_left_is_cleared_away(qapp: QApplication, desk: Desk, tmp_path: Path) -> None:
    left = tmp_path / "left"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(left))
    reception = Reception()
    name = reception.open(tmp_path, str(left))
    assert not left.exists() and Path(name).exists()
    reception.close()
    assert not Path(name).exists()


def test_a_folder_with_a_long_name_has_its_socket_elsewhere(qapp: QApplication, desk: Desk, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    reception = Reception()
    name = reception.open(deep)
    assert Path(name).parent != deep and len(name) <= 100
    reception.close()
