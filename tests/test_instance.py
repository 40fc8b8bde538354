"""One instance for each data folder: who gets it, who does not, and what a killed one leaves behind."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relman_desktop.instance import LOCK, Holder, Instance, NoLock, holder_of

# Claims the folder when the clock says so, tells whether it has it, and lets it go when it is told to.
CLAIMING = """
import sys, time
from pathlib import Path
from relman_desktop.instance import Instance
for line in sys.stdin:
    while time.monotonic() < float(line): pass
    got = Instance.claim(Path(sys.argv[1]))
    print(int(got is not None), flush=True)
    sys.stdin.readline()
    got and got.release()
    print("", flush=True)
"""
# Claims the folder, starts a program as git would be, and waits for its end.
HOLDING = """
import subprocess, sys
from pathlib import Path
from relman_desktop.instance import Instance
one = Instance.claim(Path(sys.argv[1]))
one.announce("somewhere")
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
sys.stdin.read()
"""


def process(script: str, folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def say(one: "subprocess.Popen[str]", line: object) -> None:
    assert one.stdin
    one.stdin.write(f"{line}\n")
    one.stdin.flush()


def heard(one: "subprocess.Popen[str]") -> str:
    assert one.stdout
    return one.stdout.readline().strip()


@pytest.fixture
def claimed(home: Path) -> Iterator[Instance]:
    one = Instance.claim(home)
    assert one
    yield one
    one.release()


def test_a_folder_is_claimed_once(home: Path, claimed: Instance) -> None:
    assert Instance.claim(home) is None
    assert Instance.claim(home / "another") is not None


def test_a_folder_that_was_let_go_can_be_claimed_and_its_lock_file_stays(home: Path) -> None:
    for _ in range(3):
        one = Instance.claim(home)
        assert one
        one.release()
    assert (home / LOCK).exists() and holder_of(home) == Holder()


def test_later_starts_learn_who_holds_it(home: Path, claimed: Instance) -> None:
    assert holder_of(home) == Holder(os.getpid(), "")
    claimed.announce("a long name of a socket")
    assert holder_of(home) == Holder(os.getpid(), "a long name of a socket")
    claimed.announce("b")
    assert holder_of(home) == Holder(os.getpid(), "b")


def test_of_several_starts_at_the_same_moment_one_gets_it(home: Path) -> None:
    with ExitStack() as all_of_them:
        starts = [all_of_them.enter_context(process(CLAIMING, home)) for _ in range(4)]
        won = []
        for _ in range(60):
            moment = time.monotonic() + 0.01
            for one in starts:
                say(one, moment)
            won.append(sum(int(heard(one)) for one in starts))
            for one in starts:
                say(one, "done")
            assert [heard(one) for one in starts] == [""] * len(starts)
        for one in starts:
            assert one.stdin
            one.stdin.close()
    assert won == [1] * 60


def test_what_a_killed_one_leaves_is_in_nobodys_way_not_even_while_its_git_still_runs(home: Path) -> None:
    with process(HOLDING, home) as holding:
        child = int(heard(holding))
        assert Instance.claim(home) is None
        assert holder_of(home) == Holder(holding.pid, "somewhere")
        holding.kill()
        holding.wait()
        os.kill(child, 0)  # it runs still
        after = Instance.claim(home)
        os.kill(child, signal.SIGKILL)
    assert after and after.left == "somewhere" and holder_of(home) == Holder(os.getpid(), "")
    after.release()


@example('{"pid": 1e400, "socket": "somewhere"}')  # an endless number
@given(st.binary(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_stands_in_the_lock_file_blocks_nobody(
    tmp_path_factory: pytest.TempPathFactory, written: bytes | str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "scribbled"
    folder.mkdir(exist_ok=True)
    (folder / LOCK).write_bytes(written if isinstance(written, bytes) else written.encode())
    assert isinstance(holder_of(folder), Holder)
    one = Instance.claim(folder)
    assert one and holder_of(folder) == Holder(os.getpid())
    one.release()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoLock, match=r"file/home cannot be locked .*open only one at a time"):
        Instance.claim(tmp_path / "file/home")


@pytest.mark.skipif(sys.platform == "win32", reason="flock is of Unix")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EIO])
def test_a_file_system_without_locks_is_told(home: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    files = []

    def fail(file: int, _: int) -> None:
        files.append(file)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", fail)
    with pytest.raises(NoLock, match=os.strerror(number)):
        Instance.claim(home)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(files[0])


def test_a_full_disk_keeps_nobody_from_starting(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.write", fail)
    one = Instance.claim(home)
    assert one and Instance.claim(home) is None
    one.release()


def test_a_folder_that_is_moved_away_is_claimed_anew_in_its_place(home: Path, claimed: Instance) -> None:
    claimed.announce("somewhere")
    assert claimed.hold() and Instance.claim(home) is None
    home.rename(home.with_name("moved"))
    assert claimed.hold() and claimed.hold()
    assert Instance.claim(home) is None and holder_of(home) == Holder(os.getpid(), "somewhere")


def test_a_folder_in_its_place_that_another_one_has_claimed_is_not_ours(home: Path, claimed: Instance) -> None:
    home.rename(home.with_name("moved"))
    other = Instance.claim(home)
    assert other and not claimed.hold()
    other.release()
    assert claimed.hold() and Instance.claim(home) is None
