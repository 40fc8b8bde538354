"""How it stands with what was written, in words: for the ticket's header and for the banner."""

from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale

from ..store.trouble import Trouble
from ..wording import counted


def saved_at(at: QDateTime) -> str:
    """For the header: the time, with the day where it is not today."""
    local = at.toLocalTime()
    day = "" if local.date() == QDate.currentDate() else QLocale().toString(local.date(), "d MMM ")
    return f"saved {day}{local.toString('HH:mm')}"


def not_saved(changes: int) -> tuple[str, ...]:
    """For the header, the longest first."""
    number = counted(changes, "change")
    return f"not saved: {number} {_are(changes)} kept in this window", f"not saved: {number}", "not saved"


def trouble_sentence(trouble: Trouble, changes: int, tickets: str, rescued: Path | None) -> str:
    """For the banner: what is not saved, why, what to do, and where it is until then."""
    kept = f"in this window and in {rescued}" if rescued else "in this window only"
    they, are = ("it", "is") if changes == 1 else ("they", "are")
    return (
        f"{counted(changes, 'change')} of {tickets} {are} not saved: {trouble.what}. {trouble.advice}; it is tried"
        f" again all the time, and until then {they} {are} kept {kept}."
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
