"""What a server counted, in the several places and names that servers have for it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from .answer import Usage

# Where each number stands, best first: OpenAI's, Anthropic's, DeepSeek's, Ollama's own.
_NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "prompt": (("prompt_tokens",), ("input_tokens",), ("prompt_eval_count",)),
    "completion": (("completion_tokens",), ("output_tokens",), ("eval_count",)),
    "cached": (
        ("prompt_tokens_details", "cached_tokens"),
        ("prompt_cache_hit_tokens",),
        ("cache_read_input_tokens",),
    ),
    "reasoning": (("completion_tokens_details", "reasoning_tokens"), ("reasoning_tokens",)),
    "written": (("prompt_tokens_details", "cache_write_tokens"), ("cache_creation_input_tokens",)),
}


def usage_of(chunk: Mapping[str, Any]) -> Usage:
    """What a chunk, or an answer in one piece, tells of tokens."""
    usage = Usage()
    for place in _places(chunk):
        usage = merged(Usage(**{name: _number(place, paths) for name, paths in _NAMES.items()}), usage)
    return merged(_timed(chunk.get("timings")), usage)


def _places(chunk: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    groq = chunk.get("x_groq")
    for place in (chunk.get("usage"), groq.get("usage") if isinstance(groq, Mapping) else None, chunk):
        if isinstance(place, Mapping):
            yield place


def _number(place: Mapping[str, Any], paths: tuple[tuple[str, ...], ...]) -> int | None:
    for path in paths:
        value: Any = place
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if (number := _count(value)) is not None:
            return number
    return None


def _count(value: object) -> int | None:
    """A number of tokens, unless it is none that anyone counted."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12 else None


def _timed(timings: object) -> Usage:
    """llama.cpp's own: what it read anew, what it had kept, what it wrote."""
    if not isinstance(timings, Mapping):
        return Usage()
    read, kept = _count(timings.get("prompt_n")), _count(timings.get("cache_n"))
    prompt = None if read is None else read + (kept or 0)
    return Usage(prompt=prompt, completion=_count(timings.get("predicted_n")), cached=kept)


def merged(later: Usage, earlier: Usage) -> Usage:
    """What both tell; where both do, the earlier."""
    told = {one.name: getattr(earlier, one.name) for one in fields(Usage) if getattr(earlier, one.name) is not None}
    return replace(later, **told)
