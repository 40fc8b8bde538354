"""An endpoint while the person writes it, and how each of its inputs is read."""

from collections.abc import Collection
from dataclasses import dataclass

from ..errors import InputError
from ..llm.address import tidied
from ..settings import Endpoint
from .server_entry import Fields, ServerEntry, a_name, a_variable, free_name, read_texts
from .shown import visible

_K = 1000


@dataclass(eq=False)
class Entry(ServerEntry[Endpoint]):
    """One endpoint of the settings page."""

    preset: str = ""
    asking: bool = False  # for the server's models
    said: str = ""  # about its models

    def read(self, taken: Collection[str]) -> tuple[Endpoint | None, dict[str, str]]:
        values, wrong = read_texts(self.texts, FIELDS, taken, "endpoint")
        return (None if wrong else Endpoint(preset=self.preset, **values)), wrong


def entry_of(endpoint: Endpoint) -> Entry:
    """The inputs of an endpoint that is set."""
    texts = {name: _told(getattr(endpoint, name)) for name in FIELDS}
    return Entry(texts, endpoint, preset=endpoint.preset)


def new_entry(name: str, url: str, preset: str, taken: Collection[str], model: str = "") -> Entry:
    """The inputs of a new endpoint, its name different from those that are taken."""
    first = Endpoint(free_name(name, taken), url, model, preset=preset)
    return Entry({one: _told(getattr(first, one)) for one in FIELDS}, preset=preset)


def _told(value: str | int | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:g}" if isinstance(value, float) else f"{value:,}" if value else ""


def _url(text: str) -> str:
    if not text:
        raise InputError("Give the server's address, such as https://api.openai.com/v1.")
    if "<" in text:
        blank = text[text.index("<") : text.find(">") + 1 or None]
        raise InputError(f"Write your own in place of {blank}.")
    return tidied(text)


def _model(text: str) -> str:
    if visible(text) != text:
        raise InputError("This name holds hidden characters; type it instead of pasting it.")
    return text


def _tokens(text: str) -> int:
    """`32768`, `32,768`, `32k`, `1M`; 0 for nothing."""
    bare = text.lower().replace(",", "").replace(" ", "").replace("_", "").removesuffix("tokens")
    size = {"k": _K, "m": _K * _K}.get(bare[-1:], 1)
    number = bare[:-1] if size > 1 else bare
    if text and not (number.isdecimal() and number.isascii() and 0 < int(number[:12]) * size <= 100_000_000):
        raise InputError("Give a number of tokens, such as 32,768 or 128k, or leave it empty.")
    return int(number) * size if text else 0


def _seconds(text: str) -> float:
    try:
        seconds = float(text.removesuffix("s").strip())
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise InputError("Give a number of seconds above 0, such as 60.")
    return seconds


FIELDS: Fields = {
    "name": a_name,
    "url": _url,
    "model": _model,
    "key_variable": a_variable,
    "context": _tokens,
    "budget": _tokens,
    "first_token_s": _seconds,
    "between_tokens_s": _seconds,
}
