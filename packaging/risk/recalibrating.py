"""What a project's log-odds differ by, from commits of its own whose labels are known."""

from collections.abc import Callable, Iterator

import numpy as np
from data import Data, Numbers
from numpy.typing import NDArray

SPREAD = 0.87  # standard deviation of what the projects of the training data differ by: how far a shift is trusted
SEED, DAY, OFTEN = 20260101, 86400, 30 * 86400
Places = NDArray[np.intp]


def shift_of(log_odds: Numbers, buggy: Numbers) -> float:
    """The likeliest shift: the mean chance moves to the share of faulty commits, few commits moving it little."""
    shift = 0.0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(log_odds + shift)))
        slope = (chance * (1 - chance)).sum() + SPREAD**-2
        shift += float(np.clip(((buggy - chance).sum() - shift * SPREAD**-2) / slope, -1, 1))
    return shift


def by_known(data: Data, log_odds: Numbers, count: int) -> Numbers:
    """Shifts from `count` random commits of the project's other half: as many are known, of the same time."""
    random, shifts = np.random.default_rng(SEED), np.zeros(len(data))
    for rows in _projects(data):
        mixed = random.permutation(rows)
        halves = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
        for known, asked in (halves, halves[::-1]):
            known = _counted(data, known)[:count]
            shifts[asked] = shift_of(log_odds[known], data.buggy[known])
    return shifts


def by_time(data: Data, log_odds: Numbers, known: Callable[[Numbers, int], slice]) -> Numbers:
    """Shifts from earlier commits alone, again every 30 days; `known` tells which, of the times and a place."""
    shifts = np.zeros(len(data))
    for rows in _projects(data):
        times, due = data.columns["ts"][rows], -np.inf
        for place, row in enumerate(rows):
            if times[place] >= due:
                earlier = _counted(data, rows[known(times, place)])
                shift, due = shift_of(log_odds[earlier], data.buggy[earlier]), times[place] + OFTEN
            shifts[row] = shift
    return shifts


def verified(days: int) -> Callable[[Numbers, int], slice]:
    """The commits that are so many days older: a fault of theirs has become known."""
    return lambda times, place: slice(0, int(np.searchsorted(times, times[place] - days * DAY)))


def latest(count: int) -> Callable[[Numbers, int], slice]:
    """The last commits before, as if a fault became known at once: the bound of what following a trend can give."""
    return lambda times, place: slice(max(0, place - count), place)


def _projects(data: Data) -> Iterator[Places]:
    return (np.flatnonzero(data.project == project) for project in data.projects)


def _counted(data: Data, rows: Places) -> Places:
    return rows[~data.nothing_counts[rows]]
