"""The current ticket on its way into change systems: which are set, what it becomes there, what was sent before.

What is made here is quick and of plain values; what waits for a disk, the keyring or a network is a reader or a sender
for another thread.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import InputError
from .export.targets.around import Around
from .export.targets.prepared import Part, Prepared
from .export.targets.schema import Schema
from .export.targets.table import own_folder, read_target, shipped
from .export.targets.target import Target
from .fields import FIELDS
from .files import home
from .held_ticket import held_ticket
from .jobs import Cancel, Progress
from .kept_schemas import keep_schema, kept_schema
from .known import Known
from .loaded import Loaded
from .risk import Assessment
from .settings import Settings, System
from .store.library import Library
from .submitting.export import Export, State
from .ticket import Ticket
from .writing import Writing

if TYPE_CHECKING:
    from .submitting.outcome import Outcome

FOLDER = "exports"


class NoToken(InputError):
    """A system was to be asked, and there is no token for it."""

    def __init__(self, system: System) -> None:
        super().__init__(f"No token is kept for {system.name}; give it under Ticket, Change systems.")
        self.system = system


@dataclass(frozen=True)
class Preview:
    """What a ticket becomes in a system, and what is known of its record there; the system was asked for nothing."""

    prepared: Prepared
    schema: Schema | None = None  # as the site was asked for it last
    export: Export | None = None  # what the ledger says
    changed: tuple[str, ...] = ()  # what is another here since it was put there last, as its form calls it
    exports: tuple[Export, ...] = ()  # of this ticket, to all systems

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
        there = {one.system for one in Ledger(home() / FOLDER).exports(self.ticket.id)}
        wanted: tuple[Callable[[System], bool], ...] = (
            lambda one: one.name in there,
            lambda one: bool(team) and team in (one.name.casefold(), one.target.casefold()),
            lambda one: True,
        )
        last_first = sorted(self.systems, key=lambda one: one.name != self.settings.system)
        return next((one for is_it in wanted for one in last_first if is_it(one)), None)

    def prepared(self, system: System, schema: Schema | None = None) -> Prepared:
        """What the ticket becomes there. Raises `InputError` where the system's target is not known."""
        from .export.targets.preparing import prepare

        prepared = prepare(self.ticket, target_of(system), system, schema, self.around)
        if not (self.audit and self.settings.attach_audit):
            return prepared
        from .audited import with_audit

        return with_audit(prepared, self.audit(system))

    def reader(self, system: System) -> Callable[..., Preview]:
        """Reads what it becomes there and what is known of it. On any thread; raises `InputError`."""

        def read(*_: object) -> Preview:
            from .submitting.ledger import Ledger

            ledger = Ledger(home() / FOLDER)
            schema = kept_schema(system)
            export = ledger.entry(self.ticket.id, system)
            prepared = self.prepared(system, schema)
            changed = changed_since(prepared, export) if export and export.state is State.MADE else ()
            return Preview(prepared, schema, export, changed, ledger.exports(self.ticket.id))

        return read


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


def target_of(system: System) -> Target:
    """What a system is. Raises `InputError` where no table tells of it."""
    own = own_folder() / f"{system.target}.toml"
    if own.is_file():  # and none but this: another file that is wrong must not keep this one from being used
        return read_target(own)
    found = shipped().get(system.target)
    if found is None:
        raise InputError(
            f"{system.name} is of the kind {system.target!r}, of which no table tells; "
            "choose another kind under Ticket, Change systems, or put its file back."
        )
    return found


def looker(prepared: Prepared) -> Callable[[Cancel, Progress], "Outcome | None"]:
    """Looks whether a ticket is there, and what changed there since; writes nothing. For another thread."""

    def work(cancel: Cancel, progress: Progress) -> "Outcome | None":
        from .submitting.ledger import Ledger
        from .submitting.submitting import look

        return look(prepared, _token(prepared.system), Ledger(home() / FOLDER), cancel, progress)

    return work


def sender(
    prepared: Prepared, over: frozenset[str] = frozenset(), *, anew: bool = False
) -> Callable[[Cancel, Progress], "Outcome"]:
    """Puts a ticket there.

    `over`: the fields, by their names there, in which somebody's edits are given up. `anew`: in place of a record that
    is gone another is made.
    """

    def work(cancel: Cancel, progress: Progress) -> "Outcome":
        from .submitting.ledger import Ledger
        from .submitting.submitting import submit

        token = _token(prepared.system)
        return submit(prepared, token, Ledger(home() / FOLDER), cancel, progress, over=over, anew=anew)

    return work


def asker(system: System, typed: str = "") -> Callable[[Cancel, Progress], Schema]:
    """Asks a site for its fields, and keeps what it says. `typed`: a token in place of the one that is kept."""

    def work(cancel: Cancel, progress: Progress) -> Schema:
        from .submitting.asking import ask_schema

        told = ask_schema(target_of(system), system, typed or _token(system), cancel, progress)
        keep_schema(system, told)
        return told

    return work


def changed_since(prepared: Prepared, export: Export) -> tuple[str, ...]:
    """What would be another there if the ticket were sent now, as its form calls it; () where nothing would.

    What the site altered of what it was sent is no change of the ticket's.
    """
    from .export.targets.comparing import compare
    from .submitting.asides import name_of

    read = export.fields
    others = {one.theirs for one in compare(prepared, read, read)} if read else {one.theirs for one in prepared.parts}
    parts = [one.field.label for one in prepared.parts if one.theirs in others and _is_new(one, export)]
    asides = [one.title for one in prepared.asides if name_of(one) not in export.asides and not export.linked]
    return tuple(dict.fromkeys((*parts, *asides)))


def _is_new(part: Part, export: Export) -> bool:
    """Whether just this was not sent before."""
    if not part.field.kept or part.field.once or part.value is None:
        return False
    return part.theirs not in export.sent or json.dumps(part.value) != json.dumps(export.sent[part.theirs])


def taken_back(prepared: Prepared, theirs: str, text: str) -> Mapping[str, str]:
    """What a field of ours holds when what stands there is taken into the ticket; {} where that has no one place."""
    part = next((one for one in prepared.parts if one.theirs == theirs), None)
    if part is None or part.moved or part.field.ours not in {one.name for one in FIELDS}:
        return {}
    fold = prepared.target.fold
    if fold and fold.into == part.field.ours:
        return {}  # other fields stand in it, too
    choices = part.field.choices
    if not choices:
        return {part.field.ours: text}
    told = text.strip().casefold()
    ours = next((name for name, one in choices.items() if told in (one.label.casefold(), one.value.casefold())), "")
    return {part.field.ours: ours} if ours else {}


def _token(system: System) -> str:
    """Its token, which may take the keyring's time. Raises `NoToken`."""
    from .keys import key_for

    key = key_for(system)
    if key is None:
        raise NoToken(system)
    return key.reveal()
