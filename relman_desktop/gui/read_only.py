"""A session beside an instance that holds the tickets: it reads a copy of them, and keeps nothing."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from ..errors import ServiceError, cause
from ..session import Session
from ..settings import Settings
from ..store.library import Library


class ReadOnlySession(Session):
    """What it is told to keep it forgets at its end."""

    def __init__(self, settings: Settings, tickets: Path) -> None:
        """Raises `ServiceError` where the tickets cannot be read."""
        self._folder = tempfile.TemporaryDirectory(prefix="relman-")
        copy = Path(self._folder.name) / tickets.name
        try:
            _copy(tickets, copy)
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


def _copy(tickets: Path, copy: Path) -> None:
    """The tickets as they are now, without a change of the file, and without waiting for who writes it."""
    if not tickets.exists():
        return
    try:
        source = sqlite3.connect(f"{tickets.absolute().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise ServiceError(f"The tickets in {tickets} cannot be read ({cause(error)}).") from error
