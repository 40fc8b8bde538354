"""Secrets in the text: never shown by a finding, and masked in one click."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..drafting.redaction.finding import Finding as Secret
from ..drafting.redaction.finding import together
from ..drafting.redaction.search import search
from ..facts.configuration.secrets import HIDDEN
from ..fields import BY_NAME, FIELDS
from ..ticket import Status
from .case import Case
from .finding import Finding, Mend
from .found import Found
from .table import Row

_LONGEST = 60_000  # characters of a field
_MEMORY = "secrets"
_AROUND = 40  # characters before a secret by which one goes there
_HOLDS_A_PLACE = "<[{$%*"  # with which "<your password>" and "$PASSWORD" begin
_FEWEST = 4  # characters of a value that is masked wherever it stands


def secret(row: Row, case: Case) -> Iterator[Found]:
    """Each field once; what the template tells of the code was masked when it was drafted."""
    for field in FIELDS:
        text = case.text(field.name)[:_LONGEST]
        if found := _secrets(case).get(field.name):
            kind = found[0].kind.replace("_", " ").lower()
            told = {"label": BY_NAME[field.name].label, "kind": kind}
            mend = Mend(
                "Mask it" if len(found) == 1 else f"Mask all {len(found)}",
                {field.name: _masked(case.text(field.name), found)},
            )
            yield Found(told, field.name, field.name, quote=_before(text, found[0].start), mend=mend)


def _secrets(case: Case) -> Mapping[str, tuple[Secret, ...]]:
    """What was found, by field."""
    if _MEMORY not in case.memory:
        found = ((one.name, _in_field(one.name, case.text(one.name)[:_LONGEST], case)) for one in FIELDS)
        case.memory[_MEMORY] = {name: secrets for name, secrets in found if secrets}
    told: Mapping[str, tuple[Secret, ...]] = case.memory[_MEMORY]
    return told


def _in_field(field: str, text: str, case: Case) -> tuple[Secret, ...]:
    if not text:
        return ()
    ours = [
        span
        for span in case.spans.get(field, ())
        if span.claim.status is not Status.USER and not any(one[:1] == "A" for one in span.claim.evidence)
    ]
    found = (one for one in together(search(text, "")) if text[one.start] not in _HOLDS_A_PLACE)
    return tuple(one for one in found if not any(span.start <= one.start and one.end <= span.end for span in ours))


def _masked(text: str, found: Iterable[Secret]) -> str:
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + HIDDEN + text[one.end :]
    return text


def _before(text: str, at: int) -> str:
    """The words of the line before a secret; "" where it begins the line."""
    line = text[:at].rpartition("\n")[2]
    return line[-_AROUND:].lstrip()


def without_secrets(findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """The findings with no value of a secret in what they say: another check may quote the same line."""
    secrets = (one for found in _secrets(case).values() for one in found)
    values = {value for one in secrets for value in one.values if len(value) >= _FEWEST}
    return tuple(_without(one, values) for one in findings) if values else tuple(findings)


def _without(one: Finding, values: Iterable[str]) -> Finding:
    text, quote = one.text, one.quote
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
        quote = quote.partition(value)[0].rstrip() if value in quote else quote
    return one if (text, quote) == (one.text, one.quote) else replace(one, text=text, quote=quote)
