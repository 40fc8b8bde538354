"""Keeps what the person looks at where it is on the screen while something above it grows."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_PROBES = (8, 32, 64, 96)  # pixels below the upper edge of what is seen, where there may be a widget


class ScrollAnchor(QObject):
    """Scrolls a form by as much as its anchor is moved in it.

    The anchor is the widget with the focus while it is in sight, else what stands at the upper edge.
    """

    def __init__(self, scroll: QScrollArea, *, keeps_top: bool = False) -> None:
        """`keeps_top`: whether what comes first is to be seen, whatever it is, by who is at the top and not inside."""
        super().__init__(scroll)
        self._scroll, self._keeps_top = scroll, keeps_top
        self._chain: list[QWidget] = []  # the anchor and what it stands in, up to the form
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.hold)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hold_soon)
        scroll.verticalScrollBar().valueChanged.connect(self._hold_soon)

    def release(self) -> None:
        """Let the form move as it does, until all has come to rest: another one is shown."""
        self._watch([])
        self._hold_soon()

    def hold(self) -> None:
        """Choose the anchor anew."""
        anchor = self._anchor()
        chain: list[QWidget] = []
        content = self._scroll.widget()
        while anchor and content and anchor is not content:
            chain.append(anchor)
            anchor = anchor.parentWidget()
        self._watch(chain)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMoveEvent):
            self._follow(event.pos().y() - event.oldPos().y())
        return False

    def _follow(self, moved: int) -> None:
        bar = self._scroll.verticalScrollBar()
        if moved:
            blocked = bar.blockSignals(True)  # the range follows when the form has its size; it is not known yet
            bar.setMaximum(max(bar.maximum(), bar.value() + moved))
            bar.blockSignals(blocked)
            bar.setValue(bar.value() + moved)

    def _hold_soon(self) -> None:
        self._later.start()

    def _anchor(self) -> QWidget | None:
        content = self._scroll.widget()
        focused = QApplication.focusWidget()
        if not content:
            return None
        seen = self._scroll.viewport().rect().translated(-content.pos())
        if focused and content.isAncestorOf(focused):
            place = focused.rect().translated(focused.mapTo(content, QPoint(0, 0)))
            if seen.intersects(place):
                return focused
        edge = seen.top()
        if self._keeps_top and not self._scroll.verticalScrollBar().value():
            return None
        found = (content.childAt(content.width() // 2, edge + probe) for probe in _PROBES)
        return next((one for one in found if one and one.parentWidget() is not content), None)

    def _watch(self, chain: list[QWidget]) -> None:
        if chain == self._chain:
            return
        for one in self._chain:
            if isValid(one):
                one.removeEventFilter(self)
        self._chain = chain
        for one in chain:
            one.installEventFilter(self)
