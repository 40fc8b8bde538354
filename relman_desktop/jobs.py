"""What a long job is given: a way to be stopped and a way to say how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Protocol

from .errors import Cancelled


class Progress(Protocol):
    """Told what is being done, and the part done (0..1) or None where the end is not known."""

    def __call__(self, what: str, part: float | None = None, /) -> None: ...


def silent(what: str, part: float | None = None, /) -> None:
    """The `Progress` of a job that nobody watches."""


class Cancel:
    """A request to stop, set by one thread and obeyed by another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cancelled = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        """Stop the job: what it waits for is ended at once."""
        with self._lock:
            self._cancelled = True
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Raise `Cancelled` if the job was stopped; call it in every long loop."""
        if self._cancelled:
            raise Cancelled

    @contextmanager
    def calling(self, callback: Callable[[], None]) -> Iterator[None]:
        """While inside, `cancel` also calls `callback` (from the cancelling thread)."""
        with self._lock:
            self._callbacks.append(callback)
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._callbacks.remove(callback)

    @contextmanager
    def within(self, seconds: float) -> Iterator["Cancel"]:
        """A request to stop that comes with this one, or when the time is over."""
        late = Cancel()
        clock = Timer(seconds, late.cancel)
        clock.start()
        try:
            with self.calling(late.cancel):
                yield late
        finally:
            clock.cancel()
            clock.join()
