"""Freezes, windows and holidays out of the calendars that the person names: files, and addresses fetched on demand.

Only the person's own profile may name one: a repository's must not make this program read files or open connections.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ....errors import RelmanError, cause
from ....files import read_file
from ....jobs import Cancel
from ..profile import Profile, TeamEntry
from .kept import Fetch, is_address, keep, kept_at, kept_file, named
from .reading import HOLDS, LARGEST, Holds, calendar_entries

_OLD = timedelta(days=7)


def with_calendars(profile: Profile, folder: Path, zone: str, cancel: Cancel, now: datetime | None = None) -> Profile:
    """A profile of the person's with what its calendars hold in their place. Nothing is fetched.

    Paths are meant from `folder`; `zone` is the team's, "" where it is not known.
    """
    entries: list[TeamEntry] = []
    warnings = list(profile.warnings)
    for one in profile.entries:
        if one.part != "calendars":
            entries.append(one)
            continue
        found, odd = _read(one, folder, zone, now or datetime.now(UTC), cancel)
        entries += found
        warnings += odd
    return replace(profile, entries=tuple(entries), warnings=tuple(warnings))


def fetch_calendars(profile: Profile, fetch: Fetch, cancel: Cancel) -> tuple[str, ...]:
    """Fetch the addresses among a profile's calendars, because the person asked for it; gives a line for each."""
    return tuple(_fetched(profile, fetch, cancel))


def _fetched(profile: Profile, fetch: Fetch, cancel: Cancel) -> Iterator[str]:
    for one in profile.of("calendars"):
        cancel.check()
        if is_address(source := one.get("source")):
            try:
                keep(source, fetch)
                yield f"{_first_up(named(source))} was fetched."
            except RelmanError as error:
                yield str(error)


def _read(
    entry: TeamEntry, folder: Path, zone: str, now: datetime, cancel: Cancel
) -> tuple[tuple[TeamEntry, ...], tuple[str, ...]]:
    source, place = entry.get("source"), f"{entry.place.replace(':', ', line ')}: "
    try:
        path = kept_file(source) if is_address(source) else folder / Path(source).expanduser()
    except RelmanError as error:
        return (), (place + str(error),)
    except RuntimeError:
        return (), (f"{place}the calendar {named(source)} is in nobody's home folder; write its whole path.",)
    when = kept_at(source) if is_address(source) else now
    if when is None:
        return (), (f"{place}{named(source)} was not fetched yet; `relman profile --fetch` fetches it.",)
    try:
        text = read_file(path, LARGEST).decode("utf-8-sig", "replace")
    except (OSError, RuntimeError, ValueError) as error:
        return (), (f"{place}the calendar {named(source)} cannot be read ({cause(error)}).",)
    found, odd = calendar_entries(text, held(entry.get("holds")), _file(source, when), zone, now, cancel)
    age = now - when
    old = (f"{place}{named(source)} was fetched {age.days} days ago; `relman profile --fetch` fetches it anew.",)
    return found, (*(old if age > _OLD else ()), *odd)


def held(said: str) -> Holds:
    """What a calendar holds, by what its entry says."""
    return next((one for one in HOLDS if one == said), "freezes")


def _file(source: str, when: datetime) -> str:
    """As a person knows where an entry comes from."""
    return f"{named(source)}, fetched {when:%Y-%m-%d}" if is_address(source) else Path(source).name


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
