"""An answer put together from the chunks of a stream, whatever dialect they are in and whatever they leave out."""

from collections.abc import Callable, Mapping
from typing import Any

from ..net.content import TooMuch
from .answer import Usage
from .echoes import Echoes
from .thinking import Thoughts, without_thoughts
from .usage import merged, usage_of

MOST_TEXT = 1_000_000  # characters of an answer: twenty times the longest that a model of today can write
_THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details", "thinking")


class ServerError(Exception):
    """An error that stands where an answer was expected; `body` is what the server said."""

    def __init__(self, body: object) -> None:
        super().__init__("the server said an error")
        self.body = body


class Reading:
    """What has arrived of one answer. Only the first choice is read; we ask for no other."""

    def __init__(self, on_text: Callable[[str], None], key: str = "") -> None:
        self._on_text = on_text
        self._echoes = Echoes(key)
        self._pieces: list[str] = []
        self._length = 0
        self._refusals: list[str] = []
        self._thoughts = Thoughts()
        self._half = ""  # the first half of a surrogate pair whose second comes in the next chunk
        self.usage = Usage()
        self.finish = ""  # why it ended; "" while it has not
        self.chunks = 0  # that were ones of a chat

    def take(self, chunk: object) -> bool:
        """Read a chunk, or an answer in one piece; whether a token of any kind was in it.

        Raises `ServerError`, and `TooMuch` for an answer without end.
        """
        if not isinstance(chunk, Mapping):
            return False
        if chunk.get("error") or chunk.get("object") == "error":
            raise ServerError(chunk)
        self.usage = merged(self.usage, usage_of(chunk))
        choices = chunk.get("choices")
        if not isinstance(choices, list):
            return False
        self.chunks += 1
        tokens = [self._choice(one) for one in choices if isinstance(one, Mapping) and not one.get("index")]
        return any(tokens)

    def _choice(self, choice: Mapping[str, Any]) -> bool:
        if choice.get("error"):
            raise ServerError(choice)
        said: Mapping[str, Any] = next(
            (choice[name] for name in ("delta", "message") if isinstance(choice.get(name), Mapping)), {}
        )
        text = _text(said.get("content")) or _text(choice.get("text"))
        refusal = _text(said.get("refusal"))
        self._add(text)
        if refusal:
            self._refusals.append(refusal)
        if isinstance(choice.get("finish_reason"), str):
            self.finish = choice["finish_reason"]
        return bool(text or refusal or any(said.get(name) for name in _THOUGHTS))

    def _add(self, text: str) -> None:
        text = self._half + text
        self._half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        piece = self._thoughts.rest(_paired(text[: len(text) - len(self._half)]))
        if self._length + len(piece) > MOST_TEXT:
            raise TooMuch
        self._length += len(piece)
        self._give(self._echoes.rest(piece))

    def _give(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self._on_text(piece)

    def close(self) -> None:
        """There will be no more: what was held back until it was clear is given."""
        self._give(self._echoes.rest(self._thoughts.last()) + self._echoes.last())

    @property
    def text(self) -> str:
        return without_thoughts("".join(self._pieces))

    @property
    def begun(self) -> bool:
        """Whether any of the answer has been given."""
        return bool(self._pieces)

    @property
    def refusal(self) -> str:
        return "".join(self._refusals)

    @property
    def thought(self) -> bool:
        return self._thoughts.thought or bool(self.usage.reasoning)


def _text(content: object) -> str:
    """A message's text, also where it comes in parts; parts of another type are thoughts, pictures and the like."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = [
        part for part in content if isinstance(part, Mapping) and part.get("type", "text") in ("text", "output_text")
    ]
    return "".join(part["text"] for part in parts if isinstance(part.get("text"), str))


def _paired(text: str) -> str:
    """The text with halves of surrogate pairs joined, and those that stand alone replaced."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
