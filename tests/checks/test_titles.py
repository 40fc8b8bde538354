"""Titles of one sentence that say something."""

import pytest

from tests.checks.cases import about

NOTHING = [
    "Update",
    "Fix bug",
    "Bug fixes and improvements",
    "Release 2.3.1",
    "PAY-12",
    "Fix PAY-12",
    "#123",
    "WIP",
    "Merge branch 'feature/x' into main",
    "Merge pull request #12 from shop/fix",
    "feature/PAY-12-postcode",
    "hotfix/timeout",
    "fix-the-checkout-page",
    "Various changes",
    "Deploy to production",
    "1a2b3c4d5e",
]
SOMETHING = [
    "Upgrade checkout from 1.2 to 1.3",
    "Fix the postcode",
    "PAY-12: Ask for the postcode first",
    "Rotate TLS",
    "Aktualisierung der Kasse",
    "支払いを直す",
    "Drop orders.legacy_id",
    "Release 2.3.1 of checkout",
    "Add SSO",
]


@pytest.mark.parametrize("title", NOTHING)
def test_a_title_that_says_nothing_blocks(title: str) -> None:
    (one,) = about("title-says-nothing", title=title)
    assert one.quote == title and (one.mend is None or "title" in one.mend.texts)


@pytest.mark.parametrize("title", SOMETHING)
def test_a_short_title_may_say_enough(title: str) -> None:
    assert not about("title-says-nothing", title=title)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Ask for the postcode. Then pay.", False),
        ("Ask for the postcode\nand pay", False),
        ("Is it slow? Make it fast.", False),
        ("Ask for the postcode.", True),
        ("Upgrade checkout from v1.2.0 to v1.3.0 (e.g. Kafka)", True),
        ("Show prices in EUR, USD etc. Only in the cart", True),
        ("Rename `Cart.total. Sum` in the API", True),
        ("Update README.md and Node.js", True),
    ],
)
def test_a_title_is_one_sentence(title: str, is_one: bool) -> None:
    assert bool(about("title-sentences", title=title)) is not is_one
