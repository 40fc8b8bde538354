"""What was read is there again without asking anybody, with its age; what cannot be read is not there."""

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel, silent
from relman_desktop.settings import Tracker
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers import cache
from relman_desktop.trackers.cache import cached, forget, keep, kept, tidy
from relman_desktop.trackers.lookup import look_up
from tests.net.server import Scripted, plain, refusing

from .conftest import TOKEN, tracker_at
from .limited import Limited

pytestmark = pytest.mark.usefixtures("plain_kind", "token")
TRACKER = Tracker("Plain", "plain", "https://plain.example/base/")
NOWHERE = ("", "")
ITEM = WorkItem(
    "",
    "PAY-1",
    "plain",
    (),
    title="Pay \U0001f680 \u202bשלום\u202c",
    body="x" * 10_000,
    fetched=True,
    done=False,
    criteria=("One.", "Two."),
    labels=("a",),
    read_at="2026-11-26T08:00:00+00:00",
)


def _files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "work").rglob("*") if path.is_file())


def test_what_is_kept_is_there_again() -> None:
    keep(TRACKER, "PAY-1", ITEM)
    assert cached(["PAY-1", "PAY-2", "x"], (TRACKER,), NOWHERE) == {"PAY-1": ITEM}
    renamed = replace(TRACKER, name="Another name", url="https://PLAIN.example/base", projects=("PAY",))
    assert kept(renamed, "PAY-1") == ITEM, "by its address, not by the person's name for it"
    for other in (replace(TRACKER, url="https://plain.example/"), replace(TRACKER, user="her@example.com")):
        assert kept(other, "PAY-1") is None


def test_an_item_is_given_by_the_key_that_stands_for_it() -> None:
    keep(TRACKER, "owner/repo#1", replace(ITEM, key="owner/repo#1"))
    assert cached(["#1"], (TRACKER,), ("plain.example", "owner/repo"))["#1"].key == "#1"
    assert not cached(["#1"], (TRACKER,), ("plain.example", "owner/other"))


def test_a_file_is_small_private_and_named_by_no_text_of_others(home: Path) -> None:
    keep(TRACKER, "../../../etc/passwd", ITEM)
    (file,) = _files(home)
    assert all(len(part) == 32 and part.isalnum() for part in (file.stem, file.parent.name))
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert kept(TRACKER, "../../../etc/passwd") == ITEM


def test_nothing_but_the_item_is_in_it(home: Path) -> None:
    with Limited() as server:
        look_up(["PAY-1"], (tracker_at(server.port),), NOWHERE, Cancel(), silent)
    (file,) = _files(home)
    assert TOKEN[:8] not in file.read_text()
    written = json.loads(file.read_text())
    assert set(written) == {"version", "native", "item"} and written["item"]["title"] == "The item at /item/PAY-1"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"version": 1, "native": "PAY-1"}',
        b'{"version": 1, "native": "PAY-1", "item": {"title": 7}}',
        b'{"version": 1, "native": "PAY-1", "item": {"title": "a"}}',
        b'{"version": 1, "native": "PAY-2", "item": {"title": "a", "read_at": "x"}}',
        b'{"version": 2, "native": "PAY-1", "item": {"title": "a", "read_at": "x"}}',
        b'{"version": 1, "native": "PAY-1", "item": {"title": "' + b"a" * (2 << 20) + b'", "read_at": "x"}}',
    ],
)
def test_a_file_that_cannot_be_read_is_not_there(home: Path, content: bytes) -> None:
    keep(TRACKER, "PAY-1", ITEM)
    _files(home)[0].write_bytes(content)
    assert kept(TRACKER, "PAY-1") is None


def test_a_folder_that_cannot_be_written_is_no_fault(home: Path) -> None:
    home.mkdir()
    (home / "work").write_text("in the way")
    keep(TRACKER, "PAY-1", ITEM)
    assert kept(TRACKER, "PAY-1") is None and not cached(["PAY-1"], (TRACKER,), NOWHERE)
    forget(TRACKER)
    tidy()


def test_a_tracker_can_be_forgotten(home: Path) -> None:
    other = replace(TRACKER, url="https://other.example")
    for tracker in (TRACKER, other):
        keep(tracker, "PAY-1", ITEM)
        keep(tracker, "PAY-2", ITEM)
    forget(TRACKER)
    assert kept(TRACKER, "PAY-1") is None and kept(other, "PAY-2") and len(_files(home)) == 2


def test_what_was_not_read_for_long_goes(home: Path) -> None:
    for key in ("PAY-1", "PAY-2"):
        keep(TRACKER, key, ITEM)
    old, now = cache._file(TRACKER, "PAY-1"), time()
    os.utime(old, (now - 181 * 86_400,) * 2)
    os.utime(cache._file(TRACKER, "PAY-2"), (now - 179 * 86_400,) * 2)
    tidy()
    assert _files(home) == [cache._file(TRACKER, "PAY-2")]


def test_what_is_over_the_limits_goes_the_oldest_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        keep(TRACKER, f"PAY-{number}", ITEM)
        os.utime(cache._file(TRACKER, f"PAY-{number}"), (time() - 100 + number,) * 2)
    monkeypatch.setattr(cache, "_MOST_ITEMS", 6)
    tidy()
    assert sorted(cached([f"PAY-{number}" for number in range(9)], (TRACKER,), NOWHERE))[0] == "PAY-3"
    monkeypatch.setattr(cache, "_MOST_BYTES_IN_ALL", 2 * cache._file(TRACKER, "PAY-8").stat().st_size + 10)
    tidy()
    assert sorted(cached([f"PAY-{number}" for number in range(9)], (TRACKER,), NOWHERE)) == ["PAY-7", "PAY-8"]


def test_what_was_read_before_stays_when_the_tracker_fails() -> None:
    with Scripted(plain({"title": "Pay"})) as server:
        tracker = tracker_at(server.port)
        look_up(["PAY-1"], (tracker,), NOWHERE, Cancel(), silent)
    (item,) = look_up(["PAY-1"], (tracker,), NOWHERE, Cancel(), silent)
    assert item.title == "Pay" and item.read_at and "cannot be reached" in item.fault
    assert not cached(["PAY-1"], (tracker,), NOWHERE)["PAY-1"].fault


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_what_the_tracker_denies_is_kept_no_longer(status: str) -> None:
    script = plain({"title": "Pay"})
    with Scripted(lambda request: script(request)) as server:
        tracker = tracker_at(server.port)
        look_up(["PAY-1"], (tracker,), NOWHERE, Cancel(), silent)
        script = refusing({}, status)
        (item,) = look_up(["PAY-1"], (tracker,), NOWHERE, Cancel(), silent)
    assert item.fault and not item.title and not cached(["PAY-1"], (tracker,), NOWHERE)


_TEXT = st.text(max_size=40)


@given(native=st.text(min_size=1, max_size=60), title=st.text(min_size=1, max_size=40), texts=st.tuples(_TEXT, _TEXT))
def test_any_item_comes_back_as_it_was(native: str, title: str, texts: tuple[str, str]) -> None:
    item = replace(ITEM, title=title, body=texts[0], criteria=texts, done=None)
    keep(TRACKER, native, item)
    assert kept(TRACKER, native) == item
