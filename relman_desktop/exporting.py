"""The current ticket on its way into change systems: which are set, what it becomes there, what was sent before.

What is made here is quick and of plain values; what waits for a disk, the keyring or a network is a reader or a sender
for another thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .drafting.interview.windows import zone_of
from .errors import InputError
from .export.targets.around import Around, Link
from .export.targets.prepared import Prepared
from .export.targets.schema import Schema
from .export.targets.table import targets
from .export.targets.target import Target
from .fields import FIELDS
from .files import home
from .jobs import Cancel, Progress
from .kept_schemas import keep_schema, kept_schema
from .known import Known
from .risk import Assessment
from .settings import Settings, System
from .sources.profile.profile import Profile
from .store.history import Step, changed_fields
from .ticket import Ticket
from .writing import Writing

if TYPE_CHECKING:
    from .submitting.ledger import Export
    from .submitting.outcome import Outcome

FOLDER = "exports"
MADE = "made"  # the state of an `Export` whose record is known


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
    export: "Export | None" = None  # what the ledger says
    changed: tuple[str, ...] = ()  # fields of ours that are others since it was put there last
    exports: "tuple[Export, ...]" = ()  # of this ticket, to all systems

    @property
    def made(self) -> bool:
        """Whether its record is known."""
        return bool(self.export and self.export.state == MADE)

    @property
    def unsure(self) -> bool:
        """Whether it was begun there, and nobody knows how that ended."""
        return bool(self.export and self.export.state != MADE)


@dataclass(frozen=True)
class Exporting:
    """A ticket as it is now, with all that its way into a change system needs."""

    settings: Settings
    ticket: Ticket
    around: Around
    steps: Sequence[Step] = ()  # of its history, the oldest first
    team: str = ""  # the target, or the system, that the team's profile names

    @property
    def systems(self) -> tuple[System, ...]:
        """Those that are set."""
        return self.settings.systems

    def system(self, name: str) -> System | None:
        """The one of this name."""
        return next((one for one in self.systems if one.name == name), None)

    @property
    def usual(self) -> System | None:
        """The one that is chosen for the person: where it went last, else what the team uses, else the first."""
        team = self.team.strip().casefold()
        of_team = (one for one in self.systems if team and team in (one.name.casefold(), one.target))
        return self.system(self.settings.system) or next((*of_team, *self.systems), None)

    def prepared(self, system: System, schema: Schema | None = None) -> Prepared:
        """What the ticket becomes there. Raises `InputError` where the system's target is not known."""
        from .export.targets.preparing import prepare

        return prepare(self.ticket, target_of(system), system, schema, self.around)

    def reader(self, system: System) -> Callable[..., Preview]:
        """Reads what it becomes there and what is known of it. On any thread; raises `InputError`."""

        def read(*_: object) -> Preview:
            from .submitting.ledger import Ledger

            ledger = Ledger(home() / FOLDER)
            schema = kept_schema(system)
            export = ledger.entry(self.ticket.id, system)
            changed = changed_since(self.steps, self.ticket, _as_of(export)) if export else ()
            exports = ledger.exports(self.ticket.id)
            return Preview(self.prepared(system, schema), schema, export, changed, exports)

        return read


def exporting_of(settings: Settings, known: Known, writing: Writing, assessment: Assessment | None) -> Exporting:
    """The ticket that is written, as it is now."""
    ticket, profile = writing.ticket, known.loaded.profile
    around = Around(
        zone=zone_of(profile),
        impact=assessment.impact if assessment else 0,
        likelihood=assessment.likelihood if assessment else 0,
        group=_group_of(profile, ticket.entry("assignee").text),
        links=tuple(Link(one.key, one.title, one.url) for one in known.material(ticket).work),
    )
    return Exporting(settings, ticket, around, tuple(writing.history.steps), profile.said.get("target", ""))


def target_of(system: System) -> Target:
    """What a system is. Raises `InputError` where no table tells of it."""
    found = targets().get(system.target)
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


def sender(prepared: Prepared, over: frozenset[str] = frozenset()) -> Callable[[Cancel, Progress], "Outcome"]:
    """Puts a ticket there. `over`: the fields, by their names there, in which somebody's edits are given up."""

    def work(cancel: Cancel, progress: Progress) -> "Outcome":
        from .submitting.ledger import Ledger
        from .submitting.submitting import submit

        token = _token(prepared.system)
        return submit(prepared, token, Ledger(home() / FOLDER), cancel, progress, over=over)

    return work


def asker(system: System, typed: str = "") -> Callable[[Cancel, Progress], Schema]:
    """Asks a site for its fields, and keeps what it says. `typed`: a token in place of the one that is kept."""

    def work(cancel: Cancel, progress: Progress) -> Schema:
        from .submitting.asking import ask_schema

        told = ask_schema(target_of(system), system, typed or _token(system), cancel, progress)
        keep_schema(system, told)
        return told

    return work


def changed_since(steps: Sequence[Step], now: Ticket, at: str) -> tuple[str, ...]:
    """The fields of a ticket that hold other texts now than at a time, in the order of the form."""
    then = _moment(at)
    before = next((one.after for one in reversed(steps) if _moment(one.at) <= then), None)
    changed = changed_fields(before, now) if before else ()
    return tuple(one.name for one in FIELDS if one.name in changed)


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


def _as_of(export: "Export") -> str:
    """From when the texts are that are there: a new record holds those of when it was begun."""
    return export.updated_at if export.updated_at > export.made_at else export.begun_at


def _moment(at: str) -> datetime:
    """A time of ours; the beginning of all for what is none, for a file says whatever somebody wrote."""
    try:
        told = datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _token(system: System) -> str:
    """Its token, which may take the keyring's time. Raises `NoToken`."""
    from .keys import key_for

    key = key_for(system)
    if key is None:
        raise NoToken(system)
    return key.reveal()


def _group_of(profile: Profile, assignee: str) -> str:
    """The group of a person, as the team's profile names it."""
    name = assignee.strip().casefold()
    return next((one.get("group") for one in profile.of("people") if name and one.get("name").casefold() == name), "")
