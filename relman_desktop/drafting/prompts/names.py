"""The one table of the prompts: what each is, and which `$names` its text must and may use."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import InputError
from ...fields import WRITTEN, Field


@dataclass(frozen=True, slots=True)
class Names:
    """One prompt of the table."""

    label: str  # what the person knows it by
    purpose: str  # when a model gets it, in a sentence
    must: tuple[str, ...]  # the names without which the text would lack what it is for
    may: tuple[str, ...] = ()  # the names besides those

    @property
    def known(self) -> tuple[str, ...]:
        return (*self.must, *self.may)


def _of_field(field: Field) -> Names:
    limit = ("limit",) if field.limit else ()
    return Names(field.label, f"Says how the field {field.label} is written.", ("questions",), ("sources", *limit))


_AROUND = {
    "system": Names(
        "Role and rules",
        "Stands first in every request: what a model is to do, and what it must not believe.",
        ("nonce", "language", "canary"),
    ),
    "task": Names(
        "Task",
        "Stands last, after the evidence: which fields are wanted, with their prompts.",
        ("wanted", "fields"),
    ),
    "repair": Names(
        "Repair",
        "Asks once more for the sentences that failed a check.",
        ("nonce", "claims"),
    ),
}

NAMES: Mapping[str, Names] = {field.name: _of_field(field) for field in WRITTEN} | _AROUND


def names_of(prompt: str) -> Names:
    """The names of a prompt. Raises `InputError` where there is no such prompt."""
    if prompt not in NAMES:
        raise InputError(f"There is no prompt {prompt!r}; the prompts are {', '.join(NAMES)}.")
    return NAMES[prompt]
