"""Whom a fault reaches: the team's services, how critical they are, who uses them, where they run."""

from collections.abc import Iterator, Mapping

from ...drafting.quiet import what_is_quiet
from ...drafting.team.plain import in_quotes, plain
from ...sources.profile.profile import TeamEntry
from ...wording import counted, joined, listed, named
from .reason import Reason
from .remaining import Remaining
from .services import Services
from .table import table
from .users import points_of

_GROUP = "reach"
_LONGEST = 80  # characters of a name
_LONGEST_USERS = 160
_MOST_NAMED = 4
_MOST_FILES = 2
_HIGHEST = "critical"  # where one service is that, nothing that is not known would add to it


def quiet(remaining: Remaining) -> Reason:
    """Nothing that runs changes."""
    row = table().reach["quiet"]
    files = [file.id for file in remaining.files]
    what = what_is_quiet(remaining.files)
    verb = "change" if what.endswith("tests") else "changes"
    text = row["text"].format(what=what, verb=verb)
    return Reason("quiet", _GROUP, row["points"], what, text, tuple(files), frozenset(files))


def beside(remaining: Remaining) -> Reason:
    """What changes is there for those who make the product."""
    row, files = table().reach["beside"], [file.id for file in remaining.files]
    value = "nothing that runs"
    return Reason("beside", _GROUP, row["points"], value, row["text"], tuple(files), frozenset(files))


def running(remaining: Remaining, services: Services) -> Iterator[Reason]:
    """Something that runs changes."""
    yield _criticality(services)
    yield from _services(remaining, services)
    yield from _users(services)
    yield from _journeys(remaining)
    yield from _environments(remaining)


def _criticality(services: Services) -> Reason:
    row = table().reach["criticality"]
    worst = max(services.told, key=lambda one: row[one.criticality], default=None)
    if worst is None or (services.is_assumed and row[worst.criticality] < row[row["assumed"]]):
        assumed = row["assumed"]
        return Reason("criticality", _GROUP, row[assumed], "not known", row["text_assumed"].format(assumed=assumed))
    text = row["text"].format(service=_name(worst.entry), criticality=worst.criticality)
    evidence = (worst.entry.id, *worst.files[:3])
    return Reason(
        "criticality", _GROUP, row[worst.criticality], worst.criticality, text, evidence, frozenset(worst.files)
    )


def _services(remaining: Remaining, services: Services) -> Iterator[Reason]:
    """How many services: of the profile, else of the deployment files that change."""
    told = [(_name(one.entry), one.entry.id, frozenset(one.files)) for one in services.touched]
    deployed = ((fact, files) for fact, files in remaining.facts() if fact.kind == "delivery.service")
    found = told or [(listed([fact.get("name")]), fact.id, files) for fact, files in deployed]
    row, names = table().reach["services"], list(dict.fromkeys(name for name, _, _ in found))
    if points := _by_number(row["least"], len(names)):
        count = counted(len(names), "service")
        text = row["text"].format(count=count, names=joined(names, _MOST_NAMED))
        behind = frozenset(file for _, _, ids in found for file in ids)
        yield Reason("services", _GROUP, points, count, text, tuple(one for _, one, _ in found), behind)


def _users(services: Services) -> Iterator[Reason]:
    row = table().reach["users"]
    found = [(points, one) for one in services.touched if (points := points_of(one.entry.get("users")))]
    if found:
        points, most = max(found, key=lambda one: one[0])
        users = plain(most.entry.get("users"), _LONGEST_USERS).rstrip(".")
        text = row["text"].format(service=_name(most.entry), users=users)
        yield Reason("users", _GROUP, points, users, text, (most.entry.id,), frozenset(most.files))


def _journeys(remaining: Remaining) -> Iterator[Reason]:
    row = table().reach["journeys"]
    found = [(one, files) for one in remaining.material.profile.of("journeys") if (files := remaining.touched(one))]
    if points := _by_number(row["least"], len(found)):
        text = row["text"].format(names=joined([_name(one) for one, _ in found], _MOST_NAMED))
        behind = frozenset(file for _, ids in found for file in ids)
        evidence = tuple(one.id for one, _ in found)
        yield Reason("journeys", _GROUP, points, counted(len(found), "user journey"), text, evidence, behind)


def _environments(remaining: Remaining) -> Iterator[Reason]:
    row = table().reach["environments"]
    found = [one for one in remaining.material.profile.of("environments") if one.get("kind") == "production"]
    if points := _by_number(row["least"], len(found)):
        count = counted(len(found), "production environment")
        text = row["text"].format(count=count, names=joined([_name(one) for one in found], _MOST_NAMED))
        yield Reason("environments", _GROUP, points, count, text, tuple(one.id for one in found))


def notes(remaining: Remaining, services: Services) -> Iterator[str]:
    """What was assumed, and what stands in review."""
    row = table().reach["criticality"]
    is_highest = any(one.criticality == _HIGHEST for one in services.told)
    if (unsaid := [_name(one.entry) for one in services.unsaid]) and not is_highest:
        yield row["note_unsaid"].format(services=joined(unsaid, _MOST_NAMED), assumed=row["assumed"])
    if services.undescribed and not is_highest:
        paths = [file.path for file in services.undescribed]
        files = joined([*map(named, paths[:_MOST_FILES]), *paths[_MOST_FILES:]], _MOST_FILES)
        yield row["note_none"].format(files=files, assumed=row["assumed"])
    if in_review := [one.entry for one in services.in_review]:
        names = joined([_name(one) for one in in_review], _MOST_NAMED)
        yield row["note_review"].format(services=names, file=listed([in_review[0].file]), assumed=row["assumed"])


def _name(entry: TeamEntry) -> str:
    return in_quotes(entry.get("name"), _LONGEST)


def _by_number(least: Mapping[str, int], number: int) -> int:
    return max((points for many, points in least.items() if number >= int(many)), default=0)
