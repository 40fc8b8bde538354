"""An endpoint while the person writes it: what stands in its inputs, right or wrong, and what was heard of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from ..errors import InputError
from ..llm.address import tidied
from ..settings import Endpoint
from .shown import visible

_K = 1000


@dataclass(frozen=True, slots=True)
class KeyState:
    """What is known of an endpoint's key, never the key."""

    held: bool = False
    words: str = "No key is kept."  # a sentence: where it is, or why it is nowhere
    can_forget: bool = False  # whether it is ours to forget: an environment variable is not


class Finding(Protocol):
    """One thing that a test of the connection found."""

    @property
    def mark(self) -> Literal["ok", "warn", "fail"]: ...
    @property
    def what(self) -> str: ...  # "Key"
    @property
    def said(self) -> str: ...  # a sentence


@dataclass(eq=False)
class Entry:
    """One endpoint of the settings page; nothing that was typed is lost while the page lives."""

    texts: dict[str, str]  # by the attributes of `Endpoint`
    preset: str = ""
    kept: Endpoint | None = None  # as it was last right, and told
    key_typed: str = ""  # and not kept yet
    key_given: bool = False  # whether it is being kept
    key: KeyState = KeyState()
    report: tuple[Finding, ...] = ()  # of the last test
    testing: str = ""  # what a test that runs is doing
    asking: bool = False  # for the server's models
    said: str = ""  # about its models

    @property
    def name(self) -> str:
        return self.texts["name"].strip() or "No name yet"


def entry_of(endpoint: Endpoint) -> Entry:
    """The inputs of an endpoint that is set."""
    texts = {name: _told(getattr(endpoint, name)) for name in FIELDS}
    return Entry(texts, endpoint.preset, endpoint)


def new_entry(name: str, url: str, preset: str, taken: Collection[str], model: str = "") -> Entry:
    """The inputs of a new endpoint, its name different from those that are taken."""
    free = next(one for at in range(1, 1000) if (one := f"{name} {at}" if at > 1 else name) not in taken)
    first = Endpoint(free, url, model, preset=preset)
    return Entry({one: _told(getattr(first, one)) for one in FIELDS}, preset)


def read(entry: Entry, taken: Collection[str]) -> tuple[Endpoint | None, dict[str, str]]:
    """The endpoint that the inputs say, or None and what is wrong, a sentence for each wrong input."""
    values: dict[str, str | int | float] = {"preset": entry.preset}
    wrong = {}
    for name, reader in FIELDS.items():
        try:
            values[name] = reader(entry.texts[name].strip())
        except InputError as error:
            wrong[name] = str(error)
    if values.get("name") in taken:
        wrong["name"] = "Another endpoint has this name; give this one a different name."
    return (None if wrong else Endpoint(**values)), wrong  # type: ignore[arg-type]


def _told(value: str | int | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:g}" if isinstance(value, float) else f"{value:,}" if value else ""


def _name(text: str) -> str:
    if not text or visible(text) != text:
        raise InputError("Give it a name of letters that can be seen, such as the server's or the model's.")
    return text


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


def _variable(text: str) -> str:
    if text and not (text.isascii() and text.replace("_", "a").isalnum() and not text[0].isdecimal()):
        raise InputError("Give the name of an environment variable, such as OPENAI_API_KEY, and not the key itself.")
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


FIELDS: dict[str, Callable[[str], str | int | float]] = {
    "name": _name,
    "url": _url,
    "model": _model,
    "key_variable": _variable,
    "context": _tokens,
    "budget": _tokens,
    "first_token_s": _seconds,
    "between_tokens_s": _seconds,
}
