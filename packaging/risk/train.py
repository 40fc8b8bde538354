"""Learns the weights of `resources/risk/likelihood.toml`, and says what they are worth: docs/risk.md.

python packaging/risk/train.py --data train.csv.gz                  learn, validate, write the weights
python packaging/risk/train.py --evaluate other.csv.gz [--json]     evaluate the weights on other data
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import evaluating  # noqa: E402
import showing  # noqa: E402
from cards import CARDS  # noqa: E402
from chances import SCALE, chance_of, learned  # noqa: E402
from data import Data, read  # noqa: E402
from recalibrating import by_known  # noqa: E402
from releases import best_count, told  # noqa: E402
from rule import by_rule  # noqa: E402
from writing import written  # noqa: E402

WEIGHTS = HERE.parent.parent / "resources/risk/likelihood.toml"
SOURCES = [
    "ApacheJIT (Keshavarz and Nagappan, MSR 2022)",
    "Deep Just-In-Time Defect Prediction: How Far Are We? (Zeng et al., ISSTA 2021)",
    "JIT-Defects4J (Ni et al., ESEC/FSE 2022)",
]


def train(data: Data, out: Path) -> None:
    """Validate by project and by time, then learn from all and write the weights."""
    cards = {name: learned(data, name) for name in CARDS}
    table, log_odds = evaluating.by_project(data, _say)
    print(showing.table("Projects that the models have not seen (five folds)", table))
    print(showing.table("Later commits of projects whose earlier ones were seen", evaluating.by_age(data, _say)))
    print(showing.table("Unseen projects, recalibrated", evaluating.recalibrated(data, log_odds), showing.CALIBRATION))
    known = chance_of(data, log_odds + by_known(data, log_odds, 100))
    count = best_count(data, known)
    print(showing.ranges(told(data, known, count), count))
    tables, rule = by_rule(data, log_odds)
    for title, found in tables.items():
        print(showing.table(title, found))
    left = {name: [_weights(learned(data.but([one]), name)) for one in data.projects] for name in CARDS}
    print("\n".join(showing.weights(cards, left)))
    head = {
        "provenance": {"sources": SOURCES, "commits": len(data), "projects": len(data.projects)},
        "scale": SCALE,
        "range": {"together": count},
        "recalibration": rule or _read(WEIGHTS)["recalibration"],
    }
    out.write_text(written(cards, head), "utf-8")


def evaluate(data: Data, weights: Path, as_json: bool) -> None:
    """What the weights of a file are worth on these commits."""
    cards = _read(weights)
    count = cards["range"]["together"]
    found = evaluating.evaluation(data, cards, count)
    if as_json:
        print(json.dumps(_plain(found), indent=1))
        return
    print(f"{found['commits']:,} commits of {found['projects']} projects, {found['faulty']:.1%} faulty")
    print(showing.table("The weights as they are", found["models"]))
    print(
        showing.table("Recalibrated by labels of the project's own commits", found["recalibrated"], showing.CALIBRATION)
    )
    if found["by the rule"]:
        print(showing.table("Recalibrated by the product's own rule, where its rate is known", found["by the rule"]))
    print(showing.ranges(found["ranges"], count))


def _read(weights: Path) -> dict[str, Any]:
    return tomllib.loads(weights.read_text("utf-8"))


def _weights(card: dict[str, Any]) -> list[float]:
    return [term["weight"] for term in card["terms"]]


def _plain(found: Any) -> Any:
    """For JSON: what is not known is null."""
    if isinstance(found, dict):
        return {name: _plain(one) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(one) for one in found]
    return None if found != found else round(found, 6)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--data", type=Path, help="labelled commits to learn from")
    what.add_argument("--evaluate", type=Path, help="labelled commits to evaluate the weights on")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the file of weights to write, or to evaluate")
    parser.add_argument("--json", action="store_true", help="the evaluation as JSON")
    given = parser.parse_args()
    if given.data:
        train(read(given.data), given.weights)
    else:
        evaluate(read(given.evaluate), given.weights, given.json)


if __name__ == "__main__":
    main()
