"""A file layer under the real SQLite whose n-th call fails, as a disk does; and one that remembers what was synced."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import apsw

from relman_desktop.store.database import connect

_NUMBERS = count()


class Fault(StrEnum):
    FULL = "ENOSPC"
    BROKEN = "EIO"
    SHORT = "short write"


class Disk(apsw.VFS):
    """Counts the calls that change something (open, write, sync, truncate, delete) and has some of them fail."""

    def __init__(self) -> None:
        self.name = f"failing-{next(_NUMBERS)}"
        super().__init__(self.name, "")
        self.calls = self.failed = 0
        self.first, self.fault = 0, Fault.BROKEN  # from this call on; 0 for none
        self.times = 0  # how many calls fail; 0 for all until `heal`
        self.on_sync: Callable[[Path], None] = lambda path: None
        self.open_syncs = Event()  # cleared: a sync waits
        self.open_syncs.set()
        self.waits_in_sync = Event()

    def connect(self, path: Path) -> apsw.Connection:
        """What `Library` opens its database by."""
        connection = connect(path, vfs=self.name)
        connection.wal_autocheckpoint(20)  # so that the file itself is written too, not the log only
        return connection

    def fail(self, first: int, fault: Fault, times: int = 0) -> None:
        self.first, self.fault, self.times = first, fault, times

    def heal(self) -> None:
        self.first = 0

    def may_fail(self, file: "File | None" = None, data: bytes = b"", offset: int = 0) -> None:
        """Count a call, and raise if it is one that fails."""
        self.calls += 1
        last = self.first + self.times if self.times else self.calls + 1
        if not self.first or not self.first <= self.calls < last:
            return
        self.failed += 1
        if self.fault is Fault.SHORT and file and data:
            file.write_some(data[: len(data) // 2], offset)
        if self.fault is Fault.FULL:
            raise apsw.FullError(os.strerror(errno.ENOSPC))
        raise apsw.IOError(os.strerror(errno.EIO))

    def xOpen(self, name: Any, flags: list[int]) -> "File":
        if flags[0] & apsw.SQLITE_OPEN_CREATE:
            self.may_fail()
        return File(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        self.may_fail()
        super().xDelete(name, sync)


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        super().__init__("", name, flags)

    def write_some(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.may_fail(self, data, offset)
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._disk.may_fail()
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._disk.may_fail()
        if not self._disk.open_syncs.is_set():
            self._disk.waits_in_sync.set()
            self._disk.open_syncs.wait(10)
        self._disk.on_sync(self._path)  # a real one would only cost time: no test cuts the power of its machine


@contextmanager
def disk() -> Iterator[Disk]:
    made = Disk()
    try:
        yield made
    finally:
        made.heal()
        made.open_syncs.set()
        made.unregister()


def copy_database(path: Path, folder: Path) -> Path:
    """What a process that was killed now would leave behind; the shared memory goes with it."""
    folder.mkdir(parents=True)
    for one in (path, path.with_name(f"{path.name}-wal")):
        if one.exists():
            shutil.copyfile(one, folder / one.name)
    return folder / path.name


class PowerCut:
    """What of a database a power cut would leave, at the worst: of each file what it was at its last sync."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._database, self._folder = path, folder
        folder.mkdir()

    def note(self, path: Path) -> None:
        """`Disk.on_sync`"""
        if path.name.startswith(self._database.name):
            shutil.copyfile(path, self._folder / path.name)

    def left(self, folder: Path) -> Path:
        return copy_database(self._folder / self._database.name, folder)
