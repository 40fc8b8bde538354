"""The blobs of a repository by their ids, from one `git cat-file --batch` that is kept open.

A blob costs a tenth of a millisecond so, and four with a process of its own; detectors ask for hundreds.
"""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO

from ..jobs import Cancel
from . import git

_SECONDS = 30.0  # for one blob
_LOOK = 0.02  # seconds between two looks at whether to stop waiting


class Objects:
    """Reads blobs, one at a time, for any thread. Its process starts with the first one and ends with this value."""

    def __init__(self, place: Sequence[str], folder: Path) -> None:
        self._arguments = (*place, "cat-file", "--batch")
        self._folder = folder
        self._lock = Lock()
        self._process: git.Process | None = None
        self._end: weakref.finalize[..., Objects] | None = None

    def blob(self, oid: str, limit: int, cancel: Cancel) -> bytes | None:
        """The bytes of a blob; None where it is missing, is not a blob, or is longer than `limit` bytes."""
        cancel.check()
        with self._alone(cancel):
            try:
                return self._answer(oid, limit, cancel)
            except _Gone:  # whoever asked before was stopped just when the answer had come, which kills the process
                cancel.check()
            with suppress(_Gone):
                return self._answer(oid, limit, cancel)
            return None

    def _answer(self, oid: str, limit: int, cancel: Cancel) -> bytes | None:
        content = None
        try:
            process = self._running()
            with git.watched(process, cancel, _SECONDS, "cat-file"):
                content = _ask(process.stdin, process.stdout, oid, limit)
        finally:
            if content is None:  # what stands in the pipe is not an answer to the next question
                self.close()
        return content

    @contextmanager
    def _alone(self, cancel: Cancel) -> Iterator[None]:
        """Wait until nobody else asks: an answer belongs to whoever asked last. Waiting can be cancelled."""
        while not self._lock.acquire(timeout=_LOOK):
            cancel.check()
        try:
            yield
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process; the next question starts another."""
        self._process = None
        if self._end:
            self._end()

    def _running(self) -> git.Process:
        if self._process is None:
            self._process = git.start(self._arguments, self._folder, stdin=git.PIPE)
            self._end = weakref.finalize(self, git.end, self._process)
        return self._process


class _Gone(Exception):
    """The process answers nothing any more."""


def _ask(question: IO[bytes] | None, answer: IO[bytes] | None, oid: str, limit: int) -> bytes | None:
    assert question is not None and answer is not None
    with suppress(OSError):  # a git that was killed answers nothing
        question.write(f"{oid}\n".encode())
        question.flush()
    words = answer.readline().split()  # "<id> blob <bytes>", or "<id> missing"
    if not words:
        raise _Gone
    if len(words) != 3 or words[1] != b"blob" or int(words[2]) > limit:
        return None
    content = answer.read(int(words[2]))
    return content if answer.read(1) == b"\n" else None
