"""What the evaluation says: tables of measures, by project and by time, before and after recalibration."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from chances import chance_of, learned, log_odds_of
from data import Data, Numbers
from measures import evaluated
from recalibrating import by_known, by_time, latest, shift_of, verified
from releases import told
from rivals import RIVALS
from rule import known_then, read_rates, shifts

Table = dict[str, dict[str, tuple[float, float, float]]]  # by model, by measure: the mean and its interval
FOLDS, EARLY = 5, 0.7
KNOWN = (10, 25, 50, 100, 200)


def folds(data: Data) -> list[tuple[Data, Data]]:
    """Five times: the commits of four fifths of the projects, and those of the others."""
    places = np.random.default_rng(0).permutation(len(data.projects)) % FOLDS
    groups = [[name for name, at in zip(data.projects, places, strict=True) if at == fold] for fold in range(FOLDS)]
    return [(data.but(group), data.of(group)) for group in groups if group]


def early_and_late(data: Data) -> tuple[Data, Data]:
    """The first 70 % of each project's commits, and the rest."""
    late = np.zeros(len(data), bool)
    for project in data.projects:
        rows = np.flatnonzero(data.project == project)
        late[rows[int(len(rows) * EARLY) :]] = True
    return data.where(~late), data.where(late)


def by_project(data: Data, say: Callable[[str], None]) -> tuple[Table, Numbers]:
    """The models on projects that they have not seen, and the log-odds of the card with the history there."""
    chances = {name: np.zeros(len(data)) for name in (*RIVALS, "card without history", "card with history")}
    log_odds = np.zeros(len(data))
    for number, (seen, unseen) in enumerate(folds(data), 1):
        say(f"fold {number} of {FOLDS}")
        rows = np.isin(data.project, unseen.projects)
        for name, learn in RIVALS.items():
            chances[name][rows] = learn(seen)(unseen)
        log_odds[rows] = log_odds_of(unseen, learned(seen, "history"))
        chances["card without history"][rows] = chance_of(unseen, log_odds_of(unseen, learned(seen, "diff")))
    chances["card with history"] = chance_of(data, log_odds)
    return {name: evaluated(data, chance) for name, chance in chances.items()}, log_odds


def by_age(data: Data, say: Callable[[str], None]) -> Table:
    """The models on the later commits of projects whose earlier ones they have seen."""
    say("by time")
    early, late = early_and_late(data)
    chances = {name: learn(early)(late) for name, learn in RIVALS.items()}
    for name, card in (("card without history", "diff"), ("card with history", "history")):
        weights = learned(early, card)
        chances[name] = chance_of(late, log_odds_of(late, weights))
    shifts = _from_earlier(early, late, weights)
    chances["card with history, its own base rate"] = chance_of(late, log_odds_of(late, weights, shifts))
    return {name: evaluated(late, chance) for name, chance in chances.items()}


def _from_earlier(early: Data, late: Data, card: Mapping[str, Any]) -> Numbers:
    shifts = np.zeros(len(late))
    log_odds, counted = log_odds_of(early, card), ~early.nothing_counts
    for project in late.projects:
        rows = (early.project == project) & counted
        shifts[late.project == project] = shift_of(log_odds[rows], early.buggy[rows])
    return shifts


def recalibrated(data: Data, log_odds: Numbers) -> Table:
    """The card with the history after recalibration, by what is known of each project."""
    ways = {f"{count} known commits of the same time": by_known(data, log_odds, count) for count in KNOWN}
    if "ts" in data.columns:
        ways["commits that are a year older"] = by_time(data, log_odds, verified(365))
        ways["the 100 commits before"] = by_time(data, log_odds, latest(100))
    shown = {"not recalibrated": np.zeros(len(data)), **ways}
    return {name: evaluated(data, chance_of(data, log_odds + shift)) for name, shift in shown.items()}


def ruled(data: Data, log_odds: Numbers, table: Mapping[str, float]) -> Table:
    """The card before and after recalibration by the product's rule, where `rates.csv` tells what it said then."""
    if "ts" not in data.columns:
        return {}
    rule = known_then(data, read_rates())
    use = ~np.isnan(rule)
    if not use.any():
        return {}
    kept, odds, shift = data.where(use), log_odds[use], shifts(rule[use], table)
    shown = {"not recalibrated": odds, "by reverts and fixes traced back": odds + shift}
    return {f"{name}, {use.sum():,} commits": evaluated(kept, chance_of(kept, one)) for name, one in shown.items()}


def evaluation(data: Data, cards: Mapping[str, Mapping[str, Any]], count: float) -> dict[str, Any]:
    """What shipped weights are worth on other data."""
    log_odds = log_odds_of(data, cards["history"])
    known = chance_of(data, log_odds + by_known(data, log_odds, 100))
    more = data.where(~data.nothing_counts)
    return {
        "commits": len(data),
        "projects": len(data.projects),
        "faulty": float(data.buggy.mean()),
        "models": {
            "card with history": evaluated(data, chance_of(data, log_odds)),
            "card without history": evaluated(data, chance_of(data, log_odds_of(data, cards["diff"]))),
            "card with history, without commits of tests and documentation only": evaluated(
                more, chance_of(more, log_odds_of(more, cards["history"]))
            ),
            "card with history, not rounded": evaluated(
                data, chance_of(data, log_odds_of(data, cards["history"], whole=False))
            ),
        },
        "recalibrated": recalibrated(data, log_odds),
        "by the rule": ruled(data, log_odds, cards["recalibration"]),
        "ranges": told(data, known, count),
    }
