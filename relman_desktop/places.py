"""Where the person is: what is open, where the caret stands and what is in sight, for the next start.

It is a convenience: the words themselves are in the journal. So what cannot be read is no error, but a start page.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from .files import home, write_atomically

_VERSION = 1
_LONGEST = 1_000_000  # bytes that are read


@dataclass(frozen=True, slots=True)
class Caret:
    """A caret in a field. Positions are in characters of its text."""

    field: str = ""  # its name; "" for none
    position: int = 0
    anchor: int = 0  # where the selection begins; at the position when nothing is selected

    def within(self, length: int) -> "Caret":
        """The caret in a text of so many characters, which may be another one than before."""
        return Caret(self.field, min(max(0, self.position), length), min(max(0, self.anchor), length))


@dataclass(frozen=True, slots=True)
class Scroll:
    """What stands at the upper edge of the ticket: a field, and the pixels of it that are above the edge."""

    field: str = ""
    pixels: int = 0


@dataclass(frozen=True)
class Place:
    """What the window shows, and how."""

    location: str = ""  # of the repository or the diff file; "" while nothing was ever open
    range: str = ""  # as asked for; "" for a diff
    base: str = ""  # the full commit ids to which it was pinned; "" for a diff
    head: str = ""
    ticket: str = ""  # its id
    start_page: bool = True
    tab: str = ""  # of the pane at the right
    caret: Caret = field(default_factory=Caret)
    scroll: Scroll = field(default_factory=Scroll)
    expanded: tuple[str, ...] = ()  # the fields whose questions are all shown
    window: str = ""  # the window's and the panes' sizes, as Qt writes them
    panes: str = ""
    tries: int = 0  # starts that began to open it and did not come to the end

    @property
    def pinned(self) -> tuple[str, str] | None:
        """The commits to read, whatever the names of the range mean now."""
        return (self.base, self.head) if self.base and self.head else None


def places_file() -> Path:
    return home() / "session.json"


def load_place() -> Place:
    """Where the person was last; the start page where nobody knows."""
    try:
        with places_file().open("rb") as file:
            return _from_json(json.loads(file.read(_LONGEST)))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Place()


def save_place(place: Place) -> None:
    """Keep it for the next start. Raises OSError."""
    write_atomically(places_file(), json.dumps({"version": _VERSION, **asdict(place)}, indent=1).encode())


def _from_json(written: dict[str, Any]) -> Place:
    """The place, where each of its values is of its kind; raises TypeError or ValueError otherwise."""
    if written.pop("version", 0) != _VERSION:
        raise ValueError("of another version")
    written["caret"] = Caret(**_checked(Caret, written["caret"]))
    written["scroll"] = Scroll(**_checked(Scroll, written["scroll"]))
    written["expanded"] = tuple(map(str, written["expanded"]))
    return Place(**_checked(Place, written))


def _checked(kind: type[Any], written: dict[str, Any]) -> dict[str, Any]:
    sample = kind()
    for one in fields(kind):
        if one.name in written and type(written[one.name]) is not type(getattr(sample, one.name)):
            raise TypeError(one.name)
    return written
