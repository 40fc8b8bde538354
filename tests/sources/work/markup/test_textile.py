"""Textile, as Redmine has it, as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.markup import textile_to_markdown
from tests.sources.work.markup.reading import assert_bounded, is_words_only, words

ISSUE = """h2(#why). Why

Users *cannot pay* with -cheques- and _cards_; see "the runbook(title)":https://x.example/run_book.
Second line #123 __init__.py 5*3 !shot.png(The shot)! [[Wiki|the wiki]] @a|b *c*@ %{color:red}red% me@x.example

bq. A quote
goes on.

* one
## two @code@
* [x] done
* four
<pre><code class="ruby">
def x
  1 < 2
end
</code></pre>

|_. Name |_. Value |
|\\2. a|b |
| x | "l":http://z.example |

> reply
>> deep
> back

bc.. code

more code

p. end
{{collapse(Details)
hidden *b* {{toc}}
}}
---
<pre>
never closed"""


def test_an_issue_reads_as_it_does_in_redmine() -> None:
    assert textile_to_markdown(ISSUE) == (
        "## Why\n\n"
        "Users **cannot pay** with ~~cheques~~ and *cards*; see the runbook (https://x.example/run_book).  \n"
        "Second line #123 __init\\_\\_.py 5\\*3 (image: The shot) the wiki `a|b *c*` red me@x.example\n\n"
        "> A quote  \n> goes on.\n\n"
        "- one\n  1. two `code`\n- [x] done\n- four\n\n  ```ruby\n  def x\n    1 < 2\n  end\n  ```\n\n"
        "| Name | Value |\n| --- | --- |\n| a | b |\n| x | l (http://z.example) |\n\n"
        "> reply\n>\n> > deep\n>\n> back\n\n"
        "```\ncode\n\nmore code\n```\n\nend\n\n**Details**\n\nhidden **b**\n\n---\n\n```\nnever closed\n```"
    )


@pytest.mark.parametrize(
    ("textile", "expected"),
    [
        ('"say":/issues/5 "this":x "a":http://x.example/y, ok', 'say "this":x a (http://x.example/y), ok'),
        ("*a* **b** _c_ __d__ ??e?? +f+ ^g^ ~h~", "**a** **b** *c* __d\\_\\_ *e* f g h"),
        ("<b>x</b> <br /> y &lt; <code>1 > 0</code>", "\\<b>x\\</b>  \ny \\&lt; `1 > 0`"),
        ("h3. T\np>. right\n\nbq.. q\n\nstill q\n\nh1. out", "### T\n\nright\n\n> q\n>\n> still q\n\n# out"),
        ("bc(ruby). x = 1\ny = 2\n\nafter", "```ruby\nx = 1\ny = 2\n```\n\nafter"),
        ("# [ ] open\n# [X] done", "1. [ ] open\n2. [x] done"),
        ("100% sure, 5% or 6%; a@b and c@d", "100% sure, 5% or 6%; a@b and c@d"),
        ("", ""),
    ],
)
def test_what_people_write(textile: str, expected: str) -> None:
    assert textile_to_markdown(textile) == expected
    assert is_words_only(expected)


HOSTILE = (
    "[", '"', '"a', '"a":http://', "{", "*", "*a ", "@a", " @a", "%{a", "% ", "<pre>", "<pre></pre>", "<code>",
    "!a.b", "!<", "|a", "|_. a|b|\n", "|<>", "|(a)", "bq. x\n", "bq.. x\n\n", ">", ">>>> a\n> b\n", "h1. x\n",
    "h1(a)", "[[", "{{", "<", "- - -", " ", "* a\n## b\n", "😀*ש* ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_much_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(textile_to_markdown, piece, 40_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(textile_to_markdown, piece, 1_000_000)


_SOUP = (
    '* # - ** | |_. \n \n\n <pre> </pre> <code> </code> bc.\xa0 bq.\xa0 bq..\xa0 h2.\xa0 > @ % " ": '
    "http://x.example ! . ( ) [[ ]] {{ }} _ ?? + ^ ~ { } \\ a b\xa0c <b> & 😀 \xa0 ---"
)


@given(
    st.lists(st.sampled_from(_SOUP.split(" ")), max_size=30).map(lambda pieces: "".join(pieces).replace("\xa0", " "))
)
def test_any_soup_of_marks_gives_markdown_of_words_only(textile: str) -> None:
    assert is_words_only(textile_to_markdown(textile))


@given(st.text(alphabet="ab `<&;:.,=$😀ש'", max_size=60))
def test_words_are_read_back_word_for_word(text: str) -> None:
    assert words(textile_to_markdown(text)) == " ".join(text.split())
