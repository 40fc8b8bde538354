"""A start over a data folder that another process holds: handed over, the next to hold it, or one that only reads."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..instance import Holder, Instance, holder_of
from .handover import Answer, hand_over, let_come_to_front
from .wanted import Wanted

_PATIENCE = 2.0  # seconds that an instance has to answer
_STARTING = 10.0  # seconds for one that only starts, or writes what is left to write and ends
_AGAIN = 0.05  # seconds


@dataclass(frozen=True)
class Arrival:
    """What came of it."""

    instance: Instance | None = None  # of this process: the other one has ended
    handed_over: bool = False  # the other one opens what was wanted
    refused: bool = False  # it answers, and does not understand: it is of another version


def arrive(folder: Path, wanted: Callable[[], Wanted]) -> Arrival:
    """Hand over what is wanted to whoever holds the folder; waits no longer than it must. Raises `NoLock`."""
    started = time.monotonic()
    while True:
        holder = holder_of(folder)
        if holder.socket:
            let_come_to_front(holder.pid)
            answer = hand_over(holder.socket, wanted(), _PATIENCE)
            if answer is not Answer.SILENT:
                return Arrival(handed_over=answer is Answer.TAKEN, refused=answer is Answer.REFUSED)
        if time.monotonic() - started > (_PATIENCE if holder.socket else _STARTING):
            return Arrival()
        time.sleep(_AGAIN)
        if instance := Instance.claim(folder):
            return Arrival(instance)


def read_only_notice(holder: Holder, *, refused: bool) -> str:
    """Why nothing can be written here."""
    process = f" (process {holder.pid})" if holder.pid else ""
    why = "is of another version" if refused else "does not answer"
    return f"Another Relman Desktop{process} {why}; tickets open read-only here until it ends."
