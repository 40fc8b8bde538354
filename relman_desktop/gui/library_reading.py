"""A kept ticket as it is read beside the window's thread: its texts, what became of it, and what was done last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..export.text import FORMATS
from ..fields import BY_NAME, FIELDS
from ..jobs import Cancel
from ..store.history import History, Step
from ..store.library import Library
from ..store.record import IMPORT, PERSON, TEMPLATE, What
from ..ticket import Ticket
from ..wording import joined
from .library_when import ago
from .long_text import Part

_LAST = 8  # acts that are told
_ACTS = {  # what was done, said after who did it
    What.TYPED: "typed in",
    What.ACCEPTED: "drafted sentences that were taken into",
    What.FILLED: "filled",
    What.ANSWERED: "answered a question",
    What.DISMISSED: "dismissed a fact or let it count again",
    What.RESTORED: "put back an earlier text of",
    What.UNDONE: "took back a change of",
    What.REDONE: "did again a change of",
    What.MOVED: "took over the newer commits",
    What.CREATED: "began the ticket",
    What.COPIED: "took texts of another ticket for",
    What.VERSION: "kept a version that holds another text of",
}
_WHOLE = (What.ANSWERED, What.DISMISSED, What.MOVED, What.CREATED)  # of which no field is told
_LOOSE = re.compile(r" (?:of|in|into|for)$")
_PEOPLE = {PERSON: "You", TEMPLATE: "The template", IMPORT: "An import"}


@dataclass(frozen=True)
class Kept:
    """A ticket of the library with all that is shown of it."""

    ticket: Ticket
    shelf: str
    parts: tuple[Part, ...]

    @property
    def markdown(self) -> str:
        return FORMATS["markdown"].ticket(self.ticket)


def read_kept(library: Library, ticket_id: str, cancel: Cancel) -> Kept:
    """Read a ticket from the journal. Raises `InputError` where nothing of it can be read, and `ServiceError`."""
    history = library.history(ticket_id)
    cancel.check()
    if history.ticket is None:
        raise InputError("Nothing of this ticket can be read any more; look for it in a backup.")
    return Kept(history.ticket, history.shelf, tuple(_parts(history.ticket, history)))


def read_all(library: Library, ids: Sequence[str], cancel: Cancel) -> list[Kept]:
    """Read several tickets; those that cannot be read are left out."""
    return list(_read_all(library, ids, cancel))


def _read_all(library: Library, ids: Sequence[str], cancel: Cancel) -> Iterator[Kept]:
    for one in ids:
        cancel.check()
        try:
            yield read_kept(library, one, cancel)
        except InputError:
            continue


def _parts(ticket: Ticket, history: History) -> Iterator[Part]:
    """The texts as they are, the written fields first, then the short values together, then the answers."""
    texts = {field: ticket.entry(field.name).text for field in FIELDS}
    for field, text in texts.items():
        if field.written and field.name != "title" and text.strip():
            yield Part(field.label, text + "\n")
    values = [f"{field.label}: {text}" for field, text in texts.items() if not field.written and text.strip()]
    if values:
        yield Part("Details", "\n".join(values) + "\n")
    if ticket.answers:
        told = "\n".join(f"{question}\n{answer}" for question, answer in ticket.answers.items())
        yield Part("Answers", told + "\n")
    yield Part("Last acts", "\n".join(_acts(history)) + "\n")


def _acts(history: History) -> Iterator[str]:
    for step in reversed(history.steps[-_LAST:]):
        yield f"{ago(step.at)}: {told_act(step)}"
    if history.damaged:
        yield f"{history.damaged:,} records of this ticket are damaged and were left out."


def told_act(step: Step) -> str:
    """Who did what, in which fields."""
    who = _PEOPLE.get(step.author) or step.author.removeprefix("model:") or "Somebody"
    labels = [BY_NAME[name].label.lower() for name in step.fields if name in BY_NAME]
    what = _ACTS.get(step.what, step.what.value)
    if not labels or step.what in _WHOLE:
        return f"{who} {_LOOSE.sub('', what)}"
    return f"{who} {what} {joined(labels, 3)}"
