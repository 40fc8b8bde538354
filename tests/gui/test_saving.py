"""Writing while nothing can be written: the window says so, goes on, and not a character is lost. No dialog ever."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from relman_desktop.files import home
from relman_desktop.gui.window import MainWindow
from relman_desktop.jobs import Cancel
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store import rescue
from relman_desktop.store.anywhere import open_anywhere
from relman_desktop.store.library import Library
from relman_desktop.store.portable import export_library
from relman_desktop.store.rescued import rescued_in
from relman_desktop.store.search import Query

from ..store.failing import Disk, Fault, disk
from .library_scenes import a_kept_ticket, put

WORDS = "Ring the night shift before the migration. "


@dataclass
class Desk:
    """The window over the person's tickets."""

    qtbot: QtBot
    window: MainWindow
    library: Library

    @property
    def header(self) -> str:
        return self.window.desk.bench.ticket._saved.whole

    @property
    def notice(self) -> str:
        return self.window.banner.said("unsaved")

    def type(self, words: str = WORDS) -> None:
        """Key by key, as a person does."""
        editor = self.window.desk.bench.ticket.fields["justification"].editor
        self.qtbot.keyClicks(editor, words)
        self.no_dialog()

    def press(self, text: str) -> None:
        next(one for one in self.window.banner.buttons if one.text() == text).click()
        self.no_dialog()

    def until(self, true: Callable[[], object], seconds: float = 8) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=int(1000 * seconds))
        self.no_dialog()

    @staticmethod
    def no_dialog() -> None:
        assert QApplication.activeModalWidget() is None
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    @property
    def typed(self) -> str:
        ticket = self.window.desk.session.ticket
        assert ticket
        return ticket.entry("justification").text


def tickets() -> Path:
    return home() / "tickets.sqlite"


@pytest.fixture(autouse=True)
def _person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rescue file of a test in the person's own folders."""
    for name in ("person", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def failing() -> Iterator[Disk]:
    with disk() as made:
        yield made


@pytest.fixture
def begin(qtbot: QtBot, sample: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def one(library: Library) -> Desk:
        session = Session(Settings(), library)
        window = MainWindow(session.settings, lambda settings: session)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.loaded, timeout=20_000):
            window.open(sample, RANGE)
        qtbot.waitUntil(lambda: not window.desk.bench.risk.busy, timeout=20_000)
        made.append(Desk(qtbot, window, library))
        return made[-1]

    yield one
    for desk in made:
        desk.window.close()
        desk.window.close()


@pytest.fixture
def desk(begin: Callable[..., Desk], failing: Disk) -> Desk:
    made = begin(Library(tickets(), open_database=failing.connect))
    made.until(lambda: made.header.startswith("saved") and not made.library.journal.unsaved)
    return made


def kept_after_restart(change: str) -> str:
    """What the next start finds, from the disk alone."""
    opened = open_anywhere(tickets())
    try:
        ticket = opened.library.history(opened.library.of_change(change) or "").ticket
        return ticket.entry("justification").text if ticket else ""
    finally:
        opened.library.close()


def rescued_texts() -> list[str]:
    """What the rescue file has of the field, while the window is open."""
    records = [record for one in rescue.rescued_of(tickets()) for record in one.records]
    return [one.data["entries"]["justification"]["text"] for one in records if "justification" in one.data["entries"]]


def change_of(desk: Desk) -> str:
    loaded = desk.window.desk.session.loaded
    assert loaded
    return loaded.reference.key


def test_a_full_disk_is_told_and_over_by_itself(desk: Desk, failing: Disk) -> None:
    failing.fail(1, Fault.FULL)
    desk.type()
    desk.until(lambda: desk.notice)
    assert desk.header.startswith("not saved: 1 change is kept in this window")
    number = desk.window.desk.session.entry("change_id").text
    assert desk.notice.startswith(f"1 change of {number} is not saved: the disk of {home()} is full. Make room")
    assert "Make room on it; it is tried again all the time" in desk.notice
    desk.until(lambda: "relman-rescue-" in desk.notice)
    assert [one.text() for one in desk.window.banner.buttons] == ["Try again", "Save elsewhere…"]
    desk.type("And again.")
    desk.until(lambda: rescued_texts() and rescued_texts()[-1] == desk.typed, seconds=4)  # a power cut costs no more
    failing.heal()
    desk.until(lambda: not desk.notice and not desk.library.journal.unsaved)
    desk.until(lambda: desk.header.startswith("saved"))
    assert desk.window._status._text.whole == "All is saved again."
    assert desk.typed.startswith(WORDS + "And again.")
    change, typed = change_of(desk), desk.typed
    desk.window.close()
    assert kept_after_restart(change) == typed
    assert not list(rescue.rescued_of(tickets())), "what is saved needs no rescue file"


def test_try_again_tries_at_once_and_a_dismissed_notice_stays_away(desk: Desk, failing: Disk) -> None:
    failing.fail(1, Fault.BROKEN)
    desk.type("x")
    desk.until(lambda: desk.notice)
    assert f"{tickets()} cannot be written (Input/output error)" in desk.notice
    desk.window.banner._rows["unsaved"]._dismiss.click()
    tried = failing.failed
    desk.library.journal.retry()
    desk.type("y")
    desk.until(lambda: failing.failed > tried)
    desk.qtbot.wait(1200)
    assert not desk.notice and desk.header.startswith("not saved")
    failing.heal()
    desk.library.journal.retry()
    desk.until(lambda: desk.header.startswith("saved"))
    failing.fail(1, Fault.BROKEN)
    desk.type("z")
    desk.until(lambda: desk.notice)
    failing.heal()
    desk.press("Try again")
    desk.until(lambda: not desk.notice, seconds=0.9)


def test_a_failure_of_something_else_does_not_hide_it(desk: Desk, failing: Disk, tmp_path: Path) -> None:
    failing.fail(1, Fault.FULL)
    desk.type("x")
    desk.until(lambda: desk.notice)
    with desk.qtbot.waitSignal(desk.window.load_failed, timeout=20_000):
        desk.window.open(tmp_path / "no repository")
    assert desk.window.banner.text.startswith(desk.notice) and "no repository" in desk.window.banner.text


def test_slow_writing_is_said_only_when_it_takes_its_time(desk: Desk, failing: Disk) -> None:
    failing.open_syncs.clear()
    desk.type("x")
    assert desk.header.startswith("saved")
    desk.until(lambda: desk.header == "saving…")
    assert not desk.notice
    failing.open_syncs.set()
    desk.until(lambda: desk.header.startswith("saved"))


def test_save_elsewhere_keeps_all_of_it_and_what_is_typed_on(
    desk: Desk, failing: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "stick" / "mine.jsonl"
    chosen.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    failing.fail(1, Fault.FULL)
    desk.type("First. ")
    desk.until(lambda: desk.notice)
    desk.press("Save elsewhere…")
    desk.until(chosen.with_suffix(".md").exists)
    desk.until(lambda: f"and in {chosen}, which `relman tickets --import {chosen}` brings back." in desk.notice)
    assert f"Saved in {chosen}, and the ticket as Markdown beside it." in desk.window._status._text.whole
    desk.type("Second.")
    desk.until(lambda: "First. Second." in chosen.with_suffix(".md").read_text("utf-8"))
    rescued = rescued_in(chosen)
    assert rescued.wholes[0].data["ticket"]["entries"]["title"]["text"]
    assert rescued.records[-1].data["entries"]["justification"]["text"].startswith("First. Second.")
    failing.heal()
    desk.library.journal.retry()
    desk.until(lambda: not desk.notice)
    assert chosen.exists(), "what the person asked for stays"


def test_closing_rescues_and_the_next_start_puts_it_back(desk: Desk, failing: Disk) -> None:
    change = change_of(desk)
    number = desk.window.desk.session.entry("change_id").text
    shutil.rmtree(home() / "backups")  # with the second copy, which would do the same
    (home() / "backups").write_text("nothing can be kept here")
    failing.fail(1, Fault.FULL)
    desk.type()
    typed = desk.typed
    assert desk.window.close(), "nobody is asked"
    assert not desk.window.isVisible() and typed.startswith(WORDS)
    failing.heal()
    (home() / "backups").unlink()
    opened = open_anywhere(tickets())
    (said,) = opened.put_back
    assert f"change of {number} could not be written and was saved to {Path.home()}" in said
    assert "put back" in said
    opened.library.close()
    assert kept_after_restart(change) == typed
    again = open_anywhere(tickets())
    assert not again.put_back, "told once"
    again.library.close()
    assert not list(Path.home().glob("relman-rescue-*")), "nobody needs it any more"


def test_nobody_waits_for_an_import_that_cannot_be_written(
    desk: Desk, failing: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Library(tmp_path / "other" / "tickets.sqlite")
    put(other, a_kept_ticket(7, "From elsewhere"))
    export_library(other, tmp_path / "all.zip", Cancel())
    other.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "all.zip"), ""))
    desk.window.actions_by_name["show_library"].trigger()
    failing.open_syncs.clear()
    desk.window.desk.library.page.import_wanted.emit()
    assert failing.waits_in_sync.wait(5)
    failing.fail(1, Fault.FULL)
    failing.open_syncs.set()
    desk.until(lambda: "disk" in desk.notice)
    desk.window.actions_by_name["show_library"].trigger()
    desk.window.desk.library.page.import_wanted.emit()
    began = time.monotonic()
    assert desk.window.close() and time.monotonic() - began < 8
    failing.heal()
    opened = open_anywhere(tickets())
    assert opened.library.search(Query(text="elsewhere")).total == 1
    opened.library.close()


def test_only_where_nothing_can_be_written_the_first_close_is_refused(
    desk: Desk, failing: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "rescue_folders", lambda database: ())
    failing.fail(1, Fault.BROKEN)
    desk.type()
    desk.until(lambda: "in this window only" in desk.notice)
    assert not desk.window.close() and desk.window.isVisible()
    desk.no_dialog()
    assert desk.window.banner.text.startswith("Nothing can be written anywhere")
    desk.press("Copy the ticket")
    assert WORDS.strip() in QGuiApplication.clipboard().text()
    desk.type("Still here.")
    assert desk.typed.startswith(WORDS + "Still here.")
    assert desk.window.close() and not desk.window.isVisible()


def test_a_close_that_was_refused_is_refused_again_after_all_was_well(
    desk: Desk, failing: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "rescue_folders", lambda database: ())
    for _ in range(2):
        failing.fail(1, Fault.FULL)
        desk.type("x")
        assert not desk.window.close()
        failing.heal()
        desk.library.journal.retry()
        desk.until(lambda: not desk.library.journal.unsaved and not desk.window.banner.text)


def test_a_folder_that_is_deleted_while_the_person_types_loses_nothing(begin: Callable[..., Desk]) -> None:
    desk = begin(Library(tickets()))
    desk.type("Before. ")
    desk.until(lambda: not desk.library.journal.unsaved)
    shutil.rmtree(home())
    desk.type("After.")
    desk.until(lambda: not desk.library.journal.unsaved)
    typed, change = desk.typed, change_of(desk)
    assert typed.startswith("Before. After.")
    ticket = desk.library.history(desk.library.of_change(change) or "").ticket
    assert ticket and ticket.entry("justification").text == typed, "what is read is what is written"
    desk.window.close()
    assert kept_after_restart(change) == typed


def test_a_folder_that_cannot_be_made_again_is_told(begin: Callable[..., Desk]) -> None:
    desk = begin(Library(tickets()))
    change = change_of(desk)
    desk.until(lambda: not desk.library.journal.unsaved)
    shutil.rmtree(home())
    home().write_text("something else")
    desk.type()
    desk.until(lambda: f"the folder {home()} is gone" in desk.notice)
    assert "Connect its drive, or have it made again" in desk.notice
    home().unlink()
    desk.press("Make the folder again")
    desk.until(lambda: not desk.notice and tickets().exists())
    typed = desk.typed
    desk.window.close()
    assert typed.startswith(WORDS) and kept_after_restart(change) == typed


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real disk of one megabyte, as the folder of all that the app keeps."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and os.name == "posix" and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("only root may make a disk")
    monkeypatch.setenv("RELMAN_HOME", str(folder / "home"))
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_real_full_disk(begin: Callable[..., Desk], small_disk: Path) -> None:
    desk = begin(Library(tickets()))
    change = change_of(desk)
    desk.until(lambda: not desk.library.journal.unsaved)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(4096))
    desk.type("A" * 40 + WORDS * 3)
    desk.until(lambda: f"the disk of {home()} is full (" in desk.notice)
    typed = desk.typed
    desk.until(lambda: str(Path.home()) in desk.notice or tempfile.gettempdir() in desk.notice)
    desk.window.close()
    filler.unlink()
    assert typed.startswith("A" * 40 + WORDS * 3) and kept_after_restart(change) == typed


def test_tickets_that_may_only_be_read_go_on_beside_and_come_back(begin: Callable[..., Desk], small_disk: Path) -> None:
    first = begin(Library(tickets()))
    first.type("Before. ")
    change, ticket = change_of(first), first.window.desk.session.ticket
    first.window.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    opened = open_anywhere(tickets())
    assert "may only be read" in opened.refused and opened.library.journal.path.is_relative_to(Path.home())
    beside = begin(opened.library)
    assert ticket and beside.window.desk.session.ticket == ticket, "it is the same ticket"
    beside.type(WORDS)
    typed = beside.typed
    beside.window.close()
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert WORDS in typed and "Before." in typed and kept_after_restart(change) == typed


def test_the_disk_is_told_to_be_nearly_full_before_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relman_desktop.gui.saving.free_room", lambda folder: 12_300_000)
    desk.window.desk.saving._looked = -1e9
    desk.type("x")
    desk.until(lambda: desk.window.banner.text)
    assert "nearly full (12 MB free)" in desk.window.banner.text
    desk.window.banner._rows["space"]._dismiss.click()
    desk.window.desk.saving._looked = -1e9
    desk.type("y")
    desk.until(lambda: not desk.library.journal.unsaved)
    desk.qtbot.wait(100)
    assert not desk.window.banner.text, "once"


def test_settings_that_cannot_be_written_are_told_once(desk: Desk) -> None:
    (home() / "settings.json").unlink(missing_ok=True)
    (home() / "settings.json").mkdir()
    desk.window.actions_by_name["use_dark_theme"].trigger()
    assert "settings cannot be written" in desk.window.banner.said("settings")
    desk.window.banner._rows["settings"]._dismiss.click()
    desk.window.actions_by_name["use_light_theme"].trigger()
    assert not desk.window.banner.text


def test_what_is_not_saved_is_told_alone(desk: Desk, failing: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relman_desktop.gui.saving.free_room", lambda folder: 12_300_000)
    banner = desk.window.banner
    copies, kept = desk.library._guard._backups.folder, home() / "aside"
    copies.rename(kept)
    copies.touch()
    tail, desk.library._guard._tail = desk.library._guard._tail, None
    assert tail
    tail.close()  # as after a write of it that failed
    desk.window.desk.saving._looked = -1e9
    desk.type("x")
    desk.until(lambda: "second copy" in banner.said("guard") and banner.said("space"))
    failing.fail(1, Fault.FULL)
    desk.type("y")
    desk.until(lambda: desk.notice)
    assert banner.text == desk.notice, "that the tickets are still written is not so now"
    desk.library.journal.retry()
    desk.qtbot.wait(200)
    assert banner.text == desk.notice
    failing.heal()
    desk.library.journal.retry()
    desk.until(lambda: not desk.notice)
    desk.type("z")
    desk.until(lambda: "second copy" in banner.said("guard"))
    copies.unlink()
    kept.rename(copies)
    desk.type("a")
    desk.until(lambda: not banner.said("guard"))
