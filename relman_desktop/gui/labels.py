"""Labels that show any text as it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .shown import soft, visible
from .theme import SMALL, sized


def label(text: str = "", look: str = "", *, size: float = 1.0, bold: bool = False, wraps: bool = False) -> QLabel:
    """A label that never takes its text for markup. look: "", "quiet" or "warning"."""
    made = QLabel(visible(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wraps)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if bold or size != 1.0:
        made.setFont(sized(made.font(), size, bold=bold))
    return made


def soften(made: QLabel, text: str) -> QLabel:
    """Give a label a text whose long words may break; what is hidden in it is named first."""
    made.setText(soft(visible(text)))
    return made


def say(made: QLabel, text: str) -> None:
    """Have a label tell a text as `soften` does; one that has nothing to tell takes no room."""
    soften(made, text).setVisible(bool(text))


def note(text: str = "", *, wraps: bool = False) -> QLabel:
    """A small quiet label."""
    return label(text, "quiet", size=SMALL, wraps=wraps)


def restyle(widget: QWidget, look: str) -> None:
    """Give a widget another `look` of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
