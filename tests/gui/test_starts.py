"""Starting again while it runs, after it was killed, and while it hangs: real processes, real windows."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.instance import LOCK, holder_of
from relman_desktop.places import load_place
from relman_desktop.sample import RANGE

from .processes import SECONDS, Application, wait_until

pytestmark = [
    pytest.mark.slow,  # a start takes half a second, and each test has several
    pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix"),
]
Start = Callable[..., Application]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the application; at the end none of them runs any more."""
    started: list[Application] = []

    def one(*arguments: object, **given: Any) -> Application:
        started.append(Application(*arguments, **given))
        return started[-1]

    yield one
    for application in started:
        application.end()


def is_open(shown: dict[str, Any]) -> bool:
    return "ticket" in shown and not shown["opening"]


def is_settled(shown: dict[str, Any]) -> bool:
    """Whether the risk is worked out too, which a new ticket gets a moment after it is open."""
    return is_open(shown) and bool(shown["texts"].get("risk_analysis"))


def plain_start(
    *arguments: object, stdin: bytes = b"", cwd: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """A start as from a shell, in whatever folder that is."""
    command = [sys.executable, "-m", "relman_desktop", *map(str, arguments)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, input=stdin, capture_output=True, timeout=SECONDS, env=environment, cwd=cwd)


def handed_over(done: "subprocess.CompletedProcess[bytes]") -> bool:
    return (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_second_start_hands_over_and_what_was_written_in_the_first_is_kept(start: Start, sample: Path) -> None:
    first = start(sample, RANGE)
    before = first.until(is_settled)
    first.do("type", "description", "By hand 😀. ")
    first.do("minimize")
    assert first.do("tell")["minimized"]
    assert handed_over(plain_start(sample.name, "v1.5.0~1..v1.5.0", cwd=sample.parent))
    after = first.until(lambda shown: is_open(shown) and shown["range"] != RANGE)
    assert (after["location"], after["range"]) == (str(sample), "v1.5.0~1..v1.5.0")
    assert not after["minimized"] and after["ticket"] != before["ticket"]
    assert handed_over(plain_start(sample, RANGE))
    again = first.until(lambda shown: is_open(shown) and shown["range"] == RANGE)
    assert again["texts"] == before["texts"] | {"description": "By hand 😀. " + before["texts"]["description"]}
    assert handed_over(plain_start())  # which only brings it to the front
    assert first.do("tell")["texts"] == again["texts"]
    assert first.close() == 0


def test_a_diff_at_standard_input_is_handed_over(start: Start, home: Path) -> None:
    first = start()
    wait_until(lambda: holder_of(home).socket)
    diff = b"--- a/app.py\n+++ b/app.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n"
    assert handed_over(plain_start("--diff", "-", stdin=diff))
    shown = first.until(is_open)
    assert Path(shown["location"]).read_bytes() == diff
    assert first.close() == 0


def test_after_a_kill_the_next_start_is_where_the_killed_one_was(start: Start, sample: Path, home: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_open)
    first.do("type", "validation", "Pay with the test card. ")
    first.do("select", "deployment", 30, 12)
    first.do("scroll", 333)
    first.do("tab", "Sent")
    first.do("size", 1400, 900)
    wait_until(lambda: (load_place().caret.field, load_place().tab) == ("deployment", "Sent"))
    time.sleep(1.2)
    before = first.do("tell")  # at rest: right after another size the editors do not have their heights yet
    first.send(signal.SIGKILL)
    first.wait()
    assert (home / LOCK).exists()

    began = time.monotonic()
    second = start()
    second.do("tell")
    assert time.monotonic() - began < 5  # nobody is waited for
    after = second.until(lambda shown: is_open(shown) and shown["scroll"] == before["scroll"])
    assert after == before
    assert second.close() == 0
    assert not list(home.glob("relman-*"))  # neither's socket is left


def test_beside_one_that_hangs_everything_is_read_only_until_it_ends(start: Start, sample: Path, home: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_settled)
    first.do("type", "title", "Mine: ")
    first.do("select", "title", 3, 3)
    before = first.do("tell")
    wait_until(lambda: load_place().caret.position == 3)
    time.sleep(1.2)
    kept = tickets(home)
    first.send(signal.SIGSTOP)
    began = time.monotonic()
    second = start()
    shown = second.do("tell")
    assert 1.9 < time.monotonic() - began < 4
    pid = first.process.pid
    silent = (
        f"Another Relman Desktop (process {pid}) does not answer; tickets open read-only here until it ends. If it"
        f" stays so, end it (kill {pid}): what was written there is kept."
    )
    assert shown["notice"] == silent
    shown = second.until(is_open)
    assert shown["texts"] == before["texts"] and shown["caret"] == before["caret"]
    second.do("type", "title", "Lost? ")
    assert second.do("tell")["texts"] == before["texts"]
    second.do("try_again")
    assert second.do("tell")["notice"].startswith(f"{silent} Tried again at ")
    place = load_place()

    first.send(signal.SIGCONT)  # it goes on, and does not jump to what was wanted meanwhile
    first.do("type", "title", "Still ")
    assert first.do("tell")["texts"]["title"].startswith("MinStill e: ")
    second.do("try_again")
    assert second.do("tell")["notice"].startswith(
        f"Another Relman Desktop (process {pid}) answers again: go on there, or close it, then try again here. Until"
        " then tickets are read-only here. Tried again at "
    )
    assert load_place().ticket == place.ticket and kept == tickets(home)[: len(kept)]
    assert first.close() == 0
    second.do("try_again")
    after = second.until(lambda shown: is_open(shown) and not shown["notice"])
    assert after["texts"]["title"].startswith("MinStill e: ") and after["ticket"] == before["ticket"]
    assert (after["banner"], after["start_page"]) == ("", False)
    second.do("type", "title", "Now ")
    assert "Now " in second.do("tell")["texts"]["title"]
    assert handed_over(plain_start())  # it takes hand-overs now
    assert second.close() == 0

    third = start()
    assert "Now " in third.until(is_open)["texts"]["title"]
    assert third.close() == 0


def tickets(home: Path) -> list[str]:
    """The ids of all tickets, as they are on the disk."""

    with closing(sqlite3.connect(f"file:{home}/tickets.sqlite?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute("SELECT ticket FROM library ORDER BY ordinal")]


def test_of_several_starts_at_the_same_moment_one_window_stays(start: Start, sample: Path) -> None:
    starts = [start(sample, RANGE) for _ in range(5)]

    def running() -> list[Application]:
        return [one for one in starts if one.process.poll() is None]

    wait_until(lambda: len(running()) == 1)
    [stays] = running()
    assert [one.process.returncode for one in starts if one is not stays] == [0] * 4
    shown = stays.until(is_open)
    assert shown["notice"] == "" and shown["location"] == str(sample)
    assert stays.close() == 0


def test_a_start_while_the_first_one_ends_waits_for_its_end(start: Start, sample: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_open)
    first.do("type", "title", "Mine: ")
    for _ in range(3):
        first.do_not_wait("close")
        second = start()
        assert first.wait() == 0
        shown = second.until(is_open)
        assert shown["notice"] == "" and shown["texts"]["title"].startswith("Mine: ")
        first = second
    assert first.close() == 0


def test_a_folder_that_cannot_be_locked_keeps_nobody_from_starting(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RELMAN_HOME", str(tmp_path / "file/home"))
    one = start()
    shown = one.until(lambda shown: shown["banner"])
    assert str(tmp_path / "file/home") in shown["banner"] and not shown["notice"]
    assert one.close() == 0


def test_what_does_not_survive_its_opening_is_left_alone(start: Start, sample: Path, home: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_open)
    assert first.close() == 0
    place = json.loads((home / "session.json").read_text())
    (home / "session.json").write_text(json.dumps(place | {"tries": 3}))
    second = start()
    shown = second.until(lambda shown: shown["banner"])
    assert str(sample) in shown["banner"] and shown["start_page"] and not shown["opening"]
    assert second.close() == 0


def test_a_picture_is_drawn_beside_one_that_runs_and_changes_nothing(
    start: Start, sample: Path, home: Path, tmp_path: Path
) -> None:
    first = start(sample, RANGE)
    first.until(is_open)
    time.sleep(1.2)
    kept, place = tickets(home), load_place()
    done = plain_start(sample, "v1.5.0~1..v1.5.0", "--screenshot", tmp_path / "shot.png")
    assert done.returncode == 0 and (tmp_path / "shot.png").stat().st_size > 10_000
    assert (tickets(home), load_place()) == (kept, place)
    assert first.close() == 0


@pytest.fixture
def small_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder on a real disk of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("only root may make a disk")
    for name, place in (("HOME", "person"), ("TMPDIR", "temporary")):
        (tmp_path / place).mkdir()
        monkeypatch.setenv(name, str(tmp_path / place))
    monkeypatch.setenv("RELMAN_HOME", str(folder / "home"))
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(4096))


def test_a_start_on_a_full_disk_goes_on_beside_and_comes_back(start: Start, sample: Path, small_home: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_open)
    first.do("type", "title", "Before ")
    time.sleep(1.5)
    assert first.close() == 0
    fill(small_home / "filler")
    second = start()
    shown = second.until(is_open)
    assert "put back by itself" in shown["banner"] and str(small_home / "home") in shown["banner"]
    assert shown["texts"]["title"].startswith("Before ")
    second.do("type", "title", "Beside ")
    second.do("try_again")
    shown = second.until(is_open)
    assert "put back by itself" in shown["banner"] and "Beside " in shown["texts"]["title"]
    (small_home / "filler").unlink()
    second.do("try_again")
    shown = second.until(is_open)
    assert shown["banner"] == "" and "Beside " in shown["texts"]["title"]
    assert second.close() == 0
    third = start()
    assert "Beside " in third.until(is_open)["texts"]["title"]
    assert third.close() == 0


def test_a_folder_that_is_moved_away_never_has_two_that_write(start: Start, sample: Path, home: Path) -> None:
    first = start(sample, RANGE)
    first.until(is_settled)
    home.rename(home.with_name("moved"))
    first.do("type", "title", "One ")
    shown = first.until(lambda shown: shown["all"])
    assert shown["all"] == f"The folder {home} was gone; it has been made again, with all of your tickets."
    assert handed_over(plain_start()), "the lock is that of the folder which was made again"

    home.rename(home.with_name("moved again"))
    second = start()
    second.until(lambda shown: shown["start_page"])
    first.do("type", "title", "Two ")
    shown = first.until(lambda shown: "not saved" in shown["all"])
    assert f"another Relman Desktop (process {second.process.pid}) uses it now" in shown["all"]
    assert second.close() == 0
    shown = first.until(lambda shown: "not saved" not in shown["all"])
    assert handed_over(plain_start())
    texts = first.do("tell")["texts"]
    assert first.close() == 0
    third = start(sample, RANGE)
    assert third.until(is_open)["texts"] == texts
    assert third.close() == 0


def test_the_first_paint_waits_for_nothing_that_only_a_ticket_needs(home: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "relman_desktop", "--exit-after-paint"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    told = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment, text=True)
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert told.returncode == 0 and "relman_desktop.gui.window" in loaded
    ours = {name.split(".")[1] for name in loaded if name.startswith("relman_desktop.")}
    of_a_ticket = {"session", "export", "submitting", "checks", "life", "drafting", "risk", "trackers", "llm", "store"}
    assert not ours & of_a_ticket
    assert not {name.partition(".")[0] for name in loaded} & {"markdown_it", "typst", "lxml", "httpx2", "openai"}
