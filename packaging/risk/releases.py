"""Whether the chance of a range holds: runs of successive commits, and whether any of them was faulty."""

from collections.abc import Iterator

import numpy as np
from data import Data, Numbers
from scipy.optimize import minimize_scalar

SIZES = (1, 2, 5, 10, 20, 50)


def together(chances: Numbers, count: float) -> Numbers:
    """The chance that at least one of each row proves faulty; all but the riskiest count by `count`."""
    fine = -np.log1p(-np.minimum(chances, 1 - 1e-9))
    most = fine.max(axis=1)
    return np.asarray(-np.expm1(-(most + count * (fine.sum(axis=1) - most))))


def runs(data: Data, chances: Numbers, size: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Of each project that has three: its runs of `size` successive commits, and whether any was faulty."""
    for project in data.projects:
        rows = np.flatnonzero(data.project == project)
        count = len(rows) // size
        if count >= 3:
            cut = rows[: count * size].reshape(count, size)
            yield chances[cut], data.buggy[cut].max(axis=1)


def best_count(data: Data, chances: Numbers) -> float:
    """How much the other commits should count, so that what is said is nearest to what was, over all sizes."""

    def off(count: float) -> float:
        return sum((row["corrected"] - row["faulty"]) ** 2 for row in told(data, chances, count))

    return round(float(minimize_scalar(off, bounds=(0.05, 1.0), method="bounded").x), 2)


def told(data: Data, chances: Numbers, count: float) -> list[dict[str, float]]:
    """For each size: the share of runs with a faulty commit, and the mean chance with and without the correction."""
    rows = []
    for size in SIZES:
        cut = list(runs(data, chances, size))
        if cut:
            means = [(faulty.mean(), together(one, 1.0).mean(), together(one, count).mean()) for one, faulty in cut]
            faulty, alone, corrected = np.mean(means, axis=0)
            rows.append(
                {"commits": size, "projects": len(cut), "faulty": faulty, "alone": alone, "corrected": corrected}
            )
    return rows
