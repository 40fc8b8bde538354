"""What the history says of the team itself: its tracker's projects, its time zone, how its change IDs look."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from ..sources.profile.profile import Value
from ..sources.work.keys import is_project
from .head import Head, Written
from .people import is_person
from .proposed import Proposed

_KEY = re.compile(r"(?<![\w-])([A-Z][A-Z0-9_]{1,9})-([1-9]\d{0,6})(?![\w-])")
_CHANGE_ID = re.compile(r"(?<![\w-])([A-Z]{2,6})-(20\d\d)-\d{2,6}(?![\w-])")
_FEWEST_KEYS = 3  # different ones of a project
_SHARE_OF_KEYS = 0.02  # of the commits
_SHARE_OF_ZONE = 0.8
_HOSTS = ("GH", "PR", "MR")  # how numbers of GitHub and GitLab are written, too
_ZONES = (  # by what the clocks say in winter and in summer of the north, in hours; one city stands for many
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow", "Asia/Dubai", "Asia/Kolkata"),
    *("Asia/Shanghai", "Asia/Tokyo", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
)


def team(head: Head) -> Iterator[Proposed]:
    """[team]: what is sure, and the time zone as a question where too few commits speak for one."""
    values: dict[str, Value] = {"name": head.name}
    said = ["the project's name"]
    if projects := _projects(head.commits):
        values["projects"] = projects
        said.append(f"keys of {', '.join(projects)} in the last {len(head.commits)} commits")
    if prefix := _change_ids(head.commits):
        values["change_id_pattern"] = f"{prefix}-$year-$number"
        said.append("change IDs in commits")
    zone, share = _zone([one for one in head.commits if is_person(one.author)])
    clocks = f"the clocks of {share:.0%} of the last commits fit {zone}" if zone else ""
    if zone and share >= _SHARE_OF_ZONE:
        values["time_zone"] = zone
        said.append(clocks)
    yield Proposed("team", values, "; ".join(said))
    if zone and share < _SHARE_OF_ZONE:
        yield Proposed("team", {"time_zone": zone}, f"{clocks}, which is not enough to know", sure=False)


def _projects(commits: tuple[Written, ...]) -> tuple[str, ...]:
    keys = {found[0] for one in commits for found in _KEY.finditer(one.message[:20_000]) if is_project(found[0])}
    keys = {key for key in keys if key.rpartition("-")[0] not in _HOSTS}
    counted = Counter(key.rpartition("-")[0] for key in keys)
    least = max(_FEWEST_KEYS, _SHARE_OF_KEYS * len(commits))
    return tuple(project for project, count in counted.most_common(5) if count >= least)


def _change_ids(commits: tuple[Written, ...]) -> str:
    found = (match[1] for one in commits for match in _CHANGE_ID.finditer(one.message[:20_000]))
    common = Counter(prefix for prefix in found if is_project(f"{prefix}-1")).most_common(1)
    return common[0][0] if common and common[0][1] >= _FEWEST_KEYS else ""


def _zone(commits: list[Written]) -> tuple[str, float]:
    """The zone whose clocks most commits were written by, and their share; ("", 0) where there are too few."""
    if len(commits) < 20:
        return "", 0.0
    known = {name: ZoneInfo(name) for name in _ZONES}
    fits: Counter[str] = Counter()
    for one in commits:
        offset = one.when.utcoffset() or timedelta()
        fits.update(name for name, zone in known.items() if one.when.astimezone(zone).utcoffset() == offset)
    name, count = fits.most_common(1)[0] if fits else ("", 0)
    return name, count / len(commits)
