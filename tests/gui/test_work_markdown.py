"""A ticket's Markdown as lines to draw: nothing is left out, nothing is hidden, nothing is markup any more."""

from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from relman_desktop.gui.shown import shown_text
from relman_desktop.gui.work_body import WorkBody
from relman_desktop.gui.work_markdown import Block, addresses, markdown_lines
from relman_desktop.gui.work_quotes import place_of

MARKS = ("*", "**", "_", "`", "```", "~~", "[", "](", ")", "<b>", "</b>", "> ", "- ", "1. ", "# ", "\n", "\n\n", "|-|")
WORDS = ("http://e.org/a", "\\", "![", "&amp;", "\u202e", "\u200b", "🚢", "שלום", "word", "PAY-12", " ", "\t", "[x] ")
PIECES = st.sampled_from((*MARKS, *WORDS))
HOSTILE = {
    "stars": "*a **b " * 2800,
    "brackets": "[" * 20_000,
    "links": "[a](" * 5_000,
    "ticks": "`" * 9_999 + "a" + "``" * 4_000,
    "angles": "<" * 20_000,
    "quotations": "> " * 9_000 + "word",
    "lists": "- " * 9_000 + "word",
    "table": "|a" * 5_000 + "\n" + "|-" * 5_000,
    "long": "word " * 40_000,
}


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def drawn(markdown: str) -> str:
    return "\n".join(line.text for line in markdown_lines(markdown))


def test_marks_become_looks_and_the_rest_stands() -> None:
    lines = markdown_lines(
        "# Head\n\nSee **this** [page](https://e.org/p 'why') and `a_b`.\n\n- [x] done\n- [ ] open\n\n"
        "3. three\n4. four\n\n> said\n\n```sh\nmake  all\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n<script>x</script>\n\n~~gone~~"
    )
    assert [line.text for line in lines] == [
        "Head", "See this page (why) and a_b.", "☑ done", "☐ open", "3. three", "4. four", "said", "sh", "make  all",
        "a  |  b", "1  |  2", "<script>x</script>", "gone",
    ]  # fmt: skip
    assert lines[0].block is Block.HEADING and lines[6].block is Block.QUOTE and lines[8].block is Block.CODE
    assert [run.look for run in lines[1].runs if run.look] == ["strong", "link", "code"]
    assert addresses(lines) == ("https://e.org/p",)


def test_a_bare_address_can_be_copied_and_is_no_link() -> None:
    lines = markdown_lines("See https://e.org/incidents/1, and <https://e.org/2>.")
    assert addresses(lines) == ("https://e.org/incidents/1", "https://e.org/2")


@given(st.lists(PIECES, max_size=60).map("".join))
@example("> " * 70 + "what is nested too deep")
@example("- " * 70 + "x")
@example("[a]: http://b\n")
@example("&#x202e;")
def test_no_word_is_left_out_and_nothing_is_hidden(markdown: str) -> None:
    lines = markdown_lines(markdown)
    said = "\n".join(line.text for line in lines)
    assert letters(said + "".join(addresses(lines))) >= letters(shown_text(markdown)) * 0.95 - 5
    assert "\u202e" not in said and "\u200b" not in said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_time(name: str) -> None:
    began = perf_counter()
    assert letters(drawn(HOSTILE[name])) > 0 or not letters(HOSTILE[name])
    assert perf_counter() - began < 2


# The text on the screen


def test_what_is_drawn_holds_no_markup(qtbot: QtBot) -> None:
    body = WorkBody("Description", grows=True)
    qtbot.addWidget(body)
    body.show_text("<img src='http://e.org/x.png'><a href='http://e.org'>here</a>\n\n**bold** [link](http://e.org)")
    assert body.toPlainText() == "<img src='http://e.org/x.png'><a href='http://e.org'>here</a>\nbold link"
    assert not body.document().firstBlock().charFormat().isAnchor() and "<img" not in body.toHtml()


def test_the_words_that_a_sentence_quotes_are_marked(qtbot: QtBot) -> None:
    body = WorkBody("What the work item says", grows=False)
    qtbot.addWidget(body)
    quotes = ("the provider answers **late** 🚢", "not there at all")
    body.show_text("Before 🚢. When the\nprovider answers *late* 🚢 the page waits.", quotes, "A title")
    assert body.marked.replace("\u2029", " ") == "the provider answers late"
    assert body.toPlainText().startswith("A title\nBefore")


@given(st.text(max_size=40), st.text(min_size=4, max_size=20), st.text(max_size=40))
def test_a_quotation_is_found_where_it_stands(before: str, quote: str, after: str) -> None:
    place = place_of(quote, before + quote + after)
    if sum(map(len, filter(str.isalnum, quote.casefold()))) >= 4 and place:
        text = (before + quote + after)[slice(*place)]
        wanted = "".join(filter(str.isalnum, quote)).casefold()
        assert wanted in "".join(filter(str.isalnum, text)).casefold()
