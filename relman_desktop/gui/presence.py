"""This process among those of the same data folder: the one that takes hand-overs, or one that may only read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ..errors import ServiceError
from ..instance import HeldByAnother, Instance, NoLock, holder_of

if TYPE_CHECKING:
    from .handover import Answer, Reception
    from .wanted import Wanted


class Presence(QObject):
    """Lasts as long as the application. What most starts do not need it imports when it is needed."""

    asked = Signal(object)  # Wanted: a later start was handed over
    failed = Signal(object)  # the error: later starts cannot be handed over
    _claimed_anew = Signal()

    def __init__(self, folder: Path) -> None:
        """Claims the folder, if it is free."""
        super().__init__()
        self.problem: NoLock | None = None  # why nobody knows whether this is the only instance
        self.read_only = False  # another process holds the folder, and nothing may be written there
        self._folder = folder
        self._answer: Answer | None = None  # of the one that holds it
        self._tried = ""
        self._receiving = False
        self._reception: Reception | None = None
        self._claimed_anew.connect(self._receive_anew, Qt.ConnectionType.QueuedConnection)
        self._instance = self._claim()

    def hands_over(self, wanted: "Callable[[], Wanted]") -> bool:
        """Whether another instance holds the folder and opens what is wanted, so that this process may end."""
        if not self.read_only:
            return False
        from .arrival import arrive

        try:
            arrival = arrive(self._folder, wanted)
        except NoLock as problem:
            self.problem, self.read_only = problem, False
            return False
        self._instance, self._answer = arrival.instance, arrival.answer
        self.read_only = arrival.instance is None
        return arrival.handed_over

    @property
    def notice(self) -> str:
        """Why everything is read-only; "" where it is not."""
        if not self.read_only:
            return ""
        from .arrival import read_only_notice

        return read_only_notice(holder_of(self._folder), self._answer) + self._tried

    def hold(self) -> None:
        """Have the folder before something in it is opened to be written: it may have been moved away. On any thread.

        Raises `HeldByAnother` where another process holds the one that is in its place.
        """
        with suppress(NoLock):  # whoever writes there finds that it cannot be written
            if self._instance is None or self._instance.is_there:
                return
            if not self._instance.hold():
                raise HeldByAnother(self._folder)
            self._claimed_anew.emit()

    def receive(self) -> None:
        """Take hand-overs from now on, as soon as the folder is ours."""
        self._receiving = True
        if self._instance is None:
            return
        from .handover import Reception

        if self._reception:  # its socket may have gone with the folder
            self._reception.close()
        self._reception = Reception(self)
        self._reception.asked.connect(self.asked)
        try:
            self._instance.announce(self._reception.open(self._folder, self._instance.left))
        except ServiceError as error:
            self.failed.emit(error)

    def try_again(self) -> bool:
        """Claim the folder; whether everything may be written now."""
        self._instance = self._claim()
        if self.read_only:
            from .arrival import look

            self._answer = look(self._folder)
            self._tried = f" Tried again at {datetime.now():%H:%M:%S}."
        if self.problem:
            self.failed.emit(self.problem)
        if self._receiving:
            self.receive()
        return not self.read_only

    def leave(self) -> None:
        """Take nothing more: the window closes. Later starts wait until the folder is let go."""
        self._receiving = False
        if self._instance and self._reception:
            self._reception.close()
            self._instance.announce("")

    def end(self) -> None:
        """Let the folder go; all is written."""
        if self._instance:
            self._instance.release()
            self._instance = None

    def _receive_anew(self) -> None:
        if self._receiving:
            self.receive()

    def _claim(self) -> Instance | None:
        try:
            instance = Instance.claim(self._folder)
        except NoLock as problem:
            self.problem, self.read_only = problem, False
            return None
        self.read_only = instance is None
        return instance
