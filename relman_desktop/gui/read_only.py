"""A session beside an instance that holds the tickets: it reads a copy of them, and keeps nothing."""

import tempfile
from pathlib import Path

from ..errors import ServiceError
from ..session import Session
from ..settings import Settings
from ..store.copying import copy_library
from ..store.library import Library


class ReadOnlySession(Session):
    """What it is told to keep it forgets at its end."""

    def __init__(self, settings: Settings, tickets: Path) -> None:
        """Raises `ServiceError` where the tickets cannot be read."""
        self._folder = tempfile.TemporaryDirectory(prefix="relman-")
        copy = Path(self._folder.name) / tickets.name
        try:
            copy_library(tickets, copy)
            super().__init__(settings, Library(copy))
        except ServiceError:
            self._folder.cleanup()
            raise

    def change_settings(self, settings: Settings) -> None:
        """Take new settings for as long as this session lasts; the other instance writes those that are kept."""
        self.settings = settings

    def close(self) -> None:
        super().close()
        self._folder.cleanup()
