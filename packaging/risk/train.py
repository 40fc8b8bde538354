"""Learns the weights of `resources/risk/likelihood.toml`: `python packaging/risk/train.py --data train.csv.gz`."""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from cards import CARDS, terms_of, values  # noqa: E402
from data import Data, read  # noqa: E402
from fitting import fitted  # noqa: E402
from writing import written  # noqa: E402

WEIGHTS = HERE.parent.parent / "resources/risk/likelihood.toml"
SCALE = {"zero": 25.0, "factor": 6.5}


def card(data: Data, name: str) -> dict:
    terms = terms_of(name)
    fit = fitted(values(data, terms), data)
    rows = [
        {**term, "weight": round(float(w), 4), "reference": round(float(r), 4)}
        for term, w, r in zip(terms, fit.weights, fit.references, strict=True)
    ]
    return {"log_odds": round(fit.log_odds, 4), "terms": rows}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    data = read(given.data)
    data = data.where(~data.tests_only)
    tables = {"scale": SCALE, "range": {"together": 1.0}, "recalibration": {"usual": 0.2, "slope": 0.5, "trust": 100.0}}
    WEIGHTS.write_text(written({name: card(data, name) for name in CARDS}, tables))


if __name__ == "__main__":
    main()
