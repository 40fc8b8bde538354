"""From all that is known of a change to the request that would be sent, within what the model can hold."""

import json
from dataclasses import dataclass

from ..drafting.model.requests import MOST_FOR_ONE, MOST_OUTPUT, Asking, canary
from ..drafting.model.schema import answer_schema
from ..drafting.pack import pack
from ..drafting.pack.packed import Pack
from ..drafting.prompts import Prompts
from ..drafting.proposal import Material
from ..drafting.redaction import Redactor
from ..drafting.request import Request
from ..drafting.tokens import Counter, counter_for
from ..drafting.tokens.prices import load_prices, price_of
from ..drafting.verify import Grounds
from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from ..llm.body import body_of, output_limit
from ..llm.profile import Profile
from ..settings import Endpoint
from .prepared import Prepared

ASSUMED_WINDOW = 8192  # tokens, where neither the server nor the person tells: what most local servers start with
USUAL_BUDGET = 64_000  # tokens of a request where the person sets none: half of real releases fit a half of it
_UNSURE = 0.9  # of the window that an estimate may fill
_SLACK = 48  # tokens of the frame around messages, which servers count differently
_LEAST_EVIDENCE = 300  # tokens; with fewer there is nothing to draft from


@dataclass(frozen=True)
class Wish:
    """What the person wants drafted, by whom."""

    endpoint: Endpoint
    prompts: Prompts
    language: str = "English"
    field: str = ""  # "" for all fields
    budget: int = 0  # tokens that the request may take; 0: the endpoint's, or the usual
    follow_up: bool = True


def prepare(wish: Wish, profile: Profile, material: Material, cancel: Cancel, progress: Progress = silent) -> Prepared:
    """The request, ready to be looked at and to be sent. Raises `InputError` where it cannot fit the model."""
    counter = counter_for(wish.endpoint.model, profile.correction)
    window = profile.context or ASSUMED_WINDOW
    asking = Asking(wish.prompts, wish.language, wish.field, _output(wish.field, window))
    room = _room(wish, profile, window, counter, asking)
    redactor = Redactor()
    fixed = _fixed(asking, counter)
    packed = pack(material, _evidence(room, fixed, wish, window), counter, redactor, cancel, progress)
    request = asking.request(packed)
    return Prepared(
        endpoint=wish.endpoint,
        field=wish.field,
        body=body_of(request, wish.endpoint.model, profile),
        pack=packed,
        tokens=_tokens(request, counter),
        exact=counter.exact,
        budget=room,
        price=price_of(wish.endpoint, load_prices()),
        most_output=output_limit(request, profile),
        warnings=tuple(_warnings(profile, counter, packed)),
        material=material,
        asking=asking,
        profile=profile,
        follow_up=wish.follow_up,
        grounds=Grounds.of(
            packed,
            material.change,
            material.facts,
            material.work,
            wish.language,
            canary(packed),
            request.messages[0].text,
        ),
        redactor=redactor,
    )


def _output(field: str, window: int) -> int:
    return min(MOST_FOR_ONE if field else MOST_OUTPUT, window // 4)


def _room(wish: Wish, profile: Profile, window: int, counter: Counter, asking: Asking) -> int:
    """The tokens that the whole request may take."""
    request = Request((), {}, asking.most_output)
    left = window - output_limit(request, profile)
    fits = left if counter.exact else int(left * _UNSURE)
    return min(wish.budget or wish.endpoint.budget or USUAL_BUDGET, fits)


def _evidence(room: int, fixed: int, wish: Wish, window: int) -> int:
    if room - fixed >= _LEAST_EVIDENCE:
        return room - fixed
    raise InputError(
        f"{wish.endpoint.model or 'The model'} has room for {max(room, 0):,} tokens besides its answer, and the "
        f"instructions alone take {fixed:,}: raise the budget, give the model a larger window than {window:,}, or "
        "draft one field at a time."
    )


def _fixed(asking: Asking, counter: Counter) -> int:
    return counter.count(asking.words) + _schema_tokens(asking, counter) + _SLACK


def _schema_tokens(asking: Asking, counter: Counter) -> int:
    return counter.count(json.dumps(answer_schema(), separators=(",", ":")))


def _tokens(request: Request, counter: Counter) -> int:
    schema = counter.count(json.dumps(dict(request.schema), separators=(",", ":")))
    return sum(counter.count(message.text) for message in request.messages) + schema + _SLACK


def _warnings(profile: Profile, counter: Counter, packed: Pack) -> "list[str]":
    said = [] if profile.context else [_UNKNOWN]
    return [*said, *filter(None, [counter.warning]), *packed.warnings]


_UNKNOWN = (
    f"How much this model can hold is not known; {ASSUMED_WINDOW:,} tokens are assumed. “Test connection” asks the "
    "server, or set it with the endpoint."
)
