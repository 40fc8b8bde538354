"""The commands of `relman` that have to do with a model: the request that would be sent, the draft that it gives."""

from argparse import Namespace
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .drafting.proposal import Draft, Material, Proposal
from .errors import Degraded, InputError, NoRoom, RelmanError
from .jobs import Cancel, Progress
from .settings import Endpoint, Settings, load_settings
from .wording import joined

if TYPE_CHECKING:
    from .asking.asking import Asked
    from .asking.exchange import Exchange
    from .asking.prepared import Prepared
    from .asking.wishes import Drafting


def request(parsed: Namespace, material: Material, location: str, cancel: Cancel, progress: Progress) -> bytes:
    """What would be sent, as text, JSON, or the body's very bytes. Sends nothing."""
    from .asking.listing import request_object, request_text
    from .asking.wishes import NO_MODEL, chosen_endpoint
    from .export.contract import to_bytes

    settings = load_settings()
    wants_one = parsed.endpoint or settings.chosen
    endpoint = chosen_endpoint(settings, parsed.endpoint or "") if wants_one else NO_MODEL
    prepared = _drafting(parsed, settings, endpoint, material, location).prepare(cancel, progress)
    if several := several_fields(parsed):
        prepared = replace(prepared, warnings=(several, *prepared.warnings))
    if parsed.format == "raw":
        return prepared.body
    if parsed.format == "json":
        return to_bytes(request_object(prepared))
    return request_text(prepared).encode("utf-8", "backslashreplace")


def draft_by_model(
    parsed: Namespace, template: Draft, material: Material, location: str, cancel: Cancel, progress: Progress
) -> "tuple[Draft, Prepared, Asked]":
    """The model's draft over the template's.

    Raises `NoRoom` where the model cannot hold the request, `InputError` where the person has not agreed to its host.
    """
    from .asking.wishes import chosen_endpoint, send
    from .drafting.tokens.prices import runs_here

    settings = load_settings()
    endpoint = chosen_endpoint(settings, parsed.endpoint or "")
    if not (runs_here(endpoint) or settings.agreed_to(endpoint) or parsed.agree):
        raise InputError(
            f"Nothing was sent: nobody has agreed yet that evidence of this change goes to {endpoint.host}. "
            "`relman request` shows what would be sent; add --agree to send it, or agree once in the window."
        )
    drafting = _drafting(parsed, settings, endpoint, material, location)
    prepared = replace(drafting, asks_server=True).prepare(cancel, progress)
    asked = send(prepared, _unseen, _unkept, cancel, progress)
    return (asked.draft.usable_over(template) if asked.draft else template), prepared, asked


def check_words(parsed: Namespace) -> None:
    """Raise `InputError` for words that say something to a model, where none is to draft."""
    given = [f"--{name}" for name in ("endpoint", "budget", "agree") if getattr(parsed, name) not in (None, False)]
    if given and parsed.drafter != "model":
        raise InputError(f"{given[0]} is for a draft by a model; add --drafter model, or leave {given[0]} out.")


def several_fields(parsed: Namespace) -> str:
    """A sentence where more fields are wanted than one, and so all are asked for; "" elsewhere."""
    written = _written(tuple(dict.fromkeys(parsed.field or ())))
    if len(written) < 2:
        return ""
    return f"A model is asked for one field or for all: for {joined(written, len(written))}, it is asked for all."


def provenance(prepared: "Prepared", asked: "Asked") -> dict[str, object]:
    """What a draft of a model's is made with."""
    return {
        "model": prepared.endpoint.model,
        "endpoint": prepared.endpoint.url,
        "prompts": dict(prepared.asking.prompts.versions),
        "requests": asked.requests,
    }


def given_back(asked: "Asked", template: Draft, wanted: Collection[str]) -> dict[str, Proposal]:
    """What the model proposed for those of the wanted fields that are the template's because nothing of it stands."""
    if not asked.draft:
        return {}
    return {name: asked.draft.proposals[name] for name in asked.draft.given_back(template) if name in wanted}


def template_stands(fields: Sequence[str]) -> str:
    """A sentence about the fields that were given back; "" for none."""
    are, them = ("is", "it") if len(fields) == 1 else ("are", "them")
    names = joined(fields, len(fields))
    said = f"Of the draft, {names} {are} the template's: nothing that the model wrote for {them} stands on evidence."
    return said if fields else ""


def complaint(asked: "Asked", content: bytes, note: str = "") -> Degraded:
    """The error of a model that failed, with the draft that there is all the same."""
    said = f"{asked.said} The draft is the template's where the model gave nothing. {note}"
    return Degraded(said.strip(), content)


def no_room(parsed: Namespace, error: NoRoom, content: bytes) -> RelmanError:
    """The error of a model that cannot hold the request: the ticket is the template's, unless the words are wrong."""
    if parsed.budget:
        return error
    return Degraded(f"{error} Nothing was sent, and the draft is the template's.", content)


def _drafting(
    parsed: Namespace, settings: Settings, endpoint: Endpoint, material: Material, location: str
) -> "Drafting":
    from .asking.wishes import Drafting

    written = _written(tuple(dict.fromkeys(parsed.field or ())))
    if parsed.budget is not None and parsed.budget < 1:
        raise InputError(f"--budget {parsed.budget} is no number of tokens; give it one such as 32000.")
    one = written[0] if len(written) == 1 else ""  # a request is for one field, or for all
    return Drafting(settings, endpoint, material, location, one, parsed.budget or 0)


def _written(wanted: Sequence[str]) -> list[str]:
    """Those of the wanted fields that a model drafts. Raises `InputError` for no field, and where it drafts none."""
    from .fields import BY_NAME, WRITTEN

    known = [field.name for field in WRITTEN]
    written = [name for name in wanted if name in known]
    wrong = [name for name in wanted if name not in BY_NAME] or ([] if written else wanted)
    if wrong:
        raise InputError(f"A model drafts no field {wrong[0]!r}; it drafts {', '.join(known)}.")
    return written


def _unseen(draft: Draft, tokens: int) -> None:
    """Nobody watches on a command line."""


def _unkept(exchange: "Exchange") -> None:
    """Nor is there a ticket that it could be kept with."""
