"""What was typed a moment ago is kept when the process is told to end, and the window closes as if by the person."""

import signal
import sys
from pathlib import Path

import pytest

from relman_desktop.sample import RANGE
from relman_desktop.store.library import Library

from .processes import Application

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_closes_the_window_and_what_was_typed_is_kept(sample: Path, home: Path, told: signal.Signals) -> None:
    application = Application(sample, RANGE)
    try:
        shown = application.until(lambda one: "ticket" in one and not one["opening"])
        application.do("type", "title", "Typed just before the end. ")
        application.send(told)  # within the moment that typed text waits for the next key
        assert application.wait() == 0
    finally:
        application.end()
    library = Library(home / "tickets.sqlite")
    ticket = library.history(shown["ticket"]).ticket
    library.close()
    assert ticket and "Typed just before the end. " in ticket.entry("title").text
