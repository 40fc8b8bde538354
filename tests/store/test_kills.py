"""A thousand kills of a process that types, and after each another process finds all that was acknowledged.

940 through the session and 60 through the window, in parallel, for typists mostly rest: one to three minutes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks a process that has imported all")


def begin(where: str, folder: Path, rounds: int, seed: int) -> "subprocess.Popen[str]":
    folder.mkdir()
    command = [sys.executable, "-m", "tests.store.typists", where, folder, rounds, seed]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def figures(killing: "subprocess.Popen[str]") -> dict[str, Any]:
    said, wrong = killing.communicate()
    assert killing.returncode == 0, wrong[-4000:] + said
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def test_no_acknowledged_edit_is_lost_to_a_kill(tmp_path: Path) -> None:
    told = figures(begin("session", tmp_path / "killed", 12, 1))
    assert told["rounds"] == 12 and told["saved"] > 20


@pytest.mark.slow
def test_no_acknowledged_edit_is_lost_to_1000_kills(tmp_path: Path) -> None:
    sessions = [begin("session", tmp_path / f"session-{seed}", 235, seed) for seed in range(4)]
    windows = [begin("window", tmp_path / f"window-{seed}", 30, seed) for seed in range(2)]
    in_sessions, in_windows = list(map(figures, sessions)), list(map(figures, windows))
    print(json.dumps({"sessions": in_sessions, "windows": in_windows}))
    assert sum(one["rounds"] for one in (*in_sessions, *in_windows)) == 1000
    assert sum(one["saved"] for one in in_sessions) > 2_000 and sum(one["saved"] for one in in_windows) > 50
    assert sum(one["rounds_with_saved"] for one in in_windows) > 10
