"""A text as it is sent: its beginning, and all of it where the person asks.

What a machine writes for machines, a document in JSON or HTML with its styles, is shown as it will read there, and
letter by letter one press away.
"""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..export.markup import Flavour
from ..sources.work.markup import adf_to_markdown, html_to_markdown
from ..wording import counted
from .buttons import button
from .long_text import LongText, Part
from .shown import shown_text
from .soft_label import SoftLabel
from .theme import GRID, code_font

_FIRST_LINES, _FIRST = 8, 560  # of a text that is folded: lines, characters
_LONG_LINE, _LONG = 2000, 16_000  # characters of a line and of a text that scrolls in a view of its own
_HIGH = 40 * GRID  # pixels of that
_MADE = {Flavour.ADF: "JSON", Flavour.HTML: "HTML"}


class ExactText(QWidget):
    """Markup is set in letters of one width, plain text in those of the window."""

    unfolded = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._text, self._reads = name, "", ""
        self._flavour = Flavour.PLAIN
        self._open = self._exact = False
        self._said = SoftLabel()
        self._view: LongText | None = None  # made where it is needed
        self._plain = self._said.font()
        self.more = button("", "Shows or folds the rest of this text", "more")
        self.exact = button("", "Shows this text letter by letter as it is sent, or as it reads", "more")
        self.more.clicked.connect(self._turn)
        self.exact.clicked.connect(self._swap)
        acts = QHBoxLayout()
        acts.setSpacing(2 * GRID)
        acts.addWidget(self.more)
        acts.addWidget(self.exact)
        acts.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._said)
        column.addLayout(acts)

    @property
    def shown(self) -> str:
        """What can be read now."""
        return self._view.text if self._view and not self._view.isHidden() else self._said.shown

    @property
    def stops(self) -> tuple[QPushButton, ...]:
        return self.more, self.exact

    def show_text(self, text: str, flavour: Flavour) -> None:
        """Show a text; whether it is unfolded stays."""
        if (text, flavour) == (self._text, self._flavour) and self.shown:
            return
        self._text, self._flavour = text, flavour
        self._reads = reading(text, flavour)
        self._show()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()
        self.unfolded.emit()

    def _swap(self) -> None:
        self._exact = not self._exact
        self._show()

    def _show(self) -> None:
        is_exact = self._exact or not self._reads
        text = (self._text if is_exact else self._reads).replace("\r\n", "\n")
        is_code = is_exact and self._flavour not in (Flavour.PLAIN, Flavour.CRLF)
        self._said.setFont(code_font() if is_code else self._plain)
        first = folded(text)
        whole = first == text
        is_long = self._open and (len(text) > _LONG or max(map(len, text.split("\n"))) > _LONG_LINE)
        if not is_long:
            self._said.show_text(shown_text(text if self._open else first.rstrip() + ("" if whole else " …")))
            self._said.setAccessibleName(f"{self._name}: {shown_text(first)}")
        self._show_long(text if is_long else "")
        self._name_buttons(text, whole=whole)

    def _show_long(self, text: str) -> None:
        """Show a text that a label would take too long to lay out; "" hides it."""
        if text and self._view is None:
            self._view = LongText(self._name)
            self._view.setFixedHeight(_HIGH)
            self._column.insertWidget(1, self._view)
        if self._view:
            self._view.setVisible(bool(text))
            if text:
                self._view.show_parts([Part("", text)])
        self._said.setVisible(not text)

    def _name_buttons(self, text: str, *, whole: bool) -> None:
        lines = counted(text.count("\n") + 1, "line") if "\n" in text else counted(len(text), "character")
        self.more.setText("Show less" if self._open else f"Show all {lines}")
        self.more.setVisible(not whole)
        kind = _MADE.get(self._flavour, "")
        self.exact.setText("As it reads" if self._exact else f"The exact {kind}")
        self.exact.setVisible(bool(self._reads))
        for one in self.stops:
            one.setAccessibleName(f"{one.text()}: {self._name}")


def folded(text: str) -> str:
    """The beginning of a text; all of one that is little longer."""
    lines = text.split("\n")
    if len(lines) <= _FIRST_LINES + 2 and len(text) <= _FIRST * 1.2:
        return text
    first = "\n".join(lines[:_FIRST_LINES])
    return first if len(first) <= _FIRST else first[:_FIRST]


def reading(text: str, flavour: Flavour) -> str:
    """What a document for machines reads like; "" for what is read as it is."""
    if flavour is Flavour.HTML:
        return html_to_markdown(text)
    if flavour is Flavour.ADF:
        try:
            return adf_to_markdown(json.loads(text))
        except ValueError:
            return ""
    return ""
