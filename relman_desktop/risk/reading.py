"""Reading the background of a change, which may take seconds; on any thread but the window's."""

from collections.abc import Callable
from typing import TypeVar

from ..errors import RelmanError
from ..facts.book import Facts
from ..jobs import Cancel, Progress, silent
from ..sources.opening import Opened
from .background import Background
from .past.reading import read_past
from .rehearsal.rehearsing import rehearse
from .timing.planned import Planned

Part = TypeVar("Part")


def read_background(
    opened: Opened,
    facts: Facts,
    cancel: Cancel,
    progress: Progress = silent,
    *,
    planned: tuple[Planned, ...] = (),
) -> Background:
    """All parts; one that cannot be read is left out and told in `notes`. Raises `Cancelled` only."""
    notes: list[str] = []

    def tried(read: Callable[[], Part | None]) -> Part | None:
        try:
            return read()
        except RelmanError as error:
            notes.append(str(error))
            return None

    progress("Reading the history", None)
    past = tried(lambda: read_past(opened, cancel, progress))
    progress("Rehearsing the rollback", None)
    rehearsal = tried(lambda: rehearse(opened, facts, cancel, progress))
    return Background(past, rehearsal, planned, tuple(notes))
