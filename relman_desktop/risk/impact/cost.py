"""The impact part of an assessment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..assessment import Axis, Contribution, FileRisk
from ..case import Case
from ..scale import Scale, notes_on, scale_of
from . import reach
from .found import of_facts, of_files
from .reason import Reason, added_up, settled
from .remaining import Remaining
from .services import Services
from .table import table


@dataclass(frozen=True)
class Cost:
    """What a fault would cost, with the reasons; `scale` is the team's where its profile has one."""

    contributions: tuple[Contribution, ...]
    scale: Scale
    notes: tuple[str, ...] = ()
    rests: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ids of files, by a contribution's name

    def with_impact(self, files: Iterable[FileRisk]) -> tuple[FileRisk, ...]:
        """The files with the points of the reasons that rest on them; those that were not known are added.

        The riskiest first: by what both axes say of them, each against the largest.
        """
        known = {one.id: one for one in files}
        behind: dict[str, list[Contribution]] = {}
        for one in self.contributions:
            for file in self.rests.get(one.name, ()):
                behind.setdefault(file, []).append(one)
        every = [
            _with(known.get(file) or FileRisk(file, 0.0, 0, ""), behind.get(file, [])) for file in {**known, **behind}
        ]
        heaviest = max((one.weight for one in every), default=0.0) or 1.0
        dearest = max((one.impact for one in every), default=0) or 1
        return tuple(sorted(every, key=lambda one: (-(one.weight / heaviest + one.impact / dearest), int(one.id[1:]))))


def impact(case: Case) -> Cost:
    """What a fault would cost by resources/risk/impact.toml."""
    scale, notes = scale_of(case.material.profile, case.material.in_review), notes_on(case.material)
    remaining = Remaining(case)
    if not remaining.files:
        return Cost((), scale, notes)
    services = Services(remaining)
    reasons, more = tuple(_reasons(remaining, services)), tuple(_notes(remaining, services))
    found = tuple(one.counting(one.points) for one in reasons if one.points)
    rests = {one.name: one.files for one in reasons if one.files}
    return Cost((*found, *_limit(found)), scale, (*notes, *more), rests)


def _reasons(remaining: Remaining, services: Services) -> Iterator[Reason]:
    """The reasons, each with the points that it counts among the others."""
    if remaining.is_quiet:
        yield reach.quiet(remaining)
        return
    yield from settled((*of_facts(remaining), *of_files(remaining)))
    if remaining.running:
        yield from added_up(reach.running(remaining, services))
    else:
        yield reach.beside(remaining)


def _notes(remaining: Remaining, services: Services) -> Iterator[str]:
    if remaining.running and not remaining.is_quiet:
        yield from reach.notes(remaining, services)


def _limit(found: Iterable[Contribution]) -> Iterator[Contribution]:
    """What keeps room for the questionnaire."""
    total, most = sum(one.points for one in found), table().most
    if total > most:
        text = table().limit.format(most=most)
        yield Contribution("impact_limit", Axis.IMPACT, f"{total} of {most}", most - total, text)


def _with(file: FileRisk, behind: list[Contribution]) -> FileRisk:
    """A file with the points of what rests on it, and the weightiest reason where it has none yet."""
    if not behind:
        return file
    worst = max(behind, key=lambda one: one.points)
    text = worst.text if not file.text else f"{file.text} {worst.text}"
    return replace(file, impact=sum(one.points for one in behind), text=text)
