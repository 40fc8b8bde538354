"""A start over a data folder that another process holds: handed over, the next to hold it, or one that only reads."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..instance import Holder, Instance, holder_of
from .handover import Answer, greets, hand_over, let_come_to_front
from .wanted import Wanted

_PATIENCE = 2.0  # seconds that an instance has to answer
_STARTING = 10.0  # seconds for one that only starts, or writes what is left to write and ends
_AGAIN = 0.05  # seconds
_LOOK = 0.5  # seconds that one which is only looked at has to greet


@dataclass(frozen=True)
class Arrival:
    """What came of it."""

    instance: Instance | None = None  # of this process: the other one has ended
    handed_over: bool = False  # the other one opens what was wanted
    answer: Answer = Answer.SILENT  # of the other one


def arrive(folder: Path, wanted: Callable[[], Wanted]) -> Arrival:
    """Hand over what is wanted to whoever holds the folder; waits no longer than it must. Raises `NoLock`."""
    started = time.monotonic()
    while True:
        holder = holder_of(folder)
        if holder.socket:
            let_come_to_front(holder.pid)
            answer = hand_over(holder.socket, wanted(), _PATIENCE)
            if answer is not Answer.SILENT:
                return Arrival(handed_over=answer is Answer.TAKEN, answer=answer)
        if time.monotonic() - started > (_PATIENCE if holder.socket else _STARTING):
            return Arrival()
        time.sleep(_AGAIN)
        if instance := Instance.claim(folder):
            return Arrival(instance)


def read_only_notice(holder: Holder, answer: Answer | None) -> str:
    """Why nothing can be written here, and what can be done about it."""
    process = f" (process {holder.pid})" if holder.pid else ""
    if answer is Answer.TAKEN:
        return (
            f"Another Relman Desktop{process} answers again: go on there, or close it, then try again here. Until then"
            " tickets are read-only here."
        )
    if answer is Answer.REFUSED:
        return f"Another Relman Desktop{process} is of another version; tickets open read-only here until it ends."
    return (
        f"Another Relman Desktop{process} does not answer; tickets open read-only here until it ends. If it stays so,"
        f" end it{_how(holder.pid)}: what was written there is kept."
    )


def look(folder: Path) -> Answer:
    """How whoever holds the folder answers now; nothing is asked of it."""
    socket = holder_of(folder).socket
    return greets(socket, _LOOK) if socket else Answer.SILENT


def _how(pid: int) -> str:
    if not pid:
        return ""
    return f" (process {pid} in the Task Manager)" if sys.platform == "win32" else f" (kill {pid})"
