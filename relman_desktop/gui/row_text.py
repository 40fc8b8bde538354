"""The words of a proposed sentence with their marks, and under them what is against it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ..ticket import Status
from .difference import Mark
from .proposed import Proposed
from .sentences import units
from .shown import shown_text, soft
from .theme import Role, Theme, sized

_MARKS: dict[Mark, tuple[Role, Role | None]] = {
    "same": (Role.TEXT, None),
    "added": (Role.ADDED, Role.ADDED_TINT),
    "removed": (Role.REMOVED, Role.REMOVED_TINT),
}
_GAP = 1  # pixels between the words and what is against them
_LINE = "\N{LINE SEPARATOR}"


class RowText:
    """Lays the words out and draws them."""

    def __init__(self) -> None:
        self._words, self._doubt = _layout(), _layout()
        self._shown: Proposed | None = None
        self._font, self._width = QFont(), 0
        self._theme: Theme | None = None
        self.height = 0.0

    def set_sentence(self, shown: Proposed, theme: Theme) -> None:
        """Take a sentence; colours are the theme's."""
        self._shown, self._theme = shown, theme
        pieces = [(part.mark, _drawn(part.text)) for part in shown.parts] or [("same", _drawn(shown.claim.text))]
        self._words.setText("".join(text for _, text in pieces))
        self._words.setFormats(_formats(pieces, theme, _ink(shown)))
        self._doubt.setText(_drawn(shown.doubt))

    def lay_out(self, font: QFont, width: int) -> float:
        """Break the lines for a width; gives the height. Pixels."""
        self._font, self._width = font, width
        self._words.setFont(font)
        self._doubt.setFont(sized(font))
        words = _break(self._words, width)
        self._doubt_top = words + _GAP
        self.height = words + (_break(self._doubt, width) + _GAP if self._doubt.text() else 0)
        return self.height

    @property
    def first_middle(self) -> float:
        """The middle of the first line of words."""
        line = self._words.lineAt(0)
        return float(line.height() / 2) if line.isValid() else 8.0

    def paint(self, painter: QPainter, at: QPointF, theme: Theme) -> None:
        """Draw with the words' top left corner `at`, and the list marker to the left of it."""
        shown = self._shown
        if not shown:
            return
        if theme is not self._theme:  # it has changed since; the formats hold its colours
            self.set_sentence(shown, theme)
            self.lay_out(self._font, self._width)
        painter.setPen(theme[Role.QUIET])
        painter.setFont(self._font)
        high = QFontMetricsF(self._font).height()
        painter.drawText(QRectF(0, at.y(), at.x() - 5, high), Qt.AlignmentFlag.AlignRight, shown.marker)
        painter.setPen(theme[_ink(shown)])
        self._words.draw(painter, at)
        if shown.growing:
            self._paint_end(painter, at, theme)
        warns = Role.ERROR if shown.claim.status is Status.UNSUPPORTED else Role.WARNING
        painter.setPen(theme[Role.QUIET if shown.calm else warns])
        self._doubt.draw(painter, at + QPointF(0, self._doubt_top))

    def _paint_end(self, painter: QPainter, at: QPointF, theme: Theme) -> None:
        """Where the text grows."""
        line = self._words.lineAt(self._words.lineCount() - 1)
        if line.isValid():
            left = at.x() + line.naturalTextWidth() + 3
            painter.fillRect(QRectF(left, at.y() + line.y() + 2, 6, line.height() - 4), theme[Role.ACCENT])


def _ink(shown: Proposed) -> Role:
    return Role.QUIET if shown.taken or shown.claim.status is Status.UNCHECKED else Role.TEXT


def _drawn(text: str) -> str:
    """Other people's text as it may be drawn: nothing hidden, long words broken, lines as a layout takes them."""
    return soft(shown_text(text)).replace("\n", _LINE)


def _formats(pieces: list[tuple[Mark, str]], theme: Theme, plain: Role) -> list[QTextLayout.FormatRange]:
    made, at = [], 0
    for mark, text in pieces:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = at, units(text), _format(mark, theme, plain)
        made.append(one)
        at += one.length
    return made


def _format(mark: Mark, theme: Theme, plain: Role) -> QTextCharFormat:
    ink, ground = _MARKS[mark]
    form = QTextCharFormat()
    form.setForeground(theme[plain if mark == "same" else ink])
    if ground:
        form.setBackground(theme[ground])
    form.setFontUnderline(mark == "added")
    form.setFontStrikeOut(mark == "removed")
    return form


def _layout() -> QTextLayout:
    made, option = QTextLayout(), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.setCacheEnabled(True)
    return made


def _break(layout: QTextLayout, width: int) -> float:
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return height
