"""Secrets in the text: never shown by a finding, and masked in one click."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..facts.configuration.secrets import HIDDEN
from ..fields import BY_NAME
from .case import Case
from .finding import Finding, Mend
from .found import Found
from .secrets_told import Secrets, masked
from .table import Row

_MEMORY = "secrets"
_AROUND = 40  # characters before a secret by which one goes there
_FEWEST = 4  # characters of a value that is masked wherever it stands


def secret(row: Row, case: Case) -> Iterator[Found]:
    """Each field once."""
    for name, found in _secrets(case).by_field.items():
        text = case.text(name)
        told = {"label": BY_NAME[name].label, "kind": found[0].kind.replace("_", " ").lower()}
        mend = Mend("Mask it" if len(found) == 1 else f"Mask all {len(found)}", {name: masked(text, found)})
        yield Found(told, name, name, quote=_before(text, found[0].start), mend=mend)


def _secrets(case: Case) -> Secrets:
    if _MEMORY not in case.memory:
        case.memory[_MEMORY] = Secrets.of(case.ticket)
    told: Secrets = case.memory[_MEMORY]
    return told


def _before(text: str, at: int) -> str:
    """The words of the line before a secret; "" where it begins the line."""
    line = text[:at].rpartition("\n")[2]
    return line[-_AROUND:].lstrip()


def without_secrets(findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """The findings with no value of a secret in what they say: another check may quote the same line."""
    secrets = (one for found in _secrets(case).by_field.values() for one in found)
    values = {value for one in secrets for value in one.values if len(value) >= _FEWEST}
    return tuple(_without(one, values) for one in findings) if values else tuple(findings)


def _without(one: Finding, values: Iterable[str]) -> Finding:
    text, quote = one.text, one.quote
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
        quote = quote.partition(value)[0].rstrip() if value in quote else quote
    return one if (text, quote) == (one.text, one.quote) else replace(one, text=text, quote=quote)
