"""How far our columns agree with those of a data set in the documented format, commit by commit.

    python packaging/risk/agreement.py --repo FOLDER --project NAME --data train.csv.gz [--rev REV] [--show COLUMN]

Reads the whole history of the repository, every line of it: minutes for a large one. Prints JSON: for each column the
share of the commits whose value is the same, and whose value is the same but for the rounding in the data; and how many
commits of the data are not in the history. `--show` lists some that differ.
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.whole import all_columns
from relman_desktop.sources.repository import open_repository

Row = Mapping[str, str]
_NAMES = ("src", "project", "commit", "repository", "ts", "buggy")  # columns that are no features


def main() -> None:
    asked = _arguments()
    rows = {row["commit"]: row for row in _rows(asked.data, asked.project)}
    repository = open_repository(asked.repo, Cancel())
    ours = {oid: columns for oid, columns in all_columns(repository, asked.rev, Cancel()) if oid in rows}
    pairs = [(rows[oid], columns) for oid, columns in ours.items()]
    json.dump(_report(asked.project, len(rows), pairs), sys.stdout, indent=2)
    print()
    if asked.show:
        for line in islice(_different(pairs, asked.show), 20):
            print(*line)


def _report(project: str, rows: int, pairs: list[tuple[Row, Mapping[str, float]]]) -> dict[str, Any]:
    columns = [name for name in pairs[0][0] if name not in _NAMES] if pairs else []
    return {
        "project": project,
        "commits": rows,
        "not_found": rows - len(pairs),
        "agreement": {
            name: {
                "exact": _share([_off(row[name], one[name]) == 0 for row, one in pairs]),
                "rounded": _share([_off(row[name], one[name]) <= _rounding(row[name]) for row, one in pairs]),
            }
            for name in columns
        },
    }


def _different(pairs: list[tuple[Row, Mapping[str, float]]], name: str) -> Iterator[tuple[str, str, str]]:
    for row, ours in pairs:
        if _off(row[name], ours[name]) > _rounding(row[name]):
            yield row["commit"], f"data {row[name]}", f"ours {float(ours[name]):.6g}"


def _off(said: str, ours: float) -> float:
    """How far a value is from the data's, both with as many decimals as the data has."""
    return abs(float(said) - round(float(ours), _decimals(said)))


def _rounding(said: str) -> float:
    """One unit of the last decimal, where there are any."""
    return 1.000001 * 10 ** -_decimals(said) if "." in said else 0.0


def _decimals(said: str) -> int:
    return max(4, len(said.partition(".")[2])) if said.endswith(".0") else len(said.partition(".")[2])


def _share(agree: list[bool]) -> float:
    return round(sum(agree) / len(agree), 5)


def _rows(path: Path, project: str) -> Iterator[Row]:
    with _text(path) as file:
        yield from (row for row in csv.DictReader(file) if row["project"] == project)


def _text(path: Path) -> TextIO:
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8", newline="")  # type: ignore[operator,no-any-return]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repo", type=Path, required=True)
    parser.add_argument("--project", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--show", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
