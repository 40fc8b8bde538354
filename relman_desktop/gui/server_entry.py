"""A server while the person writes it: what stands in its inputs, right or wrong, and what was heard of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from ..errors import InputError
from ..net.address import variable
from ..settings import Endpoint, System, Tracker
from .shown import visible

Kept = TypeVar("Kept", Endpoint, Tracker, System)
Values = dict[str, Any]  # of what is kept, by its attributes
Fields = Mapping[str, Callable[[str], Any]]  # what reads each input; it raises `InputError` for what is wrong


@dataclass(frozen=True, slots=True)
class KeyState:
    """What is known of a server's key, never the key."""

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
class ServerEntry(Generic[Kept]):
    """One server of a settings page; nothing that was typed is lost while the page lives."""

    texts: dict[str, str]  # by the attributes of what is kept
    kept: Kept | None = None  # as it was last right, and told
    key_typed: str = ""  # and not kept yet
    key_given: bool = False  # whether it is being kept
    key: KeyState = KeyState()
    report: tuple[Finding, ...] = ()  # of the last test
    testing: str = ""  # what a test that runs is doing
    offered: bool = False  # begun for the person, who did nothing with it yet: none of it is kept

    @property
    def name(self) -> str:
        return self.texts["name"].strip() or "No name yet"

    def read(self, taken: Collection[str]) -> tuple[Kept | None, dict[str, str]]:
        """The server that the inputs say, or None and what is wrong, a sentence for each wrong input.

        `taken`: the names that others have.
        """
        raise NotImplementedError


def read_texts(
    texts: Mapping[str, str], fields: Fields, taken: Collection[str], noun: str
) -> tuple[Values, dict[str, str]]:
    """The values that inputs say, and what is wrong with the others. `noun`: what such a server is."""
    values: Values = {}
    wrong: dict[str, str] = {}
    for name, reader in fields.items():
        try:
            values[name] = reader(texts[name].strip())
        except InputError as error:
            wrong[name] = str(error)
    if values.get("name") in taken:
        wrong["name"] = f"Another {noun} has this name; give this one a different name."
    return values, wrong


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    return next(one for at in range(1, 1000) if (one := f"{name} {at}" if at > 1 else name) not in taken)


def a_name(text: str) -> str:
    if not text or visible(text) != text:
        raise InputError("Give it a name of letters that can be seen, such as the server's or the model's.")
    return text


def a_variable(text: str) -> str:
    return variable(text, "OPENAI_API_KEY", "key")
