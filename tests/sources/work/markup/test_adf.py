"""ADF: the documents of Jira Cloud as a person reads them, and those that nobody should have written."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relman_desktop.sources.work.markup import adf_to_markdown
from relman_desktop.sources.work.markup.escaping import clean
from tests.sources.work.markup.reading import is_words_only, kinds, words


def doc(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def text(words: str, *marks: str | dict[str, Any]) -> dict[str, Any]:
    told = [mark if isinstance(mark, dict) else {"type": mark} for mark in marks]
    return {"type": "text", "text": words, **({"marks": told} if told else {})}


def link(url: str) -> dict[str, Any]:
    return {"type": "link", "attrs": {"href": url}}


def node(kind: str, *content: dict[str, Any], **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def para(*content: dict[str, Any]) -> dict[str, Any]:
    return node("paragraph", *content)


def item(*content: dict[str, Any]) -> dict[str, Any]:
    return node("listItem", *content)


def test_a_story_reads_as_it_does_in_jira() -> None:
    story = doc(
        node("heading", text("Why"), level=2),
        para(text("Customers "), text("cannot ", "strong"), text("pay", "strong", "em"), text(" by card.")),
        node(
            "bulletList",
            item(para(text("A card is refused")), node("orderedList", item(para(text("with 402"))))),
            item(node("codeBlock", text("curl -X POST /pay\n\n# 402"), language="bash")),
        ),
        node(
            "taskList",
            node("taskItem", text("Reproduced"), state="DONE"),
            node("taskItem", text("Fixed"), state="TODO"),
        ),
        node("panel", para(text("Money is at stake.")), panelType="warning"),
        node("blockquote", para(text("Please hurry"))),
        node("rule"),
    )
    assert adf_to_markdown(story) == (
        "## Why\n\n"
        "Customers **cannot *pay*** by card.\n\n"
        "- A card is refused\n  1. with 402\n"
        "- ```bash\n  curl -X POST /pay\n\n  # 402\n  ```\n\n"
        "- [x] Reproduced\n- [ ] Fixed\n\n"
        "> **Warning**\n>\n> Money is at stake.\n\n"
        "> Please hurry\n\n---"
    )


def test_a_table_keeps_its_cells_whatever_stands_in_them() -> None:
    cells = (
        node("tableCell", para(text("a|b"))),
        node("tableCell", node("bulletList", item(para(text("x"))), item(para(text("y"))))),
    )
    table = node("table", node("tableRow", node("tableHeader", para(text("Name")))), node("tableRow", *cells))
    assert adf_to_markdown(doc(table)) == "| Name |  |\n| --- | --- |\n| a\\|b | • x • y |"


def test_a_link_keeps_its_words_and_its_address_as_text() -> None:
    url = "https://wiki.example/run_book"
    content = text("the ", link(url)), text("runbook", link(url), "strong"), text(" and "), text(url, link(url))
    assert adf_to_markdown(doc(para(*content))) == f"the **runbook** ({url}) and {url}"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "#here", "", "https//broken"])
def test_a_link_to_nothing_outside_is_its_words(url: str) -> None:
    assert adf_to_markdown(doc(para(text("click", link(url))))) == "click"


def test_what_stands_in_a_line_is_said_in_words() -> None:
    content = (
        node("mention", id="5b10", text="@Maya"),
        node("mention", id="5b11"),
        node("emoji", shortName=":tada:", text="🎉"),
        node("date", timestamp="1764115200000"),
        node("status", text="IN PROGRESS", color="blue"),
        node("inlineCard", url="https://x.example/PAY-1"),
        node("mediaInline", alt="a diagram"),
    )
    told = adf_to_markdown(doc(para(*(one for word in content for one in (word, text(" "))))))
    assert told == "@Maya @5b11 🎉 2025-11-26 IN PROGRESS https://x.example/PAY-1 (image: a diagram)"


def test_of_what_is_unknown_the_words_are_kept() -> None:
    unknown = node("futureBlock", para(text("one "), {"type": "futureInline", "attrs": {"text": "two"}}), title="Title")
    assert adf_to_markdown(doc(unknown, {"type": "extension"}, {"content": [text("three")]})) == (
        "**Title**\n\none two\n\nthree"
    )


@pytest.mark.parametrize("value", [None, "", [], {}, 3, True, {"type": "doc"}, {"type": ["x"], "content": {"a": 1}}])
def test_what_is_no_document_says_nothing(value: Any) -> None:
    assert adf_to_markdown(value) == ""


def test_a_text_is_taken_as_it_is_and_a_document_as_json_is_read() -> None:
    assert adf_to_markdown("just *words*") == "just \\*words\\*"
    assert adf_to_markdown(json.dumps(doc(para(text("read"))))) == "read"


def test_a_document_as_deep_as_it_is_long_is_read() -> None:
    deep: dict[str, Any] = para(text("down here"))
    for kind in ("listItem", "bulletList") * 20_000:
        deep = {"type": kind, "content": [deep]}
    assert "down here" in adf_to_markdown(deep)


def test_a_body_that_is_too_long_says_what_was_left_out_and_closes_what_is_open() -> None:
    told = adf_to_markdown(doc(node("codeBlock", text("x" * 70_000)), para(text("never read"))))
    assert len(told) < 61_000 and told.endswith("\n```\n\n… (10,010 further characters were left out.)")


@given(st.lists(st.tuples(st.text(), st.sets(st.sampled_from(["strong", "em", "strike", "underline"])))))
def test_words_are_read_back_word_for_word_and_become_no_markup(parts: list[tuple[str, set[str]]]) -> None:
    told = adf_to_markdown(doc(para(*(text(words, *sorted(marks)) for words, marks in parts))))
    assert words(told) == " ".join(clean("".join(part for part, _ in parts)).split())
    assert set(kinds(told)) <= {
        "inline", "text", "text_special", "softbreak", "hardbreak", "paragraph_open", "paragraph_close",
        "strong_open", "strong_close", "em_open", "em_close", "s_open", "s_close",
    }  # fmt: skip


_MARKUP = st.text(alphabet="ab `*_~[]()!<>#|\\-+=&;:1.\n/ש😀\u00a0", max_size=60)


@example("", "\\ ", "")
@example("", "a * ", "")
@example("x", " * a", "")
@given(_MARKUP, _MARKUP, _MARKUP)
def test_what_looks_like_markup_is_words(one: str, two: str, three: str) -> None:
    told = adf_to_markdown(doc(para(text(one), text(two, "strong"), text(three))))
    assert words(told) == " ".join((one + two + three).split())
    assert is_words_only(told)


_KINDS = (
    "paragraph heading bulletList orderedList listItem taskList taskItem table tableRow tableCell panel "
    "blockquote codeBlock expand unknown"
)
_NODES = st.recursive(
    st.builds(lambda words: text(words), _MARKUP) | st.sampled_from([{"type": "rule"}, {"type": "hardBreak"}]),
    lambda inside: st.builds(
        lambda kind, content, level: node(kind, *content, level=level),
        st.sampled_from(_KINDS.split()),
        st.lists(inside, max_size=4),
        st.integers(-1, 9) | st.none() | st.text(max_size=2),
    ),
    max_leaves=12,
)


@given(_NODES)
def test_any_nesting_gives_markdown_of_words_only(document: dict[str, Any]) -> None:
    assert is_words_only(adf_to_markdown(document))
