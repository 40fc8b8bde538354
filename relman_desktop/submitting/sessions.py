"""A session that a system wants opened before the first request, and closed whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from ..errors import InputError
from ..export.targets.target import Opening
from .answer import Fault, Unsubmitted
from .templates import Filling

if TYPE_CHECKING:
    from .client import Caller

CLOSING_S = 2.0
_MOST_TOKEN = 8_000  # characters
_OPEN, _CLOSE = "open a session", "close the session"


@asynccontextmanager
async def session_of(caller: "Caller") -> AsyncIterator[None]:
    """While inside, requests go with the token of a session, where the target wants one. Raises `Unsubmitted`."""
    session = caller.target.session
    if session is None:
        yield
        return
    await _open(caller, session)
    try:
        yield
    finally:
        with suppress(Unsubmitted, InputError, TimeoutError):  # one that cannot be closed runs out by itself
            async with asyncio.timeout(CLOSING_S):
                await caller.sent(session.close, _CLOSE, Filling({}), writes=True)


async def _open(caller: "Caller", session: Opening) -> None:
    answer = await caller.sent(session.open, _OPEN, Filling({}), writes=True)
    token = answer.words(session.token, _MOST_TOKEN)
    if not token:
        raise caller.faults.made(Fault.UNREADABLE, _OPEN, "there is no session in it")
    caller.adopt(session.header, token)
