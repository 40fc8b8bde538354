"""What one endpoint and model can do, as far as it is known: from presets, from its answers, from its refusals."""

from dataclasses import dataclass
from typing import Literal

JsonMode = Literal["schema", "object", "prompt"]
LimitName = Literal["max_completion_tokens", "max_tokens", ""]
CacheMark = Literal["", "openai", "anthropic"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Capabilities of a model at an address. Kept between runs, by address and model."""

    server: str = ""  # "ollama", "llama.cpp", "vllm", ... where it is known
    json: JsonMode = "schema"  # how JSON is asked for, best first
    limit_name: LimitName = "max_completion_tokens"
    temperature: bool = True  # whether it may be sent
    effort: bool = False  # whether a low effort of reasoning is asked for
    reasons: bool = False  # it thinks before it writes, and what it thinks counts as output
    stream: bool = True  # whether the answer comes as it is written
    stream_options: bool = True  # whether usage can be asked for
    cache: CacheMark = ""  # how the end of a prefix is marked to be cached; "" where nothing must be marked
    context: int = 0  # tokens of prompt and answer together; 0: not known
    held: int = 0  # tokens that the server counted in one call, prompt and answer: it can hold that many at least
    most_output: int = 0  # tokens of an answer that the server allows; 0: not known
    correction: float = 1.0  # reported prompt tokens ÷ our estimate, of the last call
    learned: tuple[str, ...] = ()  # sentences for the connection report: "It refused temperature, which is left out."

    @property
    def cache_breakpoint(self) -> bool:
        """Whether the prefix must be marked to be cached."""
        return bool(self.cache)
