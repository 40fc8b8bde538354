"""Opening changes beside the window's thread: what was shown stays until the next one is read."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..sample import sample_repository
from ..session import Session
from .jobs import Lane
from .library_reading import read_kept
from .reading import Request


class Opener(QObject):
    """Reads what the person asks for, one at a time; the newest wish wins."""

    opened = Signal(object)  # Loaded
    failed = Signal(object)  # the error
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._request: Request | None = None
        self._lane = Lane("loader", self)
        self._lane.progressed.connect(self.progressed)
        self._lane.idle.connect(self.idle)

    @property
    def request(self) -> Request | None:
        """What was asked for last."""
        return self._request

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return self._lane.busy

    def open(self, request: Request, *, as_it_is: bool = False) -> None:
        """`as_it_is`: at the commits that the range means now, whatever the ticket of the range describes."""
        settings = self._session.settings
        self._request = request = replace(request, trusted=settings.trusted, trackers=settings.trackers)
        self.progressed.emit("Opening", None)
        exactly = as_it_is or bool(request.ticket and not request.again)
        work = request.read if exactly else partial(request.read_kept, self._session.library)
        self._lane.start(work, self.opened.emit, self.failed.emit)

    def open_place(self, place: str) -> None:
        """Open a repository or a diff, at the range that it had when it was last open."""
        self.open(Request(Path(place), self._session.settings.ranges.get(place, "")))

    def open_range(self, text: str) -> None:
        """Open another range of the same repository; "" for its default."""
        if self._request:
            self.open(Request(self._request.path, text))

    def open_sample(self) -> None:
        self.progressed.emit("Making the sample", None)
        self._lane.start(lambda cancel, _: sample_repository(cancel), self._open_sample, self.failed.emit)

    def reload(self) -> None:
        """Read what is open as it is now; its ticket stays where it describes that still."""
        if self._request:
            ticket = self._session.ticket
            self.open(replace(Request.of_ticket(ticket), again=True) if ticket else self._request)

    def try_again(self) -> None:
        """Read what was asked for last once more."""
        if self._request:
            self.open(self._request)

    def open_ticket(self, ticket_id: str) -> None:
        """Open what a kept ticket describes, with that ticket."""
        library = self._session.library
        self._lane.start(
            lambda cancel, _: Request.of_ticket(read_kept(library, ticket_id, cancel).ticket),
            self.open,
            self.failed.emit,
        )

    def open_from(self, path: Path) -> None:
        """Read what was asked for last from another place, where it is now."""
        if self._request:
            self.open(replace(self._request, path=path))

    def trust(self, folder: Path) -> None:
        """Open the repository of another owner that was refused, now and later."""
        settings = self._session.settings
        self._session.change_settings(replace(settings, trusted=(*settings.trusted, str(folder))))
        self.try_again()

    def stop(self) -> None:
        self._lane.stop()

    def close(self) -> None:
        self._lane.close()

    def _open_sample(self, request: tuple[Path, str]) -> None:
        self.open(Request(*request))
