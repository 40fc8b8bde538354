"""What the product's own rule for a repository's rate of faults says about the labels: the shift of the log-odds.

`rates.csv` holds, for some of the data's projects and some days of their history, how many of the commits that the rule
looked at had proved faulty by then. A commit is recalibrated by the newest row that is no younger than itself.
"""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from chances import chance_of
from data import Data, Numbers
from fitting import equal_weights
from measures import evaluated
from scipy.optimize import minimize

RATES = Path(__file__).with_name("rates.csv")
FEWEST = 5  # projects that a mapping is learned from
LEAST, MOST = 0.03, 0.5  # shares beyond those that were seen say no more


def read_rates(path: Path = RATES) -> dict[str, list[tuple[float, float]]]:
    """By project: the days, in Unix seconds, and the log-odds of the rule's share then; the oldest first."""
    found: dict[str, list[tuple[float, float]]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC).timestamp()
            found.setdefault(row["project"], []).append((day, said(int(row["faulty"]), int(row["commits"]))))
    return {project: sorted(rows) for project, rows in found.items()}


def said(faulty: int, commits: int) -> float:
    """The log-odds of a share, within what was seen; as `Weights.shift` has them."""
    share = min(max((faulty + 0.5) / (commits + 1), LEAST), MOST)
    return float(np.log(share / (1 - share)))


def known_then(data: Data, rates: dict[str, list[tuple[float, float]]]) -> Numbers:
    """What the rule said before each commit; not a number where it said nothing yet."""
    found = np.full(len(data), np.nan)
    for project, rows in rates.items():
        days, shares = np.array(rows).T
        places = np.flatnonzero(data.project == project)
        newest = np.searchsorted(days, data.columns["ts"][places], side="right") - 1
        found[places] = np.where(newest >= 0, shares[np.maximum(newest, 0)], np.nan)
    return found


def mapped(data: Data, log_odds: Numbers, rule: Numbers) -> dict[str, float]:
    """The share that shifts nothing, and the slope; every project counts alike, tests are left out."""
    kept = ~data.tests_only
    each, known, odds, buggy = equal_weights(data.where(kept)), rule[kept], log_odds[kept], data.buggy[kept]

    def loss(solution: Numbers) -> float:
        shifted = odds + solution[0] + solution[1] * known
        return float(np.sum(each * (np.logaddexp(0, shifted) - buggy * shifted)) / len(each))

    start, slope = minimize(loss, [1.0, 0.5], method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9}).x
    slope = max(float(slope), 0.01)
    usual = 1 / (1 + np.exp(start / slope))
    return {"usual": round(float(usual), 4), "slope": round(slope, 4), "least": LEAST, "most": MOST}


def shifts(rule: Numbers, table: Mapping[str, float]) -> Numbers:
    return np.asarray(table["slope"] * (rule - np.log(table["usual"] / (1 - table["usual"]))))


def by_rule(data: Data, log_odds: Numbers) -> tuple[dict[str, Any], dict[str, float] | None]:
    """The measures before and after, each project by what the others teach; and what all of them teach.

    Nothing of both where the rule's rate is known of too few projects.
    """
    rule = known_then(data, read_rates()) if "ts" in data.columns else np.full(len(data), np.nan)
    use = ~np.isnan(rule)
    data, log_odds, rule = data.where(use), log_odds[use], rule[use]
    if len(data.projects) < FEWEST:
        return {}, None
    shift = np.zeros(len(data))
    for project in data.projects:
        rows = data.project == project
        shift[rows] = shifts(rule[rows], mapped(data.where(~rows), log_odds[~rows], rule[~rows]))
    table = {
        "not recalibrated": evaluated(data, chance_of(data, log_odds)),
        "by reverts and fixes traced back": evaluated(data, chance_of(data, log_odds + shift)),
    }
    title = f"{len(data):,} commits of {len(data.projects)} projects after the rule's first rate"
    return {title: table}, mapped(data, log_odds, rule)
