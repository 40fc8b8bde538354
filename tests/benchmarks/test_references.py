"""The benchmark of references counts what a repository's own notes list."""

import json
import subprocess
import sys
from pathlib import Path

from ..sources.repos import a_repository

SCRIPT = Path(__file__).with_name("references.py")
NOTES = """# Shop v1.1

## v1.1.1 (2026-03-01)

* [#12](https://example.org/12) - Pay later
* [#13](https://example.org/13) - Pay sooner
* #99 - Nobody wrote of it

## v1.1.0

* #7 - Older
"""


def test_counts_what_the_notes_and_the_commits_name(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    repo.write("a.py", "0\n").commit("First")
    repo.tag("v1.1.0")
    repo.write("a.py", "1\n").commit("Fixes #12: Pay later (#20)")
    repo.write("a.py", "2\n").commit("Pay sooner, see #13")
    repo.write("a.py", "3\n").commit("Closes #14: Cover it")
    repo.tag("v1.1.1")
    repo.write("docs/release-notes/version-1.1.md", NOTES).commit("Notes")
    words = [sys.executable, SCRIPT, "--repo", repo.root, "--show"]
    ran = subprocess.run(words, check=True, capture_output=True, text=True, cwd=SCRIPT.parents[2])
    told = json.loads(ran.stdout)
    (one,) = told["releases"]
    assert (one["range"], one["listed"], one["unwritten"], one["missed"]) == ("v1.1.0..v1.1.1", 3, 1, ["99"])
    assert one["all"] == {"found": 3, "listed_too": 2, "recall": 0.667, "precision": 0.667}
    assert one["named"] == {"found": 2, "listed_too": 1, "recall": 0.333, "precision": 0.5}
    assert list(one["others"]) == ["#14"] and told["together"]["listed"] == 3
