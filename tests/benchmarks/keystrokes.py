"""How long a key waits, and how long until it is on the disk: a session that is typed into, beside a bare fsync.

    python tests/benchmarks/keystrokes.py [--keys 400] [--folder FOLDER]

It types at a person's pace into the real session over the sample's ticket, and prints JSON. `wait_ms` is what the
typing thread spends in the journal, `edit_ms` in all of `Session.edit`. `saved_s` is from a key to the result of its
future; at least 0.25 s of that is the rest that typed text waits for the next key. `flush_ms` is one act's way to the
disk, without that rest, and `ratio` that over an fsync of 4 KiB in the same folder in the same moments.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from statistics import median
from typing import Any

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.sample import RANGE, sample_repository
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.sources.opening import open_range
from relman_desktop.store.journal import Journal
from relman_desktop.store.library import Library

ALLOWED_WAIT_MS, ALLOWED_SAVED_S = 1.0, 1.3
PAUSES = (*[0.06] * 20, *[0.12] * 40, *[0.2] * 25, 0.4, 0.7, 1.5)  # seconds between two keys of a person


class Keys:
    """Types, and takes the times."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session, self._chance = session, random.Random(7)
        self._file = os.open(folder / "bare", os.O_RDWR | os.O_CREAT)
        self.waits: list[float] = []
        self.edits: list[float] = []
        self.saved: list[float] = []
        self.flushes: list[float] = []
        self.syncs: list[float] = []

    def type(self, keys: int) -> None:
        text = self._session.entry("description").text
        for number in range(keys):
            text += self._chance.choice("etaoin shrdlu")
            began = time.perf_counter()
            self._session.edit("description", text).add_done_callback(self._since(began))
            self.edits.append(time.perf_counter() - began)
            time.sleep(self._chance.choice(PAUSES))
            if number % 20 == 19:
                self._compare()

    def timed(self, call: Callable[..., "Future[None]"]) -> Callable[..., "Future[None]"]:
        """`Journal.type`, with its time taken."""

        def type_it(*given: Any) -> "Future[None]":
            began = time.perf_counter()
            future = call(*given)
            self.waits.append(time.perf_counter() - began)
            return future

        return type_it

    def _since(self, began: float) -> Callable[[object], None]:
        return lambda _: self.saved.append(time.perf_counter() - began)

    def _compare(self) -> None:
        """An act's way to the disk, and a bare fsync."""
        began = time.perf_counter()
        self._session.answer("When?", str(began)).result()
        middle = time.perf_counter()
        os.write(self._file, b"x" * 4096)
        os.fsync(self._file)
        self.flushes.append(middle - began)
        self.syncs.append(time.perf_counter() - middle)


def told(times: list[float], unit: float = 1.0) -> dict[str, float]:
    ordered = sorted(times)
    parts = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {
        name: round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * unit, 4) for name, part in parts.items()
    }


def measure(keys: int, folder: Path) -> dict[str, Any]:
    os.environ["RELMAN_HOME"] = str(folder / "home")
    loaded = study(open_range(sample_repository(Cancel())[0], RANGE, Cancel()), Cancel())
    session = Session(Settings(), Library(folder / "home" / "tickets.sqlite"))
    session.show(loaded).result()
    typing = Keys(session, folder)
    journal: Journal = session.library.journal
    journal.type = typing.timed(journal.type)  # type: ignore[method-assign]
    typing.type(keys)
    session.close()
    waits, saved = told(typing.waits, 1000), told(typing.saved)
    return {
        "keys": keys,
        "wait_ms": waits,
        "edit_ms": told(typing.edits, 1000),
        "saved_s": saved,
        "flush_ms": told(typing.flushes, 1000),
        "fsync_ms": told(typing.syncs, 1000),
        "ratio": round(median(typing.flushes) / median(typing.syncs), 2),
        "within": waits["p99"] <= ALLOWED_WAIT_MS and saved["p99"] <= ALLOWED_SAVED_S,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="What a key waits for, and how long until it is on the disk.")
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="on the disk that is measured; a temporary one by default")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=words.folder) as folder:
        print(json.dumps(measure(words.keys, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
