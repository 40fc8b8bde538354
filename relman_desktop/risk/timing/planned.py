"""Another deployment that the library knows of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """A ticket that has a schedule and is not closed."""

    ticket: str  # its id in the library
    change_id: str
    title: str
    services: str  # as its field says
    schedule: str  # as its field says
    repository: str  # the location
