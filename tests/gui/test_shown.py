"""Other people's text hides nothing and is never markup."""

import sys
import unicodedata

from PySide6.QtGui import Qt, QTextDocument

from relman_desktop.gui.shown import BREAK, breakable, soft, tooltip, visible


def test_every_control_and_format_character_is_named() -> None:
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    characters = (chr(code) for code in range(sys.maxunicode + 1))
    shown = [one for one in characters if unicodedata.category(one) in hidden and visible(one) == one]
    assert shown == ["\t", "\n"]


def test_what_is_hidden_is_said() -> None:
    assert visible("a\u202eb\x1b[2J\udcffé") == "a⟨U+202E⟩b⟨U+001B⟩[2J⟨FF⟩é"


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
