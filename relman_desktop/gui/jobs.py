"""Work beside the window's thread: results come back on it, stale ones are dropped, all of it can be stopped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ..errors import Cancelled
from ..jobs import Cancel, Progress

Work = Callable[[Cancel, Progress], Any]


@dataclass(eq=False)
class Job:
    """One piece of work, and who is told of its end (exactly once, unless it is stopped)."""

    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    cancel: Cancel = field(default_factory=Cancel)


class Lane(QObject):
    """One thread that does one job at a time; a new job stops the one before it."""

    progressed = Signal(str, object)  # what is done, the part done or None
    idle = Signal()
    _reported = Signal(object, str, object)
    _ended = Signal(object, object, object)  # job, result, error

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._job: Job | None = None
        self._closed = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def start(self, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Do `work`, then call `done` with its result or `failed` with its error, on the window's thread.

        Nothing is done any more once it is closed: what was queued before may still ask for it then.
        """
        if self._closed:
            return
        if self._job:
            self._job.cancel.cancel()
        self._job = job = Job(work, done, failed)
        self._executor.submit(self._run, job)

    def stop(self) -> None:
        """Stop the job; neither `done` nor `failed` is called."""
        if self._job:
            self._job.cancel.cancel()
            self._job = None
            self.idle.emit()

    def wind_up(self) -> None:
        """Stop what the job waits for, and take what it gives then: for a job that ends with what it has."""
        if self._job:
            self._job.cancel.cancel()

    def close(self) -> None:
        """Stop, and wait for the thread: a thread that outlives the application would abort it."""
        self._closed = True
        self.stop()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job) -> None:
        try:
            job.cancel.check()
            result = job.work(job.cancel, lambda what, part=None: self._reported.emit(job, what, part))
        except Exception as error:  # every error belongs to the window, which tells bugs from expected ones
            self._ended.emit(job, None, error)
        else:
            self._ended.emit(job, result, None)

    def _report(self, job: Job, what: str, part: float | None) -> None:
        if job is self._job:
            self.progressed.emit(what, part)

    def _end(self, job: Job, result: Any, error: Exception | None) -> None:
        if job is not self._job:
            return  # stale: another job has taken its place
        self._job = None
        self.idle.emit()
        if error is None:
            job.done(result)
        elif not isinstance(error, Cancelled):
            job.failed(error)
