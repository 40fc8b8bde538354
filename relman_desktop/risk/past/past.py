"""The past of a change: for each of its commits what was known before it, and this repository's own rate of faults."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_


@dataclass(frozen=True, slots=True)
class FilePast:
    """A file that a commit touches, with what its history tells. Kinds are those of the data: "src", "test", "doc",
    "conf", "dep", "mig", "iac", "oth"."""

    path: str
    kind: str
    added: int  # lines; 0 for a binary file
    removed: int
    fixes: int = 0  # a bit for each fix that touched it in the 365 days before


@dataclass(frozen=True, slots=True)
class CommitPast:
    """A commit of the change that is no merge."""

    oid: str
    files: tuple[FilePast, ...]
    known: Mapping[str, float]  # what is not of single files: "fixrate365", "team90", "aexp", ... by the data's columns

    def features(self, but: Container[str] = ()) -> Mapping[str, float]:
        """The data's columns for this commit, as if it did not touch the paths in `but`."""
        files = [one for one in self.files if one.path not in but]
        source = [one for one in files if one.kind == "src"]
        return {
            **self.known,
            "nf": len(files),
            "la": sum(one.added for one in files),
            "ld": sum(one.removed for one in files),
            "la_test": sum(one.added for one in files if one.kind == "test"),
            "nf_src": len(source),
            "ld_src": sum(one.removed for one in source),
            "nfix365": reduce(or_, (one.fixes for one in files), 0).bit_count(),
        }


@dataclass(frozen=True, slots=True)
class Rate:
    """How often commits of this repository proved faulty, by the documented rule."""

    faulty: int
    commits: int
    until: str  # the newest commit that counts, ISO 8601 day: later ones had no time to prove faulty

    @property
    def share(self) -> float:
        return self.faulty / self.commits


@dataclass(frozen=True)
class Past:
    """What the history tells of a change."""

    commits: tuple[CommitPast, ...]  # in the order of `Change.commits`, merges left out
    rate: Rate | None = None  # None where the history is too short to tell
    notes: tuple[str, ...] = ()
