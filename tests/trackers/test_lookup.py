"""Many items are read at once, within what their tracker takes; one that cannot be read holds up no other."""

import threading
from collections import Counter
from dataclasses import replace
from time import monotonic, sleep

import pytest

from relman_desktop.errors import Cancelled, RelmanError
from relman_desktop.jobs import Cancel, silent
from relman_desktop.settings import Tracker
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers import desk, pace
from relman_desktop.trackers.cache import cached
from relman_desktop.trackers.choosing import doubts
from relman_desktop.trackers.lookup import asked_of, look_up
from relman_desktop.trackers.presets import preset_of
from tests.net.server import SILENCE, Script, Scripted, plain, refusing

from .conftest import tracker_at
from .limited import Limited

pytestmark = pytest.mark.usefixtures("plain_kind", "token")
NOWHERE = ("", "")
AT_ONCE = preset_of("plain").at_once


def _keys(number: int) -> list[str]:
    return [f"PAY-{one}" for one in range(1, number + 1)]


def _read(keys: list[str], *trackers: Tracker, project: tuple[str, str] = NOWHERE) -> tuple[WorkItem, ...]:
    return look_up(keys, trackers, project, Cancel(), silent)


def test_all_are_read_some_at_once_and_told_as_they_come() -> None:
    told, said = list[str](), list[str]()
    with Limited(slow_s=0.02) as server:
        tracker = tracker_at(server.port)

        def hear(item: WorkItem) -> None:
            assert cached([item.key], (tracker,), NOWHERE)[item.key].title == item.title, "it is in the cache by then"
            told.append(item.key)

        items = look_up(_keys(30), (tracker,), NOWHERE, Cancel(), lambda what, part=None: said.append(what), hear)
        assert server.most_at_once == AT_ONCE
    assert [item.key for item in items] == _keys(30), "in the order in which they were asked for"
    assert sorted(told) == sorted(_keys(30)) and all(item.title.endswith(f"/{item.key}") for item in items)
    assert said[0] == "Reading 0 of 30 work items" and said[-1] == "Reading 30 of 30 work items"


def test_a_tracker_with_a_limit_that_does_not_say_when_loses_none() -> None:
    with Limited(a_second=60, says_when=False) as server:
        items = _read(_keys(90), tracker_at(server.port))
        assert Counter(server.taken) == Counter(f"/item/{key}" for key in _keys(90)), "none is read twice"
        assert server.most_at_once <= AT_ONCE and server.refused <= 4 * AT_ONCE
    assert not [item.fault for item in items if item.fault]


def test_a_thousand_keys_stay_within_the_limit() -> None:
    with Limited(a_second=500) as server:
        started = monotonic()
        items = _read(_keys(1_000), tracker_at(server.port))
        took = monotonic() - started
        assert Counter(server.taken) == Counter(f"/item/{key}" for key in _keys(1_000))
        assert server.refused <= 40 and server.most_at_once <= AT_ONCE
    assert not [item.fault for item in items if item.fault] and took < 20


def test_a_token_that_is_refused_is_refused_once() -> None:
    with Limited(status=lambda path: "401 Unauthorized") as server:
        items = _read(_keys(200), tracker_at(server.port))
        assert len(server.taken) == 1
    assert all("does not take the token" in item.fault for item in items)


def test_one_that_fails_holds_up_no_other() -> None:
    odd = {"/item/PAY-1": "404 Not Found", "/item/PAY-7": "403 Forbidden", "/item/PAY-9": "500 Internal Server Error"}
    with Limited(status=lambda path: odd.get(path, "200 OK")) as server:
        items = _read(_keys(20), tracker_at(server.port))
    assert [item.key for item in items if item.fault] == ["PAY-1", "PAY-7", "PAY-9"]
    assert all(item.key in item.fault for item in items if item.fault)


def test_a_tracker_that_only_fails_is_left_alone() -> None:
    with Limited(status=lambda path: "500 Internal Server Error") as server:
        items = _read(_keys(200), tracker_at(server.port))
        assert len(server.taken) < desk._IN_A_ROW + AT_ONCE
    assert all(f"{item.key} was to be read" in item.fault for item in items)


def test_an_answer_that_is_broken_holds_up_no_other() -> None:
    pages = {"/item/PAY-1": "{", "/item/PAY-4": "<html>"}
    with Scripted(lambda request: plain(pages.get(request.path, '{"title": "T"}'))(request)) as server:
        items = _read(_keys(9), tracker_at(server.port))
    assert [item.key for item in items if item.fault] == ["PAY-1", "PAY-4"]


@pytest.mark.parametrize("script", [plain("<html>", kind="text/html"), refusing("", "302 Found", location="/login")])
def test_a_page_in_place_of_every_item_is_not_asked_a_thousand_times(script: Script) -> None:
    with Scripted(script) as server:
        items = _read(_keys(60), tracker_at(server.port))
        assert len(server.received) < desk._IN_A_ROW + AT_ONCE
    assert all(item.fault for item in items)


def test_a_tracker_that_is_not_there_is_tried_once() -> None:
    with Scripted(plain("{}")) as server:
        port = server.port
    started = monotonic()
    items = _read(_keys(500), tracker_at(port))
    assert all("nothing listens there" in item.fault for item in items) and monotonic() - started < 5


def test_a_long_wait_is_told_and_not_slept_through(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(refusing({}, "429 Too Many Requests", retry_after="1800")) as server:
        started = monotonic()
        items = _read(_keys(50), tracker_at(server.port))
        assert len(server.received) == 1 and monotonic() - started < 2
    assert all(item.fault.endswith(f"ask for {item.key} again in 30 minutes.") for item in items)


def test_a_tracker_that_never_takes_any_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(refusing({}, "429 Too Many Requests", retry_after="0.05")) as server:
        items = _read(_keys(50), tracker_at(server.port))
        assert len(server.received) == pace._IN_A_ROW + 1
    assert all("takes no more requests for now" in item.fault for item in items)


def test_a_short_wait_is_told_while_it_lasts() -> None:
    said = list[str]()
    with Limited(a_second=10) as server:
        look_up(_keys(12), (tracker_at(server.port),), NOWHERE, Cancel(), lambda what, part=None: said.append(what))
    assert [what for what in said if "asks us to wait 1 s; " in what and "of 12 work items" in what]


def test_it_is_stopped_at_once() -> None:
    with Scripted(lambda request: [SILENCE]) as server:
        cancel, started = Cancel(), list[float]()

        def stop() -> None:
            while not server.received:
                sleep(0.01)
            started.append(monotonic())
            cancel.cancel()

        thread = threading.Thread(target=stop)
        thread.start()
        with pytest.raises(Cancelled):
            look_up(_keys(1_000), (tracker_at(server.port),), NOWHERE, cancel, silent)
        assert monotonic() - started[0] < 0.2
        thread.join()


def test_what_the_listener_raises_ends_it() -> None:
    def full(item: WorkItem) -> None:
        raise RelmanError("The disk is full.")

    with Limited() as server, pytest.raises(RelmanError, match="disk is full"):
        look_up(_keys(50), (tracker_at(server.port),), NOWHERE, Cancel(), silent, full)
    assert len(server.taken) <= AT_ONCE


def test_an_item_that_was_moved_says_its_new_key() -> None:
    with Scripted(plain({"key": "CARD-7", "title": "Pay"})) as server:
        (item,) = _read(["PAY-1"], tracker_at(server.port))
    assert item.key == "PAY-1" and item.now == "CARD-7"


def test_two_keys_of_one_item_are_asked_once() -> None:
    with Limited() as server:
        tracker = tracker_at(server.port, projects=())
        items = _read(["#1", "#1", "#2"], tracker, project=("127.0.0.1", "owner/repo"))
        assert sorted(server.taken) == ["/item/owner%2Frepo%231", "/item/owner%2Frepo%232"]
    assert [item.key for item in items] == ["#1", "#2"]


def test_a_token_that_cannot_be_had_is_told_and_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAIN_TOKEN", "a token")
    with Limited() as server:
        items = _read(_keys(3), tracker_at(server.port))
        assert not server.taken
    assert all("PLAIN_TOKEN has a space at place 2" in item.fault and item.key for item in items)


# Which tracker is asked

PAY = Tracker("Payments", "plain", "https://pay.example", projects=("PAY",))
ALL = Tracker("All", "plain", "https://all.example")
ODD = Tracker("Odd", "no such kind", "https://odd.example")


def test_a_tracker_that_names_its_projects_comes_first() -> None:
    asked = asked_of(["PAY-1", "CARD-1", "lower"], (ODD, ALL, PAY), NOWHERE)
    assert asked == {"PAY-1": PAY, "CARD-1": ALL} and not doubts(["PAY-1", "CARD-1"], (ODD, ALL, PAY), NOWHERE)


def test_of_several_the_first_is_asked_and_that_is_said() -> None:
    other = replace(ALL, name="Other", url="https://other.example")
    assert asked_of(["CARD-1"], (other, ALL, PAY), NOWHERE) == {"CARD-1": other}
    (doubt,) = doubts(["CARD-1", "CARD-2", "PAY-1"], (other, ALL, PAY), NOWHERE)
    assert doubt.startswith("CARD-1 and CARD-2 may be of “Other” and “All”; “Other” is asked.")


@pytest.mark.parametrize(
    ("url", "host", "is_there"),
    [
        ("https://github.com", "github.com", True),
        ("https://api.github.com", "github.com", True),
        ("https://www.github.com/", "github.com", True),
        ("https://git.example.com:8443/gitlab", "git.example.com", True),
        ("https://git.example.com", "GIT.example.com", True),
        ("https://gitlab.com", "github.com", False),
        ("https://notgithub.com", "github.com", False),
        ("https://gitlab.com", "", False),
        ("https://[::1]:3000", "[::1]", True),
    ],
)
def test_a_bare_number_is_of_the_repositorys_own_host(url: str, host: str, is_there: bool) -> None:
    tracker = replace(ALL, url=url)
    assert bool(asked_of(["#12"], (tracker,), (host, "owner/repo"))) is is_there


def test_nothing_to_ask_is_no_work() -> None:
    assert _read([], ALL) == () == _read(["PAY-1"])
