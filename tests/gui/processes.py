"""Starting the real application as often as a test wants, each time in a process of its own, all over one folder."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCREEN = Path(__file__).with_name("screen.json")  # of 1920 by 1080 pixels: Qt's own is smaller than the window
SECONDS = 30.0


class Application:
    """One process with a window, in which nobody sits but the test."""

    def __init__(self, *arguments: object, stdin: int = subprocess.PIPE) -> None:
        command = [sys.executable, "-m", "tests.gui.driven", *map(str, arguments)]
        environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=stdin, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def do(self, name: str, *words: object) -> Any:
        """Have it do something, and give what it says of it."""
        assert self.process.stdout
        self.do_not_wait(name, *words)
        return json.loads(self.process.stdout.readline())

    def until(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """What it shows, once that is as wanted."""
        last: list[dict[str, Any]] = []

        def shows() -> object:
            last[:] = [self.do("tell")]
            return wanted(last[0])

        wait_until(shows, last)
        return last[0]

    def close(self) -> int:
        """Close its window; gives the exit status."""
        self.do("close")
        return self.wait()

    def wait(self) -> int:
        return self.process.wait(SECONDS)

    def do_not_wait(self, name: str, *words: object) -> None:
        """Have it do something, whenever it comes to it."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([name, *words]) + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """At once, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def send(self, signal: int) -> None:
        self.process.send_signal(signal)


def wait_until(wanted: Callable[[], object], told: object = "") -> None:
    ends = time.monotonic() + SECONDS
    while not wanted():
        assert time.monotonic() < ends, told
        time.sleep(0.02)
