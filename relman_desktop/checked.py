"""The checks of the current ticket, made when they are asked for and something they rest on is another."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from .checks import Case, Finding, Limit, check
from .drafting.proposal import Draft
from .drafting.taking import standing
from .export.targets.table import targets
from .export.targets.target import Over, Target
from .fields import BY_NAME
from .settings import System
from .ticket import Claim, Status, Ticket


class Checked:
    """Keeps the last result: windows ask for it with every word that is typed."""

    def __init__(self) -> None:
        self.moved = ""  # how the code of the current ticket moved on since it was read, for a person
        self._kept: tuple[Case, tuple[Finding, ...]] | None = None

    def reader(self, case: Case) -> Callable[..., tuple[Finding, ...]]:
        """Checks a case, on any thread, whatever it is given. Two of the same minute may be the same."""
        kept = self._kept
        if kept and kept[0] == case:
            return lambda *_: kept[1]

        def read(*_: object) -> tuple[Finding, ...]:
            found = check(case)
            self._kept = case, found
            return found

        return read


def limits_of(systems: Iterable[System]) -> tuple[Limit, ...]:
    """What the fields of the configured change systems take, where a longer text has no other place there."""
    systems = tuple(systems)
    known = targets() if systems else {}  # which reads the team's own files
    return tuple(limit for one in systems if one.target in known for limit in limits_in(known[one.target]))


def limits_in(target: Target) -> tuple[Limit, ...]:
    """The limits of a target: of its title, which nothing can be cut from, and of what goes nowhere else."""
    return tuple(
        Limit(field.ours, field.limit, f"“{field.label}” of {target.title}")
        for field in target.fields
        if field.limit and field.ours in BY_NAME and (field.ours == "title" or field.over is Over.NOWHERE)
    )


def mended(ticket: Ticket, field: str, text: str, template: Draft) -> Ticket:
    """The ticket with a text of a mend in a field. The same text as before is the person's own word from then on."""
    entry = ticket.entry(field)
    if text == entry.text:
        claims = tuple(_own(claim) for claim in entry.claims)
        return replace(ticket, entries={**ticket.entries, field: replace(entry, claims=claims)})
    drafted = template.proposals[field].claims if field in template.proposals else ()
    taken = tuple(span.claim for span in standing(text, drafted) if span)
    return ticket.with_taken(field, taken, text)


def _own(claim: Claim) -> Claim:
    """A doubtful sentence of which the person says that it is right."""
    return replace(claim, status=Status.USER, reasons=()) if claim.status is Status.WEAK else claim
