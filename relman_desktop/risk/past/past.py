"""The past of a change: for each of its commits what was known before it, and this repository's own rate of faults."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from .kinds import kinds

_MOST_COUNTED = 64  # answers of a commit that are remembered: a counterfactual is asked for again and again


@dataclass(frozen=True, slots=True)
class FilePast:
    """A file that a commit touches, with what its history tells. Kinds are those of the data: "src", "test", "doc",
    "conf", "dep", "mig", "iac", "oth"."""

    path: str
    kind: str
    added: int  # lines; 0 for a binary file
    removed: int
    # A bit for each fix that touched it in the 365 days before; all files of a commit mean the same by a bit.
    fixes: int = 0
    commits: int = 0  # so for all commits that touched it in the 90 days before
    status: str = "M"  # git's letter: A added, D deleted, R renamed
    binary: bool = False
    old_path: str = ""  # of a renamed file


@dataclass(frozen=True, slots=True)
class CommitPast:
    """A commit of the change that is no merge."""

    oid: str
    files: tuple[FilePast, ...]
    known: Mapping[str, float]  # what is not of single files: "fixrate365", "team90", "hour", ... by the data's columns
    _counted: dict[tuple[str, ...], Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

    def features(self, but: Container[str] = ()) -> Mapping[str, float]:
        """The data's columns for this commit, as if it did not touch the paths in `but`.

        Those that need the whole history are not among them: see `whole`.
        """
        left = tuple(one.path for one in self.files if one.path in but)
        if left not in self._counted:
            if len(self._counted) >= _MOST_COUNTED:
                self._counted.clear()
            files = [one for one in self.files if one.path not in but]
            self._counted[left] = {**self.known, **_columns(files)}
        return self._counted[left]


@dataclass(frozen=True, slots=True)
class Proven:
    """A commit that proved faulty."""

    oid: str
    by: str  # the id of the first commit that mended it
    revert: bool = False  # took it back, rather than changed a line of it


@dataclass(frozen=True, slots=True)
class Rate:
    """How often commits of this repository proved faulty, by the rule of `resources/risk/rate.toml`."""

    faulty: int
    commits: int  # that touch source files and had time to prove faulty
    until: str  # the newest commit that counts, ISO 8601 day: later ones had no time to prove faulty
    since: str = ""  # the oldest one
    days: int = 365  # that a commit had to prove faulty
    pace: float = 0.0  # of so many years' faults the part years ** pace has shown, for less than one
    low: float = 0.0  # the 95 % interval of the share
    high: float = 1.0
    examples: tuple[Proven, ...] = ()  # the newest of the faulty ones, the newest first

    @property
    def share(self) -> float:
        return self.faulty / self.commits

    @property
    def in_a_year(self) -> float:
        """The share to be expected had each commit had a year."""
        shown: float = min(1.0, max(1, self.days) / 365) ** self.pace
        return min(1.0, self.share / shown)


@dataclass(frozen=True)
class Past:
    """What the history tells of a change."""

    commits: tuple[CommitPast, ...]  # in the order of `Change.commits`, merges left out
    rate: Rate | None = None  # None where the history is too short to tell
    notes: tuple[str, ...] = ()


def _columns(files: list[FilePast]) -> dict[str, float]:
    """The columns that depend on which files a commit touches."""
    folders = {one.path.rpartition("/")[0] for one in files}
    statuses = [one.status for one in files]
    columns: dict[str, float] = {
        "la": sum(one.added for one in files),
        "ld": sum(one.removed for one in files),
        "nf": len(files),
        "nd": len(folders),
        "ns": len({one.path.partition("/")[0] if "/" in one.path else "" for one in files}),
        "ent": _entropy(one.added + one.removed for one in files),
        "nuc90": _union(one.commits for one in files),
        "nfix365": _union(one.fixes for one in files),
        "nnew": statuses.count("A"),
        "ndel": statuses.count("D"),
        "nren": statuses.count("R"),
        "nbin": sum(one.binary for one in files),
        "ld_src": sum(one.removed for one in files if one.kind == "src"),
    }
    for kind in kinds():
        columns[f"nf_{kind}"] = columns[f"la_{kind}"] = 0
    for one in files:
        columns[f"nf_{one.kind}"] += 1
        columns[f"la_{one.kind}"] += one.added
    return columns


def _entropy(changed: Iterable[int]) -> float:
    """How evenly the changed lines are spread over the files, in bits."""
    lines = [one for one in changed if one]
    total = sum(lines)
    return -sum(one / total * log2(one / total) for one in lines) + 0.0


def _union(masks: Iterable[int]) -> int:
    """How many bits are set in any of the masks."""
    union = 0
    for mask in masks:
        union |= mask
    return union.bit_count()
