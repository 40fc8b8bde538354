"""What asking a tracker ends with: an answer, or a fault with its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..errors import ServiceError


class Fault(StrEnum):
    """How asking ended that did not end well; `resources/tracker_faults.toml` has a sentence for each."""

    UNREACHABLE = "unreachable"  # no connection, no such host, TLS
    REFUSED = "refused"  # 401
    UNKNOWN = "unknown"  # 401, and none was sent
    FORBIDDEN = "forbidden"  # 403
    MISSING = "missing"  # 404, which may mean that the token does not see it
    GONE = "gone"  # 410
    MOVED = "moved"  # 3xx
    BUSY = "busy"  # 429, or another way to say that there were too many requests
    SERVER = "server"  # 5xx
    NOT_A_TRACKER = "not_a_tracker"  # no JSON
    SIGN_IN = "sign_in"  # a web page with status 200
    STALLED = "stalled"  # nothing in time, or a drip
    CUT_OFF = "cut_off"  # the connection ended in the middle of the answer
    UNREADABLE = "unreadable"  # JSON that is not what this kind of tracker tells
    TOO_LARGE = "too_large"
    BAD_REQUEST = "bad_request"  # any other refusal
    NO_KEY = "no_key"  # what was to be asked is no path of this tracker: nothing was sent
    UNUSABLE = "unusable"  # the variable or the keyring holds what is none: nothing was sent


@dataclass(frozen=True, slots=True)
class Told:
    """A tracker's JSON answer, with its headers; their names are in lower case."""

    answer: Any
    headers: Mapping[str, str]


class Unread(ServiceError):
    """A tracker did not tell what it was asked; the message is for the person, and holds no token."""

    def __init__(
        self, fault: Fault, say: Callable[[str], str], what: str, wait_s: float | None = None, passing: bool = False
    ) -> None:
        super().__init__(say(what))
        self.fault = fault
        self._say = say  # the sentence for what was asked for
        self.wait_s = wait_s  # for how long the tracker wants to be left alone, where it says so
        self.passing = passing  # whether the same may be asked again at once

    def of(self, what: str) -> "Unread":
        """The same of something else that was to be read there."""
        return Unread(self.fault, self._say, what)
