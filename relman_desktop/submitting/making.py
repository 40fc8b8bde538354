"""Makes a record: one request, and where its answer is none a search for what came of it."""

import asyncio
from datetime import UTC, datetime
from time import monotonic

from ..errors import InputError
from .answer import Fault, Unsubmitted
from .export import Export
from .finding import Found, find, only, record_of
from .job import Job, filling_of
from .outcome import Record

LEAST_S = 8.0  # for which a record is looked for that may have been made, however quick a system's search is
SLOW_S = 60.0  # for which a request may still be at work there after it left, though nobody waits for it any more
_PAUSES_S = (0.25, 0.5, 1.0, 2.0, 4.0)
_MAKE = "make the ticket"
_PASSING = (Fault.SERVER, Fault.BUSY, Fault.CUT_OFF, Fault.UNSEEN)  # of a search that may do in a moment
_DOUBTFUL = (Fault.CONFLICT, Fault.DECLINED)  # a refusal, which may be one of a second record like the first


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
    except InputError:  # of the table: nothing was sent
        _unmade(job)
        raise
    job.stage.wrote, job.stage.sending, job.stage.key = True, False, record.key
    return record, job.made(export, record, linked=False), is_found


async def _after(job: Job, fault: Unsubmitted) -> Record:
    """The record, where it was made although no answer said so; else raises what there is to say."""
    if fault.nothing:
        _unmade(job)
        raise fault
    found = only(job.caller, await _sought(job, fault, once=fault.fault is Fault.DECLINED))
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


async def settled(job: Job, export: Export | None = None) -> Found | None:
    """The record that may have been made: looked for until the request would be done, and a search would have it.

    That is from now on, by this machine's steady clock. What its calendar says of when the request left may be wrong:
    it makes the wait longer, and never shorter. `export`: what an export before this one had begun.
    """
    wait_s = max(job.caller.target.settles_s, LEAST_S, slow_s(export.begun_at if export else ""))
    ends = monotonic() + wait_s
    pauses = iter(_PAUSES_S)
    while True:
        left = max(0.0, ends - monotonic())
        job.progress(f"Looking whether the ticket was made, for {left:.0f} s at most", 0.2)
        failed: Unsubmitted | None = None
        try:
            if found := await find(job.caller, job.prepared.our_id):
                return found
        except Unsubmitted as fault:
            if fault.fault not in _PASSING:
                raise
            failed = fault
        left = ends - monotonic()
        if left <= 0 and failed:
            raise failed
        if left <= 0:
            return None
        await asyncio.sleep(min(left, next(pauses, _PAUSES_S[-1])))


def slow_s(sent_at: str) -> float:
    """For how long what was sent then may still be at work there, as the calendar has it; nothing where that is odd."""
    try:
        age_s = (datetime.now(UTC) - datetime.fromisoformat(sent_at)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return SLOW_S - age_s if 0 <= age_s < SLOW_S else 0.0


def _unmade(job: Job) -> None:
    job.stage.sending = False
    job.ledger.drop(job.prepared.ticket, job.prepared.system)
