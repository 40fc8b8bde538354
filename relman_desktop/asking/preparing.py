"""From all that is known of a change to the request that would be sent, within what the model can hold."""

from dataclasses import dataclass

from ..drafting.model.requests import Asking, canary
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
from .counting import tokens_of
from .prepared import Prepared
from .room import ASSUMED_WINDOW, Room, room_of


@dataclass(frozen=True)
class Wish:
    """What the person wants drafted, by whom."""

    endpoint: Endpoint
    prompts: Prompts
    language: str = "English"
    field: str = ""  # "" for all fields
    budget: int = 0  # tokens that the request may take; 0: the endpoint's, or the usual
    follow_up: bool = True

    @property
    def asked_for(self) -> int:
        """The budget that the person set, here or with the endpoint; 0 for none."""
        return self.budget or self.endpoint.budget


def prepare(wish: Wish, profile: Profile, material: Material, cancel: Cancel, progress: Progress = silent) -> Prepared:
    """The request, ready to be looked at and to be sent. Raises `InputError` where it cannot fit the model."""
    counter = counter_for(wish.endpoint.model, profile.correction)
    room = room_of(profile, wish.field, wish.asked_for, exact=counter.exact)
    asking = Asking(wish.prompts, wish.language, wish.field, room.output)
    packed = _Packing(wish.endpoint.model, profile, material, room, asking, counter).packed(cancel, progress)
    request = packed.request
    _refuse_secrets(packed)
    return Prepared(
        endpoint=wish.endpoint,
        field=wish.field,
        body=body_of(request, wish.endpoint.model, profile),
        pack=packed.pack,
        tokens=packed.tokens,
        exact=counter.exact,
        budget=room.request,
        price=price_of(wish.endpoint, load_prices()),
        most_output=output_limit(request, profile),
        warnings=tuple(_warnings(profile, counter, packed.pack, wish.asked_for)),
        material=material,
        asking=asking,
        profile=profile,
        follow_up=wish.follow_up,
        grounds=Grounds.of(
            packed.pack,
            material.change,
            material.facts,
            material.work,
            wish.language,
            canary(packed.pack),
            request.messages[0].text,
        ).get_ready(),
        redactor=packed.redactor,
    )


def _refuse_secrets(packed: "_Packed") -> None:
    """Prompts are the person's own words and sent as they are: a secret in them is told before anything is shown."""
    words = "\n".join(message.text for message in packed.request.messages if message.text != packed.pack.text)
    packed.redactor.learn(words)
    if leaked := packed.redactor.leaked(words.encode("utf-8", "replace")):
        raise InputError(
            f"A prompt of yours, or its language, holds what looks like a secret ({', '.join(leaked)}); "
            "take it out under Ticket > Prompts…, and draft again."
        )


@dataclass(frozen=True)
class _Packed:
    pack: Pack
    redactor: Redactor
    request: Request
    tokens: int  # of the whole request


@dataclass(frozen=True)
class _Packing:
    """Packs the evidence into what the instructions leave of the room."""

    model: str
    profile: Profile
    material: Material
    room: Room
    asking: Asking
    counter: Counter

    def packed(self, cancel: Cancel, progress: Progress) -> _Packed:
        """The request with all the evidence for which there is room: tokens do not add up, so it may take two turns."""
        fixed = tokens_of(self.asking.frame, self.profile, self.counter)
        while True:
            packed = self._packed(self.room.for_evidence(fixed, self.model), cancel, progress)
            if packed.tokens <= self.room.request:
                return packed
            fixed += packed.tokens - self.room.request

    def _packed(self, budget: int, cancel: Cancel, progress: Progress) -> _Packed:
        redactor = Redactor()
        packed = pack(self.material, budget, self.counter, redactor, cancel, progress)
        request = self.asking.request(packed)
        return _Packed(packed, redactor, request, tokens_of(request, self.profile, self.counter))


def _warnings(profile: Profile, counter: Counter, packed: Pack, asked_for: int) -> list[str]:
    said = [] if profile.context or asked_for else [_UNKNOWN]
    return [*said, *filter(None, [counter.warning]), *packed.warnings]


_UNKNOWN = (
    f"How much this model can hold is not known; {ASSUMED_WINDOW:,} tokens are assumed. “Test connection” asks the "
    "server, or set it with the endpoint."
)
