"""What is read beside the change itself, off the window's thread: its history, the way back, other deployments."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .past.past import Past
    from .rehearsal.rehearsal import Rehearsal
    from .timing.planned import Planned


@dataclass(frozen=True)
class Background:
    """Each part is None, or empty, where it could not be read; `notes` says why, in sentences."""

    past: "Past | None" = None
    rehearsal: "Rehearsal | None" = None
    planned: "tuple[Planned, ...]" = ()  # other tickets of the library that have a schedule
    notes: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """All that a person must know of how it was read: a shallow history counts for less than it should."""
        return (*self.notes, *(self.past.notes if self.past else ()))
