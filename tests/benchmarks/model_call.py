"""What our call adds to the first token over the bare client, on the same scripted server; printed as JSON.

    python tests/benchmarks/model_call.py [CALLS]

The server sends a first token as soon as it has read the request. The calls are made in turns; both send a request of
some 40,000 tokens. Ours is timed from `ask_adapting`, which makes the body, the loop's thread and the client, until
`on_text`; the bare client from `create` until its first piece of text. The bare client is made once and keeps its
connection, which is the best that it can do.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the scripted server of the tests

from relman_desktop.drafting.request import Message, Request
from relman_desktop.jobs import Cancel
from relman_desktop.llm.adapting import ask_adapting
from relman_desktop.llm.profile import Profile
from tests.llm.server import Scripted, answering

_EVIDENCE = "+    value = compute(before, after)  # F3.h2\n" * 4_000
_REQUEST = Request((Message("system", "Rules."), Message("user", _EVIDENCE, True)), {"type": "object"}, 1_000)


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    started = time.perf_counter()
    import openai

    imported = time.perf_counter() - started
    with Scripted(answering('{"word": ', '"ready"}')) as server:
        client = openai.OpenAI(base_url=server.url, api_key="key", organization="", max_retries=0)
        with client:
            kinds = (lambda: _ours(server), lambda: _bare(client))
            for kind in kinds:
                kind()
            times = [[kind() for kind in kinds] for _ in range(calls)]
    ours, bare = (median(column) * 1_000 for column in zip(*times, strict=True))
    added = median(row[0] - row[1] for row in times) * 1_000
    figures = {"product_ms": ours, "baseline_ms": bare, "added_ms": added}
    print(json.dumps({key: round(value, 2) for key, value in figures.items()} | {"import_s": round(imported, 3)}))


def _until(call: Callable[[Callable[[str], None]], object]) -> float:
    heard: list[float] = []

    def hear(text: str) -> None:
        heard.append(time.perf_counter())

    started = time.perf_counter()
    call(hear)
    return heard[0] - started


def _ours(server: Scripted) -> float:
    """All that drafting does: the body, the loop's thread, the client, the reading."""
    endpoint = server.endpoint()
    return _until(lambda hear: ask_adapting(endpoint, "key", _REQUEST, Profile(), hear, Cancel()))


def _bare(client: Any) -> float:
    def call(hear: Callable[[str], None]) -> None:
        messages = [{"role": one.role, "content": one.text} for one in _REQUEST.messages]
        for chunk in client.chat.completions.create(model="test-model", messages=messages, stream=True):
            if chunk.choices and chunk.choices[0].delta.content:
                hear(chunk.choices[0].delta.content)

    return _until(call)


if __name__ == "__main__":
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    main()
