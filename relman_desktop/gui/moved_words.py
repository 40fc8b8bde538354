"""What the bar over a ticket says when the code moved on, the longest words first."""

from collections.abc import Mapping
from pathlib import Path

from ..drafting.moving import Left
from ..loaded import Loaded
from ..moving_on import Found
from ..sources.moved import Moved, MovedCommit
from ..ticket import Ticket
from ..wording import counted
from .shown import visible

_LONGEST = 40  # characters of a branch's name
GONE = "The commits that the ticket was written from are not in the repository any more"


def found_words(found: Found, loaded: Loaded) -> tuple[str, ...]:
    """How a change moved on."""
    name = Path(loaded.opened.location).name
    if found.former:
        return f"{called(found.former)} describes what {name} held before", f"{called(found.former)} is of this file"
    if found.moved is None:
        return f"{name} holds another change now", "The file has changed"
    what, brief = _moved(found.moved, loaded)
    already = f"; {found.other} describes that already" if found.other else ""
    return f"{what}{already}", what, brief


def how_moved(found: Found) -> str:
    """How the code moved on, for a sentence of the checks; "" where another ticket is meant."""
    if found.former:
        return ""
    return found.moved.text if found.moved else "the file holds another change now"


def called(ticket: Ticket) -> str:
    """A ticket's ID, for a person."""
    return ticket.entry("change_id").text or "Another ticket"


def _moved(moved: Moved, loaded: Loaded) -> tuple[str, str]:
    change = loaded.change
    if moved.gone:
        return f"{GONE}; there are {counted(moved.new, 'commit')} now", "Its commits are gone"
    if moved.new or moved.left or moved.rewritten:
        return f"{_short(change.head_name)} has {moved.text}", moved.text
    if moved.head == change.head:
        return f"{_short(change.base_name)} has moved on", "The base has moved on"
    return "The range begins or ends elsewhere now", "Moved on"


def left_words(left: Mapping[str, Left], *, gone: bool = False) -> tuple[str, ...]:
    """What is left to decide; nothing where nothing is."""
    stale = sum(len(one.stale) for one in left.values())
    new = sum(len(one.new) for one in left.values())
    lost = f"{counted(stale, 'sentence')} {'cannot be checked' if gone else 'lost or changed their evidence'}"
    if stale == 1 and not gone:
        lost = "1 sentence lost or changed its evidence"
    if not stale:
        return (f"{counted(new, 'new sentence')} to look at", f"{new:,} new") if new else ()
    more = f", {new:,} new" if new else ""
    whole, shorter, brief = lost + more, f"{counted(stale, 'sentence')} to look at{more}", f"{stale:,} to look at{more}"
    return (f"{GONE}: {whole}", whole, shorter, brief) if gone else (whole, shorter, brief)


def commit_lines(moved: Moved) -> tuple[str, ...]:
    """The commits in words, a line each."""
    more = moved.new + moved.left + moved.rewritten - len(moved.commits)
    told = (*map(_line, moved.commits), *([f"and {more:,} more"] if more > 0 else []))
    return told or ("No commit came or went: the range begins or ends elsewhere.",)


def _line(one: MovedCommit) -> str:
    return f"{one.how.capitalize()}: {one.oid[:10]} {visible(one.subject)} ({one.when[:10]})"


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
