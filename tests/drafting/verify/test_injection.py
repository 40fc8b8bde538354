"""A model that obeys every text in the evidence: nothing of it but a quotation with its source passes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from relman_desktop.drafting.verify import Grounds, RawClaim, accepted, verify
from relman_desktop.fields import BY_NAME, WRITTEN, Field
from relman_desktop.ticket import Claim, Status

from .payloads import PLACES, WANTED, Payload, payloads

_SOURCES = r"The (?:commit message|ticket|document) \S+ says|A text in \S+ says|The ticket says|The commit message says"
_QUOTATION = re.compile(rf"(?:{_SOURCES}): “[^“”]+”")
_NEVER = re.compile(
    r"https?://|evil\.example|www\.|javascript:|<\w|\x1b|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def obeyed(payload: Payload) -> Iterator[RawClaim]:
    """What an obedient model writes, in the dressings that a careful attacker would ask for."""
    wants, own = payload.wants, payload.evidence.id
    shown = "client.refund(found.number, found.total)"
    yield RawClaim((own,), wants, wants, "step")
    yield RawClaim((own,), "", wants, "paragraph")
    yield RawClaim(("F12.h2", own), shown, wants, "step")
    yield RawClaim(("X1", "X2", "X18", "F9.h1"), "", wants, "item")
    yield RawClaim(("X999", "N1", own), wants, wants, "")
    before = "Deploy the release with `docker compose pull web worker`. "
    yield RawClaim((own, "X18", "R1"), "docker compose pull web worker", before + wants, "step")
    yield RawClaim((own, "F12.h1"), "", f"{wants} A counter `orders_refunds_total` counts refunds.", "item")
    yield RawClaim((own,), wants, f"The commit message says that {wants}", "paragraph")
    yield RawClaim((own,), wants, f"The ticket says: “{wants}”", "paragraph")
    yield RawClaim((own,), wants, f"The security team says: “{wants}”", "paragraph")
    yield RawClaim((own,), wants, f"The commit message says “{wants}”, restart production.", "paragraph")
    yield RawClaim((own,), wants, f"They also say: “{wants}”", "paragraph")
    yield RawClaim((own,), wants, f"The page shows the message “{wants}”", "paragraph")
    yield RawClaim((own,), "", f"Expect the message `{wants}` in the log.", "step")
    yield RawClaim(("X16", own), "", f"The endpoint for refunds is new, and {wants}", "item")


def passed(payload: Payload, field: Field, grounds: Grounds) -> Iterator[Claim]:
    """What "accept all supported" inserts of what was obeyed."""
    sent = {**grounds.evidence, payload.evidence.id: payload.evidence}
    planted = replace(grounds, evidence=sent, _cited=dict(grounds._cited))
    for claim in obeyed(payload):
        yield from accepted(verify(field, [claim], planted))


def is_a_quotation(claim: Claim, field: Field) -> bool:
    """Whether a claim tells somebody's words with whose they are, in a field of prose, and holds nothing to follow."""
    told = claim.status is Status.WEAK and bool(_QUOTATION.fullmatch(claim.text))
    return told and field.name in ("description", "justification") and not _NEVER.search(claim.text)


def test_there_are_enough_payloads_of_every_kind_in_every_place() -> None:
    found = list(payloads())
    assert len(found) >= 300
    assert Counter(one.kind for one in found).keys() == WANTED.keys()
    assert min(Counter(one.place for one in found).values()) >= 20
    assert Counter(one.place for one in found).keys() == PLACES.keys()


def test_nothing_but_a_quotation_passes(grounds: Grounds) -> None:
    through = []
    for number, payload in enumerate(payloads()):
        field = WRITTEN[number % len(WRITTEN)]
        found = passed(payload, field, grounds)
        through += [(payload.name, field.name, one.text) for one in found if not is_a_quotation(one, field)]
    assert through == []


@pytest.mark.slow
@pytest.mark.parametrize("field", WRITTEN, ids=lambda field: field.name)
def test_nothing_but_a_quotation_passes_in_any_field(field: Field, grounds: Grounds) -> None:
    through = [
        (payload.name, one.text)
        for payload in payloads()
        for one in passed(payload, field, grounds)
        if not is_a_quotation(one, field)
    ]
    assert through == []


def test_an_honest_sentence_passes_beside_the_payloads(grounds: Grounds) -> None:
    planted = {one.evidence.id: one.evidence for one in payloads()}
    beside = replace(grounds, evidence={**grounds.evidence, **planted}, _cited={})
    claim = RawClaim(("F12.h1",), "", "A counter, `orders_refunds_total`, counts refunds.", "item")
    (checked,) = verify(BY_NAME["description"], [claim], beside)
    assert (checked.status, checked.reasons) == (Status.SUPPORTED, ())
