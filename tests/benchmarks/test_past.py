"""The benchmark of the past runs, and counts what it says."""

import json
import subprocess
import sys
from pathlib import Path

from ..sources.past.imported import Made, imported

SCRIPT = Path(__file__).with_name("past.py")


def test_measures_beside_git(tmp_path: Path) -> None:
    repo, _ = imported(tmp_path, [Made(write={"a.py": f"{number}\n"}, day=200 * number) for number in range(5)])
    words = [sys.executable, str(SCRIPT), "--commits", "1", "--rounds", "1", str(repo.root)]
    ran = subprocess.run(words, check=True, capture_output=True, text=True, cwd=SCRIPT.parents[2])
    (one,) = json.loads(ran.stdout)
    assert (one["repository"], one["history"], one["range"], one["read"]) == ("shop", 5, 1, 2)
    assert one["first"]["wall_s"] > 0 and one["cached"]["wall_s"] > 0 and one["git_log"]["wall_s"] > 0
