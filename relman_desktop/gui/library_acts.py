"""One table of what can be done with tickets of the library; buttons and the list's menu are made from it."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with tickets: with those of some shelves, with one or with several at once."""

    name: str
    text: str
    told: str  # what it does, with its key
    shelves: frozenset[str] = frozenset(("", "archived", "bin"))
    several: bool = False
    needs_change: bool = False  # one that is open to put something into
    writes: bool = True
    look: str = ""

    def fits(self, shelves: Collection[str], *, several: bool, has_change: bool, read_only: bool) -> bool:
        """Whether it can be done with tickets that are on these shelves."""
        return (
            self.shelves.issuperset(shelves)
            and (self.several or not several)
            and (has_change or not self.needs_change)
            and not (self.writes and read_only)
        )


_AWAY = frozenset(("archived", "bin"))

ACTS = (
    Act("open", "Open", "Opens the change that it describes, with this ticket (Enter)", writes=False, look="primary"),
    Act("take_back", "Take it back", "Puts it among the open tickets again", _AWAY, several=True),
    Act(
        "use",
        "Use as template…",
        "Puts texts of it into the ticket of the change that is open; you choose which",
        needs_change=True,
    ),
    Act("duplicate", "Duplicate", "Makes a new ticket of the same change that begins with these texts"),
    Act("archive", "Archive", "Puts it away; the search still finds it there", frozenset(("",)), several=True),
    Act(
        "delete",
        "Delete",
        "Puts it into the bin (Del); Ctrl+Z takes it back",
        frozenset(("", "archived")),
        several=True,
    ),
    Act("copy", "Copy as Markdown", "Puts the text on the clipboard (Ctrl+C)", several=True, writes=False),
    Act("save", "Save as…", "Writes the text into a Markdown file", several=True, writes=False),
    Act("erase", "Erase for good…", "Takes it off this machine; asks first", frozenset(("bin",)), several=True),
)
BY_NAME = {act.name: act for act in ACTS}
