"""The field as a whole: layouts, repeats, limits, what is accepted at one word, and what one repair call changes."""

from collections.abc import Sequence

import pytest

from relman_desktop.drafting.verify import RawClaim, accepted, failing, merge_repair, status_of, tally, verify
from relman_desktop.fields import BY_NAME
from relman_desktop.ticket import Claim, Layout, Status

from .sent import a_hunk, some_grounds

_GROUNDS = some_grounds(
    a_hunk("F1.h1", "orders/refund.py", ["def refund(order, amount):", "    return send(order, amount)"])
)
_TRUE = "A refund sends the order and its amount."
_FALSE = "A refund is repeated 40 times."


def checked(field: str, *texts: str, layout: str = "step") -> tuple[Claim, ...]:
    return verify(BY_NAME[field], [RawClaim(("F1.h1",), "", text, layout) for text in texts], _GROUNDS)


def texts(claims: Sequence[Claim]) -> list[str]:
    return [one.text for one in claims]


@pytest.mark.parametrize(
    ("field", "layout", "text", "layouts"),
    [
        ("title", "step", _TRUE, Layout.SENTENCE),
        ("description", "step", _TRUE, Layout.ITEM),
        ("description", "Paragraph", _TRUE, Layout.PARAGRAPH),
        ("description", "nonsense", _TRUE, Layout.SENTENCE),
        ("deployment", "item", _TRUE, Layout.STEP),
        ("deployment", "sentence", _TRUE, Layout.STEP),
        ("deployment", "sentence", "Before:", Layout.PARAGRAPH),
    ],
)
def test_a_layout_fits_its_field(field: str, layout: str, text: str, layouts: Layout) -> None:
    (claim,) = checked(field, text, layout=layout)
    assert claim.layout is layouts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "…",
        "N/A",
        "TBD",
        "As an AI, I cannot see the code.",
        "Here is the description:",
        "Sure, I can help!",
        "None.",
    ],
)
def test_what_says_nothing_is_left_out(text: str) -> None:
    assert texts(checked("description", text, _TRUE)) == [_TRUE]


def test_what_is_said_twice_stands_once() -> None:
    assert texts(checked("description", _TRUE, _TRUE.upper(), f"{_TRUE}  ")) == [_TRUE]


def test_a_title_is_one_sentence_within_its_limit() -> None:
    first, second = checked("title", "Refunds of an order", "Refunds send an amount")
    assert (first.status, second.status) == (Status.SUPPORTED, Status.UNSUPPORTED)
    (two,) = checked("title", "Refunds send an amount. Orders send it.")
    assert "A title is one sentence." in two.reasons
    (long,) = checked("title", "Refund the amount of an order " * 8)
    assert any("160 are the most" in reason for reason in long.reasons)


def test_a_field_takes_no_more_than_it_holds() -> None:
    steps = checked("deployment", *(f"Send the refund of order {'amount ' * 40}{'x' * number}" for number in range(20)))
    assert sum(len(one.text) for one in accepted(steps)) <= 4000
    assert "The field holds 4,000 characters." in steps[-1].reasons


def test_only_what_is_supported_is_accepted_and_its_headings() -> None:
    claims = checked("description", "In short:", _TRUE, "Besides:", _FALSE, layout="paragraph")
    assert [one.status for one in claims] == [Status.SUPPORTED, Status.SUPPORTED, Status.SUPPORTED, Status.UNSUPPORTED]
    assert texts(accepted(claims)) == ["In short:", _TRUE]
    assert status_of(claims) is Status.UNSUPPORTED
    assert tally(claims) == {Status.SUPPORTED: 3, Status.UNSUPPORTED: 1}


def test_one_repair_call_is_for_what_fails() -> None:
    claims = checked("description", _TRUE, _FALSE, "A refund is sent to `Nobody`.")
    assert [(one.position, one.claim.text) for one in failing(claims)] == [
        (1, _FALSE),
        (2, "A refund is sent to `Nobody`."),
    ]


def test_a_repaired_claim_takes_the_place_of_the_one_that_failed() -> None:
    claims = checked("description", _TRUE, _FALSE, "A refund is sent to `Nobody`.")
    (better,) = checked("description", "A refund returns what is sent.")
    (worse,) = checked("description", "A refund is repeated 50 times.")
    merged = merge_repair(claims, {0: None, 1: better, 2: None, 9: better})
    assert texts(merged) == [_TRUE, "A refund returns what is sent."]
    assert texts(merge_repair(claims, {1: worse}))[1] == _FALSE
    assert texts(merge_repair(claims, {})) == texts(claims)
