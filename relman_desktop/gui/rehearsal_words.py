"""What the window says of a rehearsed rollback, and how its outcomes look: each has an icon and a word."""

from collections.abc import Mapping

from ..risk.rehearsal.rehearsal import Finding, Outcome, Rehearsal
from .interview_words import Look
from .shown import visible
from .theme import Role

TITLE = "The way back, rehearsed"
NONE = "The rollback of this change was not rehearsed."
REHEARSING = "Rehearsing…"
AGAIN = "Rehearse again"
AGAIN_DOES = "Tries the way back once more on what is there now; nothing of the repository is changed"
LOOKS: Mapping[Outcome, Look] = {
    "yes": Look("check", Role.GOOD, "The way back is open, as far as it was rehearsed.", "yes"),
    "partly": Look("alert", Role.WARNING, "The way back is open in part.", "partly"),
    "no": Look("failed", Role.ERROR, "The way back is not open.", "no"),
    "unknown": Look("question", Role.QUIET, "Whether the way back is open is not known.", "not known"),
}
_OID = 10  # characters of a commit id


def whole_told(rehearsal: Rehearsal) -> str:
    return LOOKS[rehearsal.outcome].words


def tried_on(rehearsal: Rehearsal) -> str:
    """The branch and its tip as they were; "" where there was none."""
    if not rehearsal.target:
        return "There was no branch to try it on."
    tip = f" at {rehearsal.tip[:_OID]}" if rehearsal.tip else ""
    return visible(f"Tried on {rehearsal.target}{tip}, as it was then.")


def folded_told(finding: Finding) -> str:
    """What is folded below a finding; not how much, for its sentence counts them, and a long list is cut."""
    return "The paths that conflict" if finding.name == "revert" and finding.outcome != "yes" else "Details"
