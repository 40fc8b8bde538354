"""Opens the tickets, or where that cannot be a place beside in which nothing that is written meanwhile is lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from ..errors import ServiceError
from .copying import copy_files, copy_library
from .database import connect, failed
from .library import Library
from .putting_back import put_back, show_rescued
from .rescue import begin_elsewhere


@dataclass(frozen=True)
class OpenedAnywhere:
    """`put_back`: what was rescued before and is among the tickets again, in sentences; `refused`: why it is beside."""

    library: Library
    put_back: tuple[str, ...] = ()
    refused: str = ""


def open_anywhere(database: Path, hold: Callable[[], None] = lambda: None) -> OpenedAnywhere:
    """The tickets with all that was rescued of them. Raises `ServiceError` where no place at all can be written.

    `hold` is called, on any thread, before the file is opened to be written, and raises `OSError` where that may not
    be: another process has the folder that is in the place of the one that was there.
    """

    def open_held(path: Path) -> apsw.Connection:
        hold()
        return connect(path)

    try:
        library = Library(database, open_database=open_held)
    except ServiceError as error:
        return _beside(database, str(error))
    except (OSError, apsw.Error) as error:
        return _beside(database, str(failed(database, error)))
    opened = library.opened
    if opened.newer:
        return OpenedAnywhere(library)  # nothing of ours may be put into it
    if opened.read_only:
        library.close()
        return _beside(database, " ".join(opened.said))
    return _with_rescued(library, put_back)


def _beside(database: Path, refused: str) -> OpenedAnywhere:
    """A copy of tickets that cannot be written, as far as they can be read, in which the person goes on."""

    def begin(place: Path) -> Library:
        if not place.exists():
            _copy(database, place)
        return Library(place)

    try:
        library = begin_elsewhere(database, begin)
    except ServiceError as error:
        raise ServiceError(f"{refused} Nothing can be written anywhere else either.") from error
    return replace(_with_rescued(library, lambda one: show_rescued(one, database)), refused=refused)


def _copy(database: Path, place: Path) -> None:
    """Copy what can be read. On a full disk SQLite cannot even read, for want of room for its shared memory."""
    for copy in (copy_library, copy_files):
        try:
            copy(database, place)
        except ServiceError:
            _remove(place)
        else:
            return


def _remove(place: Path) -> None:
    for one in place.parent.glob(f"{place.name}*"):
        one.unlink()


def _with_rescued(library: Library, put: Callable[[Library], tuple[str, ...]]) -> OpenedAnywhere:
    try:
        return OpenedAnywhere(library, put(library))
    except ServiceError as error:
        return OpenedAnywhere(library, (f"What was rescued could not be put back: {error}",))
