"""The script that learns the weights and evaluates them: `packaging/risk/train.py`."""

import csv
import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging/risk/train.py"
YEAR = 365 * 86_400


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True)


def _rows(projects: int, commits: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """Commits whose chance of being faulty grows with their lines; the last project has no faulty one."""
    drawn = random.Random(seed)
    rows = []
    for number in range(projects * commits):
        project, la = number // commits, int(drawn.lognormvariate(3, 1.5))
        tests = drawn.choice([0, 0, la])
        faulty = drawn.random() < min(0.9, 0.04 * (1 + la) ** 0.5) and project < projects - 1
        rows.append(
            {
                "project": f"p{project}", "commit": f"{number:040x}", "ts": number % commits * YEAR // 50,
                "buggy": int(faulty), "la": la + tests, "la_test": tests, "la_src": la, "ld": la // 3,
                "ld_src": la // 4, "nf": 3, "nf_test": 1, "nf_src": 2, "nd": 2, "nfix365": drawn.randrange(9),
                "fix": drawn.randrange(2), "fixrate365": 0.3,
            }
        )  # fmt: skip
    return rows


def _written(path: Path, rows: list[dict[str, Any]]) -> Path:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _evaluated(path: Path) -> dict[str, Any]:
    ran = _run("--evaluate", path, "--json")
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_the_shipped_weights_are_evaluated_on_projects_that_nobody_has_seen(tmp_path: Path) -> None:
    found = _evaluated(_written(tmp_path / "other.csv.gz", _rows(4, 120)))
    assert (found["commits"], found["projects"]) == (480, 4)
    mean, low, high = found["models"]["card with history"]["AUC"]
    assert 0.6 < low < mean < high < 0.95
    before, after = (
        found["recalibrated"][name]["ECE"][0] for name in ("not recalibrated", "50 known commits of the same time")
    )
    assert after < before
    assert [row["commits"] for row in found["ranges"]] == [1, 2, 5, 10, 20]


def test_a_plain_file_without_optional_columns_and_with_one_class_is_evaluated_as_far_as_it_goes(
    tmp_path: Path,
) -> None:
    needed = ("project", "buggy", "la", "la_test", "nf", "nf_test", "nf_src", "ld_src", "nfix365")
    rows = [{name: row[name] for name in needed} for row in _rows(1, 40)]
    found = _evaluated(_written(tmp_path / "other.csv", rows))
    assert found["models"]["card with history"]["AUC"] == [None] * 3
    assert 0 < found["models"]["card with history"]["ECE"][0] < 1
    assert "commits that are a year older" not in found["recalibrated"]


def test_a_file_without_a_needed_column_is_told_in_a_sentence(tmp_path: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "la_test"} for row in _rows(1, 3)]
    ran = _run("--evaluate", _written(tmp_path / "other.csv", rows))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.strip().endswith("lacks the columns la_test, or has no rows.")


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    data = _written(tmp_path / "train.csv.gz", _rows(6, 80))
    outs = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for out in outs:
        ran = _run("--data", data, "--weights", out)
        assert ran.returncode == 0, ran.stderr
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert "lines_added" in ran.stdout
