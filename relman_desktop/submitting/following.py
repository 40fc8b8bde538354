"""What is done with a record that is there: set what is to be another, add what stands beside it, read it back."""

from dataclasses import dataclass, replace

from ..export.targets.comparing import compare
from ..export.targets.prepared import Aside
from . import asides
from .answer import Unsubmitted
from .export import Done, Export
from .job import Job, filling_of, now, sent_of
from .outcome import Difference, Record
from .reading import Told, read
from .updating import Plan, to_set

_SET = "change the ticket"


@dataclass
class Added:
    """What came of the texts beside the fields."""

    export: Export
    count: int = 0
    held: tuple[Difference, ...] = ()


async def update(job: Job, export: Export, told: Told, plan: Plan) -> Export:
    """Set the fields of a plan, in one request. Raises `Unsubmitted`."""
    if not plan.set:
        return export
    changed = to_set(job.prepared, plan.set, told.fields)
    export = replace(export, sent={**export.sent, **sent_of(changed)})
    job.keep(export)
    job.progress("Changing the ticket", 0.5)
    job.stage.wrote = True
    values = {"id": told.record.id, "key": told.record.key}
    try:
        await job.caller.told("update", _SET, filling_of(changed, **values))
    except Unsubmitted as fault:
        if fault.nothing or not await _is_set(job, told.record, plan):
            raise
    return replace(export, updated_at=now())


async def _is_set(job: Job, record: Record, plan: Plan) -> bool:
    """Whether all of it is set although no answer said so."""
    try:
        told = await read(job.caller, job.prepared, record)
    except Unsubmitted:
        return False
    left = {one.theirs for one in compare(job.prepared, told.fields)}
    return not left & {one.theirs for one in plan.set}


async def add_asides(job: Job, export: Export, told: Told | None) -> Added:
    """Add what stands beside the fields and is not there yet. What fails is noted: the ticket itself is there."""
    added = Added(export)
    for aside in job.prepared.asides:
        if export.asides.get(asides.name_of(aside)) is not Done.DONE:
            await _add(job, added, aside, told)
    return added


async def _add(job: Job, added: Added, aside: Aside, told: Told | None) -> None:
    record, name = added.export.id, asides.name_of(aside)
    is_new = name not in added.export.asides and not added.export.linked
    try:
        there = False if is_new or name in job.over else await asides.is_there(job.caller, record, aside, _whole(told))
    except Unsubmitted as fault:
        job.notes.append(asides.unknown(aside, fault))
        return
    if there is None:
        job.notes.append(asides.unknown(aside))
        added.held += (Difference(name, asides.called(aside), "unknown", aside.text, ""),)
        return
    if not there:
        try:
            _mark(job, added, name, Done.BEGUN)
        except Unsubmitted as fault:
            job.notes.append(f"The {asides.called(aside)} is not added, for that cannot be written down ({fault.why}).")
            return
        job.progress(f"Adding the {asides.called(aside)}", 0.7)
        there = await _sent(job, added, aside)
        added.count += there
    if there:
        _mark(job, added, name, Done.DONE)


async def _sent(job: Job, added: Added, aside: Aside) -> bool:
    """Whether it is there now."""
    record, name = added.export.id, asides.name_of(aside)
    job.stage.wrote = True
    try:
        await asides.add(job.caller, record, aside)
    except Unsubmitted as fault:
        if not fault.nothing and await _came(job, record, aside):
            return True
        if fault.nothing:
            left = {one: done for one, done in added.export.asides.items() if one != name}
            added.export = replace(added.export, asides=left)
            job.note_down(added.export)
        job.notes.append(f"The {asides.called(aside)} is not added: {fault}")
        return False
    return True


async def _came(job: Job, record: str, aside: Aside) -> bool:
    try:
        told = None if job.caller.can("comments") else await read(job.caller, job.prepared, Record(record, "", ""))
        return bool(await asides.is_there(job.caller, record, aside, _whole(told)))
    except Unsubmitted:
        return False


def _mark(job: Job, added: Added, name: str, done: Done) -> None:
    added.export = replace(added.export, asides={**added.export.asides, name: done})
    if done is Done.BEGUN:
        job.keep(added.export)
    else:
        job.note_down(added.export)


def _whole(told: Told | None) -> object:
    return told.whole if told else None
