"""The times at which processes are ended, kept by one thread for all of them.

A `threading.Timer` a call costs 0.7 ms, and asking an open git for a blob 0.1: detectors ask for thousands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from math import inf
from threading import Condition, Thread
from time import monotonic


class Deadlines:
    """Calls what is still waited for when its time is over. Its thread starts with the first and ends with Python."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: dict[int, tuple[float, Callable[[], None]]] = {}
        self._numbers = count()
        self._wakes = inf  # when the thread looks next
        self._thread: Thread | None = None

    @contextmanager
    def calling(self, late: Callable[[], None], seconds: float) -> Iterator[None]:
        """While inside, `late` is called after `seconds`, once, on another thread."""
        number = next(self._numbers)
        with self._changed:
            self._waiting[number] = (monotonic() + seconds, late)
            self._start()
            if self._waiting[number][0] < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._waiting.pop(number, None)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="deadlines", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            for late in self._wait():
                late()

    def _wait(self) -> list[Callable[[], None]]:
        """Sleep until the next deadline or a nearer one; gives what is late."""
        with self._changed:
            self._wakes = min((when for when, _ in self._waiting.values()), default=inf)
            self._changed.wait(None if self._wakes == inf else max(0.0, self._wakes - monotonic()))
            over = [number for number, (when, _) in self._waiting.items() if when <= monotonic()]
            return [self._waiting.pop(number)[1] for number in over]
