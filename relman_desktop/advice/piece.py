"""A piece of advice, and what each is made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..drafting.grounds import Grounds
from ..drafting.proposal import Material
from ..drafting.worth import is_quiet
from ..facts.fact import Fact
from ..fields import BY_NAME
from ..ticket import Ticket
from ..wording import named, printable
from .doing import Doing, doing
from .signals import Signals, signals
from .steps import Step, steps_of

_MOST_CITED = 8


@dataclass(frozen=True, slots=True)
class Advice:
    """Something friendly to say about how a team releases: what is so, and what would help."""

    kind: str  # by its name in resources/advice.toml: "manual_steps"
    text: str  # one to three sentences, as Markdown
    evidence: tuple[str, ...] = ()  # of what it says; () where what is missing is the point
    field: str = ""  # of the ticket, that it is about
    part: str = ""  # of the team's profile: an entry of it would help; "" for none


@dataclass(frozen=True)
class Case:
    """A ticket with all that is known of its change."""

    material: Material
    ticket: Ticket

    @cached_property
    def signals(self) -> Signals:
        return signals(self.ticket)

    @cached_property
    def by_hand(self) -> tuple[tuple[int, Step], ...]:
        """The deployment steps that are done by hand, by their numbers."""
        steps = steps_of(self.ticket.entry("deployment").text)
        return tuple((number, one) for number, one in enumerate(steps, 1) if doing(one) is Doing.BY_HAND)

    @cached_property
    def is_quiet(self) -> bool:
        """Whether only documentation and tests change, so that nothing is deployed that could fail."""
        return is_quiet(Grounds(self.material))

    @cached_property
    def said(self) -> str:
        """All that the ticket's fields say, in one line, for looking a command or a name up.

        Not what is computed: that names what nobody did as well, such as a kind of tests.
        """
        told = (entry.text for name, entry in self.ticket.entries.items() if not BY_NAME[name].computed)
        return " ".join(" ".join(told).split())

    def says(self, text: str) -> bool:
        """Whether the ticket has these words already."""
        return " ".join(text.split()) in self.said

    def behind(self, field: str, steps: Iterable[Step]) -> tuple[str, ...]:
        """The evidence of the sentences that stand in these steps."""
        spans = self.ticket.entry(field).spans
        return tuple(
            one
            for step in steps
            for span in spans
            if span.start < step.end and step.start < span.end
            for one in span.claim.evidence
        )


def cited(*ids: str) -> tuple[str, ...]:
    """Evidence ids, each once, the first of them."""
    return tuple(dict.fromkeys(ids))[:_MOST_CITED]


def ids(facts: Iterable[Fact]) -> Iterator[str]:
    return (fact.id for fact in facts)


def place(fact: Fact) -> str:
    """Where a fact's command or alert stands: `Makefile:12`."""
    path = printable(fact.get("path")).replace("`", "'")
    return f"{path}:{fact.get('line')}" if fact.get("line") else path


def command(fact: Fact) -> str:
    """The repository's command with its place; for several lines the place alone."""
    quote = fact.get("command").strip()
    if "\n" in quote:
        return f"what {named(place(fact))} says"
    return f"{named(quote)} ({place(fact)})"
