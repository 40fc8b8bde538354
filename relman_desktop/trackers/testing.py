"""The connection test of a tracker: whose token it is and whether it reads items, with nothing of the person's sent."""

from collections.abc import Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from ..errors import InputError
from ..jobs import Cancel, Progress
from ..keys.key import checked
from ..net.address import caution
from ..net.loop import run
from ..net.report import Line, Report
from ..net.words import told as shown
from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..wording import quoted
from .answer import Fault, Told, Unread
from .client import Asking, asking
from .insisting import answer_of
from .pace import Pace
from .searching import pages

_WORD = "test"  # that items of any tracker hold
_ACCOUNT = "the account"
_SCOPES = "x-oauth-scopes"  # GitHub's, of tokens that tell what they may do
_TOKEN = (Fault.REFUSED, Fault.UNKNOWN)
_ANSWERED = (*_TOKEN, Fault.FORBIDDEN, Fault.BUSY, Fault.UNREADABLE, Fault.MISSING, Fault.GONE)


@dataclass
class _Found:
    """What was found out, or why it was not."""

    whose: str | Unread = ""
    items: tuple[WorkItem, ...] | Unread | None = None  # None where that was not tried
    headers: Mapping[str, str] | None = None


def test_tracker(tracker: Tracker, token: str, cancel: Cancel, progress: Progress) -> Report:
    """Ask whose token it is, then search for a common word. Raises `Cancelled`.

    `token`: "" for none, as public trackers take.
    """
    try:
        token = checked(token, "The token", "token") if token.strip() else ""
    except InputError as error:
        return Report((Line("fail", "Token", str(error)),))
    try:
        found = run(lambda: _tried(tracker, token, progress), cancel)
    except InputError as error:
        return Report((Line("fail", "Kind", str(error)),))
    return Report(tuple(_lines(tracker, token, found)))


test_tracker.__test__ = False  # type: ignore[attr-defined]  # it is no test of pytest's


async def _tried(tracker: Tracker, token: str, progress: Progress) -> _Found:
    found = _Found()
    try:
        async with asking(tracker, token) as asked:
            progress("Asking whose token it is", 0.1)
            await _whose(asked, found)
            if not isinstance(found.whose, Unread) or _goes_on(found.whose, token):
                progress("Searching for a common word", 0.5)
                found.items = await _items(asked)
    except Unread as unread:  # of no request: its address is none
        found.whose = unread
    return found


async def _whose(asked: Asking, found: _Found) -> None:
    kind, tracker = asked.kind, asked.tracker
    try:
        told: Told = await answer_of(asked, kind.ask_self(tracker), _ACCOUNT, Pace())
        found.headers = told.headers
        found.whose = asked.read(lambda: kind.read_self(tracker, told.answer), _ACCOUNT)
    except Unread as unread:
        odd = unread.fault in (Fault.MISSING, Fault.GONE)
        found.whose = asked.faults.made(Fault.NOT_A_TRACKER, _ACCOUNT) if odd else unread


async def _items(asked: Asking) -> tuple[WorkItem, ...] | Unread:
    try:
        async with aclosing(pages(asked, _WORD)) as found:
            async for page in found:
                if page.items:
                    return page.items
    except Unread as unread:
        return unread
    return ()


def _goes_on(unread: Unread, token: str) -> bool:
    """Whether items may be read all the same: with no token, or with one that does not tell whose it is."""
    return unread.fault in (Fault.FORBIDDEN, Fault.UNREADABLE) or (unread.fault is Fault.UNKNOWN and not token)


def _lines(tracker: Tracker, token: str, found: _Found) -> Iterator[Line]:
    whose = found.whose
    if isinstance(whose, Unread) and whose.fault not in _ANSWERED:
        yield Line("fail", "Reachable", str(whose))
        return
    yield _reached(tracker, token)
    yield _token(whose, token, found)
    if found.items is not None:
        yield _read(found.items)
    if found.headers and (more := _rights(found.headers)):
        yield more


def _reached(tracker: Tracker, token: str) -> Line:
    if token and (warning := caution(tracker.url, "token")):
        return Line("warn", "Reachable", warning)
    where = "on this machine" if tracker.local else "over an encrypted connection"
    encrypted = tracker.local or tracker.origin.startswith("https:")
    return Line("ok", "Reachable", f"{quoted(tracker.host)} answers{f', {where}' if encrypted else ''}.")


def _token(whose: str | Unread, token: str, found: _Found) -> Line:
    if isinstance(whose, str):
        return Line("ok", "Token", f"It is the token of {quoted(whose, 80)}.")
    reads = isinstance(found.items, tuple)
    if whose.fault is Fault.UNKNOWN and reads:
        return Line("warn", "Token", "None is given; what anybody may see can be read.")
    return Line("warn" if reads else "fail", "Token", str(whose))


def _read(items: tuple[WorkItem, ...] | Unread) -> Line:
    if isinstance(items, Unread):
        return Line("fail", "Work items", str(items))
    if not items:
        return Line("warn", "Work items", f"A search for {quoted(_WORD)} finds none; look up one that you know.")
    return Line("ok", "Work items", f"They can be read; one of them is {quoted(items[0].key, 80)}.")


def _rights(headers: Mapping[str, str]) -> Line | None:
    """A word about a token that may do more than it is needed for."""
    scopes = [one.strip() for one in headers.get(_SCOPES, "").split(",")]
    more = [one for one in scopes if one and not one.startswith("read:")]
    if not more:
        return None
    return Line(
        "warn", "Rights", f"The token may do more than read ({shown(', '.join(more))}); one that only reads is safer."
    )
