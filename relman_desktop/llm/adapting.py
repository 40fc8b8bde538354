"""Asking a server that refuses parts of a request: each refusal drops one of them, and what helped is remembered."""

from dataclasses import replace

from ..drafting.request import Request
from ..drafting.tokens import correction_from, looks_cut
from ..jobs import Cancel
from ..net.http import Check, unchecked
from ..settings import Endpoint
from .answer import Answer, Fault
from .body import body_of
from .client import Told, ask, untold
from .faults import failed
from .jsontext import json_in
from .optional import less, plainest
from .profile import Profile

MOST_REFUSALS = 4
_LEAST_WINDOW = 2_000  # tokens; less is a server's mistake or worse, and would keep any request from being made
_FEWEST = 500  # tokens that a count must have to be compared with the server's


def unkept(body: bytes) -> None:
    """For one who keeps no bodies."""


def ask_adapting(
    endpoint: Endpoint,
    key: str,
    request: Request,
    profile: Profile,
    on_text: Told,
    cancel: Cancel,
    check: Check = unchecked,
    on_body: Check = unkept,
    on_note: Told = untold,
    counted: int = 0,
) -> tuple[Answer, Profile]:
    """The answer, and the profile with what was learned: what to leave out, the window's size, the tokens' correction.

    A refusal that names what it refuses drops that, four times at most; the server's refusal is the answer where
    nothing helped, and then nothing is believed of it. `on_body` is given each body that went out, as it goes.
    `counted`: our count of the messages' tokens, with the profile's correction. Raises what `ask` raises.
    """
    tried, dropped = profile, 0

    def sending(body: bytes) -> None:
        check(body)
        on_body(body)

    while True:
        answer = ask(endpoint, key, body_of(request, endpoint.model, tried), on_text, cancel, sending, on_note)
        fewer = _fewer(answer, tried, MOST_REFUSALS - dropped)
        if fewer is None:
            break
        tried, dropped = fewer, dropped + 1
        on_note(tried.learned[-1])
    learned = profile if answer.fault is Fault.BAD_REQUEST else tried
    new = tuple(one for one in learned.learned if one not in profile.learned)
    answer = replace(_judged(answer, endpoint), notes=(*new, *answer.notes))
    return _measured(answer, endpoint, learned, counted)


def _fewer(answer: Answer, profile: Profile, left: int) -> Profile | None:
    """The profile to try next, after a refusal before any text; None where the answer is to be taken as it is.

    The last attempt that is `left` does without all that is optional, as does one after a refusal that names nothing.
    """
    failed = answer.fault is Fault.SERVER
    if not left or answer.text or not (failed or answer.fault is Fault.BAD_REQUEST):
        return None
    named = less(profile, answer.refusal, failed)
    if failed or (named is not None and left > 1):
        return named
    plain = plainest(profile)
    return plain if replace(plain, learned=()) != replace(profile, learned=()) else None


def _judged(answer: Answer, endpoint: Endpoint) -> Answer:
    """An answer that ended well and holds no JSON object is none."""
    if answer.fault is None and not json_in(answer.text):
        fault = failed(Fault.NOT_JSON, endpoint)
        return replace(answer, fault=fault.fault, said=fault.said)
    return answer


def _measured(answer: Answer, endpoint: Endpoint, profile: Profile, counted: int) -> tuple[Answer, Profile]:
    """The answer with a note where the prompt was cut, and the profile with what its numbers tell."""
    if answer.window >= _LEAST_WINDOW:
        return answer, replace(profile, context=answer.window)
    prompt = answer.usage.prompt or 0
    if counted < _FEWEST or not (answer.text or answer.fault is None):
        return answer, profile
    if looks_cut(counted, prompt):
        note = (
            f"{endpoint.host} counted {prompt:,} tokens of a request of about {counted:,}: it has probably cut it, so "
            "the model has not seen all. Give the model a larger window, or draft again with a smaller budget."
        )
        return replace(answer, said=answer.said or note, notes=(*answer.notes, note)), profile
    held = max(profile.held, prompt + (answer.usage.completion or 0))
    return answer, replace(
        profile, correction=round(correction_from(counted, prompt, profile.correction), 4), held=held
    )
