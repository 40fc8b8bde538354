"""How it stands with what was written, and when a write that failed is tried again."""

import threading
import time
from dataclasses import dataclass

from ..errors import ServiceError

AGAIN = (1.0, 2.0, 5.0, 10.0)  # seconds until a write that failed is tried again


@dataclass(frozen=True, slots=True)
class Saving:
    """`error` where something is not on the disk, with how many records."""

    at: float  # seconds since 1970, of the last record that reached the disk; 0 where none did
    unsaved: int = 0
    error: ServiceError | None = None
    brought_back: str = ""  # what was gone and is there again, in a sentence


class Attempts:
    """Whether the last write failed, and when the next one is due. Its owner has one thread at a time use it."""

    def __init__(self) -> None:
        self.error: ServiceError | None = None
        self.saved_at = 0.0  # seconds since 1970
        self.next = 0.0  # monotonic; nothing is tried before
        self._failures = 0
        self._hurried = False

    def begin(self) -> None:
        """A write begins."""
        self._hurried = False

    def succeed(self) -> None:
        self.error, self._failures, self.next = None, 0, 0.0
        self.saved_at = time.time()

    def fail(self, error: ServiceError) -> None:
        """Rest before the next try, longer each time; not where somebody asked for one while this one failed."""
        self.error = error
        rest = 0.0 if self._hurried else AGAIN[min(self._failures, len(AGAIN) - 1)]
        self.next = time.monotonic() + rest
        self._failures += 1

    def hurry(self) -> None:
        """Try again at once."""
        self.next, self._hurried = 0.0, True


def report(fault: BaseException) -> None:
    """Tell a fault of ours as one that has ended a thread is told; the thread goes on."""
    told = (type(fault), fault, fault.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(told))
