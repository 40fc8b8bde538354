"""What is sent and looked for, beside the window's thread: one at a time, each told to its own ticket and system."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from ..errors import RelmanError
from ..settings import System
from .export_state import Course
from .jobs import Lane, Work

FAULT = "That did not work, by a fault of ours; the notice has its details."


class Key(NamedTuple):
    """What a course is of. `place`: a name that is given to another system keeps nothing of the one before."""

    ticket: str
    system: str
    place: str

    @classmethod
    def of(cls, ticket: str, system: System) -> "Key":
        """That of a ticket's id and a system as it is set now."""
        return cls(ticket, system.name, json.dumps([system.target, system.address, sorted(system.values.items())]))


class Courses(QObject):
    """Keeps the course of every ticket to every system while the window lives, whatever is shown."""

    moved = Signal()  # what runs is at another step
    ended = Signal(object, object)  # a key; the error that it ended with, or None
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = Lane("exporting", self)
        self._courses: dict[Key, Course] = {}
        self._running: tuple[Key, str] | None = None  # and what is done, for people
        self._lane.progressed.connect(self._progress)
        self._lane.idle.connect(self._settle, Qt.ConnectionType.QueuedConnection)  # when it has told how it ended

    @property
    def busy(self) -> bool:
        return self._running is not None

    def course(self, key: Key) -> Course:
        return self._courses.get(key, Course())

    def instead_of(self, key: Key) -> str:
        """What runs for another ticket or system, in words; "" where nothing does."""
        return self._running[1] if self._running and self._running[0] != key else ""

    def change(self, key: Key, act: Callable[[Course], Course]) -> None:
        self._courses[key] = act(self.course(key))

    def begin(self, key: Key, course: Course, work: Work, what: str) -> None:
        """Begin something while nothing runs. `what`: in words, for people."""
        if self._running:
            return
        self._courses[key], self._running = course, (key, what)
        self.progressed.emit(what, None)
        self._lane.start(work, partial(self._end, key), partial(self._fail, key))

    def stop(self) -> None:
        """Stop what runs; how that ended is told when it has ended."""
        if self._running:
            self.change(self._running[0], lambda course: course.tell("Stopping", None))
            self._lane.wind_up()
            self.moved.emit()

    def close(self) -> None:
        self._lane.close()

    def _progress(self, what: str, part: Any) -> None:
        if self._running:
            key, told = self._running
            self.change(key, lambda course: course.tell(what, part))
            self.progressed.emit(told, part)
            self.moved.emit()

    def _end(self, key: Key, outcome: Any) -> None:
        self._over(key, lambda course: course.answered(outcome))

    def _fail(self, key: Key, error: Exception) -> None:
        told = error if isinstance(error, RelmanError) else RelmanError(FAULT)
        self._over(key, lambda course: course.failed(told), error)

    def _settle(self) -> None:
        """The thread is done: what neither ended well nor failed was stopped."""
        if self._running and not self._lane.busy:
            self._over(self._running[0], Course.stopped)

    def _over(self, key: Key, act: Callable[[Course], Course], error: Exception | None = None) -> None:
        self.change(key, act)
        self._running = None
        self.idle.emit()
        self.ended.emit(key, error)
