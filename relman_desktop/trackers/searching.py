"""Work items by words that a person typed."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from ..jobs import Cancel
from ..keys import key_for
from ..net.loop import run
from ..settings import Tracker
from ..sources.work.item import WorkItem
from .client import Asking, asking
from .insisting import answer_of
from .kind import Page
from .pace import Pace

_MOST_PAGES = 20
_WHAT = "the search"


def search(tracker: Tracker, words: str, cancel: Cancel, most: int = 50) -> tuple[WorkItem, ...]:
    """The items of a tracker that hold the words, as it orders them; at most so many. Blocks.

    Raises `Unread`, which is a `ServiceError`, `InputError` for a token that is none, and `Cancelled`.
    """
    if not words.strip():
        return ()
    key = key_for(tracker)
    return run(lambda: _found(tracker, key.reveal() if key else "", words, most), cancel)


async def _found(tracker: Tracker, token: str, words: str, most: int) -> tuple[WorkItem, ...]:
    found: dict[str, WorkItem] = {}
    async with asking(tracker, token) as asked, aclosing(pages(asked, words)) as all_pages:
        async for page in all_pages:
            found |= {item.key: item for item in page.items if item.key not in found}
            if len(found) >= most:
                break
    return tuple(found.values())[:most]


async def pages(asking: Asking, words: str) -> AsyncGenerator[Page]:
    """The pages of what is found. A tracker that has ever another one is left after some."""
    tracker, kind, pace = asking.tracker, asking.kind, Pace()
    ask = kind.ask_found(tracker, words)
    for _ in range(_MOST_PAGES):
        told = await answer_of(asking, ask, _WHAT, pace)
        page = asking.read(partial(kind.read_found, tracker, ask, told.answer, told.headers), _WHAT)
        yield page
        if page.next is None or page.next == ask:
            return
        ask = page.next
