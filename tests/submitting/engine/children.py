"""Exports in processes of their own, which are killed at a request, at a write of the ledger, or at any time."""

import os
import random
import signal
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from relman_desktop.submitting import client, following, holding, ledger, making
from relman_desktop.submitting.answer import Unsubmitted

from .making import attachment, comment, export, prepared, target

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, "httpx2"])
_WRITES = ("before", "within", "after")


def shorten(settles_s: float = 0.05) -> None:
    """Waits as short as a local server's."""
    making.LEAST_S, making.SLOW_S, making._PAUSES_S = settles_s, 0.4, (0.01, 0.02, 0.04)
    client.SILENCE_S, client._AGAIN_S = 0.25, (0.01, 0.02)
    following._PAUSE_S = 0.02
    holding.WAIT_S, holding._GLANCE_S = 20.0, 0.01


def begin(url: str, home: Path, ticket: str, words: str, kill: str = "") -> BaseProcess:
    """Start an export in another process. `kill`: "write 2 within", "timer 0.01" or "" for nothing of its own."""
    child = _CONTEXT.Process(target=_export, args=(url, str(home), ticket, words, kill))
    child.start()
    return child


def _export(url: str, home: str, ticket: str, words: str, kill: str) -> None:
    os.environ["RELMAN_HOME"] = home
    shorten()
    _arm(kill)
    ready = prepared(url, words, ticket=ticket, asides=(comment(), attachment()), of=target(settles_s=0.05))
    try:
        export(ready)
    except Unsubmitted:
        os._exit(3)
    os._exit(0)


def _arm(kill: str) -> None:
    what, *how = kill.split() or [""]
    if what == "timer":
        threading.Timer(float(how[0]), _die).start()
    elif what == "write":
        _at_write(int(how[0]), how[1])


def _at_write(number: int, when: str) -> None:
    real: Callable[..., Any] = ledger.write_atomically
    count = 0

    def write(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count != number:
            return real(path, content)
        if when == "before":
            _die()
        real(path, content, still=_die if when == "within" else lambda: None)
        _die()

    ledger.write_atomically = write  # type: ignore[assignment]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def any_kill(chance: random.Random) -> str:
    """A way to die."""
    if chance.random() < 0.4:
        return f"timer {chance.uniform(0.0, 0.12):.3f}"
    return f"write {chance.randint(1, 7)} {chance.choice(_WRITES)}"
