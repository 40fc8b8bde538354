"""What a ticket cites that is not the change's own, found again by what it is: entries, work items and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...sources.meant import UNKNOWN
from ...wording import quoted
from ..proposal import Material
from .counterpart import Counterpart, gone

_GONE = {
    "N": "What it rests on is not in the team's profile any more.",
    "W": "The work item that it rests on is not among those of the ticket any more.",
    "A": "The answer that it rests on was taken back.",
}


@dataclass(frozen=True)
class Meanings:
    """What an id meant, and the ids that the same things have now."""

    was: Mapping[str, str] = field(default_factory=dict)  # keys by the ids that the ticket cites
    now: Mapping[tuple[str, str], str] = field(default_factory=dict)  # the ids now by kind and key
    found: frozenset[str] = frozenset()  # the keys of the work items that the old change itself referred to

    @classmethod
    def of(cls, meant: Mapping[str, str], old: Material | None, new: Material) -> "Meanings":
        """`meant`: what the ticket keeps. Its answers are the same in both; without the old change only they are
        known beside it."""
        known = old.means if old else {one.id: one.ref for one in new.said}
        found = (item.key for item in old.work if any(one.where != "given" for one in item.found)) if old else ()
        return cls({**known, **meant}, {(one[:1], key): one for one, key in new.ids.items()}, frozenset(found))

    @property
    def came(self) -> frozenset[str]:
        """The ids of the entries and the work items that are new."""
        known = {(one[:1], key) for one, key in self.was.items()}
        return frozenset(one for it, one in self.now.items() if it not in known and it[0] != "A")

    def knows(self, evidence_id: str) -> bool:
        return evidence_id in self.was

    def counterpart(self, evidence_id: str) -> Counterpart:
        """The same thing, whatever its id. One that was never known stays what it was."""
        key = self.was.get(evidence_id)
        if key is None:
            return Counterpart(evidence_id, evidence_id)
        new = self.now.get((evidence_id[:1], key)) if key != UNKNOWN else None
        return Counterpart(evidence_id, new) if new else gone(evidence_id, self._why_gone(evidence_id, key))

    def _why_gone(self, evidence_id: str, key: str) -> str:
        return f"{quoted(key)} is no longer named by the change." if key in self.found else _GONE[evidence_id[:1]]
