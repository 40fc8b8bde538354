"""How the rate of faults by our own rule compares with a data set in the documented format.

    python packaging/risk/rates.py --repo FOLDER --project NAME --data train.csv.gz [--rev REV] [--times 6]

Traces the whole history of the repository: seconds for a small one, minutes for a large one. Prints JSON: how far the
rule and the labels agree commit by commit, within the rule's days and without a limit; and for some times of the
history the rate that the app would have told then, beside the labels of the commits that came before (the newest 500)
and after (the next 500).
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.proving import proven, rate_of, rule
from relman_desktop.risk.past.rate import traced
from relman_desktop.sources.origins.reading import Told, Traced, newest
from relman_desktop.sources.repository import open_repository

_ALL = 1 << 30
_NEAR = 500  # commits of the data before and after a time


@dataclass(frozen=True)
class Label:
    oid: str
    when: int
    buggy: bool
    source: bool  # touches source files


def main() -> None:
    asked = _arguments()
    labels = sorted(_labels(asked.data, asked.project), key=lambda one: one.when)
    repository = open_repository(asked.repo, Cancel(), frozenset([asked.repo]))
    head = repository.resolve(asked.rev, Cancel()).data.decode().strip()
    commits = newest(repository, head, _ALL, Cancel())
    found = traced(repository, commits, Cancel(), seconds=3_600, limit=1 << 40)
    report = {
        "project": asked.project,
        "labels": len(labels),
        "agreement": {
            f"{rule().days} days": _agreement(labels, commits, found, rule().days * 86_400),
            "no limit": _agreement(labels, commits, found, _ALL),
        },
        "times": list(_times(labels, commits, found, asked.times)),
    }
    json.dump(report, sys.stdout, indent=2)
    print()


def _agreement(
    labels: Sequence[Label], commits: Sequence[Told], found: Sequence[Traced], time: int
) -> Mapping[str, float]:
    """Over the labelled commits of the history: shares, and Cohen's kappa."""
    faulty = {commits[at].oid for at in proven(commits, found, time)}
    here = {one.oid for one in commits}
    pairs = [(one.buggy, one.oid in faulty) for one in labels if one.oid in here]
    if not pairs:
        return {"commits": 0}
    both, theirs, ours = (sum(map(of, pairs)) for of in (all, lambda pair: pair[0], lambda pair: pair[1]))
    count = len(pairs)
    same = sum(one == other for one, other in pairs) / count
    chance = (theirs * ours + (count - theirs) * (count - ours)) / count**2
    return {
        "commits": count,
        "labelled": theirs / count,
        "faulty": ours / count,
        "same": same,
        "kappa": (same - chance) / (1 - chance) if chance < 1 else 0.0,
        "recall": both / max(1, theirs),
        "precision": both / max(1, ours),
    }


def _times(
    labels: Sequence[Label], commits: Sequence[Told], found: Sequence[Traced], times: int
) -> Iterator[Mapping[str, Any]]:
    order = sorted(range(len(commits)), key=lambda at: commits[at].when)
    for step in range(1, times + 1):
        place = min(len(labels) - 1, step * len(labels) // times)
        now = labels[place].when
        window = [at for at in order if commits[at].when < now][-rule().commits :]
        rate = rate_of(*_part(commits, found, window), now) if window else None
        yield {
            "at": datetime.fromtimestamp(now, UTC).date().isoformat(),
            "rate": rate and {name: one for name, one in asdict(rate).items() if name != "examples"},
            "before": _share(labels[max(0, place - _NEAR) : place]),
            "after": _share(labels[place : place + _NEAR]),
        }


def _part(
    commits: Sequence[Told], found: Sequence[Traced], window: Sequence[int]
) -> tuple[Sequence[Told], Sequence[Traced]]:
    """A part of a history, as if nothing else had been read."""
    places = {at: place for place, at in enumerate(window)}
    parts = [
        Traced(found[at].files, {places[one]: lines for one, lines in found[at].removed.items() if one in places})
        for at in window
    ]
    return [commits[at] for at in window], parts


def _share(labels: Sequence[Label]) -> Mapping[str, float | None]:
    source = [one.buggy for one in labels if one.source]
    return {
        "commits": len(labels),
        "buggy": sum(one.buggy for one in labels) / len(labels) if labels else None,
        "source_commits": len(source),
        "source_buggy": sum(source) / len(source) if source else None,
    }


def _labels(data: Path, project: str) -> Iterator[Label]:
    with gzip.open(data, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["project"] == project:
                yield Label(row["commit"], int(row["ts"]), row["buggy"] == "1", row["nf_src"] != "0")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the rate of faults by our rule with labelled data.")
    parser.add_argument("--repo", type=Path, required=True)
    parser.add_argument("--project", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--times", type=int, default=6)
    return parser.parse_args()


if __name__ == "__main__":
    main()
