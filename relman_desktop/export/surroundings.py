"""What an export has to know of the team beside the ticket: in which zone it means its times, and who belongs where."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from ..sources.profile.profile import Profile
from ..sources.work.item import WorkItem
from .origin import COMPARE
from .targets.around import Link

ZONE, GROUP = "time_zone", "group"  # keys of the object `around` of a draft


def around_object(profile: Profile, assignee: str, compare: str = "") -> dict[str, str]:
    """What the profile says, and the page that shows the change, as the object `around` of a draft; {} for nothing."""
    told = {ZONE: profile.said.get(ZONE, ""), GROUP: group_of(profile, assignee), COMPARE: compare}
    return {name: text for name, text in told.items() if text}


def group_of(profile: Profile, person: str) -> str:
    """The group that a person belongs to; "" where the profile does not say it, or says two."""
    wanted = _folded(person)
    groups = {one.get(GROUP) for one in profile.of("people") if wanted and wanted in map(_folded, one.texts("name"))}
    return groups.pop() if len(groups) == 1 else ""


def zone_named(name: str) -> tzinfo:
    """A time zone by its name; UTC for "". Raises `ValueError` for one that is not known here."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # no such zone, the name of a folder, and what is no name at all
        raise ValueError(f"no time zone {name[:80]!r} is known") from error


def links_of(work: Iterable[WorkItem]) -> tuple[Link, ...]:
    """The work tickets that a ticket of theirs links to, by the keys that they have now: what somebody names as what
    the change is for, and not how it came in."""
    return tuple(Link(one.now or one.key, one.title, one.url) for one in work if one.is_named and not one.is_request)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
