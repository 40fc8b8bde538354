"""Who does a step: a machine that is told to, a person by hand, or nobody yet, since it only prepares or reads."""

from enum import StrEnum
from math import ceil

from .command import has_command
from .steps import Step, without_code
from .table import table

_SECONDS = {"s": 1, "m": 60, "h": 3600}


class Doing(StrEnum):
    """How a step is done."""

    PREPARES = "prepares"  # reads, waits, decides, tells somebody
    RUN = "run"  # by a command, a script, a pipeline, or by itself
    BY_HAND = "by hand"


def doing(step: Step) -> Doing:
    """How a deployment step is done, by its words and its code."""
    words, patterns = step.words, table().steps
    if patterns["prepares"].match(words) and not patterns["acts"].search(words):
        return Doing.PREPARES
    if has_command(step) or is_started(words):
        return Doing.RUN
    return Doing.BY_HAND


def is_started(words: str) -> bool:
    """Whether words say that a machine does it: a person at most starts it."""
    patterns = table().steps
    told = patterns["denied"].sub(" ", words)
    if patterns["by_hand"].search(told) and not patterns["starts"].search(told):
        return False
    return bool(patterns["by_itself"].search(told))


def seconds(step: Step) -> int:
    """How long a step takes, where it says so; thresholds such as "above 2 % for 5 minutes" are none."""
    found = table().steps["durations"].search(without_code(step.text))
    if not found:
        return 0
    return ceil(float(found[1].replace(",", ".")) * _SECONDS[found[2][0].lower()])
