"""What a model's server gave: its text, how it ended, and what it counted."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """How a call ended that did not end well; each has a sentence for the person."""

    UNREACHABLE = "unreachable"  # no connection, no such host, TLS
    REFUSED_KEY = "refused_key"  # 401, 403
    NO_MODEL = "no_model"  # 404: the model or the address is not there
    BUSY = "busy"  # 429, 503: try again later
    NO_QUOTA = "no_quota"  # 429 insufficient_quota, 402
    TOO_LONG = "too_long"  # the prompt does not fit the model's window
    NOT_A_MODEL = "not_a_model"  # HTML, a login page, another content type, JSON that is no chat
    SERVER = "server"  # 5xx, or an error in mid-stream
    BAD_REQUEST = "bad_request"  # 400 that no adapting could mend
    STALLED = "stalled"  # nothing came in time, before or between tokens
    CUT_OFF = "cut_off"  # the stream ended without its end
    TRUNCATED = "truncated"  # the output limit was reached
    EMPTY = "empty"  # it ended well and said nothing
    DECLINED = "declined"  # a content filter, a refusal
    STOPPED = "stopped"  # by the person, who keeps what had come
    UNANSWERED = "unanswered"  # it went out, and no answer was kept: it is on its way, or the app ended before it came
    NOT_JSON = "not_json"  # an answer without the JSON that was asked for


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; None where it did not say."""

    prompt: int | None = None
    completion: int | None = None
    cached: int | None = None  # of the prompt, read from a cache
    reasoning: int | None = None  # of the completion
    written: int | None = None  # of the prompt, written to a cache


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's result. A fault may come with the text that arrived before it."""

    text: str = ""
    usage: Usage = Usage()
    fault: Fault | None = None
    said: str = ""  # for the person, with a fault or where the prompt was cut: what, where, what to do next
    detail: str = ""  # the server's own words, shortened, with nothing hidden in them
    notes: tuple[str, ...] = ()  # sentences: what was left out of the request because the server refused it
    retry_after_s: float | None = None
    first_token_s: float | None = None
    total_s: float = 0.0
    refusal: str = ""  # all of a refusal's words, for matching; `detail` is what is shown of them
    window: int = 0  # tokens that the model can hold, where a refusal named them
