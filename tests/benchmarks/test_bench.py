"""The benchmark script runs, and its inputs are what it says; no test looks at a clock."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .making import make_patch, make_repository

SCRIPT = Path(__file__).with_name("bench.py")
PER_BENCHMARK = {
    "files_vs_git": {"product_s", "baseline_s", "ratio", "cpu_ratio", "allowed_s", "within"},
    "version_start": {"product_s", "baseline_s", "ratio", "cpu_ratio", "allowed_s", "within"},
    "window_vs_empty": {"product_s", "baseline_s", "ratio", "allowed_ratio", "within", "whole_process"},
    "linear_files": {"lines", "seconds", "peak_mb", "linear_time", "linear_memory"},
    "linear_facts": {"lines", "seconds", "peak_mb", "linear_time", "linear_memory"},
    "facts_of_a_release": {
        *("files", "lines", "hunks", "facts", "read_s", "facts_s", "facts_cpu_s", "draft_s", "git_patch_s"),
        *("facts_over_git", "linear", "within"),
    },
    "counting_tokens": {
        *("product_s", "baseline_s", "ratio", "estimate_s", "estimate_ratio", "load_s", "megabytes", "tokens"),
        *("tokens_off", "estimate_over_tokens", "within"),
    },
    "first_token": {"product_ms", "baseline_ms", "added_ms", "import_s", "allowed_ms", "within"},
    "indexing": {"product_s", "baseline_s", "ratio", "cpu_ratio", "megabytes", "product_mb_s", "baseline_mb_s"},
}


@pytest.mark.slow
def test_every_benchmark_runs_and_prints_its_ratios() -> None:
    command = [sys.executable, SCRIPT, "--json", "--rounds", "1", "--scale", "0.01"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {name: set(result) for name, result in json.loads(done.stdout).items()} == PER_BENCHMARK


def test_the_repository_has_the_files_that_were_asked_for(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "repository.git", 100)
    raw = ["git", "-C", repository, "diff", "--name-status", "-M", "base", "head"]
    lines = subprocess.run(raw, capture_output=True, text=True, check=True).stdout.splitlines()
    letters = [line[0] for line in lines]
    assert {letter: letters.count(letter) for letter in set(letters)} == {"M": 70, "A": 10, "D": 10, "R": 10}


@pytest.mark.parametrize("lines", [1, 20, 1_995, 12_345])
def test_git_counts_the_lines_of_the_patch_that_were_asked_for(tmp_path: Path, lines: int) -> None:
    patch = make_patch(tmp_path / "a.diff", lines)
    numstat = ["git", "apply", "--numstat", patch]
    counted = subprocess.run(numstat, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert sum(int(count) for line in counted.splitlines() for count in line.split("\t")[:2]) == lines


@pytest.mark.slow
def test_the_benchmark_of_streaming_tells_the_longest_gaps() -> None:
    done = subprocess.run([sys.executable, SCRIPT.with_name("streaming.py")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    figures = {"longest_gap_ms", "longest_own_work_ms", "p99_gap_ms"}
    assert told["tokens"] > 900 and set(told["streaming"]) == set(told["without"]) == figures


@pytest.mark.slow
def test_the_benchmark_of_keystrokes_tells_what_a_key_waits_for() -> None:
    command = [sys.executable, SCRIPT.with_name("keystrokes.py"), "--keys", "40"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["keys"] == 40 and told["ratio"] > 0
    assert all(set(told[name]) == {"p50", "p99", "max"} for name in ("wait_ms", "edit_ms", "saved_s", "flush_ms"))
