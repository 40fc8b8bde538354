"""What one endpoint and model can do, as far as it is known: from presets, from its answers, from its refusals."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Profile:
    """Capabilities of a model at an address. Kept between runs, by address and model."""

    server: str = ""  # "ollama", "llama.cpp", "vllm", ... where it is known
    json: Literal["schema", "object", "prompt"] = "schema"  # how JSON is asked for, best first
    limit_name: Literal["max_completion_tokens", "max_tokens", ""] = "max_completion_tokens"
    temperature: bool = True  # whether it may be sent
    stream_options: bool = True  # whether usage can be asked for
    cache_breakpoint: bool = False  # whether the prefix must be marked to be cached
    context: int = 0  # tokens of prompt and answer together; 0: not known
    correction: float = 1.0  # reported prompt tokens ÷ our estimate, of the last call
    learned: tuple[str, ...] = ()  # sentences for the connection report: "It refused temperature, which is left out."
