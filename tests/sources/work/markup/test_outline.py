"""What documents say: the same whatever a site does to how they are written, another where they mean another thing."""

import json
import re
import unicodedata
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.export.markup import Flavour, render
from relman_desktop.sources.work.markup import adf_outline, adf_to_markdown, html_outline, html_to_markdown
from tests.export.markup.texts import texts
from tests.submitting.servers.adf import stored
from tests.submitting.servers.html import sanitised

OTHERS = (
    ("rm -rf build/* now", "rm -rf build/ now"), ("rm -rf build/*", "rm -rf build/"), ("use a_b", "use a b"),
    ("cat a | grep b", "cat a grep b"), ("cat a || exit", "cat a exit"), ("C:\\new\\x", "C: new x"),
    ("> 5 errors per minute", "5 errors per minute"), ("1. one\n2. two", "2. one\n1. two"), ("- [ ] a", "- [x] a"),
    ("wait 5.0 s", "wait 50 s"), ("Use `--force`", "Use --force"), ("~~do not~~ deploy", "do not deploy"),
    ("a\n\nb", "a\nb"), ("# Stop\n\nx", "Stop\n\nx"), ("threshold: -5", "threshold: 5"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 12 | |"), ("- - -5\n", "5"),
    ("do `x`\n\n- not", "do x not"), ("10. Wait", "11. Wait"), ("2. Wait 5 minutes", "5 minutes Wait 2."),
    ("- replicas: 3", "replicas: 3"), ("`* * * * *` cron", "cron"), ("Run `*/5 * * * *`", "Run `/5`"),
    ("a ~ b", "a b"), ("`~/bin/x`", "`/bin/x`"), ("x == 1", "x = 1"), ("HELLO", "hello"),
    ("```\na\n\n\nb\n```", "```\na\n\nb\n```"), ("```\n  a\n```", "```\na\n```"), ("- a\n  - b", "- a\n- b"),
    ("[a](https://e.org)", "[a](https://f.org)"), ("> a\n\nb", "> a\n>\n> b"), ("a\n\n---\n\nb", "a\n\nb"),
    ("`a  b`", "`a b`"), ("~~a~~ b", "a ~~b~~"), ("\\", "/"), ("- a\n\n  b", "- a\n\nb"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_means_another_thing_is_another(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        assert adf_outline(render(first, Flavour.ADF)) != adf_outline(render(second, Flavour.ADF))
        assert html_outline(render(first, Flavour.HTML)) != html_outline(render(second, Flavour.HTML))


def cleaned(html: str) -> str:
    """HTML as an editor has it: tags of its own, paragraphs in items, what is not ASCII by its number."""
    html = sanitised(html)
    for ours, theirs in (("strong", "b"), ("del", "s"), ("th", "td"), ("h[124-6]", "h3")):
        html = re.sub(rf"(</?){ours}\b", rf"\1{theirs}", html)
    html = html.replace("<br>", " <br />\n").replace("<hr>", "<hr/>").replace("</p>", "</p>\r\n<p>&nbsp;</p>\n")
    html = re.sub(r"<td>([^<]*)</td>", r"<td><p>\1</p></td>", html)
    html = re.sub(r"(</?)p>", r"\1div>", html)
    html = re.sub(r"<li>([^<]*)</li>", r"<li>\n<p>\1</p>\n</li>", html)
    return "<div>" + "".join(char if char < "\x7f" else f"&#{ord(char)};" for char in html) + "</div><p><br></p>"


def normalised(node: Any) -> Any:
    """ADF in pieces, its keys and marks in another order, bold words in it."""
    if isinstance(node, list):
        return [piece for one in node for piece in _pieces(one)]
    return {name: normalised(one) for name, one in reversed(node.items())} if isinstance(node, dict) else node


def _pieces(node: Any) -> list[Any]:
    if not isinstance(node, dict) or node.get("type") != "text":
        return [normalised(node)]
    marks = [*reversed(node.get("marks", [])), {"type": "strong"}]
    half = len(node["text"]) // 2
    halves = ((node["text"][:half], marks), (node["text"][half:], marks[:-1]))
    return [{"marks": set_so, "text": text, "type": "text"} for text, set_so in halves if text]


@settings(deadline=None)
@given(texts)
def test_html_that_a_site_cleaned_says_the_same(text: str) -> None:
    html = render(text, Flavour.HTML)
    assert html_outline(html) == html_outline(sanitised(html)) == html_outline(cleaned(html))


@settings(deadline=None)
@given(texts)
def test_a_document_that_a_site_normalised_says_the_same(text: str) -> None:
    adf = json.loads(render(text, Flavour.ADF))
    told = adf_outline(adf)
    assert told == adf_outline(stored(adf)) == adf_outline(normalised(adf)) == adf_outline(json.dumps(adf))
    last = {"type": "paragraph", "content": []}
    assert told == adf_outline({**adf, "content": [*adf["content"], last]})


_LETTERS = st.text(st.sampled_from("ab*_~`|\\><&#-+.[]()\"'={}!/:;,^$%@?1"), min_size=1, max_size=6)


@settings(deadline=None)
@given(st.lists(_LETTERS, min_size=1, max_size=5), st.data())
def test_no_character_of_a_word_or_of_code_is_passed_over(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    place = data.draw(st.integers(0, len(words[at]) - 1))
    shorter = [word if number != at else word[:place] + word[place + 1 :] for number, word in enumerate(words)]
    other, one = (" ".join(some) for some in (shorter, words))
    if one.split() == other.split():
        return
    for before, after in (("<p>", "</p>"), ("<pre>", "</pre>"), ("<ol><li><code>", "</code></li></ol>")):
        assert html_outline(before + escape(one) + after) != html_outline(before + escape(other) + after)
    for kind in ("paragraph", "codeBlock"):
        made = [{"type": kind, "content": [{"type": "text", "text": text}]} for text in (one, other)]
        assert adf_outline({"type": "doc", "content": [made[0]]}) != adf_outline({"type": "doc", "content": [made[1]]})


def test_how_words_are_set_is_told_where_it_means_something() -> None:
    html = "<p>a <b>b</b><s> c </s>d <code>e  f</code></p><ol start='4'><li>g</li></ol><ul><li><input type=checkbox>h"
    told = html_outline(html)
    assert told[0] == ("words", "a b \x1d4c\x1d d \x1d8e  f\x1d")
    assert told[1:] == (
        ("item", "4."), ("words", "g"), ("end", "item"), ("item", "[ ]"), ("words", "h"), ("end", "item"),
    )  # fmt: skip


def test_an_address_that_a_site_made_a_link_or_wrote_in_its_own_way_is_the_same() -> None:
    plain = html_outline("<p>see https://e.org/é</p>")
    assert plain == html_outline('<p>see <a href="https://e.org/%C3%A9">https://e.org/é</a></p>')
    assert plain == html_outline('<p>see <a href="https://e.org/é/">https://e.org/é</a></p>')
    assert plain != html_outline('<p>see <a href="https://e.org/e">https://e.org/é</a></p>')


def test_nothing_says_nothing() -> None:
    for nothing in ("", " \n ", "<p></p>", "<div><br></div>", "<blockquote><p> </p></blockquote>", "<!-- a -->"):
        assert html_outline(nothing) == ()
    for empty in (None, "", {}, [], {"type": "doc", "content": [{"type": "paragraph"}]}):
        assert adf_outline(empty) == ()


def test_signs_of_ours_cannot_be_written_by_others() -> None:
    assert html_outline("<p>&#29;4a&#29;</p>") == html_outline("<p>4a</p>") != html_outline("<p><s>a</s></p>")


def test_hostile_documents_take_linear_time() -> None:
    assert len(html_outline("<ul><li>a" * 50_000)) > 100_000
    node: dict[str, Any] = {"type": "text", "text": "a"}
    for _ in range(50_000):
        node = {"type": "blockquote", "content": [node]}
    assert len(adf_outline(node)) == 100_001
    assert html_outline("<s>a</s> " * 50_000)[0][0] == "words"
    assert unicodedata.is_normalized("NFC", html_outline("<p>e\u0301</p>")[0][1])


def test_the_number_that_a_list_begins_with_stays() -> None:
    document = {"type": "orderedList", "attrs": {"order": 7}, "content": [{"type": "listItem", "content": ["a"]}] * 2}
    assert adf_to_markdown(document) == "7. a\n8. a"
    assert html_to_markdown("<ol start=3><li>a<ol start=2><li>b</li></ol></li></ol>") == "3. a\n\n   2. b"
    assert html_to_markdown("<ol start=-1><li>a</li></ol>") == "1. a"
