"""A call is stopped at once, whatever it waits for, and nothing of it is left."""

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

from relman_desktop.errors import Cancelled, RelmanError
from relman_desktop.jobs import Cancel
from relman_desktop.llm.client import ask
from relman_desktop.settings import Endpoint

from .server import SILENCE, Scripted, answering, head, piece, refusing, stream

BODY = b'{"stream":true}'
QUICK_S = 0.2


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No thread outlives a test."""
    before = set(threading.enumerate())
    yield
    end = monotonic() + 2
    while set(threading.enumerate()) - before and monotonic() < end:
        sleep(0.01)
    assert not set(threading.enumerate()) - before


@contextmanager
def _silent_listener(backlog: int) -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(backlog)
        yield listener.getsockname()[1]


@contextmanager
def _unanswered() -> Iterator[int]:
    """A port whose queue of connections is full: another one is not even refused."""
    with _silent_listener(0) as port:
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        try:
            yield port
        finally:
            for one in waiting:
                one.close()


def _endpoint(port: int, scheme: str = "http") -> Endpoint:
    return Endpoint("test", f"{scheme}://127.0.0.1:{port}/v1", "m")


def _seconds_to_stop(endpoint: Endpoint, ready: Callable[[], bool] = lambda: True, after: float = 0.1) -> float:
    """From the moment of cancelling until `ask` is back."""
    ask_once(endpoint)  # the first import of the client is not what is measured
    cancel, ended = Cancel(), list[float]()

    def call() -> None:
        with pytest.raises(Cancelled):
            ask(endpoint, "", BODY, lambda text: None, cancel)
        ended.append(monotonic())

    thread = threading.Thread(target=call)
    thread.start()
    end = monotonic() + 5
    sleep(after)
    while not ready() and monotonic() < end:
        sleep(0.01)
    started = monotonic()
    cancel.cancel()
    thread.join()
    return ended[0] - started


def ask_once(endpoint: Endpoint) -> None:
    with Scripted(answering("{}")) as server:
        assert ask(server.endpoint(), "", BODY, lambda text: None, Cancel()).fault is None


@pytest.mark.skipif(sys.platform != "linux", reason="a full queue refuses connections elsewhere")
def test_while_connecting() -> None:
    with _unanswered() as port:
        assert _seconds_to_stop(_endpoint(port)) < QUICK_S


def test_while_shaking_hands() -> None:
    with _silent_listener(5) as port:
        assert _seconds_to_stop(_endpoint(port, "https")) < QUICK_S


def test_while_sending() -> None:
    with _silent_listener(5) as port:
        cancel, started = Cancel(), list[float]()

        def stop() -> None:
            started.append(monotonic())
            cancel.cancel()

        timer = threading.Timer(0.3, stop)
        timer.start()
        with pytest.raises(Cancelled):
            ask(_endpoint(port), "", b"x" * (16 << 20), lambda text: None, cancel)
        assert monotonic() - started[0] < QUICK_S
        timer.join()


@pytest.mark.parametrize(
    "script",
    [
        stream(SILENCE),
        lambda request: [SILENCE],
        stream(piece("a"), SILENCE),
        lambda request: [head("500 Internal Server Error"), SILENCE],
        stream(*[piece("a"), 0.01] * 10_000),
    ],
    ids=["before a token", "before the headers", "in the middle", "in a refusal", "while it streams"],
)
def test_while_it_waits_for(script: Callable[..., object]) -> None:
    with Scripted(script) as server:  # type: ignore[arg-type]
        assert _seconds_to_stop(server.endpoint(), lambda: bool(server.received)) < QUICK_S
        assert server.left.wait(2), "the server sees that we went"


def test_while_it_waits_to_ask_again() -> None:
    with Scripted(refusing({}, "429 Too Many Requests", retry_after="20")) as server:
        assert _seconds_to_stop(server.endpoint(), lambda: bool(server.received)) < QUICK_S
        assert len(server.received) == 1


def test_before_it_begins() -> None:
    cancel = Cancel()
    cancel.cancel()
    with Scripted(answering("{}")) as server, pytest.raises(Cancelled):
        ask(server.endpoint(), "", BODY, lambda text: None, cancel)
    assert not server.received


def test_nothing_is_heard_after_it_was_stopped() -> None:
    for _ in range(20):
        cancel, heard = Cancel(), list[str]()

        def hear(text: str, heard: list[str] = heard, cancel: Cancel = cancel) -> None:
            heard.append(text)
            if len(heard) == 5:
                cancel.cancel()

        with Scripted(stream(*[piece("a")] * 1_000)) as server:
            with pytest.raises(Cancelled):
                ask(server.endpoint(), "", BODY, hear, cancel)
            count = len(heard)
            sleep(0.02)
            assert len(heard) == count


def test_what_the_listener_raises_ends_the_call() -> None:
    def full(text: str) -> None:
        raise RelmanError("The disk is full.")

    with Scripted(stream(piece("a"), SILENCE)) as server:
        with pytest.raises(RelmanError, match="disk is full"):
            ask(server.endpoint(), "", BODY, full, Cancel())
        assert server.left.wait(2)


def test_many_at_once_share_one_thread() -> None:
    names = set[str]()

    def hear(text: str) -> None:
        names.add(threading.current_thread().name + str(threading.get_ident()))

    with Scripted(stream(piece("{}"), 0.3, piece(finish="stop"))) as server:
        threads = [threading.Thread(target=ask, args=(server.endpoint(), "", BODY, hear, Cancel())) for _ in range(8)]
        started = monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.received) == 8 and len(names) == 1
    assert monotonic() - started < 8 * 0.3
