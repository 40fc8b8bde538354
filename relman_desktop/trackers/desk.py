"""All items that are to be read from one tracker, some at once, until it ends or wants no more."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ..errors import RelmanError
from ..keys import key_for
from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..wording import quoted
from . import cache
from .answer import Fault, Unread
from .client import Asking, asking
from .faults import ends_all, unread_token
from .insisting import answer_of
from .pace import Pace
from .presets import preset_of

_DENIED = (Fault.MISSING, Fault.GONE)  # what was read before is not the person's to see any more
_IN_A_ROW = 5  # items that failed one after the other: the rest would, too


@dataclass(frozen=True, slots=True)
class Hearer:
    """Who is told how it goes, on the loop's thread."""

    item: Callable[[WorkItem], None]
    failed: Callable[[Tracker, Unread], None]
    pause: Callable[[Tracker, float], None]


class Desk:
    """Reads items from a tracker. `items`: the keys that stand for each, by its own name for it."""

    def __init__(self, tracker: Tracker, items: Mapping[str, Sequence[str]], hearer: Hearer) -> None:
        self._tracker, self._items, self._hearer = tracker, items, hearer
        self._pace = Pace(lambda seconds: hearer.pause(tracker, seconds))
        self._failed = 0  # in a row
        self._token = ""

    def prepare(self) -> None:
        """Have the token at hand. It may wait for the keyring, so on no event loop."""
        try:
            key = key_for(self._tracker)
        except RelmanError as error:
            self._pace.end = unread_token(self._tracker, str(error))
        else:
            self._token = key.reveal() if key else ""

    async def read_all(self) -> None:
        """Read all, and tell each as it comes.

        The first goes alone: a token that is refused is refused once, and no account is locked for many.
        """
        natives = iter(self._items)
        try:
            async with asking(self._tracker, self._token) as tracker:
                await self._read(tracker, next(natives))
                most = preset_of(self._tracker.kind).at_once
                await at_once(self._read_each(tracker, natives) for _ in range(most))
        except Unread as unread:  # before the first: there is no way to ask
            for native in self._items:
                await self._tell_fault(native, unread)

    async def _read_each(self, tracker: Asking, natives: Iterator[str]) -> None:
        for native in natives:  # which several share
            await self._read(tracker, native)

    async def _read(self, tracker: Asking, native: str) -> None:
        what = _shown(self._items[native][0])
        try:
            told = await answer_of(tracker, tracker.kind.ask(self._tracker, native), what, self._pace)
            item = tracker.read(lambda: tracker.kind.read(self._tracker, native, told.answer), what)
        except Unread as unread:
            self._note(unread)
            await self._tell_fault(native, unread)
            return
        self._failed = 0
        now = datetime.now(UTC).isoformat(timespec="seconds")
        item = replace(item, id="", found=(), fetched=True, read_at=now, fault="")
        await asyncio.to_thread(cache.keep, self._tracker, native, item)
        self._tell_each(native, item)

    def _note(self, unread: Unread) -> None:
        """Ask nothing more where all else would end like this."""
        self._failed = self._failed + 1 if unread.fault in ends_all("in_a_row") else 0
        if unread.fault in ends_all("at_once") or self._failed == _IN_A_ROW:
            self._pace.end = self._pace.end or unread

    async def _tell_fault(self, native: str, unread: Unread) -> None:
        self._hearer.failed(self._tracker, unread)
        if unread.fault in _DENIED:
            await asyncio.to_thread(cache.drop, self._tracker, native)
        before = await asyncio.to_thread(cache.kept, self._tracker, native)
        self._tell_each(native, replace(before or WorkItem("", "", "", ()), fault=str(unread)))

    def _tell_each(self, native: str, item: WorkItem) -> None:
        for key in self._items[native]:
            self._hearer.item(replace(item, key=key))


async def at_once(works: Iterable[Coroutine[None, None, None]]) -> None:
    """Run all of them; what one raises ends the others, and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as raised:
        raise raised.exceptions[0] from None


def _shown(key: str) -> str:
    return quoted(key, 80)[1:-1]
