"""How long a start waits for a large library: `python -m tests.benchmarks.starting [TICKETS]`."""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from relman_desktop.jobs import Cancel
from relman_desktop.store.backups import Backups
from relman_desktop.store.checking import check
from relman_desktop.store.database import connect
from relman_desktop.store.opening import open_library

from ..store.making import records, write


def main(tickets: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, backups = Path(folder) / "home" / "tickets.sqlite", Backups(Path(folder) / "backups")
        write(path, records(tickets, 20))
        print(f"{tickets} tickets of 21 records, {path.stat().st_size / 1e6:.0f} MB")
        report("open, closed before", lambda: open_library(path, backups))
        with closing(connect(path, read_only=True)) as connection:
            report("the whole check, beside", lambda: check(connection, Cancel()))
        report("a verified backup, beside", lambda: backups.make(path, Cancel()))
        path.write_bytes(b"bad")
        report("recover all from the backup", lambda: open_library(path, backups))


def report(what: str, action: Callable[[], object]) -> None:
    began = time.perf_counter()
    action()
    print(f"{what:>32}: {(time.perf_counter() - began) * 1000:8.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
