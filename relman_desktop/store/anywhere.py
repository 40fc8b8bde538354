"""Opens the tickets, or where that cannot be a place beside in which nothing that is written meanwhile is lost."""

from dataclasses import dataclass
from pathlib import Path

import apsw

from ..errors import ServiceError
from .copying import copy_library
from .database import failed
from .library import Library
from .putting_back import put_back
from .rescue import begin_elsewhere


@dataclass(frozen=True)
class OpenedAnywhere:
    """`put_back`: what was rescued before and is among the tickets again, in sentences; `refused`: why it is beside."""

    library: Library
    put_back: tuple[str, ...] = ()
    refused: str = ""


def open_anywhere(database: Path) -> OpenedAnywhere:
    """The tickets with all that was rescued of them. Raises `ServiceError` where no place at all can be written."""
    try:
        library = Library(database)
    except ServiceError as error:
        return OpenedAnywhere(Library(begin_elsewhere(database)), refused=str(error))
    except (OSError, apsw.Error) as error:
        return OpenedAnywhere(Library(begin_elsewhere(database)), refused=str(failed(database, error)))
    opened = library.opened
    if opened.newer:
        return OpenedAnywhere(library)  # nothing of ours may be put into it
    if opened.read_only:
        library.close()
        return _beside(database, " ".join(opened.said))
    try:
        return OpenedAnywhere(library, put_back(library))
    except ServiceError as error:
        return OpenedAnywhere(library, (f"What was rescued could not be put back: {error}",))


def _beside(database: Path, refused: str) -> OpenedAnywhere:
    """A copy of tickets that may only be read, in which the person goes on."""
    place = begin_elsewhere(database)
    copy_library(database, place)
    return OpenedAnywhere(Library(place), refused=refused)
