"""Redmine does not say whether a site writes Textile or Markdown; the text itself must tell."""

from time import monotonic

import pytest

from relman_desktop.trackers.kinds.redmine import is_textile

TEXTILE = [
    "h2. What happens\n\nIt fails.",
    "Steps:\n\n# open the order\n# press Refund\n# wait",
    "Call @refund(order)@ twice.",
    'See "the manual":https://example.com/manual for more.',
    '<pre><code class="ruby">\nputs 1\n</code></pre>',
    "* one\n** two\n* three",
    "|_.Browser|_.Works|\n|Firefox|yes|",
    "bq. It was said.",
    "h3. Steps\n\n# one\n# two\n\n- a dash is no list here",
]
MARKDOWN = [
    "## What happens\n\nIt fails.",
    "# Refunds\n\nThey are paid twice.\n\n## Steps",
    "1. open the order\n2. press Refund",
    "Call `refund(order)` twice.",
    "See [the manual](https://example.com/manual) for more.",
    "```ruby\nputs 1\n```",
    "- one\n  - two",
    "| Browser | Works |\n|---|---|\n| Firefox | yes |",
    "**Bold** words, written to ada@example.com and bob@example.com.",
    "Nothing but words.",
    "* a list that both have\n* and its second item",
    "",
]


@pytest.mark.parametrize("text", TEXTILE)
def test_textile_is_known_by_what_only_it_has(text: str) -> None:
    assert is_textile(text)


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_and_plain_words_stay_markdown(text: str) -> None:
    assert not is_textile(text)


@pytest.mark.parametrize(
    "piece", ["@x", '"', "`", "# a\n", "## a\n", "h1", "[](", "**", "|_", "@ @", '"a":', "* ", "#", "\n"]
)
def test_no_text_takes_long_to_tell(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    began = monotonic()
    is_textile(text)
    assert monotonic() - began < 3
