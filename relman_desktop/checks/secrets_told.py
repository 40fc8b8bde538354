"""Secrets of a ticket's own text: where they stand, what is said of them, and the ticket with none of them.

Asked for by the checks and before a ticket leaves for a system, so that both say the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256

from ..drafting.redaction.finding import Finding as Secret
from ..drafting.redaction.finding import together
from ..drafting.redaction.search import search
from ..facts.configuration.secrets import HIDDEN
from ..fields import BY_NAME, FIELDS
from ..ticket import Entry, Status, Ticket
from ..wording import counted, joined

_HOLDS_A_PLACE = "<[{$%*"  # with which "<your password>" and "$PASSWORD" begin
_KEPT = 64  # texts that were searched: of a ticket, all but the one that is typed into


@dataclass(frozen=True)
class Secrets:
    """What looks like a secret in a ticket. Neither what it says nor its `repr` tells one."""

    by_field: Mapping[str, tuple[Secret, ...]] = field(default_factory=dict)
    seal: str = ""  # a checksum of just these: who agreed to them agreed to no other ones

    @classmethod
    def of(cls, ticket: Ticket, also: Mapping[str, str] | None = None) -> "Secrets":
        """All of a ticket's fields; what the template tells of the code was masked when it was drafted.

        `also`: texts made of other parts of it, by what they are called.
        """
        found = {one.name: _in_entry(ticket.entry(one.name)) for one in FIELDS}
        found |= {name: _found(text) for name, text in (also or {}).items()}
        held = {name: secrets for name, secrets in found.items() if secrets}
        told = "\0".join(f"{name} {one.values[0]}" for name, secrets in held.items() for one in secrets)
        return cls(held, sha256(told.encode("utf-8", "surrogatepass")).hexdigest() if held else "")

    def __bool__(self) -> bool:
        return bool(self.by_field)

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """By field, what stands there, in words."""
        return {name: _sentence(_label(name), found) for name, found in self.by_field.items()}

    @property
    def labels(self) -> str:
        """The fields in which they stand: "Deployment steps and Notes"."""
        return joined([_label(name) for name in self.by_field], 9)

    @property
    def count(self) -> int:
        return sum(map(len, self.by_field.values()))

    def masked(self, ticket: Ticket) -> Ticket:
        """The ticket, each of them masked, and no text another length: for being shown as it would be sent."""
        for name, found in self.by_field.items():
            if name in BY_NAME:
                ticket = ticket.with_text(name, masked(ticket.entry(name).text, found, _dots))
        noted = {name: hidden for name, text in ticket.life.items() if (hidden := self.hidden(text)) != text}
        return ticket.with_life(noted) if noted else ticket

    def hidden(self, text: str) -> str:
        """A text that quotes the ticket, each of them masked."""
        values = {value for found in self.by_field.values() for one in found for value in one.values if len(value) > 3}
        for value in sorted(values, key=len, reverse=True):
            text = text.replace(value, _dots(value))
        return text


def masked(text: str, found: Iterable[Secret], mask: Callable[[str], str] = lambda _: HIDDEN) -> str:
    """A text with its secrets masked. `mask`: what stands in the place of a value."""
    for one in sorted(found, key=lambda one: -one.start):
        text = f"{text[: one.start]}{mask(text[one.start : one.end])}{text[one.end :]}"
    return text


def _label(name: str) -> str:
    return BY_NAME[name].label if name in BY_NAME else name


def _dots(value: str) -> str:
    """As many dots as it has characters; its lines stay lines."""
    return "".join("\n" if one == "\n" else "•" for one in value)


def _sentence(label: str, found: tuple[Secret, ...]) -> str:
    kinds = joined(list(dict.fromkeys(one.kind.replace("_", " ").lower() for one in found)), 4)
    what = "what looks like a secret" if len(found) == 1 else f"{counted(len(found), 'text')} that look like secrets"
    return f"{label}: {what} ({kinds})."


def _in_entry(entry: Entry) -> tuple[Secret, ...]:
    found = _found(entry.text) if entry.text else ()
    if not found:
        return ()
    ours = [
        span
        for span in entry.spans
        if span.claim.status is not Status.USER and not any(one[:1] == "A" for one in span.claim.evidence)
    ]
    return tuple(one for one in found if not any(span.start <= one.start and one.end <= span.end for span in ours))


@lru_cache(maxsize=_KEPT)
def _found(text: str) -> tuple[Secret, ...]:
    """The same texts are asked for with every word that is typed into another one."""
    return tuple(one for one in together(search(text, "")) if text[one.start] not in _HOLDS_A_PLACE)
