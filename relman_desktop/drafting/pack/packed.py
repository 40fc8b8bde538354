"""The evidence pack: what of the change a model is given, and what of it is covered how far."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ...sources.evidence import Evidence
from ..redaction.record import Redaction


class Level(StrEnum):
    """How much of a changed file is in the pack, most first."""

    FULL = "full"  # every hunk, whole
    PARTIAL = "partial"  # some hunks, each whole or cut where the pack says so
    CONDENSED = "condensed"  # facts and changed names instead of hunks
    NAMED = "named"  # its path, kind and counts


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one changed file is covered, and why no further. A file that only moved is in full by its line."""

    id: str  # "F3"
    path: str  # as it stands in the pack: redacted, nothing hidden in it
    level: Level
    hunks_sent: int
    hunks: int  # that there are; 0 where none are or none were read
    reason: str  # "" for a file in full; else in a sentence: "Generated: 1,204 lines that nobody wrote by hand."
    tokens: int = 0  # of its part of the pack


@dataclass(frozen=True)
class Pack:
    """The evidence as it stands in the request. The same input gives the same bytes."""

    text: str
    evidence: Mapping[str, Evidence]  # what a claim may cite, by id; texts as they stand in `text` (masked)
    coverage: tuple[Coverage, ...]  # every changed file, in the order of the manifest
    redactions: tuple[Redaction, ...]
    tokens: int  # of `text`, by the counter that it was packed with
    budget: int  # tokens that `text` may take
    nonce: str  # delimits blocks of evidence; derived from what is packed
    warnings: tuple[str, ...] = ()  # sentences: "3 hidden characters were taken out of F2.h1."

    def files(self, level: Level) -> int:
        """How many changed files are covered at this level."""
        return sum(one.level is level for one in self.coverage)
