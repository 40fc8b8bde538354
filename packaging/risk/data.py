"""Labelled commits in the documented format (docs/risk.md), as columns."""

import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
NEEDED = ("project", "buggy", "la", "la_test", "nf", "nf_test", "nf_src", "ld_src", "nfix365")
_TEXTS = ("src", "project", "commit")


@dataclass(frozen=True)
class Data:
    """Commits of several projects; all columns are as long as `project`."""

    project: NDArray[np.str_]
    buggy: Numbers  # 0 or 1
    columns: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.project)

    @property
    def projects(self) -> list[str]:
        return sorted(set(self.project.tolist()))

    def where(self, mask: Mask | NDArray[np.intp]) -> "Data":
        """The commits of a mask, or of places in their order."""
        return Data(self.project[mask], self.buggy[mask], {name: one[mask] for name, one in self.columns.items()})

    def of(self, projects: Iterable[str]) -> "Data":
        return self.where(np.isin(self.project, list(projects)))

    def but(self, projects: Iterable[str]) -> "Data":
        return self.where(~np.isin(self.project, list(projects)))

    @property
    def nothing_counts(self) -> Mask:
        """The commits that touch nothing but tests and documentation: they have no chance of a fault."""
        return self.columns["nf"] <= self.columns["nf_test"] + self.columns.get("nf_doc", 0.0)

    @property
    def effort(self) -> Numbers:
        """What looking at a commit takes: its changed lines."""
        return self.columns["la"] + self.columns.get("ld", 0.0)


def read(path: Path) -> Data:
    """The data of a `.csv` or `.csv.gz`. A column that is missing, or empty in a row, is 0.

    By project, the oldest commit first. Exits where a needed column is missing.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        names = next(rows, [])
        columns = dict(zip(names, zip(*rows, strict=True), strict=False))
    if missing := [name for name in NEEDED if name not in columns]:
        raise SystemExit(f"{path} lacks the columns {', '.join(missing)}, or has no rows.")
    numbers = {name: np.array([float(one or 0) for one in columns[name]]) for name in columns if name not in _TEXTS}
    data = Data(np.array(columns["project"]), numbers.pop("buggy"), numbers)
    return data.where(np.lexsort((numbers.get("ts", data.buggy * 0), data.project)))
