"""The operating system's lock on an open file. It ends with the process that holds it, however that ends."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_LOCKED_BYTE = 1 << 30  # on Windows, where nobody else can read a locked byte; far behind what stands in the file
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # what a lock of somebody else's is called, by system


def is_at(path: Path, file: int) -> bool:
    """Whether an open file is the one at a path: who locked one that was just removed holds nothing."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def lock(file: int) -> bool:
        """Lock the file without waiting; False where somebody else has locked it. Raises `OSError`."""
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        return _taken(lambda: msvcrt.locking(file, msvcrt.LK_NBLCK, 1))

else:
    import fcntl

    def lock(file: int) -> bool:
        """Lock the file without waiting; False where somebody else has locked it. Raises `OSError`."""
        return _taken(lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB))


def _taken(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True
