"""The impact part of an assessment."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..assessment import Contribution, FileRisk
from ..case import Case
from ..scale import Scale, scale


@dataclass(frozen=True)
class Cost:
    """What a fault would cost, with the reasons; `scale` is the team's where its profile has one."""

    contributions: tuple[Contribution, ...]
    scale: Scale
    notes: tuple[str, ...] = ()

    def with_impact(self, files: Iterable[FileRisk]) -> tuple[FileRisk, ...]:
        """The files with the points of the reasons that rest on them."""
        return tuple(files)


def impact(case: Case) -> Cost:
    """What a fault would cost by resources/risk/impact.toml."""
    return Cost((), scale())
