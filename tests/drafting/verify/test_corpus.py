"""Both kinds of error on sentences that people wrote: what is true must pass, what is invented must not."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.drafting.verify import Grounds, RawClaim, accepted, verify
from relman_desktop.fields import BY_NAME, WRITTEN, Field
from relman_desktop.ticket import Claim, Status

from .sent import grounds_of

_DATA = Path(__file__).parents[2] / "data" / "verify"
_LEAST = 0.95


def claims_of(name: str) -> list[tuple[str, RawClaim]]:
    """(field, claim) of a file of `tests/data/verify`."""
    rows: list[dict[str, str]] = tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))["claim"]
    return [
        (row["field"], RawClaim(tuple(row["evidence"].split()), row.get("quote", ""), row["text"], row["layout"]))
        for row in rows
    ]


def passing(name: str, grounds: Grounds) -> tuple[list[str], list[str]]:
    """The texts of a corpus that "accept all supported" inserts, and those that it does not."""
    passed: list[str] = []
    held: list[str] = []
    for field, claim in claims_of(name):
        found = verify(BY_NAME[field], [claim], grounds)
        (passed if accepted(found) else held).append(f"{claim.text} {[one.reasons for one in found]}")
    return passed, held


def test_true_sentences_pass(grounds: Grounds) -> None:
    passed, held = passing("true", grounds)
    assert len(passed) + len(held) >= 80
    print(f"{len(passed)} of {len(passed) + len(held)} true sentences pass")  # shown by `pytest -rP`
    assert len(passed) >= _LEAST * (len(passed) + len(held)), held


def test_invented_sentences_do_not_pass(grounds: Grounds) -> None:
    passed, held = passing("invented", grounds)
    assert len(passed) + len(held) >= 120
    print(f"{len(held)} of {len(passed) + len(held)} inventions do not pass")
    assert len(held) >= _LEAST * (len(passed) + len(held)), passed


@pytest.mark.parametrize("field", WRITTEN, ids=lambda field: field.name)
def test_the_template_drafters_sentences_stand_on_their_own_evidence(field: Field, material: Material) -> None:
    grounds = grounds_of(material, material.facts)  # it tells more of the facts than a request shows
    drafted = [one for one in draft_ticket(material).proposals[field.name].claims if one.status is not Status.USER]
    checked = verify(field, [RawClaim.of(one) for one in drafted], grounds)
    assert drafted
    assert [one.text for one in checked if one.status is Status.UNSUPPORTED] == []
    assert _texts(checked, Status.SUPPORTED) >= _texts(drafted, Status.SUPPORTED)


def _texts(claims: Iterable[Claim], status: Status) -> set[str]:
    return {one.text for one in claims if one.status is status}


def test_facts_tell_the_truth_about_themselves(material: Material, grounds: Grounds) -> None:
    said = [fact for fact in material.facts.items if fact.topic != "notes"]
    claims = [RawClaim((fact.id, *fact.evidence[:3]), "", fact.text, "item") for fact in said]
    checked = verify(BY_NAME["description"], claims, grounds)
    assert [(one.text, one.reasons) for one in checked if one.status is not Status.SUPPORTED] == []
