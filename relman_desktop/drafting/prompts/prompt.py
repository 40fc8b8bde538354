"""One prompt: its text, where it comes from, and how the names in it are filled in."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from ...errors import InputError
from ...wording import joined
from .names import names_of


class Origin(StrEnum):
    """Whose text a prompt is."""

    BUILT_IN = "built in"
    YOURS = "yours"
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it is used. `text` still holds its names."""

    name: str  # of the table `NAMES`
    text: str
    origin: Origin
    place: str  # what an error calls it: "The prompt prompts/title.md"
    made_from: str = ""  # the version of ours that a replacement was made from; "" for ours, and where not known
    lags: bool = False  # whether ours has changed since

    @property
    def version(self) -> str:
        """Which text this is: 12 digits that are the same for the same text."""
        return version_of(self.text)


def version_of(text: str) -> str:
    """The first 12 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def fault(name: str, text: str, place: str = "This text") -> str:
    """What keeps a text from being the prompt `name`, as one sentence; "" where nothing does."""
    return next(_faults(name, text, place), "")


def render(prompt: Prompt, names: Mapping[str, str]) -> str:
    """The prompt with its names filled in, once: a `$` in a value stays what it is.

    Raises `InputError` that says which name is missing or not known, where, and what may be used.
    """
    if said := fault(prompt.name, prompt.text, prompt.place):
        raise InputError(said)
    return Template(prompt.text).substitute(names)


def _faults(name: str, text: str, place: str) -> Iterator[str]:
    names, used = names_of(name), set[str]()
    for found in Template(text).pattern.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        word = found["named"] or found["braced"]
        if found["invalid"] is not None:
            yield f"{place} has a $ in line {line} that begins no name; write $$ for the sign."
        elif word and word not in names.known:
            yield f"{place} uses ${word} in line {line}, which is not known; it may use {_listed(names.known)}."
        elif word:
            used.add(word)
    if missing := [word for word in names.must if word not in used]:
        yield f"{place} lacks {_listed(missing)}, without which it does not work; put {_it(missing)} in."


def _it(words: list[str]) -> str:
    return "it" if len(words) == 1 else "them"


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return joined([f"${word}" for word in words])
