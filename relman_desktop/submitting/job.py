"""One export while it runs: what it is of, how far it is, and what it has to say."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ..errors import cause
from ..export.targets.prepared import Part, Prepared
from ..jobs import Progress
from .answer import Fault, Unsubmitted
from .client import Caller
from .export import Export, State
from .faults import Faults
from .ledger import Ledger
from .outcome import Record
from .templates import Filling, as_patch


@dataclass
class Stage:
    """How far it is: read by who stops it, to tell what may be there."""

    sending: bool = False  # the request that makes the record is on its way
    wrote: bool = False  # something was written there
    key: str = ""  # of the record, as people call it


@dataclass
class Job:
    """An export. Used on the network's loop."""

    prepared: Prepared
    ledger: Ledger
    progress: Progress
    stage: Stage
    over: Set[str]
    anew: bool
    seen: Mapping[str, str]  # what the person saw in the fields of `over`; what is another one there now is held anew
    caller: Caller = field(init=False)
    missing: list[str] = field(default_factory=list)  # what could not be added beside the fields
    notes: list[str] = field(default_factory=list)

    def entry(self) -> Export | None:
        """What the ledger knows."""
        return self.ledger.entry(self.prepared.ticket, self.prepared.system)

    def begin(self) -> Export:
        """That the record may be there from now on. Raises `Unsubmitted` where that cannot be written down."""
        system = self.prepared.system
        export = Export(
            self.prepared.ticket,
            system.name,
            system.target,
            system.address,
            self.prepared.our_id,
            State.BEGUN,
            begun_at=now(),
            sent=sent_of(self.prepared),
        )
        self.keep(export)
        return export

    def made(self, export: Export | None, record: Record, linked: bool) -> Export:
        """That the record is there; where that cannot be written down, the next export finds it."""
        export = replace(
            export or replace(self._blank(), begun_at=now()),
            system=self.prepared.system.name,
            our_id=self.prepared.our_id,
            state=State.MADE,
            id=record.id,
            key=record.key,
            url=record.url,
            linked=linked,
        )
        export = export if export.made_at else replace(export, made_at=now())
        self.note_down(export)
        return export

    def keep(self, export: Export) -> None:
        """Write it down before what it tells of is done. Raises `Unsubmitted` where that cannot be."""
        try:
            self.ledger.write(export, self.prepared.system)
        except OSError as error:
            raise unkept(self.caller.faults, self.ledger, self.prepared, error) from None

    def note_down(self, export: Export) -> None:
        """Write down what is done. Where that cannot be, the export is none the worse."""
        try:
            self.ledger.write(export, self.prepared.system)
        except OSError as error:
            said = f"What was sent cannot be written down ({cause(error)}); the next export looks for it there."
            if said not in self.notes:
                self.notes.append(said)

    def _blank(self) -> Export:
        system = self.prepared.system
        ours = self.prepared.our_id
        return Export(self.prepared.ticket, system.name, system.target, system.address, ours, State.BEGUN)


def unkept(faults: Faults, ledger: Ledger, prepared: Prepared, error: OSError) -> Unsubmitted:
    """The fault of what cannot be written down before it is done; so it is not done."""
    return faults.made(Fault.UNKEPT, why=cause(error), place=str(ledger.folder(prepared.ticket)))


def filling_of(prepared: Prepared, **values: str) -> Filling:
    """The fields as a request takes them."""
    patch = tuple(as_patch(part.theirs, part.value) for part in _told(prepared))
    return Filling(values, prepared.fields, patch)


def sent_of(prepared: Prepared) -> dict[str, Any]:
    """The fields by their names in requests."""
    return {part.theirs: part.value for part in _told(prepared)}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _told(prepared: Prepared) -> Iterator[Part]:
    return (part for part in prepared.parts if part.is_sent)
