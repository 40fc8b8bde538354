"""Asks a site for its own fields: their names, limits and choices, which no table can know."""

from datetime import UTC, datetime

from ..errors import InputError
from ..export.targets.schema import Schema
from ..export.targets.target import Target
from ..jobs import Cancel, Progress
from ..net.loop import run
from ..settings import System
from ..wording import quoted
from .client import calling
from .schemas import ASKERS
from .schemas.asks import Asks


def can_ask(target: Target) -> bool:
    """Whether sites of this kind can tell their fields."""
    return target.asks in ASKERS


def ask_schema(target: Target, system: System, token: str, cancel: Cancel, progress: Progress) -> Schema:
    """What a site tells of the fields that a ticket may go into; nothing of the ticket is sent.

    What the token may not see is left out, and the schema is not `complete` then. Raises `Unsubmitted`, `InputError`
    (nobody asks such a target, a setting is missing) and `Cancelled`.
    """
    if not can_ask(target):
        raise InputError(f"{quoted(target.title)} cannot be asked for its fields; map them in the system's mapping.")
    return run(lambda: _asked(target, system, token, progress), cancel)


async def _asked(target: Target, system: System, token: str, progress: Progress) -> Schema:
    progress(f"Asking {target.title} for its fields", 0.05)
    async with calling(target, system, token) as caller:
        told = await ASKERS[target.asks](Asks(caller, progress))
    at = datetime.now(UTC).replace(microsecond=0).isoformat()
    return Schema({one.theirs: one for one in told.fields}, at, told.complete)
