"""What is taken from a record into the ticket says there what it said."""

import pytest

from relman_desktop.export.markup import Flavour, render
from relman_desktop.taking import typed

TEXT = (
    "If more than 1 % fail:\n\n1. Run `rm -rf build/*` on **db1**.\n2. Wait for a_b\\c `x\\*`.\n\n```sh\necho \\*\n```"
)


@pytest.mark.parametrize("flavour", [Flavour.WIKI, Flavour.TEXTILE, Flavour.GFM, Flavour.GLFM, Flavour.COMMONMARK])
def test_a_text_in_a_targets_markup_comes_back_as_it_was_typed(flavour: Flavour) -> None:
    taken = typed(render(TEXT, flavour), flavour)
    assert render(taken, flavour) == render(TEXT, flavour)
    assert "`rm -rf build/*`" in taken and "a_b\\c" in taken and "echo \\*" in taken


def test_what_is_plain_is_taken_as_it_is() -> None:
    assert typed("a \\* b", Flavour.PLAIN) == "a \\* b"


def test_hostile_texts_take_linear_time() -> None:
    for text in ("`a``" * 50_000, "```\n" * 50_000, "\\`" * 100_000, "> ~~~\n" * 30_000):
        assert typed(text, Flavour.GFM)
