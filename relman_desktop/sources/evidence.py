"""Evidence: what a sentence of a ticket can stand on."""

from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """How far a piece of evidence carries."""

    CODE = "code"  # what was done
    CLAIM = "claim"  # what somebody said: commit messages, tickets, changelogs
    TEAM = "team"  # the team's profile
    USER = "user"  # the person's own answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """One citable thing.

    id: `F3` file, `F3.h2` hunk, `C4` commit, `W1` work item, `R2` a line of the repository at the head
        (not part of the change), `N2` entry of the team's profile, `A1` an answer, `X5` fact.
    kind: `file hunk commit "work item" place team answer fact`.
    ref: where it is, for a person: `src/app.py:12`, `1a2b3c4d5e`, `PAY-12`.
    text: what it says, verbatim where it is a quotation.
    """

    id: str
    kind: str
    ref: str
    text: str
    trust: Trust
