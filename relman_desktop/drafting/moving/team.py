"""The entries of the team's profile that a ticket cites, found again by what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...sources.profile.profile import Profile
from .counterpart import Counterpart, gone

_GONE = "What it rests on is not in the team's profile any more."


@dataclass(frozen=True)
class Team:
    """Which entry an id meant, and the ids that the entries have now."""

    was: Mapping[str, str] = field(default_factory=dict)  # the entries' keys by the ids that the ticket cites
    now: Mapping[str, str] = field(default_factory=dict)  # the ids now by the entries' keys

    @classmethod
    def of(cls, was: Mapping[str, str], now: Profile) -> "Team":
        return cls(was, {key: one for one, key in now.numbers.items()})

    @property
    def came(self) -> frozenset[str]:
        """The ids of the entries that are new."""
        known = set(self.was.values())
        return frozenset(one for key, one in self.now.items() if key not in known)

    def counterpart(self, entry_id: str) -> Counterpart:
        """The entry that says the same, wherever it stands. One that was never known stays what it was."""
        key = self.was.get(entry_id)
        if key is None:
            return Counterpart(entry_id, entry_id)
        new = self.now.get(key)
        return Counterpart(entry_id, new) if new else gone(entry_id, _GONE)
