"""What the rules of advice are given, and how they name what would help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..drafting.proposal import Material
from ..drafting.team.applying import why_applying
from ..facts.fact import Fact
from ..sources.profile.profile import TeamEntry
from ..ticket import Ticket
from ..wording import joined, named
from .signals import Signals
from .steps import FieldStep


@dataclass(frozen=True, slots=True)
class Advice:
    """A friendly remark on how the team deploys.

    kind: "manual", "slow", "checks", "goal", "way back" or "alerts". evidence: ids, and names of the ticket's fields.
    """

    kind: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """A ticket with what is known of its change."""

    material: Material
    ticket: Ticket
    signals: Signals
    deployment: Sequence[FieldStep]
    rollback: Sequence[FieldStep]
    validation: Sequence[FieldStep]

    def entries(self, *parts: str) -> tuple[TeamEntry, ...]:
        """The entries of parts of the team's profile that are about this change."""
        return tuple(one for one in self.material.profile.of(*parts) if why_applying(one, self.material) is not None)

    def unused(self, *purposes: str) -> tuple[Fact, ...]:
        """The repository's commands for purposes, the best of each, that no step quotes."""
        texts = "\n".join(step.text for step in (*self.deployment, *self.rollback, *self.validation))
        found = (fact for purpose in purposes for fact in self.material.facts.of(f"command.{purpose}")[:1])
        return tuple(fact for fact in found if (told := _command(fact)) and told not in texts)


def quoted(fact: Fact) -> str:
    """A command of the repository with its place: `make deploy` (Makefile:12)."""
    return f"{named(_command(fact), 100)} ({fact.get('path')}:{fact.get('line')})"


def _command(fact: Fact) -> str:
    """The first line of a command, which a sentence can hold."""
    return fact.get("command").strip().partition("\n")[0]


def numbers(steps: Iterable[FieldStep]) -> str:
    """`step 3`, `steps 2, 3 and 5`."""
    told = [str(step.number) for step in steps]
    return f"{'step' if len(told) == 1 else 'steps'} {joined(told, 8)}"


def advice(kind: str, field: str, sentences: Iterable[str], *evidence: str) -> Advice:
    """Sentences about a field of the ticket, with what they stand on."""
    return Advice(kind, " ".join(filter(None, sentences)), tuple(dict.fromkeys((field, *evidence))))
