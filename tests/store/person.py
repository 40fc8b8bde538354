"""A person who works on a ticket, the same way each time, and what they know to be saved."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from relman_desktop.store.library import Library
from relman_desktop.store.record import PERSON, What
from relman_desktop.ticket import ChangeRef, Claim, Ticket
from relman_desktop.writing import Writing

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
TYPED = ("title", "description", "notes", "rollback")


@dataclass
class Person:
    """Acts one after the other; each state of the ticket is remembered, and how far it was acknowledged."""

    writing: Writing
    states: list[Ticket] = field(default_factory=list)
    saved: int = 0  # the states up to this one were acknowledged
    on_saved: Callable[[int], None] = lambda number: None
    futures: "list[Future[None]]" = field(default_factory=list)

    @classmethod
    def begun(cls, library: Library) -> "Person":
        writing, kept = Writing.begun(library, Ticket("t1", REFERENCE), "template")
        person = cls(writing)
        person._watch(kept)
        return person

    def act(self, number: int) -> None:
        """The act of that number: mostly typing, now and then something else."""
        kind, writing = number % 6, self.writing
        if kind == 3:
            self._watch(
                writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer("When?", f"At {number} o'clock."))
            )
        elif kind == 4:
            claims = (Claim(f"Sentence {number}.", ("F1",)), Claim("It is safe.", ("C2",)))
            self._watch(writing.act(What.ACCEPTED, "model:m", writing.ticket.with_claims("validation", claims)))
        elif kind == 5:
            writing.undo()
            self._watch(writing.rest())
        else:
            name = TYPED[number // 6 % len(TYPED)]
            self._watch(writing.type(name, f"{writing.ticket.entry(name).text} word{number} \udc80é🚀"))
            if kind == 2:
                writing.rest()

    @property
    def ticket(self) -> Ticket:
        return self.writing.ticket

    def _watch(self, future: "Future[None]") -> None:
        number = len(self.states)
        self.states.append(self.ticket)
        self.futures.append(future)
        future.add_done_callback(lambda done: None if done.exception() else self._save(number))

    def _save(self, number: int) -> None:
        self.saved = max(self.saved, number)
        self.on_saved(number)


def kept(library: Library) -> Ticket | None:
    return library.history("t1").ticket


def states_from(person: Person, number: int) -> list[Ticket]:
    """What the ticket may be where the state of that number was acknowledged: it, or one that came later."""
    return person.states[number:]
