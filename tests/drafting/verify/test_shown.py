"""What was masked or not sent stays so: neither a reason, which is sent once more, nor a quotation tells it."""

from dataclasses import replace

from relman_desktop.drafting.pack.packed import Pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.verify import Grounds, RawClaim, as_quotation, verify
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Place, Value
from relman_desktop.fields import BY_NAME
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.ticket import Claim, Status

_SECRET = "hunter2-of-the-shop"
_SENT = "Old clients stop, connect with password=[[SECRET_PASSWORD_1]] from now on."
_TOLD = _SENT.replace("[[SECRET_PASSWORD_1]]", _SECRET)


def note(**data: Value) -> Fact:
    return Fact("X1", "notes.breaking", f"Release notes, Breaking: {_TOLD}", ("C1",), {"text": _TOLD, **data}, 50)


def grounds_of(material: Material, fact: Fact, *, sent: bool) -> Grounds:
    shown = Evidence("X1", "fact", fact.kind, f"Release notes, Breaking: {_SENT}", Trust.CLAIM)
    commit = Evidence("C1", "commit", "1a2b3c4d5e", "Clients log in anew.", Trust.CLAIM)
    evidence = {one.id: one for one in ([commit, shown] if sent else [commit])}
    place = {"R1": Place("app.py", 3, f"password = '{_SECRET}'")}
    return Grounds.of(Pack("", evidence, (), (), 10, 100, "e41c9d0a"), material.change, Facts((fact,), place))


def checked(grounds: Grounds, text: str, cites: str = "C1") -> Claim:
    (claim,) = verify(BY_NAME["description"], [RawClaim((cites,), "", text, "item")], grounds)
    return claim


def test_a_reason_tells_a_fact_as_it_was_sent(material: Material) -> None:
    claim = checked(grounds_of(material, note(), sent=True), "The login is fully backwards compatible.")
    assert claim.status is Status.UNSUPPORTED
    assert f"contradicts X1: Release notes, Breaking: {_SENT}" in claim.reasons[0]


def test_a_reason_names_a_fact_that_was_not_sent_and_tells_nothing_of_it(material: Material) -> None:
    claim = checked(grounds_of(material, note(), sent=False), "The login is fully backwards compatible.")
    assert claim.status is Status.UNSUPPORTED
    assert "contradicts the fact X1 (notes.breaking), which was not sent." in claim.reasons[0]


def test_a_note_is_not_quoted_with_what_was_masked_in_it(material: Material) -> None:
    grounds = grounds_of(material, note(), sent=True)
    claim = checked(grounds, "The notes say that old clients stop from now on.", "X1")
    quoted = as_quotation(claim, grounds)
    assert _SECRET not in f"{claim} {quoted}"


def test_a_secret_that_only_a_facts_data_holds_bears_nothing_out(material: Material) -> None:
    fact = replace(note(path="app.py", password=_SECRET), kind="config.changed")
    grounds = grounds_of(material, fact, sent=True)
    assert checked(grounds, f"Old clients connect with the password `{_SECRET}`.", "X1").status is Status.UNSUPPORTED
    assert _SECRET not in repr(grounds)


def test_what_was_sent_of_a_fact_is_kept(material: Material) -> None:
    shown = Evidence("X1", "fact", "config.env_added", "Reads a new `SHOP_URL`.", Trust.CODE)
    file = Evidence("F1", "file", "shop/app.py", "modified, +1 −0", Trust.CODE)
    data: dict[str, Value] = {"name": "SHOP_URL", "path": "shop/app.py", "others": ["SHOP_URL", "gone"], "new": True}
    fact = Fact("X1", "config.env_added", shown.text, ("F1.h1",), data, 50)
    pack = Pack("", {"X1": shown, "F1": file}, (), (), 10, 100, "e41c9d0a")
    (kept,) = Grounds.of(pack, material.change, Facts((fact,))).facts.items
    assert kept == replace(fact, data={**data, "others": ["SHOP_URL"]})
