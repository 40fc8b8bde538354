"""Running commands alternately, so that a machine that is busy for a while is unfair to both."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Command = Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds from start to end, those of a processor that it and its children used, peak
    resident bytes, and what it printed."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: bytes


def run(command: Command) -> Run:
    """Run `command` to its end; a failure ends the benchmark, with what the command said."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed with status {process.returncode}")
    cpu_seconds = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu_seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), output)


def alternately(rounds: int, *commands: Command) -> list[list[Run]]:
    """The runs of each command, `rounds` of each in turns, after one that warms the caches and is not counted."""
    turns = [[run(command) for command in commands] for _ in range(rounds + 1)]
    return [list(runs) for runs in zip(*turns[1:], strict=True)]


def middle(runs: Sequence[Run], value: Callable[[Run], float] = lambda run: run.seconds) -> float:
    """The median of a value of the runs; the seconds, if nothing else is asked for."""
    return median(value(run) for run in runs)
