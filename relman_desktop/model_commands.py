"""The commands of `relman` that have to do with a model: the request that would be sent, the draft that it gives."""

from argparse import Namespace
from typing import TYPE_CHECKING

from .drafting.proposal import Draft, Material
from .errors import Degraded, InputError
from .jobs import Cancel, Progress
from .settings import Endpoint, Settings, load_settings

if TYPE_CHECKING:
    from .asking.asking import Asked
    from .asking.exchange import Exchange
    from .asking.prepared import Prepared


def request(parsed: Namespace, material: Material, location: str, cancel: Cancel, progress: Progress) -> bytes:
    """What would be sent, as text, JSON, or the body's very bytes. Sends nothing."""
    from .asking.listing import request_object, request_text
    from .asking.wishes import NO_MODEL, chosen_endpoint
    from .export.contract import to_bytes

    settings = load_settings()
    wants_one = parsed.endpoint or settings.chosen
    endpoint = chosen_endpoint(settings, parsed.endpoint or "") if wants_one else NO_MODEL
    prepared = _prepared(parsed, settings, endpoint, material, location, cancel, progress)
    if parsed.format == "raw":
        return prepared.body
    if parsed.format == "json":
        return to_bytes(request_object(prepared))
    return request_text(prepared).encode("utf-8", "backslashreplace")


def draft_by_model(
    parsed: Namespace, template: Draft, material: Material, location: str, cancel: Cancel, progress: Progress
) -> "tuple[Draft, Prepared, Asked]":
    """The model's draft over the template's. Raises `InputError` where the person has not agreed to its host."""
    from .asking.wishes import chosen_endpoint, send
    from .drafting.tokens.prices import runs_here

    settings = load_settings()
    endpoint = chosen_endpoint(settings, parsed.endpoint or "")
    if not (runs_here(endpoint) or endpoint.host in settings.consented or parsed.agree):
        raise InputError(
            f"Nothing was sent: nobody has agreed yet that evidence of this change goes to {endpoint.host}. "
            "`relman request` shows what would be sent; add --agree to send it, or agree once in the window."
        )
    prepared = _prepared(parsed, settings, endpoint, material, location, cancel, progress)
    asked = send(prepared, _unseen, _unkept, cancel, progress)
    return (asked.draft.over(template) if asked.draft else template), prepared, asked


def provenance(prepared: "Prepared", asked: "Asked") -> dict[str, object]:
    """What a draft of a model's is made with."""
    return {
        "model": prepared.endpoint.model,
        "endpoint": prepared.endpoint.url,
        "prompts": dict(prepared.asking.prompts.versions),
        "requests": asked.requests,
    }


def complaint(asked: "Asked", content: bytes) -> Degraded:
    """The error of a model that failed, with the draft that there is all the same."""
    return Degraded(f"{asked.said} The draft is the template's where the model gave nothing.", content)


def _prepared(
    parsed: Namespace,
    settings: Settings,
    endpoint: Endpoint,
    material: Material,
    location: str,
    cancel: Cancel,
    progress: Progress,
) -> "Prepared":
    from .asking.wishes import Drafting

    fields = parsed.field or []
    one = fields[0] if len(fields) == 1 else ""
    _check(one, parsed.budget)
    return Drafting(settings, endpoint, material, location, one, parsed.budget or 0).prepare(cancel, progress)


def _check(field: str, budget: int | None) -> None:
    from .fields import WRITTEN

    known = [one.name for one in WRITTEN]
    if field and field not in known:
        raise InputError(f"A model drafts no field {field!r}; it drafts {', '.join(known)}.")
    if budget is not None and budget < 1:
        raise InputError(f"--budget {budget} is no number of tokens; give it one such as 32000.")


def _unseen(draft: Draft, tokens: int) -> None:
    """Nobody watches on a command line."""


def _unkept(exchange: "Exchange") -> None:
    """Nor is there a ticket that it could be kept with."""
