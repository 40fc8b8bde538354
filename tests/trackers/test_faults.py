"""Whatever a tracker does ends in an item or in a typed fault with one clear sentence, which holds no token."""

import gzip
import json
import socket
import ssl
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.net.loop import run
from relman_desktop.settings import Tracker
from relman_desktop.trackers import client, insisting
from relman_desktop.trackers.answer import Fault, Told, Unread
from relman_desktop.trackers.client import asking
from relman_desktop.trackers.insisting import answer_of
from relman_desktop.trackers.kind import Ask
from relman_desktop.trackers.lookup import look_up
from relman_desktop.trackers.pace import Pace
from tests.net.server import RESET, Received, Script, Scripted, head, in_turn, plain, refusing

from .conftest import TOKEN, tracker_at

pytestmark = pytest.mark.usefixtures("plain_kind", "token")
ITEM = {"key": "PAY-1", "title": "Pay by card"}
PAGE = "<!doctype html><html><head><title>Sign in to Example SSO</title></head></html>"
BOMB = gzip.compress(b" " * (64 << 20))
DEEP = b"[" * 3_000 + b"]" * 3_000


def _bomb(request: Received) -> list[bytes]:
    return [head(content_encoding="gzip", content_length=str(len(BOMB))), BOMB]


def _drip(request: Received) -> list[object]:
    return [head(), *[b" ", 0.02] * 10_000]


@dataclass(frozen=True)
class Scenario:
    """What a tracker does, and what comes of it."""

    script: Script
    fault: Fault | None
    says: tuple[str, ...] = ()
    requests: int = 1


def _status(status: str, body: object = None, **headers: str) -> Script:
    return refusing({"message": "the words of it"} if body is None else body, status, **headers)


_TWICE = 3
SCENARIOS = {
    "an item": Scenario(plain(ITEM), None),
    "401": Scenario(_status("401 Unauthorized"), Fault.REFUSED, ("wrong or expired", "the words of it")),
    "403": Scenario(_status("403 Forbidden"), Fault.FORBIDDEN, ("PAY-1", "the words of it")),
    "404": Scenario(_status("404 Not Found"), Fault.MISSING, ("PAY-1 is not there", "may not see it")),
    "410": Scenario(_status("410 Gone"), Fault.GONE, ("deleted",)),
    "400": Scenario(_status("400 Bad Request"), Fault.BAD_REQUEST, ("status 400", "the words of it")),
    "405": Scenario(_status("405 Method Not Allowed"), Fault.NOT_A_TRACKER, ("status 405",)),
    "407": Scenario(_status("407 Proxy Authentication Required"), Fault.UNREACHABLE, ("proxy",)),
    "429 that says for long": Scenario(
        _status("429 Too Many Requests", retry_after="7200"), Fault.BUSY, ("in 2 hours",)
    ),
    "a limit with another status, until a moment": Scenario(
        _status("403 Forbidden", {"message": "slow down", "until": 4e9}), Fault.BUSY, ("much later",)
    ),
    "a limit in Jira's headers": Scenario(
        _status("429 Too Many Requests", x_ratelimit_remaining="0", x_ratelimit_reset="2999-01-01T00:00:00Z"),
        Fault.BUSY,
        ("much later",),
    ),
    "429, then an item": Scenario(
        in_turn(_status("429 Too Many Requests", retry_after="0.1"), plain(ITEM)), None, (), 2
    ),
    "503, then an item": Scenario(in_turn(_status("503 Service Unavailable"), plain(ITEM)), None, (), 2),
    "503 that says when, then an item": Scenario(
        in_turn(_status("503 Service Unavailable", retry_after="0.2"), plain(ITEM)), None, (), 2
    ),
    "503 for ever": Scenario(_status("503 Service Unavailable"), Fault.SERVER, ("status 503",), _TWICE),
    "502 for ever": Scenario(_status("502 Bad Gateway", PAGE), Fault.SERVER, ("status 502", "Example SSO"), _TWICE),
    "504 for long": Scenario(_status("504 Gateway Timeout", retry_after="600"), Fault.SERVER, ("status 504",)),
    "500 is not tried again": Scenario(_status("500 Internal Server Error"), Fault.SERVER, ("status 500",)),
    "a redirect elsewhere": Scenario(
        _status("302 Found", "", location="https://user:pass@login.example.com/secret?x=1"),
        Fault.MOVED,
        ("“https://login.example.com”", "do not follow"),
    ),
    "a redirect to no address": Scenario(
        _status("302 Found", "", location="https://[::1/"), Fault.MOVED, ("another address of its own",)
    ),
    "a login page with 200": Scenario(
        plain(PAGE, kind="text/html"), Fault.SIGN_IN, ("“Sign in to Example SSO”", "sign-in")
    ),
    "a login page that says it is JSON": Scenario(plain(PAGE), Fault.SIGN_IN, ("web page",)),
    "text": Scenario(plain("hello", kind="text/plain"), Fault.NOT_A_TRACKER, ("“text/plain”", "hello")),
    "no type": Scenario(plain(b"\xff\xfe", kind=""), Fault.NOT_A_TRACKER, ("no type",)),
    "JSON of the wrong type, said to be text": Scenario(plain(ITEM, kind="text/plain"), None),
    "JSON that says nothing": Scenario(plain("null"), Fault.UNREADABLE, ("there is nothing in it",)),
    "JSON that is cut": Scenario(plain('{"title": "Pay'), Fault.NOT_A_TRACKER, ("JSON that is broken",)),
    "nothing": Scenario(plain(""), Fault.NOT_A_TRACKER, ("JSON that is broken",)),
    "deep JSON": Scenario(plain(DEEP), Fault.NOT_A_TRACKER, ("JSON that is broken",)),
    "a bomb": Scenario(_bomb, Fault.TOO_LARGE, ("more than 8 MB",)),
    "without end": Scenario(lambda request: [head(), *[b"x" * 65_536] * 200], Fault.TOO_LARGE, ("more than 8 MB",)),
    "wrongly packed": Scenario(
        lambda request: [head(content_encoding="gzip"), b"no gzip at all"], Fault.NOT_A_TRACKER, ("unpacked",)
    ),
    "cut in the middle": Scenario(
        lambda request: [head(content_length="500"), b'{"title": "Pa'], Fault.CUT_OFF, ("in the middle",), _TWICE
    ),
    "a reset, then an item": Scenario(in_turn(lambda request: [RESET], plain(ITEM)), None, (), 2),
    "resets for ever": Scenario(lambda request: [RESET], Fault.CUT_OFF, ("try again",), _TWICE),
    "silence": Scenario(lambda request: [60.0], Fault.STALLED, ("nothing came for",)),
    "silence in the middle": Scenario(lambda request: [head(), b"{", 60.0], Fault.STALLED, ("nothing came for",)),
    "a drip": Scenario(_drip, Fault.STALLED, ("no whole answer",)),
    "no HTTP": Scenario(lambda request: [b"220 mail.example ESMTP\r\n"], Fault.CUT_OFF, (), _TWICE),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SILENCE_S", 0.3)
    monkeypatch.setattr(client, "MOST_S", 0.8)
    monkeypatch.setattr(insisting, "_WAITS_S", (0.01, 0.02))


def _asked(tracker: Tracker, ask: Ask | None = None, token: str = TOKEN) -> Told:
    async def work() -> Told:
        async with asking(tracker, token) as asked:
            return await answer_of(asked, ask or Ask("/item/PAY-1"), "PAY-1", Pace())

    return run(work, Cancel())


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_trackers_do(name: str) -> None:
    scenario = SCENARIOS[name]
    with Scripted(scenario.script) as server:
        if scenario.fault is None:
            assert _asked(tracker_at(server.port)).answer == ITEM and len(server.received) == scenario.requests
            return
        with pytest.raises(Unread) as raised:
            _asked(tracker_at(server.port))
    assert raised.value.fault is scenario.fault and raised.value.exit_status == 3
    assert len(server.received) == scenario.requests
    said = str(raised.value)
    assert said.endswith(".")
    for words in (*scenario.says, "Plain tracker", "127.0.0.1"):
        assert words in said, said
    for hidden in (TOKEN, TOKEN[:9], "secret", "user:pass", "{w", "{t", "\n", "None"):
        assert hidden not in said, said


def test_an_item_is_read() -> None:
    with Scripted(plain(ITEM)) as server:
        (item,) = look_up(("PAY-1",), (tracker_at(server.port),), ("", ""), Cancel(), silent)
    assert item.key == "PAY-1" and item.title == "Pay by card" and not item.fault and item.fetched and item.read_at


@pytest.mark.parametrize("answer", [["x"], {"title": 1}, '"text"', json.loads("[" * 150 + "]" * 150)])
def test_an_answer_that_is_no_item_is_told(answer: object) -> None:
    with Scripted(plain(answer)) as server:
        (item,) = look_up(("PAY-1",), (tracker_at(server.port),), ("", ""), Cancel(), silent)
    assert "tells of PAY-1 cannot be read: it has no title" in item.fault
    assert item.key == "PAY-1" and not item.fetched and not item.title and not item.read_at


def test_nobody_listens() -> None:
    with Scripted(plain(ITEM)) as server:
        port = server.port
    started = monotonic()
    with pytest.raises(Unread, match="nothing listens there") as raised:
        _asked(tracker_at(port))
    assert raised.value.fault is Fault.UNREACHABLE and monotonic() - started < 5


def test_a_certificate_that_nobody_knows_is_given_no_token(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, pytest.raises((ssl.SSLError, OSError)):
                context.wrap_socket(connection, server_side=True).recv(1)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(Unread, match="certificate is not trusted") as raised:
            _asked(tracker_at(1, url=f"https://127.0.0.1:{listener.getsockname()[1]}"))
        thread.join()
    assert raised.value.fault is Fault.UNREACHABLE


@pytest.mark.parametrize("url", ["", "tracker", "ftp://a.example", "http://[::1", "http://a b", "https://a:port"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(Unread, match="no web address") as raised:
        _asked(tracker_at(1, url=url))
    assert raised.value.fault is Fault.UNREACHABLE


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/x",
        "@evil.example/x",
        "/..",
        "/item/../../admin",
        "/item/%2e%2E/x",
        "/item/.",
        "/a b",
        "",
        "item",
    ],
)
def test_a_path_that_leads_elsewhere_is_not_asked(path: str) -> None:
    with Scripted(plain(ITEM)) as server:
        with pytest.raises(Unread, match="is no key of") as raised:
            _asked(tracker_at(server.port, url=f"http://127.0.0.1:{server.port}/base"), Ask(path))
        assert raised.value.fault is Fault.NO_KEY and not server.received


def test_what_is_sent() -> None:
    with Scripted(plain(ITEM)) as server:
        tracker = tracker_at(server.port, url=f"http://127.0.0.1:{server.port}/jira/")
        _asked(tracker, Ask("/item/a%2Fb%23é".replace("é", "%C3%A9"), {"$expand": "a b&c"}))
        _asked(tracker, Ask("/graphql", body={"query": "ü"}))
        _asked(tracker, token="")
    got, posted, without = server.received
    assert (got.method, got.path) == ("GET", "/jira/item/a%2Fb%23%C3%A9?%24expand=a+b%26c") and got.body == b""
    assert got.headers["authorization"] == f"Bearer {TOKEN}" and got.headers["accept"] == "application/json"
    assert got.headers["user-agent"].startswith("relman-desktop/") and "cookie" not in got.headers
    assert (posted.method, posted.path, posted.json) == ("POST", "/jira/graphql", {"query": "ü"})
    assert posted.headers["content-type"] == "application/json"
    assert "authorization" not in without.headers, "an empty token is refused where none is not"


def test_without_a_token_it_is_said_that_one_is_wanted() -> None:
    with Scripted(_status("401 Unauthorized")) as server, pytest.raises(Unread, match="none is given") as raised:
        _asked(tracker_at(server.port), token="")
    assert raised.value.fault is Fault.UNKNOWN
    with Scripted(_status("404 Not Found")) as server, pytest.raises(Unread, match="without a token"):
        _asked(tracker_at(server.port), token="")


@pytest.mark.parametrize("echo", [TOKEN, TOKEN[:10], f"Bearer {TOKEN}", f"token={TOKEN}&x=1"])
@pytest.mark.parametrize(
    "script",
    [
        lambda echo: _status("403 Forbidden", {"message": f"no: {echo}"}),
        lambda echo: _status("401 Unauthorized", echo),
        lambda echo: _status("400 Bad Request", {"says": echo}),
        lambda echo: _status("302 Found", "", location=f"https://{echo.replace(' ', '')}.example/"),
        lambda echo: plain(f"<title>{echo}</title>", kind="text/html"),
        lambda echo: plain("x", kind=f"text/{echo}"),
        lambda echo: plain(echo, kind="text/plain"),
        lambda echo: lambda request: [f"HTTP/1.1 {echo} 200\r\n\r\n".encode()],
    ],
)
def test_a_token_that_a_tracker_echoes_is_shown_nowhere(script: Callable[[str], Script], echo: str) -> None:
    with Scripted(script(echo)) as server, pytest.raises(Unread) as raised:
        _asked(tracker_at(server.port))
    shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value) + json.dumps(str(raised.value))
    assert TOKEN[:9] not in shown, shown


def test_a_redirect_takes_neither_the_request_nor_the_token_elsewhere() -> None:
    with Scripted(plain(ITEM)) as other:
        with Scripted(_status("307 Temporary Redirect", "", location=f"http://127.0.0.1:{other.port}/x")) as server:
            with pytest.raises(Unread, match=f"http://127.0.0.1:{other.port}"):
                _asked(tracker_at(server.port))
            assert len(server.received) == 1
        assert not other.received


def test_a_proxy_of_the_system_is_used_but_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(_status("502 Bad Gateway", PAGE)) as proxy, Scripted(plain(ITEM)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        assert _asked(tracker_at(server.port)).answer == ITEM and not proxy.received
        with pytest.raises(Unread):
            _asked(tracker_at(1, url="http://tracker.example"))
        assert proxy.received and proxy.received[0].path == "http://tracker.example/item/PAY-1"
