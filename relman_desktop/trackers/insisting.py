"""Asking again what may go well in a moment: reads only, few times, and as slowly as the tracker wants it."""

import asyncio

from ..net.limits import used_up
from .answer import Fault, Told, Unread
from .client import Asking
from .kind import Ask
from .pace import LONGEST_S, Pace

MOST = 2  # times, for what failed; what was too fast is asked again as long as the tracker takes any
_WAITS_S = (0.5, 2.0)


async def answer_of(asking: Asking, ask: Ask, what: str, pace: Pace) -> Told:
    """The answer to a request at its pace. Raises `Unread`."""
    made = 0
    while True:
        began = await pace.turn()
        if pace.end:
            raise pace.end.of(what)
        try:
            told = await asking.told(ask, what)
        except Unread as unread:
            if unread.fault is Fault.BUSY and not pace.end:
                if not pace.slower(began, unread.wait_s):
                    raise
                continue
            if not unread.passing or made == MOST or (unread.wait_s or 0) > LONGEST_S:
                raise
            if unread.wait_s is None:
                await asyncio.sleep(_WAITS_S[made])
            else:
                pace.pause(unread.wait_s)
            made += 1
        else:
            pace.answered(used_up(told.headers))
            return told
