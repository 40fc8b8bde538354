"""Opens the tickets, or where that cannot be a place beside in which nothing that is written meanwhile is lost."""

from dataclasses import dataclass
from pathlib import Path

from ..errors import ServiceError
from .library import Library
from .putting_back import put_back
from .rescue import begin_elsewhere


@dataclass(frozen=True)
class OpenedAnywhere:
    """`put_back`: what was rescued before and is among the tickets again, in sentences; `refused`: why it is beside."""

    library: Library
    put_back: tuple[str, ...] = ()
    refused: ServiceError | None = None


def open_anywhere(database: Path) -> OpenedAnywhere:
    """The tickets with all that was rescued of them. Raises `ServiceError` where no place at all can be written."""
    try:
        library = Library(database)
    except ServiceError as error:
        return OpenedAnywhere(Library(begin_elsewhere(database)), refused=error)
    try:
        return OpenedAnywhere(library, put_back(library))
    except ServiceError as error:
        return OpenedAnywhere(library, (f"What was rescued could not be put back: {error}",))
