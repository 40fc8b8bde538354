"""Where rescue files are: what is not in the file of the tickets, while that cannot be written (`rescue_file`)."""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import apsw

from ..errors import ServiceError
from ..files import backups_of
from ..ticket import Ticket
from .record import Record
from .rescue_file import RESCUED, RescueFile
from .rescued import Rescued, read_rescued
from .trouble import LOW, free_room

Made = TypeVar("Made")

PREFIX = "relman-rescue"  # of the names of rescue files


def rescue_folders(database: Path) -> tuple[Path, ...]:
    """Where rescue files are kept and sought: the first that can be written."""
    return tuple(dict.fromkeys((backups_of(database), Path.home(), Path(tempfile.gettempdir()))))


def begin_rescue(database: Path, after: int, whole: Ticket | None, records: Sequence[Record] = ()) -> RescueFile:
    """Begin a rescue file in the first place where all of it can be written. Raises `ServiceError`."""
    return _in_first_folder(
        database, lambda place: RescueFile(place.with_name(place.name + RESCUED), after, whole, records)
    )


def begin_elsewhere(database: Path, begin: Callable[[Path], Made]) -> Made:
    """Begin tickets beside, while their own cannot even be opened: what is kept there is put back like a rescue file.

    `begin` writes a database: a full disk has room for a folder, and for nothing in it. Where tickets were begun beside
    before it goes on with those. Raises `ServiceError`.
    """

    def make(place: Path) -> Made:
        place.mkdir(mode=0o700)
        try:
            return _begun(place / database.name, begin)
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            raise

    for one in reversed([one.path for one in rescued_of(database) if one.copy]):
        with suppress(OSError):
            return _begun(one / database.name, begin)
    return _in_first_folder(database, make, roomy_first=True)


def _begun(place: Path, begin: Callable[[Path], Made]) -> Made:
    try:
        return begin(place)
    except (ServiceError, apsw.Error) as error:
        raise OSError(errno.EIO, str(error), str(place)) from error


def rescued_of(database: Path) -> Iterator[Rescued]:
    """What was rescued of a database and is not taken yet, oldest first, also what cannot be read.

    Only what is the person's own.
    """
    found = [path for folder in rescue_folders(database) for path in _found(folder, f"{PREFIX}-{_mark(database)}-")]
    for path in sorted(found, key=lambda one: one.name):
        if rescued := read_rescued(path, database.name):
            yield rescued


def is_taken(rescued: Rescued) -> None:
    """All records are in the journal: nobody needs the file any more; one that was not read in whole is set aside."""
    path = rescued.path
    with suppress(OSError):  # all in it is known at the next start
        if not rescued.whole:
            path.replace(path.with_name(f"{path.name}.taken"))
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _in_first_folder(database: Path, make: Callable[[Path], Made], *, roomy_first: bool = False) -> Made:
    name = f"{PREFIX}-{_mark(database)}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    folders = rescue_folders(database)
    for folder in sorted(folders, key=_is_nearly_full) if roomy_first else folders:
        try:
            if folder == backups_of(database):
                folder.mkdir(exist_ok=True)  # not what is above it: that may be a drive that comes back
            return make(folder / name)
        except OSError:
            continue
    raise ServiceError("Nothing can be written anywhere on this machine; copy the ticket to where it can be kept.")


def _found(folder: Path, beginning: str) -> Iterator[Path]:
    """The rescue files and the folders of rescued tickets."""
    try:
        entries = [one for one in os.scandir(folder) if one.name.startswith(beginning)]
    except OSError:
        return
    for one in entries:
        try:
            known = one.stat(follow_symlinks=False)
        except OSError:
            continue
        is_file = stat.S_ISREG(known.st_mode) and one.name.endswith(RESCUED)
        is_folder = stat.S_ISDIR(known.st_mode) and "." not in one.name
        ours = sys.platform == "win32" or known.st_uid == os.getuid()  # in a folder of all, anybody may put one
        if ours and (is_file or is_folder):
            yield Path(one.path)


def _is_nearly_full(folder: Path) -> bool:
    free = free_room(folder)
    return free is not None and free < LOW


def _mark(database: Path) -> str:
    """What tells the rescue files of one database from those of another."""
    return sha256(os.fsencode(database.absolute())).hexdigest()[:12]
