"""Reads an answer beside the call that brings it: the network's thread only hands pieces over."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType

PAUSE_S = 0.1  # between two looks at what has come: as often as anybody can follow


class Follower:
    """Calls `look` with all of the text that has come so far, a few times a second, on a thread of its own.

    What `look` raises ends the looking: it is kept as `error`, and `failed` is called.
    """

    def __init__(self, look: Callable[[str], None], failed: Callable[[], None]) -> None:
        self.error: Exception | None = None
        self._look, self._failed = look, failed
        self._pieces: list[str] = []
        self._lock = Lock()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="answer-reader")

    def __enter__(self) -> "Follower":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def take(self, piece: str) -> None:
        """A piece of the answer. Quick: it only keeps it."""
        with self._lock:
            self._pieces.append(piece)

    @property
    def text(self) -> str:
        """All that has come."""
        with self._lock:
            self._pieces = ["".join(self._pieces)]
            return self._pieces[0]

    def _run(self) -> None:
        seen = 0
        try:
            while not self._ended.wait(PAUSE_S):
                text = self.text
                if len(text) > seen:
                    seen = len(text)
                    self._look(text)
        except Exception as error:  # whoever asked raises it
            self.error = error
            self._failed()
