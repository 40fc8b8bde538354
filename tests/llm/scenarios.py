"""What servers do, each with how it must end: a table for the tests of the call, and of whatever drafts with it."""

import gzip
import json
from dataclasses import dataclass
from typing import Any

from relman_desktop.llm.answer import Fault, Usage

from .server import (
    END,
    RESET,
    SILENCE,
    Script,
    answering,
    event,
    head,
    in_turn,
    piece,
    plain,
    refusing,
    stream,
    usage,
)

JSON = '{"word": "ready"}'
HALF = '{"word": "re'
PAGE = "<!DOCTYPE html><html><head><title>Sign in to Café Wi-Fi</title></head><body>Please log in</body></html>"
CHAT = {
    "object": "chat.completion",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": JSON}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 10, "completion_tokens": 5},
}
WHOLE = Usage(prompt=10, completion=5)


@dataclass(frozen=True)
class Scenario:
    """A server's behaviour, and the end that it must come to."""

    script: Script
    fault: Fault | None = None
    text: str = ""
    says: str = ""  # a part of the sentence for the person, or of the server's words beside it
    usage: Usage | None = None
    requests: int = 1
    window: int = 0
    first_token_s: float = 5.0
    between_tokens_s: float = 5.0


def _whole(script: Script, text: str = JSON, **more: Any) -> Scenario:
    return Scenario(script, None, text, **more)


def _refused(fault: Fault, body: object, status: str = "400 Bad Request", says: str = "", **more: Any) -> Scenario:
    return Scenario(refusing(body, status), fault, "", says, **more)


def _error(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, **more}}


def _chunked(*parts: bytes) -> Script:
    first = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    chunks = [f"{len(part):x};note=x\r\n".encode() + part + b"\r\n" for part in parts]
    return lambda request: [first, *chunks, b"0\r\nx-trailer: 1\r\n\r\n"]


def _cut_up(data: bytes, size: int) -> Script:
    return lambda request: [head(), *(data[at : at + size] for at in range(0, len(data), size))]


_STREAM = b"".join([piece(HALF), piece('ady"}'), piece(finish="stop"), usage(), END])
_ZIPPED = gzip.compress(_STREAM)
_BUSY = _error("Rate limit reached", type="requests", code="rate_limit_exceeded")
_LOADING = _error("Loading model", code=503, type="unavailable_error")

GOOD: dict[str, Scenario] = {
    "a whole answer": _whole(answering(HALF, 'ady"}'), usage=WHOLE),
    "a slow first byte": _whole(lambda request: [0.15, *answering(JSON)(request)]),
    "a slow first token": _whole(stream(0.15, piece(JSON), piece(finish="stop"), END)),
    "a drip of single bytes": _whole(_cut_up(_STREAM, 1), usage=WHOLE),
    "an empty list of choices": _whole(stream(event({"choices": []}), piece(JSON), piece(finish="stop"), usage(), END)),
    "no mark at its end": _whole(stream(piece(JSON), piece(finish="stop"))),
    "no empty line at its end": _whole(stream(piece(JSON), piece(finish="stop").rstrip())),
    "single line breaks": _whole(_cut_up(_STREAM.replace(b"\n\n", b"\n"), 7), usage=WHOLE),
    "carriage returns": _whole(_cut_up(_STREAM.replace(b"\n", b"\r\n"), 5), usage=WHOLE),
    "no space after data:": _whole(_cut_up(_STREAM.replace(b"data: ", b"data:"), 5), usage=WHOLE),
    "a byte order mark": _whole(_cut_up(b"\xef\xbb\xbf" + _STREAM, 4), usage=WHOLE),
    "names of events and ids": _whole(
        stream(b"event: message\nid: 7\nretry: 10\n" + piece(JSON), piece(finish="stop"), END)
    ),
    "the finish in the last piece": _whole(stream(piece(JSON, "stop"), END)),
    "comments, as OpenRouter sends": _whole(
        stream(
            b": OPENROUTER PROCESSING\n\n", 0.1, b": OPENROUTER PROCESSING\n\n", piece(JSON), piece(finish="stop"), END
        )
    ),
    "comments that keep it alive": _whole(
        stream(*[0.1, b": ping\n\n"] * 6, piece(JSON), piece(finish="stop"), END), first_token_s=0.4
    ),
    "reasoning_content, as vLLM sends": _whole(
        stream(piece(reasoning_content="hm"), piece(JSON), piece(finish="stop"), usage(), END)
    ),
    "reasoning, as OpenRouter sends": _whole(stream(piece("", reasoning="hm"), piece(JSON), piece(finish="stop"), END)),
    "thoughts that keep it alive": _whole(
        stream(*[0.1, piece(reasoning_content="hm")] * 6, piece(JSON), piece(finish="stop"), END), between_tokens_s=0.4
    ),
    "thoughts in the text": _whole(answering("<thi", "nk>{no}", "</th", "ink>\n\n", JSON)),
    "thoughts whose beginning is in the template": _whole(answering("so I say </think>", JSON)),
    "content in parts, as Mistral sends": _whole(
        stream(
            piece(content=None, **{"role": "assistant"}),
            event(
                {
                    "choices": [
                        {"delta": {"content": [{"type": "thinking", "thinking": []}, {"type": "text", "text": JSON}]}}
                    ]
                }
            ),
            piece(finish="stop"),
        )
    ),
    "a character cut in two": _whole(
        stream(
            event('{"choices":[{"delta":{"content":"{\\"word\\": \\"\\ud83d"}}]}'),
            event('{"choices":[{"delta":{"content":"\\ude80\\"}"}}]}'),
            piece(finish="stop"),
        ),
        '{"word": "🚀"}',
    ),
    "line separators in the text": _whole(
        stream(piece('{"word": "a\u2028b\u0085c"}'), piece(finish="stop")), '{"word": "a\u2028b\u0085c"}'
    ),
    "an answer in one piece, though a stream was asked for": _whole(plain(CHAT), usage=WHOLE),
    "an answer in one piece, of a wrong type": _whole(plain(CHAT, kind="text/plain"), usage=WHOLE),
    "a stream of a wrong type": _whole(lambda request: [head(kind="application/json"), _STREAM], usage=WHOLE),
    "a stream of no type": _whole(lambda request: [b"HTTP/1.1 200 OK\r\n\r\n", _STREAM], usage=WHOLE),
    "compressed": _whole(lambda request: [head(content_encoding="gzip"), _ZIPPED[:20], _ZIPPED[20:]], usage=WHOLE),
    "chunks with extensions and trailers": _whole(_chunked(_STREAM[:50], _STREAM[50:]), usage=WHOLE),
    "usage in the last piece": _whole(
        stream(piece(JSON), event({"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": CHAT["usage"]}), END),
        usage=WHOLE,
    ),
    "usage as Groq sends it": _whole(
        stream(
            piece(JSON),
            event({"choices": [{"delta": {}, "finish_reason": "stop"}], "x_groq": {"usage": CHAT["usage"]}}),
            END,
        ),
        usage=WHOLE,
    ),
    "timings as llama.cpp sends them": _whole(
        stream(
            piece(JSON),
            event(
                {
                    "choices": [{"delta": {}, "finish_reason": "stop"}],
                    "timings": {"prompt_n": 4, "cache_n": 6, "predicted_n": 5},
                }
            ),
        ),
        usage=Usage(prompt=10, completion=5, cached=6),
    ),
    "cached, written and reasoning tokens": _whole(
        stream(
            piece(JSON),
            piece(finish="stop"),
            usage(
                prompt_tokens_details={"cached_tokens": 4, "cache_write_tokens": 3},
                completion_tokens_details={"reasoning_tokens": 2},
            ),
        ),
        usage=Usage(10, 5, 4, 2, 3),
    ),
    "usage of every kind of nonsense": _whole(
        stream(
            piece(JSON),
            piece(finish="stop"),
            event({"choices": [], "usage": {"prompt_tokens": "many", "completion_tokens": -1}}),
        ),
        usage=Usage(),
    ),
    "chunks of every kind of nonsense": _whole(
        stream(
            *map(
                event,
                ([], 7, "null", {"choices": "x"}, {"choices": [3, None, {"delta": 4}, {"delta": {"content": 5}}]}),
            ),
            event({"choices": [{"index": 1, "delta": {"content": "another choice"}}]}),
            piece(JSON),
            piece(finish="stop"),
        )
    ),
    "busy for a moment": _whole(
        in_turn(refusing(_BUSY, "429 Too Many Requests", retry_after="0.1"), answering(JSON)), requests=2
    ),
    "overloaded for a moment": _whole(
        in_turn(refusing(_LOADING, "503 Service Unavailable", retry_after="0"), answering(JSON)), requests=2
    ),
    "an error about being busy in the stream, for a moment": _whole(
        in_turn(stream(event(_error("overloaded", code=529))), answering(JSON)), requests=2
    ),
}

BAD: dict[str, Scenario] = {
    # what a stream hides: status 200 and no error
    "a login page": Scenario(plain(PAGE, kind="text/html"), Fault.NOT_A_MODEL, says="Sign in to Café Wi-Fi"),
    "a page that says it is a stream": Scenario(
        plain(PAGE, kind="text/event-stream"), Fault.NOT_A_MODEL, says="web page"
    ),
    "a JSON error with status 200": Scenario(
        plain(_error("The model is broken", code=500)), Fault.SERVER, says="The model is broken"
    ),
    "a plain string error with status 200": Scenario(plain({"error": "Invalid API key"}), Fault.REFUSED_KEY),
    "JSON that is no chat": Scenario(plain({"status": "ok"}), Fault.NOT_A_MODEL, says="JSON that is no chat"),
    "a JSON list": Scenario(plain([1, 2]), Fault.NOT_A_MODEL, says="JSON that is no chat"),
    "broken JSON": Scenario(plain(b'{"choices": [{"mess'), Fault.NOT_A_MODEL, says="application/json"),
    "JSON nested too deep": Scenario(plain(b'{"a":' * 100_000), Fault.NOT_A_MODEL),
    "another type": Scenario(plain(b"\x89PNG\r\n\x1a\n", kind="image/png"), Fault.NOT_A_MODEL, says="image/png"),
    "nothing at all": Scenario(plain(b"", kind="text/event-stream"), Fault.NOT_A_MODEL, says="nothing in its answer"),
    "no content": Scenario(lambda request: [b"HTTP/1.1 204 No Content\r\n\r\n"], Fault.NOT_A_MODEL),
    "only comments": Scenario(stream(b": hello\n\n" * 5), Fault.NOT_A_MODEL),
    "only the mark of the end": Scenario(stream(END), Fault.NOT_A_MODEL),
    "no reason to end": Scenario(stream(piece(HALF), END), Fault.CUT_OFF, HALF),
    "it ends in the middle": Scenario(stream(piece(HALF)), Fault.CUT_OFF, HALF),
    "it ends in the middle of a chunk": Scenario(
        lambda request: [*_chunked(piece(HALF))(request)][:-1], Fault.CUT_OFF, HALF
    ),
    "it ends before its length": Scenario(
        lambda request: [head(content_length="5000"), piece(HALF)], Fault.CUT_OFF, HALF
    ),
    "it drops the connection": Scenario(stream(piece(HALF), 0.1, RESET), Fault.CUT_OFF, HALF),
    "it drops the connection at once": Scenario(
        lambda request: [RESET], Fault.UNREACHABLE, says="closed the connection"
    ),
    "it closes the connection at once": Scenario(lambda request: [], Fault.UNREACHABLE, says="closed the connection"),
    "the limit of the output": Scenario(answering(HALF, finish="length"), Fault.TRUNCATED, HALF),
    "an event that is no JSON": Scenario(stream(piece(HALF), event("{nonsense}"), END), Fault.SERVER, HALF, "no JSON"),
    "an event that is no UTF-8": Scenario(
        stream(piece(HALF), b'data: {"\xff\xfe"}\n\n', END), Fault.SERVER, HALF, "no JSON"
    ),
    "an error in the middle": Scenario(
        stream(piece(HALF), event(_error("CUDA out of memory")), END), Fault.SERVER, HALF, "CUDA out of memory"
    ),
    "an error in the middle, as LM Studio sends": Scenario(
        stream(piece(HALF), b'event: error\ndata: {"error":{"message":"The model has crashed"}}\n\n'),
        Fault.SERVER,
        HALF,
        "crashed",
    ),
    "an error in a choice, as OpenRouter sends": Scenario(
        stream(event({"choices": [{"delta": {"content": HALF}, "error": {"code": 502, "message": "Provider died"}}]})),
        Fault.SERVER,
        says="Provider died",
    ),
    "it ends with an error": Scenario(answering(HALF, finish="error"), Fault.SERVER, HALF),
    "silence before the first token": Scenario(stream(SILENCE), Fault.STALLED, says="no token", first_token_s=0.15),
    "silence before the first byte": Scenario(
        lambda request: [SILENCE], Fault.STALLED, says="no token", first_token_s=0.15
    ),
    "silence in the middle": Scenario(
        stream(piece(HALF), SILENCE), Fault.STALLED, HALF, "in the middle", between_tokens_s=0.15
    ),
    "silence after the headers of a refusal": Scenario(
        lambda request: [head("500 Internal Server Error"), SILENCE], Fault.STALLED, first_token_s=0.15
    ),
    "comments for ever": Scenario(
        stream(*[b": still here\n\n", 0.02] * 1_000), Fault.STALLED, says="no token", first_token_s=0.1
    ),
    "empty pieces for ever": Scenario(
        stream(piece(HALF), *[piece(""), 0.02] * 1_000), Fault.STALLED, HALF, "in the middle", between_tokens_s=0.1
    ),
    "it says nothing": Scenario(answering(""), Fault.EMPTY, usage=WHOLE),
    "it says white space": Scenario(answering(" \n"), Fault.EMPTY),
    "it only thinks": Scenario(answering("<think>", "for ever"), Fault.EMPTY, says="thoughts"),
    "a refusal": Scenario(
        stream(piece(refusal="I can't help with that."), piece(finish="stop"), END), Fault.DECLINED, says="can't help"
    ),
    "a content filter": Scenario(answering(HALF, finish="content_filter"), Fault.DECLINED, HALF),
    "it sends without end": Scenario(
        stream(piece("a"), *[piece("x" * 300_000)] * 50), Fault.NOT_A_MODEL, "a" + "x" * 900_000, "without end"
    ),
    "one line without end": Scenario(
        stream(piece("a"), b"data: ", *[b"x" * 1_000_000] * 50), Fault.NOT_A_MODEL, "a", "without end"
    ),
    "a page without end": Scenario(
        lambda request: [head(kind="text/html"), *[b"<p>" * 100_000] * 50], Fault.NOT_A_MODEL
    ),
    "a small file that unpacks to a large one": Scenario(
        lambda request: [head(content_encoding="gzip"), gzip.compress(b": " + b"\0" * (40 << 20), 1)],
        Fault.NOT_A_MODEL,
        says="without end",
    ),
    "what is not compressed as it says": Scenario(
        lambda request: [head(content_encoding="gzip"), _STREAM], Fault.NOT_A_MODEL, says="unpacked"
    ),
    "chunks of a nonsensical length": Scenario(
        lambda request: [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"zz\r\nhello\r\n"],
        Fault.UNREACHABLE,
    ),
    "it speaks something else": Scenario(lambda request: [b"220 mail.example.org ESMTP\r\n", 0.1], Fault.UNREACHABLE),
    "a header without end": Scenario(lambda request: [b"HTTP/1.1 200 OK\r\nx: " + b"x" * 300_000], Fault.UNREACHABLE),
    # what it says by its status
    "no key": _refused(
        Fault.REFUSED_KEY, _error("You didn't provide an API key."), "401 Unauthorized", "refuses the key"
    ),
    "a wrong key": _refused(
        Fault.REFUSED_KEY, _error("Incorrect API key provided", code="invalid_api_key"), "401 Unauthorized"
    ),
    "a key that may not": _refused(Fault.REFUSED_KEY, "Forbidden", "403 Forbidden"),
    "a wrong key with status 400, as Google says": _refused(
        Fault.REFUSED_KEY, [_error("API key not valid. Please pass a valid API key.")]
    ),
    "no such model": _refused(
        Fault.NO_MODEL, _error("The model `x` does not exist", code="model_not_found"), "404 Not Found", "no model"
    ),
    "no such model, as Ollama says": _refused(
        Fault.NO_MODEL, {"error": 'model "x" not found, try pulling it first'}, "404 Not Found"
    ),
    "no such model, with status 400": _refused(Fault.NO_MODEL, _error("x is not a valid model ID", code=400)),
    "no such path": _refused(Fault.NO_MODEL, {"detail": "Not Found"}, "404 Not Found", "check the address"),
    "a web server's 404": Scenario(
        plain("<html><title>404 Not Found</title></html>", "404 Not Found", "text/html"),
        Fault.NO_MODEL,
        says="404 Not Found",
    ),
    "the wrong method": _refused(Fault.NOT_A_MODEL, "Method Not Allowed", "405 Method Not Allowed"),
    "too many requests": _refused(Fault.BUSY, _BUSY, "429 Too Many Requests", "is busy"),
    "too many requests for a while": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="90"), Fault.BUSY, says="in 90 s"
    ),
    "too many requests until a date": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="Fri, 31 Dec 9999 23:59:59 GMT"),
        Fault.BUSY,
        says="much later",
    ),
    "too many requests, and nonsense": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="soon"), Fault.BUSY, says="in a minute"
    ),
    "busy for three hours": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="10800"), Fault.BUSY, says="in 3 hours"
    ),
    "busy until long after us": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="99999999"), Fault.BUSY, says="try again much later."
    ),
    "busy until a year that no calendar has": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after=f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT"),
        Fault.BUSY,
        says="in a minute",
    ),
    "busy until an hour of no zone": Scenario(
        refusing(_BUSY, "429 Too Many Requests", retry_after="Mon, 01 Jan 2024 00:00:00 +9999999999999999"),
        Fault.BUSY,
        says="in a minute",
    ),
    "busy for ever": Scenario(refusing(_BUSY, "429 Too Many Requests", retry_after="0"), Fault.BUSY, requests=3),
    "overloaded for ever": Scenario(
        refusing(_LOADING, "503 Service Unavailable", retry_after="0"), Fault.BUSY, requests=3
    ),
    "no quota": Scenario(
        refusing(
            _error("You exceeded your current quota", code="insufficient_quota"),
            "429 Too Many Requests",
            retry_after="1",
        ),
        Fault.NO_QUOTA,
        says="no quota left",
    ),
    "payment required": _refused(Fault.NO_QUOTA, _error("Insufficient credits", code=402), "402 Payment Required"),
    "an internal error": _refused(
        Fault.SERVER, _error("Internal error"), "500 Internal Server Error", "Internal error"
    ),
    "a bad gateway's page": Scenario(
        plain("<html><title>502 Bad Gateway</title></html>", "502 Bad Gateway", "text/html"),
        Fault.SERVER,
        says="502 Bad Gateway",
    ),
    "a gateway's time-out": _refused(Fault.STALLED, "upstream timed out", "504 Gateway Timeout", "status 504"),
    "the proxy's password": _refused(Fault.UNREACHABLE, "", "407 Proxy Authentication Required", "proxy"),
    "a refusal without words": _refused(Fault.BAD_REQUEST, "", says="refuses the request"),
    "a refusal without end": Scenario(
        lambda request: [head("500 Internal Server Error", "text/plain"), *[b"x" * 100_000] * 100], Fault.SERVER
    ),
    "a redirect": Scenario(
        plain("", "308 Permanent Redirect", location="https://evil.example/v1/chat/completions"),
        Fault.NOT_A_MODEL,
        says="evil.example",
    ),
    "a redirect to itself": Scenario(
        plain("", "301 Moved Permanently", location="/login"), Fault.NOT_A_MODEL, says="sends us on"
    ),
    "a redirect to what is no address": Scenario(
        plain("", "302 Found", location="http://[bad"), Fault.NOT_A_MODEL, says="sends us on to another address"
    ),
    "a filtered prompt, as Azure says": _refused(
        Fault.DECLINED,
        _error(
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy",
            code="content_filter",
        ),
    ),
    # the window, in each dialect
    "too long, as OpenAI says": _refused(
        Fault.TOO_LONG,
        _error(
            "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
            code="context_length_exceeded",
            param="messages",
        ),
        says="8,192 tokens",
        window=8_192,
    ),
    "too long, as newer OpenAI models say": _refused(
        Fault.TOO_LONG,
        _error("Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens."),
        window=272_000,
    ),
    "too long, as llama.cpp says": _refused(
        Fault.TOO_LONG,
        _error(
            "the request exceeds the available context size, try increasing it",
            code=400,
            type="exceed_context_size_error",
            n_prompt_tokens=3001,
            n_ctx=2048,
        ),
        window=2_048,
    ),
    "too long, as newer llama.cpp says": _refused(
        Fault.TOO_LONG,
        _error("request (4476 tokens) exceeds the available context size (4096 tokens), try increasing it"),
        window=4_096,
    ),
    "too long, as vLLM says": _refused(
        Fault.TOO_LONG,
        {
            "object": "error",
            "message": "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 "
            "in the messages, 1000 in the completion). Please reduce the length of the messages or completion.",
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
        window=4_096,
    ),
    "too long, as LM Studio says": _refused(
        Fault.TOO_LONG,
        {
            "error": "Trying to keep the first 15857 tokens when context the overflows. However, the model is loaded "
            "with context length of only 4096 tokens, which is not enough."
        },
        window=4_096,
    ),
    "too long, as newer LM Studio says": _refused(
        Fault.TOO_LONG,
        {
            "error": "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: "
            "13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input."
        },
        window=4_096,
    ),
    "too long, as LM Studio says in the stream": Scenario(
        stream(b'event: error\ndata: {"error":{"message":"Context size has been exceeded."}}\n\n'), Fault.TOO_LONG
    ),
    "too long, as Ollama says": _refused(
        Fault.TOO_LONG, _error("the input length exceeds the context length"), says="does not fit"
    ),
    "too long, as Ollama's cloud says": _refused(
        Fault.TOO_LONG, _error("prompt too long; exceeded max context length by 123 tokens")
    ),
    "too long, as Azure says": _refused(
        Fault.TOO_LONG,
        _error(
            "This model's maximum context length is 16385 tokens, however you requested 20000",
            code="context_length_exceeded",
        ),
        window=16_385,
    ),
    "too long, as Anthropic says": _refused(
        Fault.TOO_LONG,
        {
            "type": "error",
            "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens > 200000 maximum"},
        },
        window=200_000,
    ),
    "too long with its answer, as Anthropic says": _refused(
        Fault.TOO_LONG,
        _error("input length and `max_tokens` exceed context limit: 198000 + 8192 > 200000, decrease input length"),
        window=200_000,
    ),
    "too long, as OpenRouter says": _refused(
        Fault.TOO_LONG,
        _error(
            "This endpoint's maximum context length is 32768 tokens. However, you requested about 50000 tokens.",
            code=400,
        ),
        window=32_768,
    ),
    "too long, as OpenRouter says with status 200": Scenario(
        plain(_error("This endpoint's maximum context length is 32768 tokens.", code=400)),
        Fault.TOO_LONG,
        window=32_768,
    ),
    "too long, as LiteLLM says": _refused(
        Fault.TOO_LONG, _error("litellm.ContextWindowExceededError: litellm.BadRequestError: too long", code="400")
    ),
    "too long, as llama-cpp-python says": _refused(
        Fault.TOO_LONG,
        _error("Requested tokens (3001) exceed context window of 2048"),
        "500 Internal Server Error",
        window=2_048,
    ),
    "too long, as text-generation-inference says": _refused(
        Fault.TOO_LONG,
        {
            "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3000",
            "error_type": "validation",
        },
        "422 Unprocessable Entity",
        window=2_048,
    ),
    "too long, as Gemini says": _refused(
        Fault.TOO_LONG,
        [_error("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")],
        window=1_048_576,
    ),
    "too long, as Mistral says": _refused(
        Fault.TOO_LONG,
        {
            "object": "error",
            "message": "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
        },
        window=32_768,
    ),
    "too long, as xAI says": _refused(
        Fault.TOO_LONG,
        {"error": "This model's maximum prompt length is 131072 but the request contains 537812 tokens."},
        window=131_072,
    ),
    "too long for a minute's quota, as Groq says": _refused(
        Fault.TOO_LONG,
        _error("Request too large for model `x` on tokens per minute (TPM): Limit 6000"),
        "413 Payload Too Large",
    ),
    "too long, in a plain string": _refused(
        Fault.TOO_LONG, json.dumps("maximum context length is 4,096"), window=4_096
    ),
}
EVERY = GOOD | BAD
