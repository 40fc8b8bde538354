"""What the product costs beside a named baseline, measured in turns in the same run.

    python tests/benchmarks/bench.py [--json] [--rounds 5] [--only NAME]... [--scale 1.0]

It makes what it needs in a temporary folder and asserts nothing: a ratio says the same on a slow machine as on a
quick one, a number of seconds does not. On a busy machine believe `cpu_ratio`, the ratio of the processor's seconds.
`--scale 0.01` makes the inputs a hundredth of their size.
"""

import argparse
import json
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from making import make_patch, make_repository
from measuring import Command, Run, alternately, middle
from service import make_service

PROGRAMS = Path(sysconfig.get_path("scripts"))
RELMAN = PROGRAMS / "relman"
WINDOW = PROGRAMS / "relman-desktop"
MODEL_CALL = Path(__file__).with_name("model_call.py")
IN_PROCESS = Path(__file__).with_name("in_process.py")
COUNTING = Path(__file__).with_name("counting.py")
EMPTY_WINDOW = Path(__file__).with_name("empty_window.py")

# The least that any reader of a diff does: look at every line once.
SCAN = """
import sys
added = removed = 0
for line in open(sys.argv[1], "rb"):
    added += line[:1] == b"+"
    removed += line[:1] == b"-"
print(added, removed)
"""

Result = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """Where the inputs are made, how large, and how often each command runs."""

    folder: Path
    rounds: int
    scale: float

    def sized(self, number: int) -> int:
        return max(20, int(number * self.scale))

    def patch(self, lines: int) -> Path:
        path = self.folder / f"{lines}.diff"
        return path if path.exists() else make_patch(path, lines)

    def against(self, product: Command, baseline: Command) -> Result:
        ours, theirs = alternately(self.rounds, product, baseline)
        cpu = [middle(runs, lambda run: run.cpu_seconds) for runs in (ours, theirs)]
        return compared(middle(ours), middle(theirs)) | {"cpu_ratio": round(cpu[0] / cpu[1], 3)}


def compared(product: float, baseline: float) -> Result:
    return {"product_s": round(product, 4), "baseline_s": round(baseline, 4), "ratio": round(product / baseline, 3)}


def files_vs_git(bench: Bench) -> Result:
    """The manifest of a range of 1,500 files, beside the git command that knows as much."""
    repository = make_repository(bench.folder / "repository.git", bench.sized(1_500))
    git = ["git", "-C", repository, "diff", "--raw", "--numstat", "-M", "-z", "base", "head"]
    result = bench.against([RELMAN, "files", "--repo", repository, "--range", "base..head"], git)
    allowed = 1.5 * result["baseline_s"] + 0.15
    return result | {"allowed_s": round(allowed, 4), "within": result["product_s"] <= allowed}


def version_start(bench: Bench) -> Result:
    """The shortest command, beside a Python that does nothing."""
    result = bench.against([RELMAN, "--version"], [sys.executable, "-c", "pass"])
    return result | {"allowed_s": 0.15, "within": result["product_s"] <= 0.15}


def window_vs_empty(bench: Bench) -> Result:
    """Seconds until the first paint, beside an empty window of PySide6; both say when they were exposed."""
    ours, empty = alternately(bench.rounds, [WINDOW, "--exit-after-paint"], [sys.executable, EMPTY_WINDOW])
    result = compared(middle(ours, _exposed), middle(empty, _exposed))
    whole = compared(middle(ours), middle(empty))
    return result | {"allowed_ratio": 2, "within": result["ratio"] <= 2, "whole_process": whole}


def _exposed(run: Run) -> float:
    seconds: float = json.loads(run.output.splitlines()[-1])["exposed_s"]
    return seconds


def linear_files(bench: Bench) -> Result:
    """`relman files` of a diff file of 100,000 and of 1,000,000 changed lines."""
    return _growth(bench, "files")


def linear_facts(bench: Bench) -> Result:
    """`relman facts` of the same."""
    return _growth(bench, "facts")


def _growth(bench: Bench, command: str) -> Result:
    """How time and memory grow from 100,000 to 1,000,000 lines, less what the smallest diff costs; 1 is linear.

    The growth of time is that of the processor's seconds, which a busy machine does not stretch."""
    sizes = [20, bench.sized(100_000), bench.sized(1_000_000)]
    runs = alternately(bench.rounds, *([RELMAN, command, "--diff", bench.patch(lines)] for lines in sizes))
    seconds = [middle(each) for each in runs]
    processor = [middle(each, lambda run: run.cpu_seconds) for each in runs]
    peaks = [middle(each, lambda run: run.peak_bytes) for each in runs]
    return {
        "lines": sizes,
        "seconds": [round(one, 4) for one in seconds],
        "peak_mb": [round(one / 1e6, 1) for one in peaks],
        "linear_time": _per_line(processor, sizes),
        "linear_memory": _per_line(peaks, sizes),
    }


def _per_line(costs: list[float], sizes: list[int]) -> float | None:
    """The cost of a line of the largest input over that of the middle one; None if the middle one costs nothing."""
    least, some, most = costs
    if some <= least:
        return None
    return round((most - least) / (some - least) / (sizes[2] / sizes[1]), 3)


def facts_of_a_release(bench: Bench) -> Result:
    """The facts of a release of 500 and of 1,000 files in six languages, and the draft of it, beside git's own patch.

    `within`: the facts of 1,000 files in 3 seconds after git, and the draft in 0.3. `linear`: 1 is linear.
    """
    half, whole = (make_service(bench.folder / f"service-{n}.git", bench.sized(n)) for n in (500, 1_000))
    patch = ["git", "-C", whole, "diff", "base", "head"]
    inside = [[sys.executable, IN_PROCESS, repository] for repository in (half, whole)]
    smaller, larger, git = alternately(bench.rounds, *inside, patch)
    told = [json.loads(runs[0].output) for runs in (smaller, larger)]
    seconds = {
        f"{what}_s": [round(middle(runs, _said(f"{what}_s")), 4) for runs in (smaller, larger)]
        for what in ("read", "facts", "facts_cpu", "draft")
    }
    per_line = [cost / one["lines"] for cost, one in zip(seconds["facts_cpu_s"], told, strict=True)]
    counts = {key: [one[key] for one in told] for key in ("files", "lines", "hunks", "facts")}
    return {
        **counts,
        **seconds,
        "git_patch_s": round(middle(git), 4),
        "facts_over_git": round(seconds["facts_s"][1] / middle(git), 2),
        "linear": round(per_line[1] / per_line[0], 3),
        "within": seconds["facts_s"][1] <= 3 and seconds["draft_s"][1] <= 0.3,
    }


def _said(name: str) -> Callable[[Run], float]:
    """Reads a number that a run printed."""
    return lambda run: float(json.loads(run.output)[name])


def indexing(bench: Bench) -> Result:
    """Megabytes a second through `relman files --diff`, beside a loop that looks at every line once."""
    patch = bench.patch(bench.sized(1_000_000))
    result = bench.against([RELMAN, "files", "--diff", patch], [sys.executable, "-c", SCAN, patch])
    megabytes = patch.stat().st_size / 1e6
    speeds = {f"{who}_mb_s": round(megabytes / result[f"{who}_s"], 1) for who in ("product", "baseline")}
    return result | {"megabytes": round(megabytes, 1)} | speeds


def counting_tokens(bench: Bench) -> Result:
    """The tokens of 10,000 changed lines, exact and estimated, beside bare tiktoken that is given all of it at once."""
    patch = bench.patch(bench.sized(10_000))
    each = ("gpt-4o", "some-model:8b", "bare")
    runs = alternately(bench.rounds, *([sys.executable, COUNTING, patch, one] for one in each))
    exact, estimate, bare = (middle(one, _said("count_s")) for one in runs)
    tokens = [json.loads(one[0].output)["tokens"] for one in runs]
    return compared(exact, bare) | {
        "estimate_s": round(estimate, 4),
        "estimate_ratio": round(estimate / bare, 3),
        "load_s": round(middle(runs[0], _said("load_s")), 4),
        "megabytes": round(_said("megabytes")(runs[0][0]), 2),
        "tokens": tokens[0],
        "tokens_off": tokens[0] - tokens[2],
        "estimate_over_tokens": round(tokens[1] / tokens[2], 3),
        "within": max(exact, estimate) <= 0.15,
    }


def first_token(bench: Bench) -> Result:
    """Milliseconds until a model's first token, beside the bare client on the same server; the import is apart."""
    [runs] = alternately(bench.rounds, [sys.executable, MODEL_CALL, str(bench.sized(30))])
    names = ("product_ms", "baseline_ms", "added_ms", "import_s")
    result = {name: round(middle(runs, _said(name)), 3) for name in names}
    return result | {"allowed_ms": 50, "within": result["added_ms"] <= 50}


BENCHMARKS: dict[str, Callable[[Bench], Result]] = {
    function.__name__: function
    for function in (
        files_vs_git,
        version_start,
        window_vs_empty,
        linear_files,
        linear_facts,
        facts_of_a_release,
        indexing,
        counting_tokens,
        first_token,
    )
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Ratios of the product's costs to named baselines.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each command")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="only this one; may be repeated")
    parser.add_argument("--scale", type=float, default=1.0, help="of the inputs")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RELMAN_HOME"] = str(Path(folder) / "home")
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        bench = Bench(Path(folder), words.rounds, words.scale)
        results = {name: BENCHMARKS[name](bench) for name in words.only or BENCHMARKS}
    print(json.dumps(results, indent=2) if words.json else _table(results))


def _table(results: dict[str, Result]) -> str:
    lines = [f"{name:<18}{value}" for name, result in results.items() for value in _values(result)]
    return "\n".join(lines)


def _values(result: Result) -> list[str]:
    return [f"{key:<16}{value}" for key, value in result.items()]


if __name__ == "__main__":
    main()
