"""A text as it is sent, letter by letter: its beginning, and all of it where the person asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..export.markup import Flavour
from ..wording import counted
from .buttons import button
from .labels import label
from .shown import shown_text, soft
from .theme import GRID, code_font

_FIRST_LINES, _FIRST = 8, 560  # of a text that is folded: lines, characters


class ExactText(QWidget):
    """Markup is set in letters of one width, plain text in those of the window."""

    unfolded = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._text, self._open = name, "", False
        self._said = label(wraps=True)
        self._said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._said.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._plain = self._said.font()
        self.more = button("", "Shows or folds the rest of this text", "more")
        self.more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._said)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def shown(self) -> str:
        """What can be read now."""
        return self._said.text()

    def show_text(self, text: str, flavour: Flavour) -> None:
        """Show a text; whether it is unfolded stays."""
        is_markup = flavour not in (Flavour.PLAIN, Flavour.CRLF)
        self._said.setFont(code_font() if is_markup else self._plain)
        self._text = text.replace("\r\n", "\n")
        self._show()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()
        self.unfolded.emit()

    def _show(self) -> None:
        first = folded(self._text)
        whole = first == self._text
        self._said.setText(soft(shown_text(self._text if self._open else first.rstrip() + ("" if whole else " …"))))
        self._said.setAccessibleName(f"{self._name}: {shown_text(first)}")
        lines = counted(self._text.count("\n") + 1, "line")
        words = "Show less" if self._open else f"Show all {lines}"
        self.more.setText(words)
        self.more.setAccessibleName(f"{words}: {self._name}")
        self.more.setVisible(not whole)


def folded(text: str) -> str:
    """The beginning of a text; all of one that is little longer."""
    lines = text.split("\n")
    if len(lines) <= _FIRST_LINES + 2 and len(text) <= _FIRST * 1.2:
        return text
    first = "\n".join(lines[:_FIRST_LINES])
    return first if len(first) <= _FIRST else first[:_FIRST]
