"""Tabs of which as many stand side by side as have room; all of them are in a menu behind the last one."""

from functools import partial

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QTabBar, QWidget

from ..wording import counted
from .theme import GRID


class FittingTabs(QWidget):
    """The tab that is current is always in sight, and the others keep their order. Nothing is cut or scrolled."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.there: set[int] = set()  # the tabs that can be gone to, in sight or in the menu
        self.bar = QTabBar(drawBase=False, expanding=False, usesScrollButtons=False, parent=self)
        self.bar.setAccessibleName(name)
        self.more = QPushButton(self)
        self.more.setProperty("look", "more")
        self.more.setAutoDefault(False)
        self.more.setAccessibleDescription("Shows a menu of all pages")
        self.menu = QMenu(self.more)
        self.menu.setAccessibleName(name)
        self.menu.aboutToShow.connect(self._fill)
        self.more.clicked.connect(self._open)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.bar.currentChanged.connect(self._fit)

    def add(self, text: str, *, hidden: bool = False) -> None:
        """Add a tab behind the others; a hidden one is neither in sight nor in the menu until it is gone to."""
        at = self.bar.addTab(text)
        self.there |= set() if hidden else {at}
        self._fit()

    def name(self, at: int, text: str) -> None:
        if text != self.bar.tabText(at):
            self.bar.setTabText(at, text)
            self._fit()

    def go_to(self, at: int) -> None:
        """Make a tab the current one."""
        self.there.add(at)
        self.bar.setTabVisible(at, True)
        self.bar.setCurrentIndex(at)
        self._fit()

    def take_away(self, at: int) -> None:
        """Take a tab away; where it is current, the first one is then."""
        self.there.discard(at)
        if self.bar.currentIndex() == at:
            self.go_to(0)
        self._fit()

    def sizeHint(self) -> QSize:
        return self.bar.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.bar.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # the style is known now

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        there = sorted(self.there)
        wide = {at: self.bar.tabSizeHint(at).width() for at in there}
        shown = there
        if sum(wide.values()) > self.width():
            self._say(len(there) - 1)  # which is the widest that it gets
            shown = self._in_sight(there, wide, self.width() - self.more.sizeHint().width() - GRID)
        for at in range(self.bar.count()):
            if self.bar.isTabVisible(at) != (at in shown):
                self.bar.setTabVisible(at, at in shown)
        self._say(len(there) - len(shown))
        self._place(sum(wide[at] for at in shown))

    def _place(self, width: int) -> None:
        """Lay the two out side by side; a layout would have them at their old widths until later."""
        width, more = min(width, self.width()), self.more.sizeHint()
        self.bar.setGeometry(0, 0, width, self.height())
        self.more.setGeometry(width, (self.height() - more.height()) // 2, more.width(), more.height())

    def _in_sight(self, there: list[int], wide: dict[int, int], room: int) -> list[int]:
        """The first ones that have room beside the current one."""
        current = self.bar.currentIndex()
        left, shown = room - wide.get(current, 0), [current]
        for at in there:
            if at != current:
                left -= wide[at]
                if left < 0:
                    break
                shown.append(at)
        return shown

    def _say(self, hidden: int) -> None:
        self.more.setText(f"{hidden} more ▾")
        self.more.setAccessibleName(counted(hidden, "more page"))
        self.more.setVisible(hidden > 0)

    def _fill(self) -> None:
        self.menu.clear()
        one_of = QActionGroup(self.menu)
        for at in sorted(self.there):
            action = QAction(self.bar.tabText(at).replace("&", "&&"), self.menu, checkable=True)
            action.setChecked(at == self.bar.currentIndex())
            action.triggered.connect(partial(self._choose, at))
            one_of.addAction(action)
            self.menu.addAction(action)

    def _open(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.go_to(at)
        if self.more.isVisible():
            self.more.setFocus()
