"""The test of a change system: reachable, whose token, whether tickets can be made there. It writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import InputError
from ..export.targets.prepared import our_id_of
from ..export.targets.target import Target
from ..jobs import Cancel, Progress
from ..net.address import caution
from ..net.loop import run
from ..net.report import Line, Mark, Report
from ..settings import System
from ..wording import quoted
from .answer import Fault, Unsubmitted
from .client import Answer, Caller, calling
from .filling import settings_of
from .finding import find

_NOBODY = our_id_of("0" * 16)  # the id of no ticket
_TOKEN = (Fault.REFUSED,)
_AWAY = (
    Fault.UNREACHABLE,
    Fault.MOVED,
    Fault.SIGN_IN,
    Fault.NOT_JSON,
    Fault.STALLED,
    Fault.CUT_OFF,
    Fault.SERVER,
    Fault.TOO_LARGE,
)
_DENIED = (Fault.FORBIDDEN, Fault.MISSING, Fault.DECLINED)


@dataclass
class _Found:
    """What was answered, or why it was not; None where it was not asked."""

    whose: Answer | Unsubmitted | None = None
    project: Answer | Unsubmitted | None = None
    search: Unsubmitted | bool | None = None
    may: Answer | Unsubmitted | None = None


def test_system(target: Target, system: System, token: str, cancel: Cancel, progress: Progress) -> Report:
    """Ask whose token it is, whether the project is there and can be searched, and whether the token may create,
    where this kind of system can tell. Raises `Cancelled`.
    """
    try:
        settings_of(target, system)
        found = run(lambda: _tried(target, system, token, progress), cancel)
    except InputError as error:
        return Report((Line("fail", "Settings", str(error)),))
    except Unsubmitted as fault:  # of a session, or of an address that is none
        found = _Found(whose=fault)
    return Report(tuple(_lines(target, system, found)))


test_system.__test__ = False  # type: ignore[attr-defined]  # it is no test of pytest's


async def _tried(target: Target, system: System, token: str, progress: Progress) -> _Found:
    found = _Found()
    async with calling(target, system, token, _NOBODY) as caller:
        progress("Asking whose token it is", 0.1)
        found.whose = await _asked(caller, "self", "tell whose token it is")
        if isinstance(found.whose, Unsubmitted) and found.whose.fault in (*_TOKEN, *_AWAY):
            return found
        progress("Looking at the project", 0.4)
        found.project = await _asked(caller, "project", "show the project")
        progress("Searching it", 0.6)
        try:
            found.search = await find(caller, _NOBODY) is None
        except Unsubmitted as fault:
            found.search = fault
        progress("Asking what the token may do", 0.8)
        found.may = await _asked(caller, "may", "make tickets")
    return found


async def _asked(caller: Caller, name: str, what: str) -> Answer | Unsubmitted | None:
    if not caller.can(name):
        return None
    try:
        return await caller.told(name, what)
    except Unsubmitted as fault:
        return fault


def _lines(target: Target, system: System, found: _Found) -> Iterator[Line]:
    away = next(
        (one for one in (found.whose, found.search) if isinstance(one, Unsubmitted) and one.fault in _AWAY), None
    )
    if away:
        yield Line("fail", "Reachable", str(away))
        return
    yield _reached(system)
    yield _token(target, found)
    if found.project is not None:
        yield _project(target, found.project)
    if isinstance(found.search, Unsubmitted):
        yield Line("fail", "Search", str(found.search))
    elif found.search is not None:
        yield Line("ok", "Search", "It can be searched for tickets that were made before.")
    if found.may is not None or found.search is not None:
        yield _may(found.may)


def _reached(system: System) -> Line:
    if warning := caution(system.url, "token"):
        return Line("warn", "Reachable", warning)
    where = "on this machine" if system.local else "over an encrypted connection"
    return Line("ok", "Reachable", f"It answers, {where}.")


def _token(target: Target, found: _Found) -> Line:
    if isinstance(found.whose, Unsubmitted):
        mark: Mark = "fail" if isinstance(found.search, Unsubmitted | None) else "warn"
        return Line(mark, "Token", str(found.whose))
    name = found.whose.words(target.calls["self"].key) if found.whose else ""
    if name:
        return Line("ok", "Token", f"It is the token of {quoted(name, 80)}.")
    if isinstance(found.search, Unsubmitted):
        return Line("fail", "Token", "Whose it is cannot be told.")
    return Line("ok", "Token", "It is taken; whose it is cannot be told.")


def _project(target: Target, told: Answer | Unsubmitted) -> Line:
    if isinstance(told, Unsubmitted):
        return Line("fail", "Project", str(told))
    call = target.calls["project"]
    if call.id and not told.words(call.id):
        said = "It is not there, or this token does not see it; correct it under Change systems."
        return Line("fail", "Project", said)
    name = told.words(call.key)
    return Line("ok", "Project", f"It is {quoted(name, 80)}." if name else "It is there.")


def _may(told: Answer | Unsubmitted | None) -> Line:
    if told is None:
        return Line("warn", "Creating", "Whether this token may make tickets shows only when one is made.")
    if isinstance(told, Answer):
        return Line("ok", "Creating", "This token may make tickets there.")
    if told.fault in _DENIED:
        return Line("fail", "Creating", "This token may not make tickets there; ask for that right, or give another.")
    return Line("warn", "Creating", str(told))
