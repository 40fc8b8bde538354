"""A text as the lines in which it has room, the last of them cut where it must be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from .shown import BREAK, soft, visible

_LONGEST = 600  # characters that are laid out; no row has room for more


def wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """At most `most` lines, `width` pixels wide, broken at words where there are any; "…" ends what was cut."""
    shown = soft(" ".join(visible(text[:_LONGEST]).split())) + ("…" if len(text) > _LONGEST else "")
    units = shown.encode("utf-16-le", "surrogatepass")  # Qt counts in these
    layout = QTextLayout(shown, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        rest = len(lines) + 1 == most and 2 * end < len(units)
        piece = units[2 * start :] if rest else units[2 * start : 2 * end]
        words = piece.decode("utf-16-le", "surrogatepass").replace(BREAK, "")
        lines.append(_cut(words, font, width) if rest else words.rstrip())
    layout.endLayout()
    return tuple(lines)


def _cut(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
