"""Opens a library in a process that is killed at its n-th write, for every n: `python -m tests.store.killing FOLDER`.

FOLDER holds `before`, a folder as it was before. After each kill another process opens what was left, and what it then
holds is printed as a line of JSON: how many points there were so far, whether the process was killed, and the records.
"""

import json
import os
import shutil
import signal
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import apsw

from relman_desktop.store.backups import Backups
from relman_desktop.store.opening import open_library

from .making import read

_BASE = apsw.vfs_names()[0]  # SQLite's own
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.truncate")


class Points:
    """Counts what a process does to its files, and ends it at one of them."""

    def __init__(self, last: int) -> None:
        self._left = last

    def reached(self) -> None:
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            self.reached()


class DyingVFS(apsw.VFS):
    """SQLite's files; each write and each sync is a point."""

    def __init__(self, points: Points) -> None:
        self._points = points
        super().__init__("dying", _BASE, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> "DyingFile":
        return DyingFile(name, flags, self._points)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._points.reached()
        super().xDelete(filename, syncdir)


class DyingFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], points: Points) -> None:
        self._points = points
        super().__init__(_BASE, name, flags)

    def xWrite(self, data: Any, offset: int) -> None:
        self._points.reached()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._points.reached()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        self._points.reached()
        super().xTruncate(size)


def forked(action: Any) -> int:
    """Do something in a process of its own; gives the signal that ended it, or 0."""
    process = os.fork()
    if process:
        return os.WTERMSIG(os.waitpid(process, 0)[1])
    try:
        action()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def open_and_die(folder: Path, point: int) -> None:
    points = Points(point)
    vfs = DyingVFS(points)
    sys.addaudithook(points.hear)
    open_library(folder / "home" / "tickets.sqlite", Backups(folder / "backups"))
    del vfs


def open_and_tell(folder: Path, told: dict[str, Any]) -> None:
    path = folder / "home" / "tickets.sqlite"
    opened = open_library(path, Backups(folder / "backups"))
    checksums = [one.sha256 for one in read(path)]
    told |= {
        "records": sha256(" ".join(checksums).encode()).hexdigest(),
        "said": [*opened.said, *(opened.recovered.sentences if opened.recovered else ())],
        "aside": sorted(one.name for one in path.parent.glob("*.damaged-*.sqlite")),
        "left": sorted(one.name for one in path.parent.glob("*building*")),
    }
    print(json.dumps(told), flush=True)


def main(folder: Path, share: float) -> None:
    random = Random(5)
    for point in range(1, 10_000):
        if point > 1 and random.random() > share:
            continue
        trial = folder / "trial"
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(folder / "before", trial)
        died = forked(lambda: open_and_die(trial, point))  # noqa: B023 - it is called at once
        forked(lambda: open_and_tell(trial, {"point": point, "died": died}))  # noqa: B023
        if not died:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
