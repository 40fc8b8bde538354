"""The current ticket on its way into change systems: which are set, what it becomes there, what was sent before.

What is made here is quick and of plain values; what waits for a disk, the keyring or a network is a reader or a sender
for another thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .checks.secrets_told import Secrets
from .export.targets.around import Around
from .export.targets.prepared import Prepared
from .export.targets.schema import Schema
from .exported import changed_since
from .held_ticket import held_ticket
from .kept_schemas import kept_schema
from .known import Known
from .loaded import Loaded
from .reaching import target_of
from .risk import Assessment
from .settings import Settings, System
from .store.library import Library
from .submitting.export import Export, State
from .ticket import Ticket
from .writing import Writing


@dataclass(frozen=True)
class Preview:
    """What a ticket becomes in a system, and what is known of its record there; the system was asked for nothing."""

    prepared: Prepared
    schema: Schema | None = None  # as the site was asked for it last
    export: Export | None = None  # what the ledger says
    changed: tuple[str, ...] = ()  # what is another here since it was put there last, as its form calls it
    exports: tuple[Export, ...] = ()  # of this ticket, to all systems
    secrets: Secrets = field(default_factory=Secrets)  # in the ticket's own text
    masked: Prepared | None = None  # what is prepared, those masked; None where there are none

    @property
    def made(self) -> bool:
        """Whether its record is known."""
        return bool(self.export and self.export.state is State.MADE)

    @property
    def unsure(self) -> bool:
        """Whether it was begun there, and nobody knows how that ended."""
        return bool(self.export and self.export.state is not State.MADE)


@dataclass(frozen=True)
class Exporting:
    """A ticket as it is now, with all that its way into a change system needs."""

    settings: Settings
    ticket: Ticket
    around: Around
    team: str = ""  # the target, or the system, that the team's profile names
    audit: Callable[[System], bytes] | None = None  # how the ticket came about, as it goes to a system
    closing_note: bool = False  # whether the person wants it to go along, once the ticket is closed

    @property
    def systems(self) -> tuple[System, ...]:
        """Those that are set."""
        return self.settings.systems

    def system(self, name: str) -> System | None:
        """The one of this name."""
        return next((one for one in self.systems if one.name == name), None)

    def usual(self) -> System | None:
        """The one that is chosen for the person: where this ticket is already, else what the team uses, else the last.

        It looks into the ledger, which is quick.
        """
        from .submitting.ledger import Ledger

        team = self.team.strip().casefold()
        there = {one.system for one in Ledger().exports(self.ticket.id)}
        wanted: tuple[Callable[[System], bool], ...] = (
            lambda one: one.name in there,
            lambda one: bool(team) and team in (one.name.casefold(), one.target.casefold()),
            lambda one: True,
        )
        last_first = sorted(self.systems, key=lambda one: one.name != self.settings.system)
        return next((one for is_it in wanted for one in last_first if is_it(one)), None)

    def prepared(self, system: System, schema: Schema | None = None) -> Prepared:
        """What the ticket becomes there. Raises `InputError` where the system's target is not known."""
        from .export.closing import is_closed, with_closing_note
        from .export.targets.preparing import prepare

        prepared = prepare(self.ticket, target_of(system), system, schema, self.around)
        if self.closing_note and is_closed(self.ticket):
            prepared = with_closing_note(prepared, self.ticket, datetime.now(UTC), self.around)
        if not (self.audit and self.settings.attach_audit):
            return prepared
        from .audited import with_audit

        return with_audit(prepared, self.audit(system))

    def reader(self, system: System) -> Callable[..., Preview]:
        """Reads what it becomes there and what is known of it. On any thread; raises `InputError`."""

        def read(*_: object) -> Preview:
            from .submitting.ledger import Ledger

            ledger = Ledger()
            schema = kept_schema(system)
            export = ledger.entry(self.ticket.id, system)
            prepared = self.prepared(system, schema)
            changed = changed_since(prepared, export) if export and export.state is State.MADE else ()
            secrets = Secrets.of(self.ticket)
            masked = self._masked(prepared, secrets, system, schema) if secrets else None
            return Preview(prepared, schema, export, changed, ledger.exports(self.ticket.id), secrets, masked)

        return read

    def _masked(self, prepared: Prepared, secrets: Secrets, system: System, schema: Schema | None) -> Prepared:
        from .export.targets.masking import masked_in
        from .export.targets.preparing import prepare

        masked = prepare(secrets.masked(self.ticket), target_of(system), system, schema, self.around)
        return masked_in(prepared, masked, secrets.hidden)


def exporting_of(
    settings: Settings, known: Known, writing: Writing, assessment: Assessment | None, library: Library | None = None
) -> Exporting:
    """The ticket that is written, as it is now. `library`: where its journal is, for the audit."""
    ticket, loaded = writing.ticket, known.loaded
    around = held_ticket(ticket, loaded, assessment).around
    audit = _auditor(library, ticket, loaded, assessment) if library else None
    return Exporting(settings, ticket, around, loaded.profile.said.get("target", ""), audit)


def _auditor(
    library: Library, ticket: Ticket, loaded: Loaded, assessment: Assessment | None
) -> Callable[[System], bytes]:
    """Makes the audit that goes to a system, on any thread."""

    def audit(system: System) -> bytes:
        from .audited import Past, audit_of

        past = Past.of(library.records(ticket.id))
        return audit_of(held_ticket(ticket, loaded, assessment), past, loaded, assessment, but=system)

    return audit
