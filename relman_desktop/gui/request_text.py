"""A request's bytes as a person reads them: its messages, then all else that stands in it. Nothing is left out."""

import json
from functools import partial
from typing import Any

from .long_text import Part
from .text_pages import Page


def raw_parts(body: bytes) -> tuple[Part, ...]:
    """The bytes themselves; one that is no UTF-8 is named."""
    return (Part("", body.decode("utf-8", "surrogateescape")),)


def readable_parts(body: bytes) -> tuple[Part, ...]:
    """The messages with their line breaks, and the other settings as JSON; a body that is no JSON as it is."""
    try:
        asked = json.loads(body)
        messages = asked["messages"]
        told = [_message(message, number, len(messages)) for number, message in enumerate(messages, 1)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return (Part("This is no chat request; its bytes are:", raw_parts(body)[0].text),)
    others = {name: value for name, value in asked.items() if name != "messages"}
    return (*told, Part("All else in the request", _json(others)))


def _message(message: dict[str, Any], number: int, count: int) -> Part:
    others = {name: value for name, value in message.items() if name not in ("role", "content")}
    content = message["content"]
    texts = [content] if isinstance(content, str) else [_piece(one) for one in content or ()]
    if others:
        texts.append(_json(others))
    return Part(f"Message {number} of {count}, {message['role']}", "\n".join(texts))


def _piece(piece: dict[str, Any]) -> str:
    """A piece of a message: its text, with what else stands beside it, such as a cache breakpoint."""
    if set(piece) == {"type", "text"} and piece["type"] == "text":
        return str(piece["text"])
    text = str(piece.get("text", ""))
    others = {name: value for name, value in piece.items() if name != "text"}
    return f"{text}\n{_json(others)}" if text else _json(others)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def request_pages(body: bytes, readable: str = "Readable") -> tuple[Page, ...]:
    """The pages of a request, `readable` the name of the first; a copy of either holds the bytes as they are sent."""
    text = partial(body.decode, "utf-8", "replace")
    return (
        Page(readable, partial(readable_parts, body), text),
        Page(f"{len(body):,} bytes", partial(raw_parts, body), text),
    )
