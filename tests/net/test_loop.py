"""What waits on the loop is stopped at once."""

import asyncio
import socket
import threading
from time import monotonic

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel
from relman_desktop.net import loop

QUICK_S = 0.2


def test_a_name_that_nobody_answers_for_holds_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def look_up(*words: object, **named: object) -> list[object]:
        over.wait(5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    cancel = Cancel()
    timer = threading.Timer(0.3, cancel.cancel)
    timer.start()
    started = monotonic()
    with pytest.raises(Cancelled):
        loop.run(lambda: _look_up(), cancel)
    assert monotonic() - started < 0.3 + QUICK_S
    over.set()
    timer.join()


async def _look_up() -> None:
    await asyncio.get_running_loop().getaddrinfo("models.example", 443)


def test_an_interrupt_from_the_keyboard_ends_it() -> None:
    async def interrupted() -> None:
        raise KeyboardInterrupt

    # a signal arrives in the thread that waits; here the wait itself is what raises
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(loop.futures, "wait", _interrupt)
        loop.run(lambda: asyncio.sleep(60), Cancel())


def _interrupt(*words: object) -> None:
    raise KeyboardInterrupt
