"""Whether the clock of this machine is set back while a deployment is watched: its times are wrong from then on."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

_LEAST = timedelta(seconds=30)  # less is a clock that is kept right
_TOLD = "The clock of this machine was set back by {}; times that are kept from now on may be wrong."


class ClockWatch:
    """Holds the clock against one that only goes on. A clock that jumps ahead looks like a machine that slept."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._ahead: timedelta | None = None  # what the clock shows beyond the steady one, at most so far
        self.said = ""

    def look(self, now: datetime) -> str:
        """A sentence once the clock was set back; "" until then."""
        ahead = timedelta(seconds=now.timestamp() - self._steady())
        back = self._ahead - ahead if self._ahead is not None else timedelta()
        if back >= _LEAST:
            self.said = _TOLD.format(_words(back))
        self._ahead = ahead
        return self.said


def _words(back: timedelta) -> str:
    seconds = round(back.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
