"""Where a ticket is pasted, and what the clipboard holds for it: `resources/pastes.toml`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..files import resource
from ..ticket import Ticket
from .markup import Flavour
from .text import Format

_HTML = '<meta charset="utf-8">'  # without it some programs read it in the encoding of the system


@dataclass(frozen=True, slots=True)
class Copied:
    """What goes on the clipboard. `html` and `markdown` are "" where they do not."""

    text: str
    html: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Paste:
    """A place to paste into. `how` says in words what it takes."""

    name: str
    title: str
    how: str
    text: Flavour
    html: bool = False
    markdown: bool = False
    targets: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"for {self.title} ({self.how})"

    def field(self, text: str) -> Copied:
        """A field's text."""
        return self._copied(lambda form: form.field(text))

    def ticket(self, ticket: Ticket) -> Copied:
        """The whole ticket."""
        return self._copied(lambda form: form.ticket(ticket))

    def _copied(self, write: Callable[[Format], str]) -> Copied:
        text = write(Format(self.text))
        html = _HTML + write(Format(Flavour.HTML)) if self.html else ""
        return Copied(text, html, text if self.markdown else "")


@cache
def pastes() -> dict[str, Paste]:
    """All of them, by name, in the order of the table."""
    rows = tomllib.loads(resource("pastes.toml").read_text("utf-8"))["paste"]
    made = (Paste(**{**row, "text": Flavour(row["text"]), "targets": tuple(row.get("targets", ()))}) for row in rows)
    return {one.name: one for one in made}


def paste_of(name: str, target: str = "") -> Paste:
    """The one of a name; else that of a target's forms; else the first."""
    known = pastes()
    fitting = (one for one in known.values() if target in one.targets)
    return known.get(name) or next(fitting, next(iter(known.values())))
