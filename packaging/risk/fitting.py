"""The weights of an additive model: none below zero, every project counting alike, its own base rate set aside."""

from dataclasses import dataclass

import numpy as np
from data import Data, Numbers
from scipy.optimize import minimize

RIDGE = 5.0  # of the weights of standardized terms, in commits: weights of terms that say the same share what they say
SPREAD = 0.3  # standard deviation of the projects' own log-odds around the constant


@dataclass(frozen=True)
class Fit:
    """A learned card."""

    weights: Numbers  # of the transformed values
    references: Numbers  # transformed values that add nothing: the means, every project counting alike
    log_odds: float  # of a commit at the references, over all projects

    def log_odds_of(self, values: Numbers) -> Numbers:
        return self.log_odds + (values - self.references) @ self.weights


def equal_weights(data: Data) -> Numbers:
    """A weight for each commit, so that every project counts alike; their mean is 1."""
    _, place, count = np.unique(data.project, return_inverse=True, return_counts=True)
    return np.asarray(len(data) / (len(count) * count[place]))


def fitted(values: Numbers, data: Data) -> Fit:
    """Penalized logistic regression with a constant of each project, shrunk toward that of all."""
    each = equal_weights(data)
    mean = np.average(values, axis=0, weights=each)
    spread = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=each)) + 1e-9
    found = _solved((values - mean) / spread, data, each)
    count = values.shape[1]
    return Fit(found[:count] / spread, mean, float(found[count]))


def _solved(standard: Numbers, data: Data, each: Numbers) -> Numbers:
    """The weights, then the constant, then what each project's differs by."""
    names, place = np.unique(data.project, return_inverse=True)
    terms, signs = standard.shape[1], 2 * data.buggy - 1

    def loss(solution: Numbers) -> tuple[float, Numbers]:
        weights, constant, own = solution[:terms], solution[terms], solution[terms + 1 :]
        margins = signs * (standard @ weights + constant + own[place])
        slope = -each * signs / (1 + np.exp(margins))
        total = np.sum(each * np.logaddexp(0, -margins)) + RIDGE * weights @ weights / 2 + own @ own / SPREAD**2 / 2
        by_project = np.bincount(place, slope, len(names))
        return total, np.concatenate(
            [standard.T @ slope + RIDGE * weights, [slope.sum()], by_project + own / SPREAD**2]
        )

    bounds = [(0, None)] * terms + [(None, None)] * (1 + len(names))
    tight = {"maxiter": 2000, "ftol": 1e-13, "gtol": 1e-7}
    return np.asarray(
        minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options=tight).x
    )
