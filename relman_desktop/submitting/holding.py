"""One at a time: a ticket is sent to a system by one process, whatever others run."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

from ..locking import is_at, lock

WAIT_S = 60.0  # for another process that is at it
_GLANCE_S = 0.1


class Taken(Exception):
    """Another process holds it."""


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[None]:
    """While inside, no other process, and no other thread of this one, is inside for the same path.

    Raises `Taken` after `WAIT_S`, and `OSError` where the folder cannot be written or knows no locks.
    """
    ends = monotonic() + WAIT_S
    while (file := _taken(path)) is None:
        if monotonic() > ends:
            raise Taken
        await asyncio.sleep(_GLANCE_S)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is locked: who waits for it sees that it is gone, and takes a new one
        os.close(file)


def is_held(path: Path) -> bool:
    """Whether somebody is inside; not so where that cannot be known."""
    with suppress(OSError):
        file = os.open(path, os.O_RDWR)
        try:
            return not lock(file)
        finally:
            os.close(file)
    return False


def _taken(path: Path) -> int | None:
    """The locked file; None while somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if lock(file) and is_at(path, file):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None
