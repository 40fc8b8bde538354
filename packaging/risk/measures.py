"""How good chances are, project by project: measures, their mean over the projects, and bootstrap intervals.

Each measure takes the labels, chances and efforts of a project, and a row of weights for each draw of the bootstrap:
how often a commit was drawn. It gives one number for each draw.
"""

from collections.abc import Callable, Mapping

import numpy as np
from data import Data, Numbers

Measure = Callable[[Numbers, Numbers, Numbers, Numbers], Numbers]
ROUNDS, SEED, BINS = 300, 20260101, 10


def _ranked(buggy: Numbers, chance: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """The faulty and the other commits by their chance, the highest first; those of one chance stand together."""
    order = np.argsort(-chance, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(chance[order]) != 0])
    drawn = weights[:, order]
    return tuple(np.add.reduceat(drawn * one[order], starts, axis=1) for one in (buggy, 1 - buggy))  # type: ignore[return-value]


def area(buggy: Numbers, chance: Numbers, effort: Numbers, weights: Numbers) -> Numbers:
    """Area under the ROC curve."""
    faulty, fine = _ranked(buggy, chance, weights)
    above = np.cumsum(faulty, axis=1) - faulty / 2
    return _share((fine * above).sum(axis=1), faulty.sum(axis=1) * fine.sum(axis=1))


def precision(buggy: Numbers, chance: Numbers, effort: Numbers, weights: Numbers) -> Numbers:
    """Average precision: the area under the curve of precision and recall."""
    faulty, fine = _ranked(buggy, chance, weights)
    found = np.cumsum(faulty, axis=1)
    right = _share(found, np.cumsum(faulty + fine, axis=1))
    return _share((faulty * right).sum(axis=1), faulty.sum(axis=1))


def brier(buggy: Numbers, chance: Numbers, effort: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(weights @ (chance - buggy) ** 2 / weights.sum(axis=1))


def calibration_error(buggy: Numbers, chance: Numbers, effort: Numbers, weights: Numbers) -> Numbers:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    off = np.stack([(weights[:, bins == one] @ (chance - buggy)[bins == one]) for one in range(BINS)])
    return np.asarray(np.abs(off).sum(axis=0) / weights.sum(axis=1))


def _recall(rank: Numbers, cost: Numbers, share: float, buggy: Numbers, weights: Numbers) -> Numbers:
    """The share of the faulty commits that is found by looking in this order until a share of the cost is spent."""
    order = np.argsort(-rank, kind="stable")
    drawn = weights[:, order]
    spent = np.cumsum(drawn * cost[order], axis=1)
    found = drawn * buggy[order]
    return _share((found * (spent <= share * spent[:, -1:])).sum(axis=1), found.sum(axis=1))


def _by_effort(share: float) -> Measure:
    """Looking first where a changed line is most likely to be faulty."""
    return lambda buggy, chance, effort, weights: _recall(chance / (effort + 1), effort + 1, share, buggy, weights)


def _by_changes(share: float) -> Measure:
    return lambda buggy, chance, effort, weights: _recall(chance, np.ones_like(chance), share, buggy, weights)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """Not a number where there is nothing: a draw without a faulty commit."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


MEASURES: Mapping[str, Measure] = {
    "AUC": area,
    "PR-AUC": precision,
    "Brier": brier,
    "ECE": calibration_error,
    "recall at 20 % of effort": _by_effort(0.2),
    "recall at 10 % of changes": _by_changes(0.1),
    "recall at 20 % of changes": _by_changes(0.2),
}


def evaluated(data: Data, chance: Numbers, rounds: int = ROUNDS) -> dict[str, tuple[float, float, float]]:
    """Each measure's mean over the projects, with the 95 % interval of a bootstrap of each project's commits.

    A project without a faulty commit, or with nothing else, counts in Brier and ECE only.
    """
    random = np.random.default_rng(SEED)
    found: dict[str, list[Numbers]] = {name: [] for name in MEASURES}
    for project in data.projects:
        rows = np.flatnonzero(data.project == project)
        weights = np.ones((rounds + 1, len(rows)))
        weights[1:] = random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), rounds)
        for name, measure in MEASURES.items():
            found[name].append(measure(data.buggy[rows], chance[rows], data.effort[rows], weights))
    return {name: _interval(np.stack(values)) for name, values in found.items()}


def _interval(values: Numbers) -> tuple[float, float, float]:
    """Of a row for each project: the mean of the first column, and the limits of the other columns' means.

    The limits are moved by what the draws differ on average: commits that are drawn twice look less calibrated.
    """
    kept = values[~np.isnan(values[:, 0])]
    if not len(kept):
        return (float("nan"),) * 3
    means = _share(np.nansum(kept, axis=0), (~np.isnan(kept)).sum(axis=0))
    drawn = means[1:][~np.isnan(means[1:])]
    if not len(drawn):
        return float(means[0]), float("nan"), float("nan")
    low, high = np.quantile(drawn, [0.025, 0.975]) - drawn.mean() + means[0]
    return float(means[0]), max(float(low), 0.0), min(float(high), 1.0)
