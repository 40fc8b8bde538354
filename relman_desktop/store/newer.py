"""Whether a newer version of ours wrote what is damaged: it may keep what this one would leave behind.

A version says which it is in a row with a checksum (`meta`). That row is looked for in the raw bytes, for where a log
is damaged SQLite reads a file as it was before it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from . import schema
from .backups import Backups
from .meta import SCHEMA, checksum
from .verifying import library_of

_SAYS = re.compile(SCHEMA.encode() + rb"(\d{1,9})([0-9a-f]{64})")  # the texts of a row stand one after the other


def is_of_newer(database: Path, backups: Backups) -> bool:
    """Whether the file, its log or the newest backup says so. Raises `OSError`, `ServiceError`."""
    return any(map(_says_newer, _files(database, backups)))


def _files(database: Path, backups: Backups) -> Iterator[Path]:
    yield database
    yield database.with_name(f"{database.name}-wal")
    library = library_of(database)
    for one in reversed(backups.all()):
        if not library or library_of(one.path) in (library, ""):
            yield one.path
            return


def _says_newer(path: Path) -> bool:
    data = path.read_bytes() if path.is_file() else b""
    return any(
        int(said[1]) > schema.VERSION and checksum(SCHEMA, said[1].decode()) == said[2].decode()
        for said in _SAYS.finditer(data)
    )
