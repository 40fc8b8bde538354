"""What is asked of a model, before it takes the form that one server understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    text: str
    ends_prefix: bool = False  # what stands up to here is the same in the next request: worth caching


@dataclass(frozen=True)
class Request:
    """A chat that wants one JSON object of `schema` as its answer."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]  # JSON schema, strict: every property required, nothing besides
    most_output: int  # tokens that the answer may take

    @property
    def text(self) -> str:
        """All that is said, for counting and for searching."""
        return "\n".join(message.text for message in self.messages)
