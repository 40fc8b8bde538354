"""One running application for each data folder, judged by the operating system's lock on a file in it.

The lock ends with the process, however that ends. The file itself stays for good: who locked a file that another one
has just removed would hold nothing. What stands in it is a word to the next start, and decides nothing.
"""

import errno
import json
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from .errors import ServiceError, cause
from .locking import is_at, lock

LOCK = "instance.lock"
_LONGEST = 4096  # bytes that are read of the file


class NoLock(ServiceError):
    """The folder cannot be locked, so that nobody can tell whether another instance is there."""


class HeldByAnother(OSError):
    """Another process has claimed the folder that is in the place of ours now, so nothing may be written there."""

    def __init__(self, folder: Path) -> None:
        process = f" (process {pid})" if (pid := holder_of(folder).pid) else ""
        super().__init__(errno.EBUSY, f"another Relman Desktop{process} uses it now", str(folder))


class Holder(NamedTuple):
    """The instance that holds a folder, as it says of itself. A data class would take a millisecond of each start."""

    pid: int = 0  # of its process; 0: not known
    socket: str = ""  # the name of the local socket at which it takes hand-overs; "" while it starts or ends


class Instance:
    """The claim of this process to a data folder. It lasts until `release`, or until the process ends."""

    def __init__(self, folder: Path, file: int) -> None:
        self._folder, self._file, self._socket = folder, file, ""
        self._changing = Lock()
        self.left = _said(file).socket  # the socket of an instance that was killed, if one was

    @classmethod
    def claim(cls, folder: Path) -> "Instance | None":
        """The folder for this process alone; None while another instance holds it. It never waits.

        Raises `NoLock` where the folder cannot be written, or its file system knows no locks.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)  # not inherited: a child would hold it on
        except OSError as error:
            raise _no_lock(folder, error) from error
        try:
            if lock(file):
                return cls(folder, file)._announced()
        except OSError as error:
            os.close(file)
            raise _no_lock(folder, error) from error
        os.close(file)
        return None

    def announce(self, socket: str) -> None:
        """Tell later starts where hand-overs are taken; "" that none are."""
        with self._changing:
            self._socket = socket
            self._write_down()

    @property
    def is_there(self) -> bool:
        """Whether the file that is locked is still that of the folder."""
        return is_at(self._folder / LOCK, self._file)

    def hold(self) -> bool:
        """Whether the folder is this process's; one that was moved away took its lock along, so it is claimed anew.

        On any thread. Raises `NoLock`.
        """
        with self._changing:
            if self.is_there:
                return True
            again = Instance.claim(self._folder)
            if again:
                os.close(self._file)
                self._file = again._file
                self._write_down()
            return again is not None

    def _write_down(self) -> None:
        socket = self._socket
        line = json.dumps(Holder(os.getpid(), socket)._asdict()).encode() + b"\n"
        with suppress(OSError):  # of a full disk: later starts then learn nothing, and the lock holds all the same
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, line)
            os.ftruncate(self._file, len(line))

    def release(self) -> None:
        """Let the folder go. All that is written there must be written."""
        with suppress(OSError):
            os.ftruncate(self._file, 0)
        os.close(self._file)

    def _announced(self) -> "Instance":
        self.announce("")
        return self


def holder_of(folder: Path) -> Holder:
    """What the instance that holds a folder says of itself; nothing, where it has not said anything yet."""
    try:
        file = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return Holder()
    try:
        return _said(file)
    finally:
        os.close(file)


def _said(file: int) -> Holder:
    """The first line: what stands behind it is what is left of a longer one before."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        written = json.loads(os.read(file, _LONGEST).partition(b"\n")[0])
        return Holder(int(written["pid"]), str(written["socket"]))
    except (OSError, ArithmeticError, ValueError, TypeError, LookupError, RecursionError):
        return Holder()


def _no_lock(folder: Path, error: OSError) -> NoLock:
    return NoLock(
        f"{folder} cannot be locked ({cause(error)}), so a second Relman Desktop there would go unnoticed; "
        "open only one at a time."
    )
