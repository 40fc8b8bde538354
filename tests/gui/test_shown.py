"""Other people's text hides nothing and is never markup."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument

from relman_desktop import wording
from relman_desktop.gui.shown import BREAK, breakable, soft, tooltip, visible


def test_every_control_and_format_character_is_named() -> None:
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    characters = (chr(code) for code in range(sys.maxunicode + 1))
    shown = [one for one in characters if unicodedata.category(one) in hidden and visible(one) == one]
    assert shown == ["\t", "\n"]


def test_what_is_hidden_is_said() -> None:
    assert visible("a\u202eb\x1b[2J\udcffé") == "a⟨U+202E⟩b⟨U+001B⟩[2J⟨FF⟩é"


@pytest.mark.parametrize("emoji", ["👩‍👩‍👧", "🏳️‍🌈", "❤️", "1️⃣", "🧑🏽‍🚀", "🧑🏻‍❤️‍💋‍🧑🏼", "🫱🏻‍🫲🏿", "ℹ️", "⛹🏿‍♀️"])
def test_an_emoji_of_several_characters_is_one(emoji: str) -> None:
    assert visible(f"a {emoji}{emoji} b") == f"a {emoji}{emoji} b"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\u200db", "a⟨U+200D⟩b"),
        ("👩\u200d", "👩⟨U+200D⟩"),
        ("👩\u200dx", "👩⟨U+200D⟩x"),
        ("👩\u200d\u200d👩", "👩⟨U+200D⟩⟨U+200D⟩👩"),
        ("pay\ufe0f.py", "pay⟨U+FE0F⟩.py"),
        ("1\ufe0f2", "1⟨U+FE0F⟩2"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f⟨U+FE0F⟩"),  # a row of them could carry a message
        ("❤\ufe0e", "❤⟨U+FE0E⟩"),
        ("🏴\U000e0067\U000e007f", "🏴⟨U+E0067⟩⟨U+E007F⟩"),  # and so could the letters of a flag
    ],
)
def test_what_joins_no_emoji_is_named(text: str, named: str) -> None:
    assert visible(text) == named


@given(
    st.text(
        st.sampled_from("ab1*👩🏽🚀❤ℹ♀\u200d\ufe0f\u20e3\u202e\u200b\ufe0e\U000e0067é\u0301ش\udcff\x1b"), max_size=24
    )
)
def test_only_what_joins_an_emoji_stays_and_no_character_is_lost(text: str) -> None:
    shown = visible(text)
    for at, one in enumerate(shown):
        if one == "\u200d":
            assert shown[at - 1] in "👩🚀❤ℹ♀\U0001f3fd\ufe0f" and shown[at + 1] in "👩🚀❤ℹ♀", ascii(shown)
        elif one == "\ufe0f":
            keycap = shown[at - 1] in "1*" and shown[at + 1 : at + 2] == "\u20e3"
            assert keycap or shown[at - 1] in "👩🚀❤ℹ♀", ascii(shown)
        else:
            assert wording.visible(one) == one
    assert wording.visible(shown) == wording.visible(text)


def test_a_long_row_of_joined_emoji_takes_no_time() -> None:
    text = "👩\u200d" * 100_000
    assert re.sub("⟨U\\+200D⟩", "\u200d", visible(text)) == text


def test_a_tool_tip_is_no_markup() -> None:
    tip = tooltip("<img src='x'> & <b>bold</b>\nnext")
    assert Qt.mightBeRichText(tip)  # so Qt does take it for what it is escaped for
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText() == "<img src='x'> & <b>bold</b>\nnext"


def test_a_long_path_keeps_both_its_ends() -> None:
    path = "first/" + "a/" * 5000 + "last.py:12"
    shown = breakable(path).replace("\u200b", "")
    assert shown.startswith("first/") and shown.endswith("last.py:12") and len(shown) < 320


def test_long_words_may_be_broken_and_nothing_else_changes() -> None:
    assert soft("`order.legacy_id` 1.2.3") == "`order.legacy_id` 1.2.3"
    assert soft("src/orders/migrations/0008.py") == f"src/{BREAK}orders/{BREAK}migrations/{BREAK}0008.py"
    assert soft("x" * 70).split(BREAK) == ["x" * 30, "x" * 30, "x" * 10]
    assert soft("Plain words stay.") == "Plain words stay."
