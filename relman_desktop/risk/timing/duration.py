"""How long deploying, validating and going back take: what the steps say, else what the profile says of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil

from ...advice.doing import seconds
from ...advice.signals import is_before
from ...advice.steps import Step, steps_of, without_code
from ...drafting.proposal import Material
from ...drafting.team.applying import applying
from ...drafting.template.team.recovery import backups, need_of
from ...drafting.template.team.watching import watched
from ...sources.profile.profile import TeamEntry
from ...ticket import Span, Ticket
from .table import table
from .told import PARTS, Part, PartName

_LONGEST = 7 * 24 * 60  # minutes of one step: more is a slip of the pen
_SAYS: dict[PartName, dict[str, str]] = {  # which parts of a profile say it of a field's steps, and by which key
    "deployment": {"deployment_steps": "minutes"},
    "validation": {"monitoring": "watch_minutes"},
    "rollback": {"rollback_steps": "minutes", "backups": "minutes"},
}


@dataclass(frozen=True, slots=True)
class Taken:
    """How long a step takes; None where nobody says it."""

    minutes: int | None
    watching: bool = False  # it goes on beside others that are watched
    evidence: tuple[str, ...] = ()


def parts_of(material: Material, ticket: Ticket) -> tuple[Part, ...]:
    """The parts of a deployment; a field without steps takes the profile's for them. () where there are none."""
    found = ((name, tuple(_steps(name, material, ticket))) for name in PARTS)
    return tuple(_part(name, steps) for name, steps in found if steps)


def _steps(name: PartName, material: Material, ticket: Ticket) -> Iterator[Taken]:
    entry = ticket.entry(name)
    steps = [one for one in steps_of(entry.text) if name != "validation" or _is_of_the_day(one)]
    if not entry.text.strip():
        yield from map(_by_profile, _OF_PROFILE[name](material))
        return
    told: set[str] = set()  # what an entry says counts once, whichever steps cite it
    spans = entry.spans
    for step in steps:
        behind = [one for one in _behind(name, step, spans, material) if one.id not in told]
        told |= {one.id for one in behind}
        yield _taken(name, step, behind)


def _is_of_the_day(step: Step) -> bool:
    """Whether a check is made when it is deployed: neither before it nor weeks after it."""
    return not is_before(step) and not is_afterwards(step)


def is_afterwards(step: Step) -> bool:
    """Whether a check is made days or weeks after the deployment."""
    return bool(table().durations["afterwards"].search(step.words))


def told_by(step: Step) -> Taken:
    """How long a step takes by its own words alone."""
    if watch := _found("watched", step):
        return Taken(watch, watching=True)
    own = ceil(seconds(step) / 60) or _found("stage", step)
    return Taken(min(own, _LONGEST) if own else None)


def in_all(steps: Iterable[Taken]) -> int:
    """The minutes of steps: they come one after the other; what is watched is watched at the same time."""
    timed = [one for one in steps if one.minutes is not None]
    watching = max((one.minutes or 0 for one in timed if one.watching), default=0)
    return sum(one.minutes or 0 for one in timed if not one.watching) + watching


def _behind(name: PartName, step: Step, spans: Sequence[Span], material: Material) -> Iterator[TeamEntry]:
    """The entries of the profile that a step cites, and that may say how long it takes."""
    here = (span.claim for span in spans if span.start < step.end and step.start < span.end)
    for cited in dict.fromkeys(one for claim in here for one in claim.evidence if one[:1] == "N"):
        found = material.profile.get(cited)
        if found and found.part in _SAYS[name] and _minutes(found) is not None and _is_done_in(step, found):
            yield found


def _is_done_in(step: Step, entry: TeamEntry) -> bool:
    """Whether a step does what an entry's minutes are of: those of a backup are of restoring it, not of making one."""
    if entry.part != "backups":
        return True
    restore = entry.get("restore").strip()
    return bool(restore) and any(restore in text for text in (step.text, *step.blocks))


def _taken(name: PartName, step: Step, behind: Iterable[TeamEntry]) -> Taken:
    """What the step says counts before what the profile says: a person may have changed it."""
    own = told_by(step)
    if own.watching:
        return replace(own, evidence=tuple(one.id for one in behind))
    said = [(minutes, one) for one in behind if (minutes := _minutes(one)) is not None]
    ids = tuple(one.id for _, one in said)
    if own.minutes:
        return replace(own, evidence=ids)
    if not said:
        return Taken(None)
    if name == "validation":
        return Taken(max(minutes for minutes, _ in said), watching=True, evidence=ids)
    return Taken(sum(minutes for minutes, _ in said), evidence=ids)


def _found(pattern: str, step: Step) -> int:
    """Minutes that a pattern of the table finds in a step; 0 for none."""
    found = table().durations[pattern].search(without_code(step.text))
    return min(int(found[1]) * (60 if found[2][0].lower() == "h" else 1), _LONGEST) if found else 0


def _by_profile(entry: TeamEntry) -> Taken:
    minutes = _minutes(entry)
    return Taken(minutes, entry.part == "monitoring", (entry.id,) if minutes is not None else ())


def _minutes(entry: TeamEntry) -> int | None:
    key = next((says[entry.part] for says in _SAYS.values() if entry.part in says), "")
    with suppress(ValueError, OverflowError):
        return min(ceil(float(entry.get(key))), _LONGEST) if entry.get(key) else None
    return None


def _part(name: PartName, steps: Sequence[Taken]) -> Part:
    timed = [one for one in steps if one.minutes is not None]
    watching = max((one.minutes or 0 for one in timed if one.watching), default=0)
    evidence = tuple(dict.fromkeys(id_ for one in timed for id_ in one.evidence))
    return Part(name, in_all(timed), len(timed), len(steps) - len(timed), watching, evidence)


def _restored(material: Material) -> Iterator[TeamEntry]:
    """What goes back by the profile: its steps, and restoring what the change may lose."""
    yield from (one.entry for one in applying(material, "rollback_steps"))
    if need_of(material):
        yield from (one.entry for one in backups(material) if one.entry.get("restore"))


_OF_PROFILE: dict[PartName, Callable[[Material], Iterable[TeamEntry]]] = {
    "deployment": lambda material: (one.entry for one in applying(material, "deployment_steps")),
    "validation": lambda material: (one.entry for one in watched(material)),
    "rollback": _restored,
}
