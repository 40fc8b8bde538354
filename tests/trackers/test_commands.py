"""`relman work --look-up` and `relman doctor`: what a pipeline relies on of trackers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.moving_on import open_kept
from relman_desktop.sample import RANGE, sample_repository
from relman_desktop.settings import Settings, Tracker, load_settings, save_settings
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.store.library import Library
from tests.net.server import Received, Scripted, by_path, plain, refusing
from tests.test_cli import Capture, run

from .conftest import TOKEN, tracker_at

pytestmark = pytest.mark.usefixtures("plain_kind", "token")


def _item(request: Received) -> list[bytes]:
    body = json.dumps({"title": f"\u202eTitle of {request.path}"}).encode()
    return [*plain(body)(request)]  # type: ignore[list-item]


@pytest.fixture
def server() -> Iterator[Scripted]:
    """The tracker of two of the sample's three projects; it knows every item unless a test says otherwise."""
    with Scripted(_item) as made:
        save_settings(Settings(trackers=(tracker_at(made.port, projects=("PAY", "ORD")),)))
        yield made


@pytest.fixture
def sample() -> Path:
    """One of the test's own: nobody else commits to it."""
    return sample_repository(Cancel())[0]


@pytest.fixture
def words(sample: Path) -> tuple[str, ...]:
    return ("work", "--repo", str(sample), "--range", RANGE)


def test_without_being_asked_to_nothing_is_sent(capsys: Capture, server: Scripted, words: tuple[str, ...]) -> None:
    status, out, err = run(capsys, *words)
    assert (status, err) == (0, "") and "PAY-212" in out and not server.received


def test_items_are_looked_up_and_known_from_then_on(
    capsys: Capture, server: Scripted, words: tuple[str, ...], sample: Path
) -> None:
    status, out, err = run(capsys, *words, "--look-up", "--format", "json")
    read = {item["key"]: item for item in json.loads(out)["work"]}
    assert status == 0 and read["PAY-212"]["title"] == "\u202eTitle of /item/PAY-212" and read["PAY-212"]["fetched"]
    assert not read["#431"]["fetched"] and err == "relman: No tracker that is set up holds #431.\n"
    assert len(server.received) == 3 and {one.headers["authorization"] for one in server.received} == {
        f"Bearer {TOKEN}"
    }
    status, out, err = run(capsys, *words)
    assert "\\u202eTitle of /item/PAY-212 · read 20" in out and (status, err) == (0, ""), "from what was read before"
    assert len(server.received) == 3
    opened = open_range(sample, RANGE, Cancel())
    loaded = study(opened, Cancel(), trackers=load_settings().trackers)
    assert loaded.read["PAY-212"].is_told and loaded.read["PAY-212"].read_at
    assert not study(opened, Cancel()).read and len(server.received) == 3


def test_an_item_that_is_not_there_is_a_note(capsys: Capture, server: Scripted, words: tuple[str, ...]) -> None:
    server.script = lambda request: (refusing({}, "404 Not Found") if "212" in request.path else _item)(request)
    status, out, err = run(capsys, *words, "--look-up")
    assert status == 0 and "relman: PAY-212 is not there at “Plain tracker”" in err and "ORD-77" in out


def test_a_tracker_that_fails_is_told_with_what_could_be_read(
    capsys: Capture, server: Scripted, words: tuple[str, ...]
) -> None:
    assert run(capsys, *words, "--look-up")[0] == 0
    server.script = refusing({"message": "gone for good"}, "401 Unauthorized")
    status, out, err = run(capsys, *words, "--look-up", "--format", "json")
    assert status == 3 and {item["key"]: item["fetched"] for item in json.loads(out)["work"]}["PAY-212"]
    said = err.splitlines()
    assert said[-1] == "relman: Not all work items could be read from “Plain tracker”; what could be is here."
    assert sum("does not take the token" in line for line in said) == 1 and TOKEN not in err + out


def test_nothing_goes_to_a_host_before_the_person_agrees(
    capsys: Capture, server: Scripted, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tracker, "local", False)
    tracker = tracker_at(server.port, projects=("PAY",))
    save_settings(Settings(trackers=(tracker,)))
    status, out, err = run(capsys, *words, "--look-up")
    assert (status, out) == (2, "") and not server.received
    assert err == (
        f"relman: Nothing was looked up: nobody has agreed yet that 2 keys of work items go to {tracker.host}."
        " Add --agree to send them, or agree once in the window.\n"
    )
    other = replace(tracker_at(server.port, projects=("ORD",)), name="Other", url="https://tracker.example")
    save_settings(Settings(trackers=(tracker, other), consented=(tracker.origin,)))
    status, out, err = run(capsys, *words, "--look-up")
    assert status == 0 and len(server.received) == 2 and "Title of /item/PAY-212" in out
    assert (
        "relman: Not all was looked up: nobody has agreed yet that 1 key of work items goes to tracker.example." in err
    )
    save_settings(Settings(trackers=(replace(tracker, projects=("ORD",)),)))
    assert run(capsys, *words, "--look-up", "--agree")[0] == 0 and len(server.received) == 3


def test_mentions_are_looked_up_where_they_are_wanted(
    capsys: Capture, server: Scripted, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare number may be a pull request's: it is nobody's word that the change is for it."""
    monkeypatch.setattr(WorkItem, "is_named", property(lambda item: item.key != "ORD-77"))
    save_settings(Settings(trackers=(tracker_at(server.port, projects=("PAY", "ORD"), reads=False),)))
    assert run(capsys, *words, "--look-up")[0] == 0
    assert {one.path for one in server.received} == {"/item/PAY-208", "/item/PAY-212"}, "asked for by the person"
    assert run(capsys, *words, "--look-up", "--mentions")[0] == 0
    assert "/item/ORD-77" in {one.path for one in server.received}
    status, out, _ = run(capsys, *words, "--look-up")
    assert status == 0 and "Title of /item/ORD-77" in out, "what was read before stays known"


@pytest.mark.parametrize("word", ["--mentions", "--agree"])
def test_words_for_looking_up_want_it(capsys: Capture, words: tuple[str, ...], word: str) -> None:
    status, out, err = run(capsys, *words, word)
    assert (status, out) == (
        2,
        "",
    ) and err == f"relman: {word} is for looking up; add --look-up, or leave {word} out.\n"


def test_no_tracker_is_wrong_input(capsys: Capture, words: tuple[str, ...]) -> None:
    status, out, err = run(capsys, *words, "--look-up")
    assert status == 2 and not out and err.startswith("relman: No tracker is set up")


def test_a_change_is_opened_with_what_was_read_before(
    capsys: Capture, server: Scripted, words: tuple[str, ...], sample: Path, tmp_path: Path
) -> None:
    run(capsys, *words, "--look-up")
    library = Library(tmp_path / "tickets.sqlite")
    try:
        loaded = open_kept(sample, RANGE, library, Cancel(), trackers=load_settings().trackers)
    finally:
        library.close()
    assert loaded.read["PAY-212"].title and len(server.received) == 3


# relman doctor


def test_doctor_has_a_line_for_each_tracker_and_sends_nothing(
    capsys: Capture, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _ = run(capsys, "doctor")
    assert status == 0 and "ok  tracker               Plain tracker: Plain at 127.0.0.1:" in out
    assert "the token is in the environment variable PLAIN_TOKEN" in out and TOKEN not in out
    monkeypatch.delenv("PLAIN_TOKEN")
    save_settings(Settings(trackers=(*load_settings().trackers, Tracker("odd", "telepathy", "https://x.example"))))
    status, out, _ = run(capsys, "doctor")
    assert "there is no token for it" in out and "!!  tracker               The tracker “odd” is of no kind" in out
    assert not server.received


def test_doctor_probes_each_tracker(capsys: Capture, server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    server.script = by_path({"/self": plain({"name": "ada"}), "/found": plain({"items": []})})
    status, out, err = run(capsys, "doctor", "--probe")
    assert (status, err) == (0, "") and "ok  Plain tracker         Token: It is the token of “ada”." in out
    server.script = refusing({}, "401 Unauthorized")
    status, out, err = run(capsys, "doctor", "--probe")
    assert status == 3 and "!!  Plain tracker         Token: “Plain tracker”" in out
    monkeypatch.setenv("PLAIN_TOKEN", "not one")
    status, out, err = run(capsys, "doctor", "--probe")
    assert status == 3 and "!!  Plain tracker         Token: The environment variable PLAIN_TOKEN has a space" in out
