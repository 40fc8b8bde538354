"""The order of an export: look, make once or set what changed, add what stands beside, read back, write down."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace

from ..export.targets.comparing import compare, with_emptied, without_emptied
from ..export.targets.ours import label_of
from ..export.targets.touched import unedited
from ..fields import BY_NAME
from ..wording import joined, quoted
from .answer import Fault, Unsubmitted
from .client import calling
from .export import Export, State
from .faults import Faults
from .finding import Found, find, only
from .following import add_asides, arrived, update
from .holding import Taken, held
from .job import Job, unkept
from .making import make, settled
from .outcome import Difference, Outcome, Record, What
from .reading import Told, holds, read
from .secrets import Secrets
from .updating import Plan, kept, plan

_NEEDED = ("find", "create", "read", "update")  # calls without which nothing is begun
_GONE = (Fault.MISSING, Fault.GONE)


async def exported(job: Job, token: str) -> Outcome:
    """What came of an export. Raises `Unsubmitted` and `InputError`."""
    async with _alone(job), _caller(job, token):
        job.progress("Looking for the ticket", 0.1)
        export = job.entry()
        found = await _found(job, export)
        if found:
            return await _followed(job, _of_record(job, export, found), found)
        job.prepared = without_emptied(job.prepared)
        record, export, is_found = await make(job)
        return await _finished(job, export, record, Plan(), What.FOUND if is_found else What.CREATED)


async def looked(job: Job, token: str) -> Outcome | None:
    """What an export would find and do. Writes nothing."""
    async with _caller(job, token):
        job.progress("Looking for the ticket", 0.1)
        export = job.entry()
        found = await _there(job, export)
        if not found:
            return None
        export = _of_record(job, export, found)
        told = await read(job.caller, job.prepared, found.record)
        wanted = plan(job.prepared, told.fields, export, job.over)
        is_known = export is not None and export.state is State.MADE
        what = What.UNCHANGED if is_known else What.FOUND
        return Outcome(what, told.record, wanted.set, wanted.held, notes=_notes(job, found))


@asynccontextmanager
async def _alone(job: Job) -> AsyncIterator[None]:
    """While inside, nobody else sends this ticket to this system."""
    system, ticket = job.prepared.system, job.prepared.ticket
    faults = Faults(job.prepared.target, system, Secrets())
    lock = held(job.ledger.lock(ticket, system))
    try:
        await lock.__aenter__()
    except Taken:
        raise faults.made(Fault.TAKEN) from None
    except OSError as error:
        raise unkept(faults, job.ledger, job.prepared, error) from None
    try:
        yield
    finally:
        await lock.__aexit__(None, None, None)


@asynccontextmanager
async def _caller(job: Job, token: str) -> AsyncIterator[None]:
    prepared = job.prepared
    labels = {part.theirs: part.field.label for part in (*prepared.parts, *prepared.empty)}
    ours = {part.theirs: label_of(part.field.ours) for part in prepared.parts if part.field.ours in BY_NAME}
    async with calling(prepared.target, prepared.system, token, prepared.our_id, labels, ours) as job.caller:
        for name in _NEEDED:
            job.caller.call(name)
        yield


async def _found(job: Job, export: Export | None) -> Found | None:
    """The ticket's record, by our id; else by what the ledger says of it, or after a while."""
    if export and export.state is State.BEGUN:
        return only(job.caller, await _unless_anew(job, settled(job, export)))
    found = await _there(job, export)
    if found or export:
        return found
    begun = job.ledger.unsettled(job.prepared.ticket, job.prepared.system)
    return only(job.caller, await settled(job, begun)) if begun else None


async def _there(job: Job, export: Export | None) -> Found | None:
    """The record that the ledger names, if that is there, whatever else holds our id; else the one that does."""
    if not export or export.state is not State.MADE:
        return only(job.caller, await _unless_anew(job, find(job.caller, job.prepared.our_id)))
    found = await _unless_anew(job, find(job.caller, job.prepared.our_id), is_known=True)
    if found and (known := found.known(export.id)):
        return known
    known = await _known(job, export, others=found)
    return known or only(job.caller, found)


async def _unless_anew(job: Job, search: Awaitable[Found | None], is_known: bool = False) -> Found | None:
    """What a search finds; None where it cannot look through all, and the ledger knows more, or a person has looked."""
    try:
        return await search
    except Unsubmitted as fault:
        if fault.fault is Fault.UNSEEN and (job.anew or is_known):
            return None
        raise


def _of_record(job: Job, export: Export | None, found: Found) -> Export | None:
    """What is known of the record, and with it what an earlier export put there that is to be there no more."""
    if export and export.state is State.MADE and export.id != found.record.id:
        export = None  # what is known is of another record
    job.prepared = with_emptied(job.prepared, export.sent) if export else without_emptied(job.prepared)
    return export


async def _known(job: Job, export: Export, others: Found | None) -> Found | None:
    """The record that the ledger names, where a search does not find it: it may lag, or our id was taken out."""
    record = Record(export.id, export.key, export.url)
    try:
        told = await read(job.caller, job.prepared, record)
    except Unsubmitted as fault:
        if fault.fault not in _GONE:
            raise
    else:
        if holds(told.whole, job.prepared.our_id) or _is_as_it_was(job, export, told):
            return Found(record, (others.record, *others.others) if others else ())
    if job.anew or others:
        return None
    raise job.caller.faults.made(Fault.DELETED, key=quoted(export.key, 60))


def _is_as_it_was(job: Job, export: Export, told: Told) -> bool:
    """Whether anything in a record is as it was read before; else its number was given to another one."""
    known = {part.theirs for part in job.prepared.parts if part.field.kept and part.theirs in told.fields}
    return bool(known & unedited(job.prepared, told.fields, export.fields, export.sent))


async def _followed(job: Job, export: Export | None, found: Found) -> Outcome:
    """What is done with a record that was there."""
    job.stage.key = found.record.key
    told = await arrived(job, export, await read(job.caller, job.prepared, found.record))
    is_known = export is not None and export.state is State.MADE
    if export is None or not is_known:
        export = job.made(export, told.record, linked=export is None or export.linked)
    wanted = plan(job.prepared, told.fields, export, _given_up(job, told))
    export = await update(job, export, told, wanted)
    job.notes += _notes(job, found)
    what = What.UPDATED if wanted.set else What.UNCHANGED if is_known else What.FOUND
    return await _finished(job, export, told.record, wanted, what, told)


def _given_up(job: Job, told: Told) -> set[str]:
    """The fields in which the edits made there are given up: those that the person saw, and no later ones."""
    now = {one.theirs: one.now for one in compare(job.prepared, told.fields)}
    return {one for one in job.over if one not in job.seen or now.get(one, job.seen[one]) == job.seen[one]}


async def _finished(
    job: Job, export: Export, record: Record, done: Plan, what: What, told: Told | None = None
) -> Outcome:
    """Add what stands beside the fields, read the record back, and write down what is there."""
    added = await add_asides(job, export, told)
    is_new = what is What.CREATED or told is None
    if is_new or done.set:
        job.progress("Reading the ticket back", 0.9)
        told = await _read_back(job, record)
    export = added.export
    differences: tuple[Difference, ...] = ()
    if not told:  # what was read of them before is there no more
        left = {one.theirs for one in done.set}
        export = replace(export, fields={name: one for name, one in export.fields.items() if name not in left})
    if told:
        record = told.record
        quiet = {one.theirs for one in done.held}
        if what is not What.CREATED:
            quiet |= {part.theirs for part in job.prepared.parts if part.field.once}  # which people change there
        differences = tuple(one for one in compare(job.prepared, told.fields) if one.theirs not in quiet)
        export = replace(kept(job.prepared, export, told.fields, done), key=record.key, url=record.url)
    job.note_down(export)
    sent = [part.theirs for part in job.prepared.parts] if is_new else [one.theirs for one in done.set]
    if added.count and what is What.UNCHANGED:
        what = What.UPDATED
    return Outcome(
        what, record, differences, (*done.held, *added.held), tuple(sent), tuple(job.missing), tuple(job.notes)
    )


async def _read_back(job: Job, record: Record) -> Told | None:
    try:
        return await read(job.caller, job.prepared, record)
    except Unsubmitted as fault:
        job.notes.append(f"{quoted(record.key, 60)} could not be read back: {fault}")
        return None


def _notes(job: Job, found: Found) -> tuple[str, ...]:
    if not found.others:
        return ()
    keys = joined([quoted(one.key, 60) for one in found.others], 5)
    return (
        f"This ticket's id also stands in {keys}; only {quoted(found.record.key, 60)}, which is known here as its "
        "record, is written to. Look there which of them is the change.",
    )
