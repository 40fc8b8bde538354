"""What is done with a record that is there: set what is to be another, add what stands beside it, read it back."""

import asyncio
from dataclasses import dataclass, replace
from time import monotonic

from ..errors import InputError, RelmanError
from ..export.targets.comparing import compare
from ..export.targets.prepared import Aside
from ..export.targets.touched import as_sent
from . import asides
from .answer import Unsubmitted
from .export import DONE, Export
from .job import Job, filling_of, now, sent_of
from .making import slow_s
from .outcome import Difference, Record
from .reading import Told, read
from .updating import Plan, to_set

_SET = "change the ticket"
_PAUSE_S = 1.0


@dataclass
class Added:
    """What came of the texts beside the fields."""

    export: Export
    count: int = 0
    held: tuple[Difference, ...] = ()


async def arrived(job: Job, export: Export | None, told: Told) -> Told:
    """The record, where a change is in it that left before and may still be at work: it must not overtake the next."""
    ends = monotonic() + slow_s(export.changing_at if export else "")
    while export and not _is_in(job, export, told) and (left := ends - monotonic()) > 0:
        job.progress("Looking whether the last change arrived", 0.2)
        await asyncio.sleep(min(left, _PAUSE_S))
        told = await read(job.caller, job.prepared, told.record)
    return told


def _is_in(job: Job, export: Export, told: Told) -> bool:
    """Whether a record holds what was sent last."""
    others = {one.theirs for one in compare(job.prepared, told.fields)} & export.sent.keys()
    return not others - as_sent(job.prepared, told.fields, export.sent)


async def update(job: Job, export: Export, told: Told, plan: Plan) -> Export:
    """Set the fields of a plan, in one request. Raises `Unsubmitted`."""
    if not plan.set:
        return export
    changed = to_set(job.prepared, plan.set, told.fields)
    names = {part.theirs for part in changed.parts}
    sent = {theirs: value for theirs, value in sent_of(job.prepared).items() if theirs in names}  # no labels of others
    before, export = export, replace(export, sent={**export.sent, **sent}, changing_at=now())
    job.keep(export)
    job.progress("Changing the ticket", 0.5)
    job.stage.wrote = True
    values = {"id": told.record.id, "key": told.record.key}
    try:
        await job.caller.told("update", _SET, filling_of(changed, **values))
    except Unsubmitted as fault:
        if fault.nothing:
            job.note_down(replace(before, changing_at=""))  # else it would be taken for sent
        if fault.nothing or not await _is_set(job, told.record, plan):
            raise
    return replace(export, changing_at="", updated_at=now())


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
        if asides.rests(aside, export.asides) and asides.name_of(aside) not in job.over:
            job.notes.append(asides.waits(aside))
        elif export.asides.get(asides.name_of(aside)) != DONE:
            await _add(job, added, aside, told)
    if added.count:
        job.notes += asides.outdated(job.prepared.asides, export.asides)
    return added


async def _add(job: Job, added: Added, aside: Aside, told: Told | None) -> None:
    name = asides.name_of(aside)
    try:
        there = await _there(job, added.export, aside, told)
    except Unsubmitted as fault:
        job.missing.append(asides.called(aside))
        job.notes.append(asides.unknown(aside, fault))
        return
    if there is None:
        job.notes.append(asides.unknown(aside))
        added.held += (Difference(name, asides.called(aside), "unknown", aside.text, ""),)
        return
    if not there:
        try:
            job.keep(_marked(added, name, now()))
        except Unsubmitted as fault:
            job.missing.append(asides.called(aside))
            job.notes.append(f"The {asides.called(aside)} is not added, for that cannot be written down ({fault.why}).")
            return
        job.progress(f"Adding the {asides.called(aside)}", 0.7)
        there = await _sent(job, added, aside)
        added.count += there
        if there:
            added.export = replace(added.export, asides=asides.dated(aside, added.export.asides))
    if there:
        job.note_down(_marked(added, name, DONE))


async def _there(job: Job, export: Export, aside: Aside, told: Told | None) -> bool | None:
    """Whether it is there already; None where nobody can know. One that may still be on its way is waited for."""
    name = asides.name_of(aside)
    if name in job.over or (name not in export.asides and not export.linked):
        return False
    ends = monotonic() + max(0.0, slow_s(export.asides.get(name, "")))
    while True:
        there = await asides.is_there(job.caller, export.id, aside, told.whole if told else None)
        left = ends - monotonic()
        if there is not False or left <= 0:
            return there
        job.progress(f"Looking whether the {asides.called(aside)} was added", 0.6)
        await asyncio.sleep(min(left, _PAUSE_S))


async def _sent(job: Job, added: Added, aside: Aside) -> bool:
    """Whether it is there now."""
    job.stage.wrote = True
    try:
        await asides.add(job.caller, added.export.id, aside)
        return True
    except InputError as error:  # of the table: nothing was sent
        fault: RelmanError = error
        is_there = False
    except Unsubmitted as error:
        fault = error
        is_there = not error.nothing and await _came(job, added.export.id, aside)
    if is_there:
        return True
    if not isinstance(fault, Unsubmitted) or fault.nothing:
        name = asides.name_of(aside)
        left = {one: done for one, done in added.export.asides.items() if one != name}
        added.export = replace(added.export, asides=left)
        job.note_down(added.export)
    job.missing.append(asides.called(aside))
    job.notes.append(f"The {asides.called(aside)} is not added: {fault}")
    return False


async def _came(job: Job, record: str, aside: Aside) -> bool:
    try:
        told = None if job.caller.can("comments") else await read(job.caller, job.prepared, Record(record, "", ""))
        return bool(await asides.is_there(job.caller, record, aside, told.whole if told else None))
    except Unsubmitted:
        return False


def _marked(added: Added, name: str, done: str) -> Export:
    added.export = replace(added.export, asides={**added.export.asides, name: done})
    return added.export
