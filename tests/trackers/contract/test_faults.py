"""What a person is told where an item cannot be read, whichever tracker holds it."""

from dataclasses import replace
from threading import Timer

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel, silent
from relman_desktop.trackers import client
from relman_desktop.trackers.kinds import KINDS
from relman_desktop.trackers.lookup import look_up
from tests.trackers.servers import SERVERS
from tests.trackers.servers.serving import TOKEN, TOKEN_VARIABLE
from tests.trackers.servers.stored import MISSING, REFUND, SECRET

from .serving import ORIGIN, Server, every_kind, every_server, read


@every_server
def test_a_wrong_token_is_said_to_be_wrong(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "another-token-that-is-wrong")
    item = read(server)
    assert "does not take the token" in item.fault
    assert "another-token-that-is-wrong" not in item.fault
    assert len(server.received) <= 1  # asked once, so that no account is locked


@every_server
def test_a_token_without_the_right_is_said_to_have_none(server: Server) -> None:
    item = read(server, SECRET)
    assert f"does not let this token read {server.key(SECRET)}" in item.fault


@every_server
def test_what_is_not_there_is_said_not_to_be_there(server: Server) -> None:
    items = look_up([server.key(one) for one in (MISSING, REFUND)], [server.tracker()], ORIGIN, Cancel(), silent)
    assert f"{server.key(MISSING)} is not there" in items[0].fault
    assert items[1].title == "Refund is paid twice"  # and the others are read


@every_kind
def test_a_tracker_that_is_asked_too_fast_is_given_its_time(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with SERVERS[kind]("limit", 1) as server:
        refused = server.refused("limit")
        monkeypatch.setattr(server, "refused", lambda sort: replace(refused, headers={"retry-after": "0.1"}))
        item = read(server)
    assert item.title == "Refund is paid twice"
    assert len(server.received) == 2


@every_kind
def test_a_tracker_that_wants_a_long_time_is_left_alone(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with SERVERS[kind]("limit") as server:
        refused = server.refused("limit")
        monkeypatch.setattr(server, "refused", lambda sort: replace(refused, headers={"retry-after": "1800"}))
        item = read(server)
    assert "takes no more requests for now" in item.fault
    assert "in 30 minutes" in item.fault
    assert len(server.received) == 1


SENTENCES = {
    "fault": "failed (status 50",
    "login page": "sends a web page titled “Sign in” in place of {key}",
    "silent": "gave no whole answer for {key}",
    "dripping": "gave no whole answer for {key}",
    "cut": "broke off in the middle of {key}",
    "dropped": "broke off in the middle of {key}",
    "endless": "sends more than 8 MB for {key}",
    "a list": "tells of {key} cannot be read: ",
    "a text": "tells of {key} cannot be read: ",
    "nothing": "tells of {key} cannot be read: ",
    "half": "does not answer as {title} does: it sends JSON that is broken",
    "deep": "does not answer as {title} does: it sends JSON that is broken",
    "binary": "does not answer as {title} does: it sends JSON that is broken",
    "twisted": "tells of {key} cannot be read: ",
}


@every_kind
@pytest.mark.parametrize("behaviour", SENTENCES)
def test_a_tracker_that_misbehaves_leaves_a_sentence(
    kind: str, behaviour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if behaviour in ("silent", "dripping"):
        monkeypatch.setattr(client, "SILENCE_S", 0.3)
        monkeypatch.setattr(client, "MOST_S", 0.7)
    with SERVERS[kind](behaviour) as server:
        item = read(server)
    expected = SENTENCES[behaviour]
    if (kind, behaviour) == ("azure", "login page"):  # which is how it refuses a token
        expected = "does not take the token"
    assert expected.format(key=server.key(REFUND), title=KINDS[kind].title) in item.fault
    assert "“test” (127.0.0.1" in item.fault
    assert item.title == item.body == ""
    assert TOKEN not in item.fault
    assert "\n" not in item.fault


@every_kind
def test_a_slow_tracker_is_waited_for(kind: str) -> None:
    with SERVERS[kind]("slow") as server:
        assert read(server).title == "Refund is paid twice"


@every_kind
def test_waiting_can_be_ended(kind: str) -> None:
    cancel = Cancel()
    with SERVERS[kind]("silent") as server:
        tracker = server.tracker()
        Timer(0.1, cancel.cancel).start()
        with pytest.raises(Cancelled):
            look_up([server.key(REFUND)], [tracker], ORIGIN, cancel, silent)
        assert server.left(5)
