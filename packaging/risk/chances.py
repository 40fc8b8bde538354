"""The chances that a card gives, as the product computes them: whole points, and none where nothing counts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from cards import terms_of, values
from data import Data, Numbers
from fitting import fitted

SCALE = {"zero": 22.0, "factor": 5.5}  # points of even odds, and of one unit of log-odds


def learned(data: Data, card: str) -> dict[str, Any]:
    """A card as it is written: from the commits that touch more than tests and documentation."""
    terms, data = terms_of(card), data.where(~data.nothing_counts)
    fit = fitted(values(data, terms), data)
    rows = [
        {**term, "weight": round(float(weight), 4), "reference": round(float(reference), 4)}
        for term, weight, reference in zip(terms, fit.weights, fit.references, strict=True)
    ]
    return {"log_odds": round(fit.log_odds, 4), "terms": rows}


def parts_of(data: Data, card: Mapping[str, Any]) -> Numbers:
    """The log-odds that each term adds to each commit."""
    weights = np.array([term["weight"] for term in card["terms"]])
    references = np.array([term["reference"] for term in card["terms"]])
    return (values(data, card["terms"]) - references) * weights


def log_odds_of(data: Data, card: Mapping[str, Any], shift: Numbers | float = 0.0, whole: bool = True) -> Numbers:
    """The log-odds of each commit, its own project's differing by `shift`; rounded to points as in the product."""
    parts, constant = parts_of(data, card), card["log_odds"] + shift
    if not whole:
        return np.asarray(parts.sum(axis=1) + constant)
    zero, factor = SCALE["zero"], SCALE["factor"]
    points = np.round(factor * parts).sum(axis=1) + np.round(zero + factor * constant)
    return np.asarray((points - zero) / factor)


def chance_of(data: Data, log_odds: Numbers) -> Numbers:
    return np.where(data.nothing_counts, 0.0, 1 / (1 + np.exp(-log_odds)))
