"""Which pages are documentation that changes with the code."""

import pytest

from relman_desktop.facts.documents import detect
from relman_desktop.jobs import Cancel
from tests.facts.changes import a_change


@pytest.mark.parametrize(
    ("path", "is_page"),
    [
        ("docs/cart.md", True),
        ("README.md", True),
        ("AGENTS.md", False),
        ("web/CLAUDE.md", False),
        ("public/build/app.a0dd61fe.js.LICENSE.txt", False),
        ("LICENSE", False),
    ],
)
def test_what_tells_people_of_the_change_is_a_page(path: str, is_page: bool) -> None:
    assert [one.kind for one in detect(a_change({path: ("a\n", "b\n")}), Cancel())] == ["docs.changed"] * is_page
