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
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.whole import all_columns
from relman_desktop.sources.repository import open_repository

Row = Mapping[str, str]
Pair = tuple[Row, Mapping[str, float]]
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
        for line in islice(_different(pairs, asked.show), 200):
            print(*line)


def _report(project: str, rows: int, pairs: list[Pair]) -> dict[str, Any]:
    columns = [name for name in pairs[0][0] if name not in _NAMES] if pairs else []
    return {
        "project": project,
        "commits": rows,
        "not_found": rows - len(pairs),
        "agreement": {name: _agreement([(row[name], float(ours[name])) for row, ours in pairs]) for name in columns},
    }


def _agreement(values: list[tuple[str, float]]) -> dict[str, float]:
    decimals = _decimals(said for said, _ in values)
    off = [_off(said, ours, decimals) for said, ours in values]
    return {
        "exact": _share([not one for one in off]),
        "rounded": _share([one <= (1 if decimals else 0) for one in off]),
    }


def _different(pairs: list[Pair], name: str) -> Iterator[tuple[str, ...]]:
    decimals = _decimals(row[name] for row, _ in pairs)
    for row, ours in pairs:
        if _off(row[name], ours[name], decimals) > (1 if decimals else 0):
            yield row["commit"], row["nf"], f"data {row[name]}", f"ours {float(ours[name]):.6g}"


def _off(said: str, ours: float, decimals: int) -> int:
    """How many units of the data's last decimal a value is off."""
    return abs(round((float(said) - round(float(ours), decimals)) * 10**decimals))


def _decimals(said: Iterable[str]) -> int:
    """As how many decimals the data gives a column."""
    return max(len(one.partition(".")[2].removesuffix("0")) for one in said)


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
