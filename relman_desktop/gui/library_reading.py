"""A kept ticket as it is read beside the window's thread: its texts, what became of it, and what was done last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..export.text import FORMATS
from ..fields import FIELDS
from ..jobs import Cancel
from ..store.history import History
from ..store.library import Library
from ..ticket import Ticket
from ..wording import counted
from .history_words import author_words, done
from .library_when import ago
from .long_text import Part

_LAST = 8  # acts that are told


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
        did = done(step.what, step.before, step.after, step.fields, _no_fact, step.of)
        yield f"{ago(step.at)} · {author_words(step.author, step.what)[0]}: {did}"
    if history.damaged:
        verb = "is damaged and was" if history.damaged == 1 else "are damaged and were"
        yield f"{counted(history.damaged, 'record')} of this ticket {verb} left out."


def _no_fact(_key: str) -> str:
    """The change is not read here, so its facts have no ids."""
    return ""
