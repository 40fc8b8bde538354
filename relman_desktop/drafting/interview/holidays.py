"""The holidays of the team: days on which fewer people are at hand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ...sources.profile.profile import Profile, TeamEntry


@dataclass(frozen=True, slots=True)
class Holiday:
    """From its first day to its last."""

    first: date
    last: date
    entry: TeamEntry

    def meets(self, first: date, last: date) -> bool:
        """Whether it is on one of some days, both included."""
        return self.first <= last and first <= self.last


def holidays(profile: Profile) -> tuple[Holiday, ...]:
    """Those of the profile, in their order."""
    return tuple(_read(profile))


def _read(profile: Profile) -> Iterator[Holiday]:
    for entry in profile.of("holidays"):
        with suppress(ValueError):
            first = date.fromisoformat(entry.get("from"))
            yield Holiday(first, date.fromisoformat(entry.get("to") or entry.get("from")), entry)
