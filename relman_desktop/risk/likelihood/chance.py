"""The likelihood part of an assessment."""

from dataclasses import dataclass

from ..assessment import CommitRisk, Contribution, FileRisk
from ..case import Case


@dataclass(frozen=True)
class Chance:
    """How likely a fault is, with its reasons."""

    chance: float | None  # 0..1, that at least one commit proves faulty
    contributions: tuple[Contribution, ...]
    commits: tuple[CommitRisk, ...] = ()  # the riskiest first
    files: tuple[FileRisk, ...] = ()  # the riskiest first
    notes: tuple[str, ...] = ()


def likelihood(case: Case) -> Chance:
    """The chance of a fault by the weights in resources/risk/likelihood.toml."""
    return Chance(None, ())
