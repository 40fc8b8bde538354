"""How asking a change system ended: its answer, or a fault with its sentence."""

from collections.abc import Mapping
from enum import StrEnum

from ..errors import ServiceError


class Fault(StrEnum):
    """How it ended that did not end well; `resources/target_faults.toml` has a sentence for each."""

    UNREACHABLE = "unreachable"  # no connection, no such host, TLS
    REFUSED = "refused"  # 401
    FORBIDDEN = "forbidden"  # 403
    MISSING = "missing"  # 404, which may mean that the token does not see it
    GONE = "gone"  # 410
    CONFLICT = "conflict"  # 409
    INVALID = "invalid"  # 400, 422: what a field holds is not taken
    TOO_LONG = "too_long"  # 413: what was sent
    FORMAT = "format"  # 415, 405, 406, 411: not the request that this kind of system takes
    BUSY = "busy"  # 429
    SERVER = "server"  # 5xx
    MOVED = "moved"  # 3xx
    SIGN_IN = "sign_in"  # a web page with status 200
    NOT_JSON = "not_json"
    STALLED = "stalled"  # nothing in time, or a drip
    CUT_OFF = "cut_off"  # the connection ended in the middle of the answer, or before it
    UNREADABLE = "unreadable"  # JSON that is not what this kind of system tells
    TOO_LARGE = "too_large"  # what came
    BAD_REQUEST = "bad_request"  # any other refusal
    DECLINED = "declined"  # a refusal with a status of success

    DELETED = "deleted"  # what was made before is not there any more
    AMBIGUOUS = "ambiguous"  # several records hold our id, and nothing tells which of them is the ticket's
    UNSEEN = "unseen"  # there is more than was looked through for the ticket
    UNSURE = "unsure"  # it may have been made, and was not found
    STOPPED = "stopped"  # by the person, when a part was done
    TAKEN = "taken"  # another process is at it
    UNKEPT = "unkept"  # the ledger cannot be written: nothing was sent


class Unsubmitted(ServiceError):
    """A change system did not do what it was asked; the message is for the person, and holds no token."""

    def __init__(
        self,
        fault: Fault,
        said: str,
        *,
        wait_s: float | None = None,
        passing: bool = False,
        nothing: bool = False,
        fields: Mapping[str, str] | None = None,
        why: str = "",
        detail: str = "",
    ) -> None:
        super().__init__(said)
        self.fault = fault
        self.wait_s = wait_s  # for how long the system wants to be left alone, where it says so
        self.passing = passing  # whether the same may be asked again at once, if it only reads
        self.nothing = nothing  # whether it is certain that nothing was written there
        self.why, self.detail = why, detail  # a clause of ours, and the system's own words
        self.fields = dict(fields or {})  # why a field was not taken, by `Part.theirs`
