"""A model's server on 127.0.0.1 that does exactly what a test tells it, byte by byte.

with Scripted(answering("hello")) as server:
    ask(server.endpoint(), ...)
    assert server.received[0].json["stream"]
"""

import json
from typing import Any

from relman_desktop.settings import Endpoint
from tests.net.server import (
    RESET,
    SILENCE,
    Received,
    Script,
    Step,
    by_path,
    in_turn,
    plain,
    refusing,
)
from tests.net.server import Scripted as AnyScripted
from tests.net.server import head as any_head

__all__ = [
    "END",
    "RESET",
    "SILENCE",
    "Received",
    "Script",
    "Scripted",
    "Step",
    "answering",
    "by_path",
    "event",
    "head",
    "in_turn",
    "piece",
    "plain",
    "refusing",
    "stream",
    "usage",
]


class Scripted(AnyScripted):
    """The server; a context manager."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def endpoint(self, **changed: Any) -> Endpoint:
        """An endpoint that is this server, quick to lose patience."""
        values = {"name": "test", "url": self.url, "model": "test-model", "first_token_s": 5.0, "between_tokens_s": 5.0}
        return Endpoint(**(values | changed))


# What scripts are made of


def head(status: str = "200 OK", kind: str = "text/event-stream", **headers: str) -> bytes:
    """The beginning of a response that ends with its connection."""
    return any_head(status, kind, **headers)


def event(data: object) -> bytes:
    """One event of a stream."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f"data: {text}\n\n".encode()


def piece(content: str | None = None, finish: str | None = None, **delta: Any) -> bytes:
    """A chunk with a piece of the answer, or of anything else that a delta can hold."""
    said = delta | ({} if content is None else {"content": content})
    return event({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": said, "finish_reason": finish}]})


def usage(prompt: int = 10, completion: int = 5, **more: Any) -> bytes:
    counted = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion} | more
    return event({"object": "chat.completion.chunk", "choices": [], "usage": counted})


END = b"data: [DONE]\n\n"


def stream(*steps: Step) -> Script:
    """A stream of these steps."""
    return lambda request: [head(), *steps]


def answering(*pieces: str, finish: str = "stop") -> Script:
    """A whole, well-made answer."""
    return stream(piece(role="assistant"), *map(piece, pieces), piece(finish=finish), usage(), END)
