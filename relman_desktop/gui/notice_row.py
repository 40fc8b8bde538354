"""One notice of the banner: its words, what can be done, and a way to put it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from .buttons import button
from .labels import label
from .notices import Notice, Offer
from .shown import soft, visible
from .theme import GRID

_NARROW = 112 * GRID  # pixels below which the buttons stand under the words


class NoticeRow(QFrame):
    """Escape puts it away while the focus is in it."""

    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self.sentence = ""
        self._offers: tuple[Offer, ...] = ()
        self._text = label(wraps=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._dismiss = button("Dismiss", "Put this notice away (Esc)", "quiet")
        self._dismiss.clicked.connect(self.put_away)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._dismiss)
        self._row.addLayout(self._buttons)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What is offered, without the button that puts the notice away."""
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        found = (item.widget() for item in items if item)
        return tuple(one for one in found if isinstance(one, QPushButton) and one is not self._dismiss)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice; buttons that stay the same stay where they are, under the mouse or the focus."""
        self.sentence = notice.sentence
        self._text.setText(soft(visible(notice.sentence)))
        self.setAccessibleName(visible(notice.sentence))
        if [one.text for one in notice.offers] != [one.text for one in self._offers]:
            self._show_buttons([one.text for one in notice.offers], notice.sentence)
        self._offers = notice.offers
        self._dismiss.setVisible(not notice.stays)

    def take_focus(self) -> None:
        (*self.buttons, self._dismiss)[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._dismiss.isHidden():
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def _show_buttons(self, texts: list[str], sentence: str) -> None:
        for one in self.buttons:
            self._buttons.removeWidget(one)
            one.hide()
            one.deleteLater()
        before: QWidget = self
        for place, text in enumerate(texts):
            made = button(text, sentence)
            made.setToolTip("")  # the words stand beside it
            made.clicked.connect(lambda *, place=place: self._offers[place].do())
            self._buttons.insertWidget(1 + place, made)
            self.setTabOrder(before, made)
            before = made
        self.setTabOrder(before, self._dismiss)
