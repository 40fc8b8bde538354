"""Makes a record: one request, and where its answer is none a search for what came of it."""

import asyncio
from time import monotonic

from .answer import Fault, Unsubmitted
from .export import Export
from .finding import Found, find, record_of
from .job import Job, filling_of
from .outcome import Record

LEAST_S = 8.0  # for which a record is looked for that may have been made, however quick a system's search is
_PAUSES_S = (0.25, 0.5, 1.0, 2.0, 4.0)
_MAKE = "make the ticket"
_DOUBTFUL = (Fault.CONFLICT, Fault.DECLINED)  # a refusal that may be one of a second record like the first


async def make(job: Job) -> tuple[Record, Export, bool]:
    """The record, its export, and whether it was found rather than told. Raises `Unsubmitted`."""
    export = job.begin()
    job.progress("Making the ticket", 0.3)
    job.stage.sending = True
    try:
        answer = await job.caller.told("create", _MAKE, filling_of(job.prepared))
        record, is_found = record_of(job.caller, job.caller.call("create"), answer.json), False
    except Unsubmitted as fault:
        record, is_found = await _after(job, fault), True
    except Exception:  # of the table: nothing was sent
        _unmade(job)
        raise
    job.stage.wrote, job.stage.sending, job.stage.key = True, False, record.key
    return record, job.made(export, record, linked=False), is_found


async def _after(job: Job, fault: Unsubmitted) -> Record:
    """The record, where it was made although no answer said so; else raises what there is to say."""
    if fault.nothing:
        _unmade(job)
        raise fault
    found = await _sought(job, fault, once=fault.fault in _DOUBTFUL)
    if found:
        return found.record
    if fault.fault in _DOUBTFUL:
        _unmade(job)
        raise fault
    raise job.caller.faults.unsure(fault)


async def _sought(job: Job, fault: Unsubmitted, once: bool) -> Found | None:
    try:
        return await find(job.caller, job.prepared.our_id) if once else await settled(job)
    except Unsubmitted:
        raise job.caller.faults.unsure(fault) from None


async def settled(job: Job) -> Found | None:
    """The record that may have been made before: looked for until a search of this system would have it.

    By this machine's steady clock, and from now on: what its calendar says may be wrong.
    """
    ends = monotonic() + max(job.caller.target.settles_s, LEAST_S)
    job.progress("Looking whether the ticket was made", 0.4)
    pauses = iter(_PAUSES_S)
    while True:
        if found := await find(job.caller, job.prepared.our_id):
            return found
        left = ends - monotonic()
        if left <= 0:
            return None
        await asyncio.sleep(min(left, next(pauses, _PAUSES_S[-1])))


def _unmade(job: Job) -> None:
    job.stage.sending = False
    job.ledger.drop(job.prepared.ticket, job.prepared.system)
