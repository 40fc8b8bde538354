"""What is offered to the pack beside hunks: facts, work items, commits and answers, each in one form or two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...sources.evidence import Evidence
from ...wording import counted
from .outside import Counting


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which something may stand in the pack: its lines, and what may then be cited."""

    text: str  # lines, each with its line feed
    tokens: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that the pack may hold, in its forms from the shortest to the whole."""

    id: str
    forms: tuple[Form, ...]

    @property
    def most(self) -> int:
        return self.forms[-1].tokens


@dataclass
class Section:
    """A part of the pack: its heading, what is offered to it, the most important first, and what was taken."""

    name: str
    heading: str  # behind the nonce and the name
    noun: str  # of what is counted: "commit"
    offers: tuple[Offer, ...]
    total: int  # of what there is; more than what is offered where that could never fit
    taken: dict[str, int] = field(default_factory=dict)  # the form taken, by id
    order: Callable[[Offer], int] | None = None  # how they stand in the pack; None: as offered

    @property
    def demand(self) -> int:
        return sum(offer.most for offer in self.offers)

    @property
    def used(self) -> int:
        return sum(form.tokens for form in self.forms())

    def take(self, room: int) -> int:
        """Take what fits into so many tokens: each in its shortest form first. Gives what is left of them."""
        for offer in self.offers:
            if offer.id not in self.taken and offer.forms[0].tokens <= room:
                self.taken[offer.id] = 0
                room -= offer.forms[0].tokens
        for offer in self.offers:
            at = self.taken.get(offer.id)
            for form in range(len(offer.forms) - 1, at if at is not None else len(offer.forms), -1):
                more = offer.forms[form].tokens - offer.forms[at or 0].tokens
                if more <= room:
                    self.taken[offer.id] = form
                    room -= more
                    break
        return room

    def forms(self) -> Iterator[Form]:
        """What was taken, as it stands in the pack."""
        ordered = sorted(self.offers, key=self.order) if self.order else self.offers
        return (offer.forms[self.taken[offer.id]] for offer in ordered if offer.id in self.taken)

    @property
    def left_out(self) -> int:
        return self.total - len(self.taken)

    @property
    def shortened(self) -> int:
        """How many are not in their whole form."""
        return sum(self.taken.get(offer.id, len(offer.forms)) < len(offer.forms) - 1 for offer in self.offers)

    def rest(self) -> str:
        """The line that says what is left out; "" where all is there."""
        if not self.left_out:
            return ""
        which = "more " if self.taken else ""
        return f"… + {counted(self.left_out, which + self.noun, which + self.noun + 's')}, not shown\n"


def form(text: str, counter: Counting, *evidence: Evidence) -> Form:
    return Form(text, counter.count(text), evidence)


def indented(text: str) -> str:
    """Lines as they stand inside of a block: nothing that is quoted begins at the margin."""
    return "".join(f"  {line}\n" if line.strip() else "\n" for line in text.split("\n"))


def within(offers: Iterator[Offer], room: int) -> tuple[Offer, ...]:
    """The first of the offers, as many as could fit."""
    taken: list[Offer] = []
    for offer in offers:
        taken.append(offer)
        room -= offer.forms[0].tokens
        if room < 0:
            break
    return tuple(taken)
