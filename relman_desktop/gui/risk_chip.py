"""The chip in the bar above the panes: how risky the change is, in a word and a number; a click shows why.

It is imported before the engine is: what it shows it is given in words.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from .icons import draw_icon
from .risk_looks import look_of
from .shown import tooltip, visible
from .theme import RADIUS, Role, sized, theme_of

_LEAD = "Risk"
_AROUND, _GAP, _DOT, _ICON = 9, 6, 8, 14  # pixels
_HEIGHT = 26
_MOST = 24  # characters of a level from elsewhere


@dataclass(frozen=True, slots=True)
class RiskState:
    """What the chip shows: the longest words that have room; `told` says all of it in a sentence."""

    words: tuple[str, ...]  # the longest first
    told: str
    level: str = ""  # "" where there is none
    by_person: bool = False  # the ticket's level is another than the computed one


class RiskChip(QAbstractButton):
    """Hidden until there is a change."""

    def __init__(self) -> None:
        super().__init__()
        self._state = RiskState(("",), "")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def shown(self) -> str:
        """What is drawn now, in words."""
        lead, words = self._fitting()
        return f"{lead} {words}".strip()

    def show_state(self, state: RiskState) -> None:
        """Show how it stands with the risk now."""
        cut = (visible(" ".join(one.split())) for one in state.words)
        shown = RiskState(
            tuple(one if len(one) <= _MOST * 2 else f"{one[: _MOST * 2 - 1]}…" for one in cut),
            state.told,
            state.level,
            state.by_person,
        )
        if shown == self._state:
            return
        self._state = shown
        self.setAccessibleName(visible(f"{_LEAD}: {state.words[0]}"))
        self.setAccessibleDescription(visible(f"{state.told} Shows why."))
        self.setToolTip(tooltip(state.told))
        self.show()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(*self._forms[0]), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(*self._forms[-1]), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, marked = theme_of(self), look_of(self._state.level), self._state.by_person
        lead, words = self._fitting()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide = self._width(lead, words)
            left = float(self.width() - wide)  # what has no use for all of its room stands at the right
            outlined = self.hasFocus() or self.underMouse()
            painter.setPen(theme[Role.TEXT if self.hasFocus() else look.ink] if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(theme[look.ground])
            ground = QRectF(left, 0, wide, self.height())
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            left += _AROUND
            painter.setPen(theme[look.ink])
            if lead:
                left = self._write(painter, lead, self.font(), left) + _GAP
            if self._state.level:
                painter.setBrush(theme[look.ink])
                painter.drawEllipse(QRectF(left, (self.height() - _DOT) / 2, _DOT, _DOT))
                left += _DOT + _GAP
            left = self._write(painter, words, self._bold, left)
            if marked:
                box = QRectF(left + _GAP / 2, (self.height() - _ICON) / 2, _ICON, _ICON)
                draw_icon(painter, "person", box, theme[look.ink])

    @property
    def _forms(self) -> tuple[tuple[str, str], ...]:
        words = self._state.words
        return (_LEAD, words[0]), *(("", one) for one in words)

    @property
    def _bold(self) -> QFont:
        return sized(self.font(), 1.0, bold=bool(self._state.level))

    def _fitting(self) -> tuple[str, str]:
        forms = self._forms
        return next((one for one in forms if self._width(*one) <= self.width()), forms[-1])

    def _width(self, lead: str, words: str) -> int:
        wide = QFontMetricsF(self._bold).horizontalAdvance(words) + 2 * _AROUND + 1
        wide += QFontMetricsF(self.font()).horizontalAdvance(lead) + _GAP if lead else 0
        wide += _DOT + _GAP if self._state.level else 0
        return round(wide + (_ICON + _GAP / 2 if self._state.by_person else 0))

    def _write(self, painter: QPainter, text: str, font: QFont, left: float) -> float:
        """Write a text from `left` on; gives where it ends."""
        painter.setFont(font)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        painter.drawText(QRectF(left, 0, wide + 1, self.height()), _LEFT, text)
        return left + wide


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
