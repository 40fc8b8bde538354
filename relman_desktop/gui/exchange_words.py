"""A request that was sent, in words: what it was about, how it ended, what it took and cost."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ..llm.answer import Answer, Fault
from ..wording import counted
from .answer_text import answer_parts
from .call_words import field_words, price, short, summed
from .long_text import Part
from .model_call import Exchange
from .request_text import request_pages
from .text_pages import Page

FAULT_WORDS = {
    Fault.UNREACHABLE: "not reached",
    Fault.REFUSED_KEY: "key refused",
    Fault.NO_MODEL: "no such model",
    Fault.BUSY: "server busy",
    Fault.NO_QUOTA: "no quota left",
    Fault.TOO_LONG: "too long for the model",
    Fault.NOT_A_MODEL: "not a model's answer",
    Fault.SERVER: "server error",
    Fault.BAD_REQUEST: "request refused",
    Fault.STALLED: "nothing came in time",
    Fault.CUT_OFF: "cut off",
    Fault.TRUNCATED: "output limit reached",
    Fault.EMPTY: "empty answer",
    Fault.DECLINED: "declined",
    Fault.STOPPED: "stopped by you",
    Fault.UNANSWERED: "no answer yet",
    Fault.NOT_JSON: "not the JSON asked for",
}
_SHORT = 0.05  # seconds: what took less ended at once
REQUEST = 1  # the place of the request among the pages of an exchange


def local_time(when: str) -> datetime:
    """The time here, of a time in UTC; 1970 where it is none, for a ticket may come from anywhere."""
    try:
        told = datetime.fromisoformat(when)
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC).astimezone()


def outcome(answer: Answer) -> str:
    """`answered in 12.3 s`, `nothing came in time after 61.0 s`."""
    if answer.fault is None:
        return f"answered in {answer.total_s:.1f} s"
    return FAULT_WORDS.get(answer.fault, str(answer.fault)) + (
        f" after {answer.total_s:.1f} s" if answer.total_s >= _SHORT else ""
    )


def counts(answer: Answer) -> str:
    """`31.2k tokens in, 1.9k out`; what the server did not tell is left out."""
    usage = answer.usage
    parts = ((usage.prompt, "tokens in"), (usage.completion, "out"))
    return ", ".join(f"{short(number)} {words}" for number, words in parts if number is not None)


def sums(exchanges: Sequence[Exchange]) -> str:
    """All requests of a ticket in one line: how many, their tokens, what they cost."""
    worked = [one for one in exchanges if _took_something(one)]
    if not worked:
        return counted(len(exchanges), "request")
    usages = [one.answer.usage for one in worked]
    into, out = sum(one.prompt or 0 for one in usages), sum(one.completion or 0 for one in usages)
    untold = sum(one.prompt is None for one in usages)
    tokens = f"{short(into)} tokens in, {short(out)} out" + (f" (not told for {untold:,})" if untold else "")
    return " · ".join((counted(len(exchanges), "request"), tokens, summed([one.cost for one in worked])))


def cost_of(exchange: Exchange) -> str:
    """What a request cost; "" where a server did nothing for it."""
    return price(exchange.cost) if _took_something(exchange) else ""


def _took_something(exchange: Exchange) -> bool:
    return bool(exchange.cost or exchange.answer.text or exchange.answer.usage.prompt)


def exchange_pages(exchange: Exchange) -> tuple[Page, ...]:
    """The texts of a request: its answer, itself, and how it ended; a copy of the answer holds it as it came."""
    ending = ended(exchange)
    answer = exchange.answer.text
    return (
        Page("Answer", lambda: answer_parts(answer), lambda: answer),
        *request_pages(exchange.body, "Request"),
        Page("How it ended", lambda: (Part("", ending),), lambda: ending),
    )


def ended(exchange: Exchange) -> str:
    """How it ended, line by line."""
    answer, usage = exchange.answer, exchange.answer.usage
    lines = (
        ("Sent", f"{local_time(exchange.when):%Y-%m-%d %H:%M:%S}"),
        ("To", exchange.url),
        ("Endpoint", exchange.endpoint),
        ("Model", exchange.model),
        ("About", field_words(exchange.field, repair=exchange.repair)),
        ("Ended", outcome(answer)),
        ("First token", _number(answer.first_token_s, "s", ".2f")),
        ("Tokens in", _number(usage.prompt)),
        ("of them cached", _number(usage.cached)),
        ("Tokens out", _number(usage.completion)),
        ("of them for thinking", _number(usage.reasoning)),
        ("Cost", cost_of(exchange)),
        ("Try again after", _number(answer.retry_after_s, "s", "g")),
    )
    told = [f"{name + ':':<22}{value}" for name, value in lines if value]
    sentences = [one for one in dict.fromkeys((answer.said, *answer.notes)) if one]
    told += ["", *sentences] if sentences else []
    return "\n".join((*told, *(("", "The server's own words:", answer.detail) if answer.detail else ())))


def _number(number: float | None, unit: str = "", form: str = ",") -> str:
    return "" if number is None else f"{number:{form}} {unit}".rstrip()
