"""Lines across the window that say what went wrong and offer what to do; they never block anything."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..wording import counted
from .notice_row import NoticeRow
from .notices import TOPICS, Notice

_MOST = 2  # notices that are shown at once, unless the person wants to see all


class Banner(QWidget):
    """Holds one notice of each topic and shows the weightiest; each has a way to put it away."""

    changed = Signal()  # what it holds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, NoticeRow] = {}
        self._kinds: dict[str, str] = {}  # of the topics that are not over, also of what was put away
        self._all = False
        self._more = QPushButton()
        self._more.setProperty("look", "quiet")
        self._more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addWidget(self._more)
        self.hide()

    @property
    def text(self) -> str:
        """All sentences, the weightiest first, a line each."""
        return "\n".join(self._rows[topic].sentence for topic in self._topics)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """All that is offered, the weightiest notice first."""
        return tuple(button for topic in self._topics for button in self._rows[topic].buttons)

    def said(self, topic: str) -> str:
        """What the notice of a topic says; "" where there is none."""
        return self._rows[topic].sentence if topic in self._rows else ""

    def put(self, topic: str, notice: Notice) -> None:
        """Show a notice in the place of the one before of its topic."""
        known = bool(notice.kind) and self._kinds.get(topic) == notice.kind
        if known and topic not in self._rows:
            return  # the person put it away
        self._kinds[topic] = notice.kind
        if topic not in self._rows:
            self._rows[topic] = row = NoticeRow()
            row.put_away.connect(lambda: self._remove(topic))
        self._rows[topic].show_notice(notice)
        self._arrange()
        if not known:
            self._announce(notice.sentence)

    def drop(self, *topics: str) -> None:
        """What these notices tell is over."""
        for topic in topics:
            self._kinds.pop(topic, None)
            self._remove(topic)

    def take_focus(self) -> None:
        """Go to the weightiest notice, if there is one."""
        for topic in self._topics[:1]:
            self._rows[topic].take_focus()

    def minimumSizeHint(self) -> QSize:
        """As high as its words are at its width; Qt would take their height at their narrowest, and grow the window."""
        return QSize(super().minimumSizeHint().width(), max(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def _topics(self) -> list[str]:
        return [topic for topic in TOPICS if topic in self._rows]

    def _remove(self, topic: str) -> None:
        if row := self._rows.pop(topic, None):
            row.hide()
            row.deleteLater()
            self._all = self._all and len(self._rows) > _MOST
            self._arrange()

    def _arrange(self) -> None:
        topics = self._topics
        for place, topic in enumerate(topics):
            row = self._rows[topic]
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.setVisible(self._all or place < _MOST)
        hidden = 0 if self._all else max(0, len(topics) - _MOST)
        self._more.setText(counted(hidden, "more notice"))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(topics))
        self.changed.emit()

    def _show_all(self) -> None:
        self._all = True
        self._arrange()
        self._rows[self._topics[_MOST]].take_focus()

    def _announce(self, sentence: str) -> None:
        """Have screen readers say it: nothing moves the focus there."""
        event = QAccessibleAnnouncementEvent(self, sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
