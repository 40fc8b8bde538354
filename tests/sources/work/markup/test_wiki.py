"""Jira's wiki markup as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.markup import wiki_to_markdown
from tests.sources.work.markup.reading import assert_bounded, is_words_only, words

STORY = r"""h2. Why
Customers *cannot pay* with -cheques- and _cards_; see [the runbook|https://x.example/run_book] or [https://y.example].
Second line {color:red}red{color} {{a|b ${c}}} \\ third PAY-12 snake_case __init__ a-b-c, use -f file. (/) ok

# Open the page
#* on a phone
#* [~accountid:5b10] tests
and goes on
# Deploy
{code:java|title=Foo.java}
class X { int[] a = {1}; }
* not a list
{code}
# Check

||Name||Value||
|a \| b|[x|https://z.example]|
|multi
line|!pic.png|alt=The pic!|

{panel:title=My title|borderStyle=dashed}
* in panel
{quote}quoted{quote}
{panel}
bq. single
----
{noformat}x *y*{noformat} after
{warning}hot{warning}
{code} never closed"""


def test_a_story_reads_as_it_does_in_jira() -> None:
    assert wiki_to_markdown(STORY) == (
        "## Why\n\n"
        "Customers **cannot pay** with ~~cheques~~ and *cards*; see the runbook (https://x.example/run_book) or "
        "https://y.example.  \n"
        "Second line red `a|b ${c}`  \n"
        "third PAY-12 snake_case __init\\_\\_ a-b-c, use -f file. ✓ ok\n\n"
        "1. Open the page\n   - on a phone\n   - @5b10 tests  \n     and goes on\n"
        "2. Deploy\n\n   **Foo.java**\n\n   ```java\n   class X { int[] a = {1}; }\n   * not a list\n   ```\n"
        "3. Check\n\n"
        "| Name | Value |\n| --- | --- |\n| a \\| b | x (https://z.example) |\n| multi line | (image: The pic) |\n\n"
        "> **My title**\n>\n> - in panel\n>\n>   > quoted\n\n"
        "> single\n\n---\n\n```\nx *y*\n```\n\nafter\n\n> **Warning**\n>\n> hot\n\nnever closed"
    )


@pytest.mark.parametrize(
    ("wiki", "expected"),
    [
        ("* [ ] task\n* [INFO] x[0]", "- \\[ ] task\n- [INFO] x[0]"),
        ("*a *b* c", "\\*a **b** c"),
        ("**both** and *** or ----- x", "**both** and \\*\\*\\* or ----- x"),
        ("2 * 3 * 4, 5*3*2, C++, a - b - c", "2 * 3 * 4, 5\\*3\\*2, C++, a - b - c"),
        ("run --force-yes -x and -y", "run --force-yes -x and -y"),
        ("{*}bold{*}ed, {-}old{-}", "**bold**ed, ~~old~~"),
        (r"\*not bold\* \[x\] \{code\}", "\\*not bold\\* [x] {code}"),
        ("[PAY-1] [a|b] [#here] [top|#here] [mail|mailto:m@x.example] [^log.txt]",
         "[PAY-1] [a|b] [#here] top mail (mailto:m@x.example) log.txt"),
        ("Great! really!\n!shot.png|thumbnail! !a.png!", "Great! really!  \n(image: shot.png) (image: a.png)"),
        ("see https://x.example/a_b_c-d_e*f* now", "see https://x.example/a_b_c-d_e\\*f\\* now"),
        ("# one\n\n{code}x{code}\n# one again", "1. one\n\n```\nx\n```\n\n1. one again"),
        ("h1. \nh6. x *y*", "###### x **y**"),
        ("{quote}\nopen\n{panel:title=A}\nb\n{quote}\nout", "> open\n>\n> > **A**\n> >\n> > b\n\nout"),
        ("{info}a{info}{tip:title=T}b{tip}", "> **Info**\n>\n> a\n\n> **T**\n>\n> b"),
        ("say {{code}} and {unknown} and {x", "say `code` and {unknown} and {x"),
        ("<b>x</b> <script> &lt;", "\\<b>x\\</b> \\<script> \\&lt;"),
        ("|a|b|\ntext", "| a | b |\n| --- | --- |\n\ntext"),
        ("- one\n- two\n** deep", "- one\n- two\n  - deep"),
        ("\r\na\r\n\r\nb\r", "a\n\nb"),
        ("😀 *שלום* עולם", "😀 **שלום** עולם"),
    ],
)  # fmt: skip
def test_what_people_write(wiki: str, expected: str) -> None:
    assert wiki_to_markdown(wiki) == expected
    assert is_words_only(expected)


HOSTILE = (
    "[", "{", "*", "* ", "*a ", "[a|", "{code}", "{code}x", "{quote}", "{panel:title=a}", "{{a", "{{a{b}", "!a|",
    "!a", "|a", "|a|b|\n", "|a\nb\n", "#" * 60 + " x\n", "# a\n* b\n", "h1. x\n", "-a ", "\\", "{*}a", "http://",
    "\n", "(/) ", "*a _b* c_ -d- ", "{panel:", "*😀* ש ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_much_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(wiki_to_markdown, piece, 40_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(wiki_to_markdown, piece, 1_000_000)


_SOUP = (
    "* # - ** | || \n \n\n {code} {code:java} {noformat} {quote} {panel} {panel:title=a} {{ }} [ ] | ! _ ?? + "
    "^ ~ { } \\ \\\\ a b\xa0c h2.\xa0 bq.\xa0 ---- http://x.example <b> & . 😀 \xa0 (/) {color:red}"
)


@given(
    st.lists(st.sampled_from(_SOUP.split(" ")), max_size=30).map(lambda pieces: "".join(pieces).replace("\xa0", " "))
)
def test_any_soup_of_marks_gives_markdown_of_words_only(wiki: str) -> None:
    assert is_words_only(wiki_to_markdown(wiki))


@given(st.text(alphabet="ab `<>&;:.,=%$@😀ש\"'", max_size=60))
def test_words_are_read_back_word_for_word(text: str) -> None:
    assert words(wiki_to_markdown(text)) == " ".join(text.split())
