"""The benchmark of coverage runs on a clone, and counts what it says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .making import make_repository

SCRIPT = Path(__file__).with_name("coverage.py")


def test_compares_packs_with_whole_files(tmp_path: Path) -> None:
    pytest.importorskip("relman_desktop.drafting.redaction.redactor")
    folder = make_repository(tmp_path / "someone+sample", files=20)
    code = (
        f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import coverage as bench; "
        f"bench.RANGES = (('sample', 'base..head'), ('absent', 'a..b')); "
        f"sys.argv = ['coverage', '--mirror', {str(tmp_path)!r}, '--json', '--budget', '4000', '--budget', '400']; "
        "bench.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=SCRIPT.parents[2]
    )
    (one,) = json.loads(ran.stdout)
    assert "absent a..b: not there" in ran.stderr and "sample base..head at 400: Naming" in ran.stderr
    assert one["files"] == sum(one["ours"][level] for level in ("full", "partial", "condensed", "named")) == 20
    assert one["ours"]["tokens"] <= 4000 and one["whole_files"]["tokens"] <= 4000
    assert 0 < one["ours"]["lines"] <= 100
    assert folder.exists()
