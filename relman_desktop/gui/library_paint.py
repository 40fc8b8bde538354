"""How a ticket's row is drawn: its title, what it is about, where the searched words stand, and how it went."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..store.search import Row
from .library_hits import hits
from .library_model import ROW
from .library_when import ago
from .library_words import at_right, beneath, title_of
from .outcome_mark import mark_width, paint_mark
from .sentences import units
from .shown import shown_line
from .theme import GRID, SMALL, Role, Theme, sized, theme_of

_PAD = 6  # pixels above and under a row's text
_LEFT = GRID + 4
_LEAST_TITLE = 160  # pixels that a title keeps whatever stands at its right
_LONGEST = 300  # characters that are laid out; no row has room for more
_RISKS = {"critical": Role.ERROR, "high": Role.ERROR, "medium": Role.WARNING, "low": Role.GOOD}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LibraryPainter(QStyledItemDelegate):
    """All rows are equally high, so that a list of ten thousand is laid out at once."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.searched = ""  # the words that are marked where they stand
        self.lines = 2  # of a row; 3 where excerpts are shown

    def sizeHint(self, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex") -> QSize:
        high = _high(self._view.font()) + (self.lines - 1) * _high(self._small) + 2 * _PAD + 2
        return QSize(self._view.viewport().width(), high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        theme = theme_of(self._view)
        painter.save()
        self._paint_ground(painter, option, theme)
        row = index.data(ROW)
        if isinstance(row, Row):
            self._paint_row(painter, option.rect, row, theme)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme[Role.TINT if chosen else Role.RAISED])
        if chosen:
            edge = Role.ACCENT if option.state & QStyle.StateFlag.State_HasFocus else Role.BORDER
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme[edge])
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, theme[Role.RAISED])

    def _paint_row(self, painter: QPainter, box: QRect, row: Row, theme: Theme) -> None:
        small, high = self._small, _high(self._view.font())
        top = QRect(box.left() + _LEFT, box.top() + _PAD, box.width() - _LEFT - 2 * GRID, high)
        under = QRect(top.left(), top.bottom() + 2, top.width(), _high(small))
        when = ago(row.touched)
        _word(painter, top, when, small, theme[Role.QUIET])
        room = max(_LEAST_TITLE, top.width() - QFontMetrics(small).horizontalAdvance(when) - 2 * GRID)
        self._line(painter, QRect(top.left(), top.top(), room, high), title_of(row), self._title_font(row), theme)
        taken = self._paint_standing(painter, under, row, theme)
        rest = QRect(under.left(), under.top(), under.width() - taken, under.height())
        self._line(painter, rest, beneath(row), small, theme, Role.QUIET)
        if self.lines > 2 and row.excerpt and row.excerpt != row.title:
            self._line(painter, under.translated(0, under.height()), row.excerpt, small, theme)

    def _paint_standing(self, painter: QPainter, line: QRect, row: Row, theme: Theme) -> int:
        """Outcome, risk and state at the right; gives the pixels that they take."""
        small, right = self._small, line.right() + 1
        state, risk = at_right(row)
        if row.outcome.strip():
            width = round(mark_width(row.outcome, self._view.font()))
            paint_mark(painter, right - width, line.center().y() + 1, row.outcome, self._view.font(), theme)
            right -= width + GRID
        for word, ink in ((state, Role.QUIET), (risk, _RISKS.get(row.risk.strip().lower(), Role.QUIET))):
            shown = QFontMetrics(small).elidedText(shown_line(word), Qt.TextElideMode.ElideRight, line.width() // 4)
            _word(painter, QRect(line.left(), line.top(), right - line.left(), line.height()), shown, small, theme[ink])
            right -= QFontMetrics(small).horizontalAdvance(shown) + (2 * GRID if shown else 0)
        return line.right() + 1 - right

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, theme: Theme, ink: Role = Role.TEXT) -> None:
        """A line as far as it has room, the searched words in it bold."""
        shown = " ".join(shown_line(text[:_LONGEST]).split())
        shown = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, max(0, box.width()))
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats(_marked(shown, hits(shown, self.searched), theme))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width() + GRID)  # what is bold is a little wider than what was measured
        layout.endLayout()
        painter.save()
        painter.setClipRect(QRectF(box.adjusted(0, 0, GRID, 0)))
        painter.setPen(theme[ink])
        layout.draw(painter, QPointF(box.left(), box.top()))
        painter.restore()

    def _title_font(self, row: Row) -> QFont:
        font = QFont(self._view.font())
        font.setItalic(not row.title.strip())
        font.setStrikeOut(False)
        return font

    @property
    def _small(self) -> QFont:
        return sized(self._view.font(), SMALL)


def _marked(text: str, places: tuple[tuple[int, int], ...], theme: Theme) -> list[QTextLayout.FormatRange]:
    made = []
    for start, end in places:
        one = QTextLayout.FormatRange()
        one.start, one.length = units(text[:start]), units(text[start:end])
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        form.setForeground(theme[Role.TEXT])
        one.format = form
        made.append(one)
    return made


def _word(painter: QPainter, box: QRect, text: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, _RIGHT | Qt.TextFlag.TextSingleLine, text)


def _high(font: QFont) -> int:
    return QFontMetrics(font).height()
