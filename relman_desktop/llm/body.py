"""The exact bytes of a request, by what the profile allows: what is shown before sending is what is sent."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from ..drafting.request import Message, Request
from .profile import Profile

TEMPERATURE = 0.2  # a ticket is no place for surprises, and zero makes small models repeat themselves
REASONING_ROOM = 16_000  # tokens for thoughts, which count as output; makers advise plenty, and unused ones are free

_BY_WORDS = (
    "\n\nAnswer with one JSON object and nothing else: no words before or after it, no code fence. "
    "It follows this JSON schema:\n"
)


def body_of(request: Request, model: str, profile: Profile) -> bytes:
    """The body as UTF-8 JSON, compact, in an order that never varies."""
    return _bytes(dict(_items(request, model, profile)))


def output_limit(request: Request, profile: Profile) -> int:
    """The tokens that an answer may take, thoughts included: what the answer can cost at most."""
    wanted = request.most_output + (_room_to_think(profile) if profile.reasons else 0)
    return min(wanted, profile.most_output or wanted)


def _room_to_think(profile: Profile) -> int:
    """What makers advise, or a quarter of the window: in a small one it would leave nothing for the request."""
    return min(REASONING_ROOM, profile.context // 4) if profile.context else REASONING_ROOM


def said_in(request: Request, profile: Profile) -> tuple[str, ...]:
    """The messages of a body, for counting."""
    return tuple(message.text for message in _messages(request, profile))


def schema_in(request: Request, profile: Profile) -> str:
    """The schema where it stands beside the messages, else ""; some servers make it a part of the prompt."""
    return _compact(request.schema) if profile.json == "schema" else ""


def _items(request: Request, model: str, profile: Profile) -> Iterator[tuple[str, Any]]:
    yield "model", model
    yield "messages", list(_turns(_messages(request, profile), profile))
    if profile.json != "prompt":
        yield "response_format", _format(request, profile)
    if profile.limit_name:
        yield profile.limit_name, output_limit(request, profile)
    if profile.temperature and not profile.reasons:
        yield "temperature", TEMPERATURE
    if profile.effort:
        yield "reasoning_effort", "low"
    if profile.cache == "openai" and any(message.ends_prefix for message in request.messages):
        yield "prompt_cache_key", _key(request)
        yield "prompt_cache_options", {"mode": "explicit"}  # no second, useless write of what follows the mark
    if profile.stream:
        yield "stream", True
        if profile.stream_options:
            yield "stream_options", {"include_usage": True}


def _format(request: Request, profile: Profile) -> dict[str, Any]:
    if profile.json == "object":
        return {"type": "json_object"}
    schema = {"name": "answer", "strict": True, "schema": dict(request.schema)}
    return {"type": "json_schema", "json_schema": schema}


def _messages(request: Request, profile: Profile) -> tuple[Message, ...]:
    """The messages; the schema stands in words in the first of the system's, or else the last, where it must."""
    if profile.json == "schema":
        return request.messages
    place = next((at for at, one in enumerate(request.messages) if one.role == "system"), len(request.messages) - 1)
    asked = _BY_WORDS + _compact(request.schema)
    return tuple(
        Message(one.role, one.text + asked, one.ends_prefix) if at == place else one
        for at, one in enumerate(request.messages)
    )


_MARKS = {
    "openai": ("prompt_cache_breakpoint", {"mode": "explicit"}),
    "anthropic": ("cache_control", {"type": "ephemeral"}),
}


def _turns(messages: Sequence[Message], profile: Profile) -> Iterator[dict[str, Any]]:
    """Messages of one role in a row as one: the chat template of many a model takes nothing but turns."""
    for role, same in groupby(messages, key=lambda message: message.role):
        yield {"role": role, "content": _content(tuple(same), profile)}


def _content(messages: Sequence[Message], profile: Profile) -> str | list[dict[str, Any]]:
    if not (profile.cache and any(message.ends_prefix for message in messages)):
        return "\n\n".join(message.text for message in messages)  # the form that every server understands
    name, mark = _MARKS[profile.cache]
    return [
        {"type": "text", "text": message.text} | ({name: mark} if message.ends_prefix else {}) for message in messages
    ]


def _key(request: Request) -> str:
    """The same for requests of the same prefix, so that they come to the machine that holds it."""
    ends = [at for at, message in enumerate(request.messages) if message.ends_prefix]
    prefix = request.messages[: ends[-1] + 1] if ends else request.messages[:1]
    return sha256("\n".join(message.text for message in prefix).encode("utf-8", "replace")).hexdigest()[:32]


def _bytes(body: dict[str, Any]) -> bytes:
    # half of a surrogate pair, as a file name can hold it, has no UTF-8
    return _compact(body).encode("utf-8", "replace")


def _compact(data: Mapping[str, Any]) -> str:
    return json.dumps(dict(data), ensure_ascii=False, separators=(",", ":"))
