"""Whether an open file still is the one under its name: what is written to one that was deleted is lost at its end."""

import errno
from pathlib import Path


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
