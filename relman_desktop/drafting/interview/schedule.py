"""What the team's profile says against a schedule. It is told, never refused: an emergency may need it."""

from dataclasses import dataclass
from datetime import date, datetime

from ...sources.profile.profile import Profile, TeamEntry
from ...wording import joined, quoted
from ..team.plain import bare
from .spans import Moments, moments_of
from .windows import freeze_at, holds, is_readable, zone_of

_MOST = 3  # windows that are named


def against(text: str, profile: Profile) -> str:
    """One sentence, with the ids of the entries: that it lies in a freeze, or outside of every window.

    "" where nothing is said against it, and where it cannot be read.
    """
    return told_against(text, profile).text


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, "" for none, and the entries that say it."""

    text: str = ""
    entries: tuple[TeamEntry, ...] = ()


def told_against(text: str, profile: Profile) -> Told:
    """As `against`, with the entries."""
    when = moments_of(text, zone_of(profile))
    return (frozen(when, profile) or outside(when, profile) or Told()) if when else Told()


def frozen(when: Moments, profile: Profile) -> Told | None:
    """That a time lies in a freeze."""
    found = freeze_at(when, profile)
    if not found:
        return None
    entry, wholly = found
    reason = bare(entry.get("reason"), 120).rstrip(".")
    lies = "lies in" if wholly else "reaches into"
    said = f"{when.said} {lies} the freeze {quoted(entry.get('name'), 80)} ({entry.id}, to {_until(entry.get('to'))})"
    return Told(f"{said}: {reason}." if reason else f"{said}.", (entry,))


def outside(when: Moments, profile: Profile) -> Told | None:
    """That a time lies in none of the team's windows, where it has some."""
    windows = [one for one in profile.of("windows") if is_readable(one)]
    if not windows or any(holds(one, when, zone_of(profile)) for one in windows):
        return None
    ids = joined([one.id for one in windows], _MOST)
    if len(windows) == 1:
        name = quoted(windows[0].get("name"), 80)
        return Told(f"{when.said} lies outside of the maintenance window {name} ({ids}).", (windows[0],))
    return Told(f"{when.said} lies outside of every maintenance window of your team's ({ids}).", tuple(windows))


def _until(text: str) -> str:
    """A day, with its time where it has one that is not a day's end."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        told = datetime.fromisoformat(text)
        return f"{told:%Y-%m-%d}" if (told.hour, told.minute) == (23, 59) else f"{told:%Y-%m-%d %H:%M}"
