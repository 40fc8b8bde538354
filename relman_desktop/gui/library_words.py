"""A ticket of the library in words: what its row says, to the eye and to a screen reader."""

from ..store.search import Row
from ..ticket import Ticket
from ..wording import shorten
from .library_when import ago, exactly
from .outcome_mark import words as outcome_words
from .shown import visible

_SHELVES = {"archived": "archived", "bin": "in the bin"}
_LONGEST = 32  # characters of a repository's name, and of a range
UNTITLED = "No title yet"


def title_of(row: Row) -> str:
    return row.title.strip() or UNTITLED


def place_of(row: Row) -> str:
    """Which change it describes: the repository's name and the range, or the diff file's name."""
    return f"{shorten(row.repository, _LONGEST)} {shorten(row.range, _LONGEST)}".strip()


def people_of(row: Row) -> str:
    """Who deploys, and who validates where that is somebody else."""
    return " / ".join(dict.fromkeys(filter(None, (row.assignee.strip(), row.validator.strip()))))


def named(row: Row) -> str:
    """The ticket in a sentence about it: its change ID, or else its title."""
    return row.change_id.strip() or f"“{title_of(row)}”"


def of_ticket(ticket: Ticket) -> str:
    """A whole ticket in a sentence about it."""
    change_id, title = (" ".join(ticket.entry(name).text.split()) for name in ("change_id", "title"))
    return visible(shorten(change_id or (f"“{title}”" if title else "another ticket"), _LONGEST))


def beneath(row: Row) -> str:
    """The second line of a row, the most telling first."""
    return " · ".join(filter(None, (row.change_id.strip(), place_of(row), people_of(row))))


def at_right(row: Row) -> tuple[str, str]:
    """State and risk, each as a word or two."""
    risk = row.risk.strip()
    return row.state.strip().capitalize(), f"{risk.capitalize()} risk" if risk else ""


def told(row: Row) -> tuple[str, str]:
    """A row in two lines, for a list that has no more room."""
    about = (row.change_id.strip(), row.state.strip(), ago(row.touched), place_of(row))
    return title_of(row), " · ".join(filter(None, about))


def tip(row: Row) -> str:
    """All that the row has no room for."""
    times = f"Last changed {exactly(row.touched)}\nBegun {exactly(row.created)}"
    return "\n".join(filter(None, (title_of(row), beneath(row), row.services.strip(), times)))


def spoken(row: Row) -> str:
    """The row for a screen reader."""
    state, risk = at_right(row)
    outcome = f"outcome: {outcome_words(row.outcome)}" if row.outcome.strip() else ""
    shelf = _SHELVES.get(row.shelf, "")
    told = (title_of(row), beneath(row), state, risk, outcome, shelf, f"changed {ago(row.touched)}", row.excerpt)
    return ". ".join(part.rstrip(".") for part in told if part).replace(" · ", ", ")
