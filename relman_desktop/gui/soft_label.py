"""A label whose long words break where a line ends, and that never copies the breaks: what is copied is the text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy

from .shown import BREAK, soft

_LINE = "\u2029"  # how Qt writes the end of a line in what is selected


class SoftLabel(QLabel):
    """Text to read, select and copy; none of it is taken for markup."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def shown(self) -> str:
        """What is shown, without the breaks."""
        return self.text().replace(BREAK, "")

    def show_text(self, text: str) -> None:
        """Show a text in which nothing is hidden."""
        self.setText(soft(text))

    @property
    def selected(self) -> str:
        """What is selected, as it is copied."""
        return self.selectedText().replace(BREAK, "").replace(_LINE, "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("Copy")
        copy.setEnabled(self.hasSelectedText())
        copy.triggered.connect(self._copy)
        menu.addAction("Select all").triggered.connect(lambda: self.setSelection(0, len(self.text())))
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.selected)
