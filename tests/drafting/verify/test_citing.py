"""What a claim cites: ids however they are written, and quotes that stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.pack.packed import Pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.verify import Grounds, RawClaim, verify
from relman_desktop.drafting.verify.ids import normalised, valid
from relman_desktop.fields import BY_NAME
from relman_desktop.ticket import Claim, Status

from .sent import a_commit, a_hunk, evidence_of, some_grounds

_HUNK = a_hunk("F3.h2", "orders/client.py", ["def refund(number, amount):", "    return send(number, amount)", ""])
_OTHER = a_hunk("F4.h1", "orders/views.py", ["    client.refund(found.number, found.total)"])
_GROUNDS = some_grounds(_HUNK, _OTHER, a_commit("C4", "Refund an order from the support desk"))
_TEXT = "A new function `refund` sends the number and the amount."


def checked(*evidence: str, quote: str = "", text: str = _TEXT) -> Claim:
    (claim,) = verify(BY_NAME["description"], [RawClaim(evidence, quote, text, "item")], _GROUNDS)
    return claim


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        (["F3.h2"], ("F3.h2",)),
        (["[f3.H2]"], ("F3.h2",)),
        (["evidence F3 h2"], ("F3.h2",)),
        (["F3, C4; X5"], ("F3", "C4", "X5")),
        (["C4-C7"], ("C4", "C5", "C6", "C7")),
        (["F3.h1 to F3.h3"], ("F3.h1", "F3.h2", "F3.h3")),
        (["C4", "c4"], ("C4",)),
        (["C1-C99999"], ("C1", *(f"C{number}" for number in range(2, 41)), "C99999")),
        (["nothing", "F", ""], ()),
    ],
)
def test_ids_are_read_however_they_are_written(written: list[str], ids: tuple[str, ...]) -> None:
    assert normalised(written) == ids


@given(st.lists(st.text(max_size=40), max_size=5))
def test_only_what_was_sent_is_cited(written: list[str]) -> None:
    known, _ = valid(written, {"F3.h2", "C4"})
    assert set(known) <= {"F3.h2", "C4"}


def test_an_unknown_id_is_dropped_and_told() -> None:
    claim = checked("F3.h2", "X99")
    assert (claim.evidence, claim.status) == (("F3.h2",), Status.SUPPORTED)
    assert claim.reasons == ("X99 was not in the evidence and is no longer cited.",)


def test_a_claim_that_cites_nothing_sent_is_unsupported() -> None:
    claim = checked("X99", "the diff")
    assert (claim.evidence, claim.status) == ((), Status.UNSUPPORTED)
    assert claim.reasons[0] == "It cites no evidence that was sent."


@pytest.mark.parametrize(
    "quote",
    [
        "def refund(number, amount):",
        "+def refund(number, amount):\n+    return send(number, amount)",
        "def  refund( number,amount )",
        "DEF REFUND(number, amount)",
        "def refund … send(number, amount)",
        "def refund [...] send(number",
        "",
    ],
)
def test_a_quote_may_be_spaced_signed_and_shortened(quote: str) -> None:
    assert checked("F3.h2", quote=quote).status is Status.SUPPORTED


@pytest.mark.parametrize(
    "quote", ["def refund(order):", "send(number, amount) … def refund", "return 5", "def … x … amount"]
)
def test_a_quote_that_stands_nowhere_is_unsupported(quote: str) -> None:
    claim = checked("F3.h2", quote=quote)
    assert (claim.status, claim.reasons[0]) == (Status.UNSUPPORTED, "Its quote does not stand in F3.h2.")


def test_a_quote_of_other_evidence_is_cited_from_there() -> None:
    claim = checked("F3.h2", quote="client.refund(found.number, found.total)")
    assert claim.evidence == ("F4.h1", "F3.h2")
    assert "Its quote stands in F4.h1, which is cited now." in claim.reasons


def test_a_short_quote_is_not_looked_for_elsewhere() -> None:
    assert checked("C4", quote="found.total").status is Status.UNSUPPORTED


def test_the_grounds_of_a_draft_are_its_pack_its_facts_and_what_is_known_of_the_change(material: Material) -> None:
    pack = Pack("text", evidence_of(material), (), (), 10, 100, "e41c9d0a")
    grounds = Grounds.of(pack, material.change, material.facts, material.work, canary="vellum-1", prompt="You draft.")
    text = "orders-service goes from v1.4.0 to v1.5.0 in 7 commits by 3 authors (PAY-208)."
    (claim,) = verify(BY_NAME["description"], [RawClaim(("X30",), "", text, "item")], grounds)
    assert (claim.status, claim.reasons) == (Status.SUPPORTED, ())
    assert verify(BY_NAME["description"], [RawClaim(("X30",), "", "It is vellum-1.", "item")], grounds) == ()
