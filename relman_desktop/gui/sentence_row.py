"""One sentence of a proposal: its words, its evidence, what is against it, and a way to take it."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from ..ticket import Status
from .chip_margin import PlacedChip, place_chips
from .chip_titles import show_tip
from .chips import HEIGHT, chip_font, chip_width, paint_chip, source_of
from .icons import draw_icon
from .proposed import Proposed
from .row_text import RowText
from .sentences import Sentence
from .shown import tooltip, visible
from .theme import GRID, RADIUS, Role, theme_of

_GUTTER, _LISTED = 10, 30  # pixels before the words: for the edge, and for marks of steps and items too
_USE = 46  # pixels that are kept for the button
_TALL = 24  # of the button
_NARROW, _WIDE = 76, 176  # of the chips, as in an editor's margin
_EDGES = {Status.WEAK: Role.WARNING, Status.UNSUPPORTED: Role.ERROR}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}


class SentenceRow(QAbstractButton):
    """Clicked by its button, Space or Enter: the person takes the sentence."""

    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)  # the person came to the sentence; nobody asked to go to its evidence
    kept = Signal()  # by its other button, or K: the person says what `Proposed.other` says
    focused = Signal()
    moved = Signal(int)  # the person goes that many sentences down

    def __init__(self, parent: QWidget, shown: Proposed) -> None:
        super().__init__(parent)
        self.shown = shown
        self._text = RowText()
        self._chips: list[PlacedChip] = []
        self._use: QPushButton | None = None
        self._other: QPushButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.show_sentence(shown)

    def show_sentence(self, shown: Proposed) -> None:
        """Show another state of the sentence; `fit` must follow."""
        self.shown = shown
        self._text.set_sentence(shown, theme_of(self))
        self.setAccessibleName(visible(shown.claim.text))
        self.setAccessibleDescription(visible(shown.state))
        self._offer()

    def fit(self, width: int) -> int:
        """Lay the row out for a width; gives its height. All in pixels."""
        chips = max(_NARROW, min(_WIDE, width // 4))
        left = width - _USE - chips
        text = self._text.lay_out(self.font(), left - self._gutter - GRID)
        rows = max(text, 1.0 * (HEIGHT + 3))
        claim = self.shown.claim
        sentence = Sentence(0, 0, claim, self.shown.dismissed)
        metrics = QFontMetricsF(chip_font(self.font()))
        middle = self._top + max(HEIGHT / 2, self._text.first_middle)
        placed = place_chips(
            [(middle, sentence)], middle + rows, HEIGHT + 3, chips, lambda chip: chip_width(chip, metrics)
        )
        self._chips = [PlacedChip(one.box.translated(left, 0), one.chip, one.sentence) for one in placed]
        below = _TALL + 2 if self._decides and self._chips else 0
        tall = max((one.box.bottom() - self._top for one in self._chips), default=0) + below
        height = self._top + max(text, tall, 18) + GRID // 2
        self._place_button(width, round(height))
        return round(height)

    @property
    def _gutter(self) -> int:
        return _LISTED if self.shown.listed else _GUTTER

    @property
    def _top(self) -> int:
        """The blanks above the words: a paragraph, an item or a step stands apart."""
        return GRID // 2 + (3 if self.shown.begins and self.shown.number and not self.shown.marker else 0)

    def menu(self) -> QMenu:
        """What can be done with the sentence."""
        menu = QMenu(self)
        if self.shown.verb:
            menu.addAction(self.shown.verb).triggered.connect(self.click)
        if self.shown.other:
            menu.addAction(self.shown.other).triggered.connect(self.kept)
        menu.addAction("Copy the sentence").triggered.connect(self._copy)
        for evidence in self.shown.claim.evidence:
            action = menu.addAction(f"Show {evidence}: {source_of(evidence).words}")
            action.triggered.connect(lambda _=False, wanted=evidence: self.evidence_wanted.emit(wanted))
        return menu

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.claim.text)

    # The button is made when it is first needed: most sentences are only read.

    def _offer(self) -> None:
        """Show the button while the person is at this sentence; one against which something stands keeps it."""
        here = self.hasFocus() or self.underMouse() or self._decides
        if here and self.shown.verb and not self._use:
            self._use = QPushButton(self)
            self._use.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._use.clicked.connect(self.click)
        if self._use:
            self._use.setText(self.shown.verb)
            self._use.setProperty("look", "small")
            self._use.setToolTip(tooltip(f"{self.shown.verb} (Space)" if self.shown.verb else ""))
            self._use.setVisible(here and bool(self.shown.verb))
        self._offer_other()
        self._place_button(self.width(), self.height())

    def _offer_other(self) -> None:
        if self.shown.other and not self._other:
            self._other = QPushButton(self)
            self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._other.setProperty("look", "small")
            self._other.clicked.connect(self.kept)
        if self._other:
            self._other.setText(self.shown.other)
            self._other.setToolTip(tooltip(f"{self.shown.other} (K)" if self.shown.other else ""))
            self._other.setVisible(bool(self.shown.other))

    @property
    def _decides(self) -> bool:
        """Whether its buttons are always there, for the person must decide, and stand below what it rests on."""
        return self.shown.verb == "Use anyway" or bool(self.shown.other)

    def _place_button(self, width: int, height: int) -> None:
        if self._use:
            wide = self._use.sizeHint().width()
            top = height - _TALL - 3 if self._decides and self._chips else self._top - 3
            self._use.setGeometry(QRect(width - wide - 4, top, wide, _TALL))
            if self._other:
                beside = self._other.sizeHint().width()
                self._other.setGeometry(QRect(width - wide - beside - 8, top, beside, _TALL))

    def nextCheckState(self) -> None:
        """Nothing is checked here."""

    def hitButton(self, point: QPoint) -> bool:
        return False  # a click on the words is no wish to take them

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() == Qt.Key.Key_K and self.shown.other and not event.modifiers():
            self.kept.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._offer()
        self.focused.emit()
        if self.shown.claim.evidence and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.evidence_passed.emit(self.shown.claim.evidence[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._offer()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._offer()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._offer()
        self.update()

    def chip_at(self, point: QPointF) -> PlacedChip | None:
        return next((one for one in self._chips if one.box.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        one = self.chip_at(event.position())
        clickable = one is not None and bool(one.chip.evidence)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            one = self.chip_at(event.position())
            if one and one.chip.evidence:
                self.evidence_wanted.emit(one.chip.evidence)
            elif not one and self.shown.claim.evidence:
                self.evidence_passed.emit(self.shown.claim.evidence[0])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and hasattr(self, "_chips"):
            one = self.chip_at(QPointF(event.pos()))
            show_tip(self, event, one.chip.tip if one else self.shown.doubt, one.chip.evidence if one else "")
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = theme_of(self), self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() or self.underMouse():
                painter.setPen(theme[Role.ACCENT] if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(theme[Role.SURFACE])
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            edge = Role.WARNING if shown.dismissed else _EDGES.get(shown.claim.status)
            if edge:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme[edge])
                painter.drawRoundedRect(QRectF(0, self._top - 1, 3, self.height() - self._top - 2), 1.5, 1.5)
            self._text.paint(painter, QPointF(self._gutter, self._top), theme)
            painter.setFont(chip_font(self.font()))
            for one in self._chips:
                paint_chip(painter, one.box, one.chip, theme, strong=self.hasFocus())
            if shown.taken:
                draw_icon(painter, "check", QRectF(self.width() - 30, self._top, 16, 16), theme[Role.GOOD])
