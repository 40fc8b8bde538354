"""A copy of the tickets as they are now, beside whoever writes them."""

import shutil
from contextlib import closing
from pathlib import Path

import apsw

from ..errors import ServiceError, cause
from .database import connect_to_read


def copy_library(path: Path, target: Path) -> None:
    """Copy the file into one that is not there yet, without a change of it; nothing, where it is not there.

    A reader of a write-ahead log waits for no writer, not even for one that hangs. Raises `ServiceError`.
    """
    if not path.exists():
        return
    try:
        with (
            closing(connect_to_read(path)) as source,
            closing(apsw.Connection(str(target))) as copy,
            copy.backup("main", source, "main") as backup,
        ):
            backup.step()
    except (OSError, apsw.Error) as error:
        raise ServiceError(f"The tickets in {path} cannot be read ({cause(error)}).") from error


def copy_files(path: Path, target: Path) -> None:
    """Copy the file and its log as they are, where nobody can write them. Raises `ServiceError`."""
    try:
        for ending in ("", "-wal"):
            one = path.with_name(path.name + ending)
            if one.exists():
                shutil.copyfile(one, target.with_name(target.name + ending))
    except OSError as error:
        raise ServiceError(f"The tickets in {path} cannot be read ({cause(error)}).") from error
