"""What no reader sees is taken out, and nothing else."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.hidden import COMMENT, without_comments, without_hidden

_KEPT = "\n\t"


@pytest.mark.parametrize(
    ("text", "seen", "counted"),
    [
        ("plain\ttext\n", "plain\ttext\n", 0),
        ("dos\r\nlines\r\n", "dos\r\nlines\r\n", 0),
        ("over\rwritten", "overwritten", 1),
        ("zero\u200bwidth", "zerowidth", 1),
        ("\u202egnirts\u202c", "gnirts", 2),
        ("tag\U000e0041\U000e0042", "tag", 2),
        ("\x1b[1;31mred\x1b[0m \x1b]0;title\x07", "red ", 3),
        ("bell\x07 and \x9b", "bell and ", 2),
        ("half a character \udcff", "half a character ", 1),
        ("⚠\ufe0f careful 👩\u200d🚀", "⚠ careful 👩🚀", 0),
        ("می\u200cخواهم", "میخواهم", 0),
        ("a\ufe0f\ufe01b", "ab", 2),
        ("\ufeffusing System;", "using System;", 0),
        ("using\ufeff System;", "using System;", 1),
    ],
)
def test_takes_out_what_is_not_seen(text: str, seen: str, counted: int) -> None:
    assert without_hidden(text) == (seen, counted)


@given(st.text(st.characters(), max_size=60))
def test_nothing_that_draws_nothing_is_left(text: str) -> None:
    seen, _ = without_hidden(text)
    assert seen.count("\n") == text.count("\n")
    left = [char for char in seen if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _KEPT]
    assert all(char == "\r" for char in left) and not re.search(r"\r(?!\n|\Z)", seen)
    assert without_hidden(seen) == (seen, 0)


@pytest.mark.parametrize(
    ("text", "seen", "counted"),
    [
        ("a <!-- b --> c", f"a {COMMENT} c", 1),
        ("a <!-- b\nc\n--> d", f"a {COMMENT}\n\n d", 1),
        ("a <!--> b --> c", f"a {COMMENT} b --> c", 1),
        ("a <!-- b\nc", f"a {COMMENT}\n", 1),
        ("1 < 2 <! -- 3", "1 < 2 <! -- 3", 0),
    ],
)
def test_takes_comments_out_of_markdown(text: str, seen: str, counted: int) -> None:
    assert without_comments(text) == (seen, counted)
