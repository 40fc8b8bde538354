"""What the past of a change costs the first time and again, beside git alone on the same history in the same run.

    python tests/benchmarks/past.py [--commits 100] [--rounds 3] FOLDER ...

Prints JSON, in seconds, the best of some rounds, on the wall and of a processor (ours and git's together: on a busy
machine the clock on the wall says little): `first` with an empty cache, `cached` with a full one; `git_log` is
`git log --raw -M` of as many commits as the past rests on, as a person would run it, and what the ratios are against.
`history` counts the commits that are no merges, `read` those that the past rests on.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past import reading
from relman_desktop.sources.opening import Opened, open_range

ALLOWED_S, ALLOWED_CACHED_S = 5.0, 0.5


def main() -> None:
    asked = _arguments()
    print(json.dumps([measured(folder, asked.commits, asked.rounds) for folder in asked.folder], indent=2))


def measured(folder: Path, commits: int, rounds: int) -> dict[str, Any]:
    """The figures of one repository."""
    opened = open_range(folder, f"HEAD~{commits}..HEAD", Cancel(), trusted=[str(folder)])
    assert opened.repository
    read = _read(opened)
    words = ("log", "--no-merges", "--raw", "-M", f"-n{max(read, 1)}", "-z", "--format=%H%n%B", opened.change.head)
    first = _best(lambda: _fresh(opened), rounds)
    with _home():
        reading.read_past(opened, Cancel())
        cached = _best(lambda: reading.read_past(opened, Cancel()), rounds)
    plain = _best(lambda: _git(opened, *words), rounds)
    return {
        "repository": folder.parent.name if folder.name == "repo" else folder.name,
        "history": int(_git(opened, "rev-list", "--count", "--no-merges", opened.change.head)),
        "range": len(opened.change.commits),
        "read": read,
        "first": first,
        "cached": cached,
        "git_log": plain,
        "first_ratio": round(first["processor_s"] / max(plain["processor_s"], 0.01), 2),
        "cached_ratio": round(cached["processor_s"] / max(plain["processor_s"], 0.01), 2),
        "allowed": first["processor_s"] <= ALLOWED_S and cached["processor_s"] <= ALLOWED_CACHED_S,
    }


def _read(opened: Opened) -> int:
    """How many commits the past rests on."""
    with _home(), patch.object(reading, "known_records", wraps=reading.known_records) as spied:
        reading.read_past(opened, Cancel())
    return len(spied.call_args.args[1])


def _fresh(opened: Opened) -> None:
    with _home():
        reading.read_past(opened, Cancel())


def _git(opened: Opened, *words: str) -> bytes:
    assert opened.repository
    place = f"--git-dir={opened.repository.git_dir}"
    return subprocess.run(["git", place, *words], check=True, capture_output=True).stdout


class _home:
    """While inside, the app keeps things in an empty folder of its own."""

    def __enter__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._patch = patch.dict(os.environ, RELMAN_HOME=self._folder.name)
        self._patch.start()

    def __exit__(self, *raised: object) -> None:
        self._patch.stop()
        self._folder.cleanup()


def _best(action: Callable[[], object], rounds: int) -> dict[str, float]:
    taken = [_seconds(action) for _ in range(rounds)]
    return {"wall_s": min(wall for wall, _ in taken), "processor_s": min(processor for _, processor in taken)}


def _seconds(action: Callable[[], object]) -> tuple[float, float]:
    """On the wall, and of a processor, that of ended children included."""
    began, before = time.perf_counter(), sum(os.times()[:4])
    action()
    return round(time.perf_counter() - began, 3), round(sum(os.times()[:4]) - before, 3)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
