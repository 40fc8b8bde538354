"""What a rehearsal of the rollback found."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["yes", "no", "partly", "unknown"]
_WORST_FIRST: tuple[Outcome, ...] = ("no", "unknown", "partly", "yes")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried or looked for."""

    name: str  # "revert", "schema", "configuration", "artifacts", "for_good"
    outcome: Outcome  # whether the way back is open, as far as this goes
    text: str  # one sentence with its full stop: what was found
    evidence: tuple[str, ...] = ()
    details: tuple[str, ...] = ()  # paths that conflict, tags, images: one line each
    is_certain: bool = False  # came out as it must: it shows nothing of a rollback that anybody tried


@dataclass(frozen=True)
class Rehearsal:
    """A rollback that was rehearsed against what was there at that moment."""

    target: str  # the branch that the revert was tried on, "main"; "" for none
    tip: str  # its full commit id then
    findings: tuple[Finding, ...]

    def of(self, name: str) -> Finding | None:
        return next((one for one in self.findings if one.name == name), None)

    @property
    def outcome(self) -> Outcome:
        """The worst of all findings; what is not known is worse than what is known to go in part."""
        return worst(*(one.outcome for one in self.findings)) if self.findings else "unknown"


def worst(*outcomes: Outcome) -> Outcome:
    """The worst of some outcomes; "yes" of none."""
    return next((one for one in _WORST_FIRST if one in outcomes), "yes")
