"""Whether an open file still is the one under its name: what is written to one that was deleted is lost at its end."""

import errno
import os
from pathlib import Path

import apsw

from .tail import sync_folder


class Gone(FileNotFoundError):
    """The file, or its folder, or the drive of it, is not there any more."""


class Footing:
    """The file at a path as it was when this was made."""

    def __init__(self, path: Path) -> None:
        """Raises `OSError`."""
        self._path = path
        self._known = self._identity

    @property
    def holds(self) -> bool:
        """False where another file is there now. Raises `Gone` where none is, and any other `OSError`."""
        return self._identity == self._known

    @property
    def _identity(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Gone(errno.ENOENT, "it is gone", str(self._path)) from error
        return found.st_dev, found.st_ino


def write_anew(connection: apsw.Connection, path: Path) -> None:
    """Write all that an open database holds to its old place, where nothing is. Raises `OSError`, `apsw.Error`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".making-{os.getpid()}-{path.name}")
    temporary.unlink(missing_ok=True)
    target = apsw.Connection(str(temporary))
    try:
        with target.backup("main", connection, "main") as copy:
            while not copy.done:
                copy.step(1000)
        target.pragma("journal_mode", "DELETE")  # so that it is one file
    finally:
        target.close()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    temporary.replace(path)
    sync_folder(path.parent)
