"""A process that is killed in the middle of a recovery or of an upgrade: the next start goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.store.backups import Backups

from .making import records, write
from .test_migrating import copied

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")


def killed(folder: Path, share: float) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", str(folder), str(share)],
        capture_output=True,
        text=True,
        timeout=500,
        check=True,
    )
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def recovery(folder: Path) -> None:
    path = folder / "before" / "home" / "tickets.sqlite"
    write(path, records(3, 4))
    Backups(folder / "before" / "backups").make(path, Cancel())
    write(path, records(1, 2, first=4), keep_log=True)
    data = bytearray(path.read_bytes())
    for place in range(60, len(data), 700):
        data[place] ^= 255
    path.write_bytes(data)


def upgrade(folder: Path) -> None:
    copied("exchange-ids-2b21646", folder / "before" / "home")


def first_start(folder: Path) -> None:
    (folder / "before" / "home").mkdir(parents=True)


@pytest.mark.parametrize("share", [0.1, pytest.param(1.0, marks=pytest.mark.slow)])
@pytest.mark.parametrize("begin", [recovery, upgrade, first_start])
def test_a_kill_at_any_point_leaves_what_the_next_start_goes_on_with(tmp_path: Path, begin: Any, share: float) -> None:
    begin(tmp_path)
    told = killed(tmp_path, share)
    assert len(told) > 4 and told[0]["died"] == 9 and (share < 1 or told[-1]["died"] == 0)
    assert {one["records"] for one in told} == {told[-1]["records"]}
    assert not any(one["left"] for one in told)
    if begin is recovery:
        assert all(len(one["aside"]) == 1 and "was damaged" in one["said"][1] for one in told)
    else:
        assert not any(one["said"] or one["aside"] for one in told)
