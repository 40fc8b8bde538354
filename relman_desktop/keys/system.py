"""The keyring of the system, asked with a time limit: the only importer of `keyring`.

A keyring may wait for a person who is not there, or for a service that is stuck, and nothing can end such a call. So
each is made on a thread of its own that is left alone when its time is over; until it comes back, no other is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "relman-desktop"
LIMIT_S = 3.0
_LEAST_PRIORITY = 1.0  # the keyring package's own mark: what is below keeps plain text, or nothing
_PROBE = "is it there?"  # a name under which no key is kept

T = TypeVar("T")


class Condition(StrEnum):
    """How the keyring is."""

    USABLE = "usable"
    NONE = "none"
    LOCKED = "locked"
    INSECURE = "insecure"
    TIMED_OUT = "timed out"
    FAILED = "failed"


_OTHERWISE = ", so a {secret} is kept for this session only, unless an environment variable holds it."
_SENTENCES = {
    Condition.USABLE: "{Secret}s are kept in the keyring of the system ({detail}).",
    Condition.NONE: "This system has no keyring" + _OTHERWISE,
    Condition.LOCKED: "The keyring of the system is locked" + _OTHERWISE,
    Condition.INSECURE: "The only keyring here ({detail}) does not protect what it keeps and is not used" + _OTHERWISE,
    Condition.TIMED_OUT: "The keyring of the system did not answer in time" + _OTHERWISE,
    Condition.FAILED: "The keyring of the system failed ({detail})" + _OTHERWISE,
}


@dataclass(frozen=True, slots=True)
class KeyringState:
    """How the keyring of the system is, with a sentence for the person."""

    condition: Condition
    detail: str = ""  # the back end's name, or the error's

    @property
    def usable(self) -> bool:
        return self.condition is Condition.USABLE

    @property
    def sentence(self) -> str:
        return self.sentence_of("key")

    def sentence_of(self, secret: str) -> str:
        """The sentence; `secret` is what a key is called in it."""
        said = _SENTENCES[self.condition]
        return said.format(detail=self.detail, secret=secret, Secret=secret.capitalize())

    @property
    def reason(self) -> str:
        """How it is, without what follows from that."""
        return self.sentence_of("key").partition(_OTHERWISE.partition("{")[0])[0].rstrip(".") + "."


class Unusable(Exception):
    """The keyring cannot be used now. It never leaves this package, and holds no text of the keyring's own errors."""

    def __init__(self, condition: Condition, detail: str = "") -> None:
        self.state = KeyringState(condition, detail)
        super().__init__(self.state.sentence)


def state(limit_s: float = LIMIT_S) -> KeyringState:
    """How the keyring is now, by asking it for what is not there."""

    def probe(keyring: "KeyringBackend") -> str:
        keyring.get_password(SERVICE, _PROBE)
        return _name(keyring)

    try:
        return KeyringState(Condition.USABLE, ask(probe, limit_s))
    except Unusable as error:
        return error.state


class _Clerk:
    """Makes one call at a time, and stands by none that is late."""

    def __init__(self) -> None:
        self._busy = Lock()
        self._late = Event()  # a call was left alone and has not come back

    def ask(self, call: Callable[["KeyringBackend"], T], limit_s: float) -> T:
        ends = monotonic() + limit_s
        if self._late.is_set() or not self._busy.acquire(timeout=limit_s):
            raise Unusable(Condition.TIMED_OUT)
        answer: list[T | Unusable] = []
        answered = Event()
        Thread(target=self._make, args=(call, answer, answered), name="keyring", daemon=True).start()
        if not answered.wait(ends - monotonic()):
            self._leave(answered)
        if isinstance(answer[0], Unusable):
            raise answer[0]
        return answer[0]

    def _make(self, call: Callable[["KeyringBackend"], T], answer: "list[T | Unusable]", answered: Event) -> None:
        try:
            answer.append(call(_keyring()))
        except BaseException as error:  # a C library's, too: none may be printed with what it holds
            answer.append(_unusable(error))
        self._busy.release()
        answered.set()
        self._late.clear()

    def _leave(self, answered: Event) -> None:
        self._late.set()
        if not answered.is_set():
            raise Unusable(Condition.TIMED_OUT)
        self._late.clear()  # it came at the last moment


_clerk = _Clerk()


def ask(call: Callable[["KeyringBackend"], T], limit_s: float = LIMIT_S) -> T:
    """What `call` gives for the keyring of the system. Raises `Unusable`, at the latest after `limit_s` seconds."""
    return _clerk.ask(call, limit_s)


def _keyring() -> "KeyringBackend":
    """The back end to use: the system's choice, or the best part of a chain of several, which may hold a bad one."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    parts: list[KeyringBackend] = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    good = [part for part in parts if part.priority >= _LEAST_PRIORITY]
    if good:
        return max(good, key=lambda part: part.priority)
    insecure = next((part for part in parts if part.priority > 0), None)
    raise Unusable(Condition.NONE) if insecure is None else Unusable(Condition.INSECURE, _name(insecure))


def _name(keyring: "KeyringBackend") -> str:
    return type(keyring).__module__.removeprefix("keyring.backends.").removeprefix("keyrings.")


def _unusable(error: BaseException) -> Unusable:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, Unusable):
        return error
    if isinstance(error, KeyringLocked):
        return Unusable(Condition.LOCKED)
    if isinstance(error, NoKeyringError):
        return Unusable(Condition.NONE)
    return Unusable(Condition.FAILED, type(error).__name__)
