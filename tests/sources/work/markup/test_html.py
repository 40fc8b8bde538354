"""HTML, as Azure DevOps, mail programs and exports write it, as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.markup import html_to_markdown
from tests.sources.work.markup.reading import assert_bounded, is_words_only, words

AZURE = """<div>As a <b>customer </b>I want to pay &amp; go.&nbsp;<br></div><div><a href="#"
 data-vss-mention="version:2.0,5b10">@Maya Chen</a> asked, see
<a href="https://wiki.example/x?a=1&amp;b=2">the wiki</a>.</div>
<ol><li>Open the page<ul><li>on a phone</li></ul></li><li><code>make run</code></li></ol>
<table><tbody><tr><th>Card</th><th>Code</th></tr><tr><td>Visa | Debit</td><td>402</td></tr></tbody></table>
<img src="https://dev.azure.example/_apis/wit/attachments/1?fileName=image.png" alt="image.png">"""

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta charset="windows-1252"><title>RE: PAY-12</title>
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body>
<div style="display: none">A preheader that nobody sees</div>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<table><tr><td><p class="MsoNormal">Please deploy &#146;orders&#146;.<o:p></o:p></p><hr>
<blockquote>On Monday Jo wrote:<blockquote>It fails.</blockquote></blockquote></td></tr></table>
<img src="https://track.example/p.gif" width="1"></body></html>"""


def test_a_work_item_of_azure_reads_as_it_does_there() -> None:
    assert html_to_markdown(AZURE) == (
        "As a **customer** I want to pay & go.\n\n"
        "@Maya Chen asked, see the wiki (https://wiki.example/x?a=1&b=2).\n\n"
        "1. Open the page\n   - on a phone\n2. `make run`\n\n"
        "| Card | Code |\n| --- | --- |\n| Visa \\| Debit | 402 |\n\n"
        "(image: image.png)"
    )


def test_a_mail_reads_as_its_reader_sees_it() -> None:
    assert html_to_markdown(OUTLOOK) == ("Please deploy ’orders’.\n\n---\n\n> On Monday Jo wrote:\n>\n> > It fails.")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<pre><code class="ruby syntaxhl" data-language="ruby">def x\n  1 &lt; 2\nend</code></pre>', "ruby"),
        ('<pre lang="en" class="language-python">def x\n  1 &lt; 2\nend</pre>', "python"),
        ('<pre class="code-java">def x\n  1 &lt; 2\nend</pre>', "java"),
        ('<pre class="highlight"><code>def x<br>  1 &lt; 2<br/>end</code></pre>', ""),
        ("<pre class='language-\"><b>'>def x\n  1 &lt; 2\nend</pre>", ""),
    ],
)
def test_code_keeps_its_lines_and_its_language(html: str, expected: str) -> None:
    assert html_to_markdown(html) == f"```{expected}\ndef x\n  1 < 2\nend\n```"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script>alert(1)\\</script>"),
        ("&amp;lt;b&amp;gt;", "\\&lt;b\\&gt;"),
        ("<script>alert(1)</script>said<style>p{}</style>", "said"),
        ("<p onclick=x>a<!-- hidden --><span hidden>never</span>b", "ab"),
        ("<h3>Steps: # 3 #</h3>1. no list", "### Steps: # 3 \\#\n\n1\\. no list"),
        ("a<b>b</b>c <b>Note:</b>x <i> y </i>z", "a**b**c Note:x *y* z"),
        ("<s>old</s> <del>older</del>", "~~old~~ ~~older~~"),
        ("<ul>stray<li>one<ul><ul><li>deep</ul></ul><li>two</ul>", "- stray\n- one\n  - - deep\n- two"),
        ("<li><input type=checkbox checked>loose", "• loose"),
        ("<ul><li><input type=checkbox checked>done<li><input type=checkbox>open</ul>", "- [x] done\n- [ ] open"),
        ("<details><summary>More</summary>inside</details>", "**More**\n\ninside"),
        ('<a href="mailto:m@x.example">m@x.example</a> <a href="javascript:x">y</a>', "m@x.example y"),
        ('<a href="http://x.example/`**](y)">z</a>', "z (http://x.example/%60%2A%2A%5D(y))"),
        ("<b>unclosed <i>both", "**unclosed *both***"),
        ("", ""),
        ("plain *text*", "plain \\*text\\*"),
    ],
)
def test_what_people_and_attackers_write(html: str, expected: str) -> None:
    assert html_to_markdown(html) == expected
    assert is_words_only(html_to_markdown(html))


HOSTILE = (
    "[", "*", "<", "&amp;", "<div>", "<b>x", "<ul><li>x", "<ol>", "<table><tr><td>x", "<td>x", "<blockquote>x\n",
    "<!--", "<a ", "<a href=http://x.example>x", "<pre>x", "<br>", "<h1>x", "<b>😀</b>ש<i>שלום</i>",
    "<i style='display:none'>x",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_much_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(html_to_markdown, piece, 40_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(html_to_markdown, piece, 1_000_000)


_SOUP = (
    "<b> </b> <i> </i> <code> </code> <pre> </pre> <ul> <ol> <li> </li> </ul> </ol> <table> <tr> <td> </table> "
    "<p> <br> <blockquote> </blockquote> <h2> </h2> <a\xa0href='http://x.example'> </a> <s> </s> <!-- --> "
    "<style> </style> <hr> &lt; &amp; &gt; * _ ` ~~ # 1. - | [x](y) ![x](y) <x> \n word \\ ש 😀 ** __ ``` "
    "<script> \x00 \ud800"
)


@given(
    st.lists(st.sampled_from(_SOUP.split(" ")), max_size=30).map(lambda pieces: "".join(pieces).replace("\xa0", " "))
)
def test_any_soup_of_tags_gives_markdown_of_words_only(html: str) -> None:
    assert is_words_only(html_to_markdown(html))


@given(st.text(alphabet="ab `*_~[]()!<>#|\\-+=&;:1.\n/ש😀", max_size=60))
def test_words_are_read_back_word_for_word(text: str) -> None:
    quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert words(html_to_markdown(f"<p>{quoted}</p>")) == " ".join(text.split())
