"""Puts a prepared ticket into a change system: once, whatever happens on the way, and over nobody's edits."""

from collections.abc import Mapping, Set

from ..errors import Cancelled, InputError, RelmanError
from ..export.targets.prepared import Prepared
from ..jobs import Cancel, Progress
from ..net.loop import run
from ..wording import quoted
from .answer import Fault
from .exporting import exported, looked
from .faults import Faults
from .job import Job, Stage
from .ledger import Ledger
from .outcome import Outcome
from .secrets import Secrets


def submit(
    prepared: Prepared,
    token: str,
    ledger: Ledger,
    cancel: Cancel,
    progress: Progress,
    *,
    over: Set[str] = frozenset(),
    anew: bool = False,
    seen: Mapping[str, str] | None = None,
) -> Outcome:
    """Make the ticket's record; or find it, and set what is to be another there.

    `over`: fields, by `Part.theirs`, and texts beside them, by `asides.name_of`, that are set or added although
    somebody's work may be there: the `theirs` of what an outcome held. `anew`: make another record where the one that
    was made is gone (`Fault.DELETED`), or where somebody has looked for it (`Fault.UNSEEN`). `seen`: what stood in the
    fields of `over`, by `Difference.now`, when the person gave it up: another text than that is held.

    Raises `InputError` for what cannot be sent, `Unsubmitted` for what came of sending it, and `Cancelled` where
    nothing was written there yet.
    """
    if prepared.wrong:
        raise InputError(prepared.wrong[0])
    stage = Stage()
    job = Job(prepared, ledger, progress, stage, over, anew, seen or {})
    try:
        return run(lambda: exported(job, token), cancel)
    except Cancelled:
        raise _stopped(prepared, stage) from None


def look(prepared: Prepared, token: str, ledger: Ledger, cancel: Cancel, progress: Progress) -> Outcome | None:
    """Find a ticket's record and read it; None where there is none. Writes nothing, here or there.

    `differences`: what an export would set; `held`: what it would leave alone, for somebody has edited it there.
    Raises as `submit` does.
    """
    job = Job(prepared, ledger, progress, Stage(), frozenset(), False, {})
    return run(lambda: looked(job, token), cancel)


def _stopped(prepared: Prepared, stage: Stage) -> RelmanError:
    """What there is to say of an export that the person stopped."""
    faults = Faults(prepared.target, prepared.system, Secrets())
    if stage.sending:
        return faults.unsure(None)
    return faults.made(Fault.STOPPED, key=quoted(stage.key, 60)) if stage.wrote else Cancelled()
