"""The tab "Export": what the ticket becomes in a change system, field by field, and the buttons that put it there."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from .buttons import button
from .export_fields import FieldList
from .export_foot import ExportFoot
from .export_head import ExportHead
from .export_made import MadeList
from .export_result import DifferenceList
from .export_state import Heard
from .export_status import ExportStatus
from .export_view import View
from .export_words import NO_SYSTEM, PREPARING, TITLE
from .labels import label, restyle, soften
from .shown import shown_text
from .tab_order import in_tab_order
from .theme import GRID

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExportTab(QWidget):
    """Shows one view after the other; it asks for one when it is looked at."""

    looked_at = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(TITLE)
        self.head, self.status, self.foot = ExportHead(), ExportStatus(), ExportFoot()
        self.fields, self.differences, self.made = FieldList(), DifferenceList(), MadeList()
        self.add = button("Add a change system…", "Sets up where tickets go")
        self.add.setProperty("look", "primary")
        self._said = label(look="quiet", wraps=True)
        self._scroll = QScrollArea(widgetResizable=True)
        self._empty, self._whole, self._pages = QWidget(), QWidget(), QStackedWidget()
        self._stops: tuple[QWidget, ...] = ()
        self._shown: object = None  # the ticket and the system
        self._order_soon = QTimer(self, singleShot=True, interval=0)
        self._order_soon.timeout.connect(self._order)
        self._lay_out()
        for part in (self.fields, self.differences, self.made):
            part.renewed.connect(self._order_soon.start)
        self.foot.grown.connect(self._order_soon.start)
        self.show_nothing()

    @property
    def words(self) -> str:
        """All that it says in words, what is hidden left out."""
        parts = (self.head, self.status, self.differences, self.fields, self.made)
        shown = [one.words for one in (self.head, self.status, self.foot) if not one.isHidden()]
        held = [_words(one) for one in parts[2:] if not one.isHidden()]
        return "\n".join((*shown, *held, "" if self._said.isHidden() else self._said.text()))

    @property
    def shows(self) -> bool:
        """Whether a system is set, so that there is something to show."""
        return self._pages.currentWidget() is self._whole

    def show_nothing(self) -> None:
        """No system is set."""
        self._shown = None
        self._pages.setCurrentWidget(self._empty)
        self.setFocusProxy(self.add)

    def show_view(self, view: View) -> None:
        """Show how it stands with a ticket and a system."""
        self._pages.setCurrentWidget(self._whole)
        self.setFocusProxy(self.head.choice)
        prepared = view.prepared
        self.head.show_view(view)
        self.status.show_view(view)
        outcome = view.course.outcome
        held = outcome.held if outcome else ()
        others = [one for one in outcome.differences if one not in held] if outcome else []
        looked = view.course.heard is Heard.THERE
        self.differences.show_differences(held, others, view.takes, looked=looked)
        self.differences.show_choices(view.course.over, view.course.taken, busy=view.course.busy or view.read_only)
        soften(self._said, shown_text(view.problem or ("" if prepared else PREPARING)))
        self._said.setVisible(bool(self._said.text()))
        restyle(self._said, "error" if view.problem else "quiet")
        self.fields.setVisible(bool(prepared))
        if prepared and view.shown:
            self.fields.show_prepared(view.shown, view.refused, asked=bool(view.preview and view.preview.schema))
        self.made.show_exports(view.preview.exports if view.preview else ())
        self.foot.show_view(view)
        if (place := (prepared.ticket if prepared else "", view.system.name)) != self._shown:
            self._shown = place
            self._scroll.verticalScrollBar().setValue(0)

    def show_top(self) -> None:
        """Have how it stands in sight."""
        self._scroll.verticalScrollBar().setValue(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.looked_at.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Ctrl+Enter goes to the one that sends, and sends from there."""
        focused = self.window().focusWidget()
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if focused is self.foot.send:
                self.foot.send.click()
            else:
                self.foot.send.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in _ENTER and isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _order(self) -> None:
        """Have Tab go through all parts as they stand."""
        parts = (self.status.stops, self.differences.stops, self.fields.stops, self.made.stops, self.foot.stops)
        stops = (self.head.choice, self.head.change, *(stop for found in parts for stop in found))
        if stops != self._stops:
            self._stops = stops
            in_tab_order(stops)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for part in (self.head, self.status, self.differences, self._said, self.fields, self.made):
            column.addWidget(part)
        column.addStretch(1)
        body.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._scroll.setAccessibleName(TITLE)
        foot = QFrame()
        foot.setProperty("look", "foot")
        held = QVBoxLayout(foot)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.foot)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(foot)
        self._lay_out_empty()
        pages = QVBoxLayout(self)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self._pages)
        for page in (self._empty, self._whole):
            self._pages.addWidget(page)

    def _lay_out_empty(self) -> None:
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(NO_SYSTEM, "quiet", wraps=True))
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def _words(part: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.text() and not one.isHidden())
