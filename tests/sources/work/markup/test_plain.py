"""Markdown with HTML in it, as people write it at GitHub and GitLab."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.markup import plain_markdown
from tests.sources.work.markup.reading import assert_bounded, kinds

ISSUE = """<!-- Thank you!
```
-->
## What
<details><summary>More</summary>

- [ ] do `<b>` ``a ` <i>``
- List<String>, <https://x.example>, <me@x.example>, [a link](https://x.example)

| a | b<br>c |
|---|---|

```html
<b>kept</b> <!-- kept -->
```

![shot](https://x.example/a.png) <img width=1 alt="The pic" src="x"> <a href="https://y.example/z">here</a>
</details>
"""


def test_an_issue_keeps_its_markdown_and_loses_its_html() -> None:
    assert plain_markdown(ISSUE) == (
        "## What\n\nMore\n\n"
        "- [ ] do `<b>` ``a ` <i>``\n"
        "- List\\<String>, <https://x.example>, <me@x.example>, [a link](https://x.example)\n\n"
        "| a | b c |\n|---|---|\n\n"
        "```html\n<b>kept</b> <!-- kept -->\n```\n\n"
        "(image: shot) (image: The pic) here (https://y.example/z)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("a < b, 1 <2, <3", "a < b, 1 <2, <3"),
        ("<div\nonclick=x", "\\<div\nonclick=x"),
        ("<!-- never closed", ""),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("```\n<b>never closed", "```\n<b>never closed"),
        ("<div\n    ```<b>", "\\<div\n    ```\\<b>"),
        ("- ```\n<b>x", "- ```\n\\<b>x"),
        ("a\n    ```![x](y)", "a\n    ```\\![x](y)"),
        ("- a\n  ```\n  <b>\n  ```", "- a\n  ```\n  <b>\n  ```"),
        ("", ""),
    ],
)
def test_what_people_write(text: str, expected: str) -> None:
    assert plain_markdown(text) == expected


def test_a_body_that_is_too_long_ends_its_block_of_code_and_says_what_was_left_out() -> None:
    told = plain_markdown("~~~\n" + "x\n" * 40_000)
    assert told.endswith("x\n~~~\n\n… (20,004 further characters were left out.)")


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "`", "` ", "```\n", "~~~\n```\n", "<a ", "<a href=x>", "![a", " ", "\n \n", ">", "|<br>", "- "],
)
def test_much_of_anything_is_bounded_in_time_and_length(piece: str) -> None:
    assert_bounded(plain_markdown, piece, 40_000)


_SOUP = (
    "<b> </b> <div <p> <x> <!-- --> <? ?> <! <![CDATA[ ]]> ` `` ``` ~~~ \n \n\n \\ a <https://x.example> "
    "<a\xa0href='y'> </a> | > - 1. ![x](y) <img\xa0alt=z> \xa0 \xa0\xa0\xa0\xa0 <pre> </pre> <script>"
)


@given(
    st.lists(st.sampled_from(_SOUP.split(" ")), max_size=30).map(lambda pieces: "".join(pieces).replace("\xa0", " "))
)
def test_no_soup_gives_html(text: str) -> None:
    assert not {"html_block", "html_inline", "image"} & set(kinds(plain_markdown(text)))
