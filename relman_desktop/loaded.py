"""A change that was read, with all that is known of it before anybody writes a word."""

from dataclasses import dataclass

from .drafting.moving import Brought
from .drafting.proposal import Material
from .drafting.redaction import get_ready
from .facts import find_facts
from .facts.book import Facts
from .jobs import Cancel, Progress, silent
from .sources.change import Change
from .sources.opening import Opened
from .sources.work.item import WorkItem
from .sources.work.keys import find_references
from .ticket import ChangeRef, Ticket


@dataclass(frozen=True)
class Loaded:
    """A change that was read, with all that is known of it."""

    opened: Opened
    facts: Facts
    work: tuple[WorkItem, ...]
    brought: Brought | None = None  # the ticket of its range that was brought to it, for its own commits are gone

    @property
    def change(self) -> Change:
        return self.opened.change

    @property
    def reference(self) -> ChangeRef:
        change = self.change
        return ChangeRef(self.opened.location, self.opened.range, change.base, change.head, change.diff_sha256)

    def material(self, ticket: Ticket) -> Material:
        """All that is known of the change for a ticket, with the facts that the person dismissed."""
        return Material(self.change, self.facts, self.work, ticket.answers, ticket.entry("change_id").text)


def study(opened: Opened, cancel: Cancel, progress: Progress = silent) -> Loaded:
    """Find the facts and the work items of a change that was opened. May run on any thread."""
    facts = find_facts(opened.change, cancel, progress)
    get_ready()  # here, where nobody waits for a window
    return Loaded(opened, facts, find_references(opened.change))
