"""The chips over the facts list: which facts are shown, with their counts, and of which topic."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from ..facts.topics import by_topic
from ..wording import counted
from .fact_query import FactRow, Scope
from .flow import FlowLayout
from .theme import GRID, sized

_DESCRIBED = {
    Scope.ATTENTION: "The facts that belong in the ticket: those that need a step, and those worth telling",
    Scope.ALL: "All facts, the dismissed ones struck through",
    Scope.DISMISSED: "The facts that you dismissed, with your reasons",
}


class ScopeBar(QWidget):
    """One scope is always chosen; a topic may be."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.topic = ""
        self._group = QButtonGroup(self)
        self._chips = {scope: _chip(scope) for scope in Scope}
        self._topics = QPushButton("Topic ▾")
        self._topics.setProperty("look", "chip")
        self._topics.setFont(sized(self.font()))
        self._topics.setCheckable(True)
        self._topics.setAccessibleDescription("Shows the facts of one topic only")
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._take_topic)
        self._topics.clicked.connect(self._offer_topics)
        flow = FlowLayout(GRID // 2)
        self.setLayout(flow)
        for chip in self._chips.values():
            self._group.addButton(chip)
            flow.addWidget(chip)
        flow.addWidget(self._topics)
        self._chips[Scope.ATTENTION].setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def scope(self) -> Scope:
        return next(scope for scope, chip in self._chips.items() if chip.isChecked())

    def choose(self, scope: Scope) -> None:
        """Choose a scope without telling."""
        self._chips[scope].setChecked(True)

    def show_counts(self, counts: Mapping[Scope, int]) -> None:
        """Say how many facts each scope holds now."""
        for scope, chip in self._chips.items():
            chip.setText(f"{scope} {counts[scope]:,}")
            chip.setAccessibleName(f"{scope}, {counted(counts[scope], 'fact')}")
            chip.updateGeometry()

    def show_topics(self, rows: Sequence[FactRow]) -> None:
        """Offer the topics of a change's facts; the one that is chosen stays where there are facts of it."""
        self._menu.clear()
        self._add("All topics", "")
        self._menu.addSeparator()
        topics = by_topic(row.fact for row in rows)
        for topic, facts in topics:
            self._add(f"{topic.heading}  ({len(facts):,})", topic.key)
        chosen = next((topic for topic, _ in topics if topic.key == self.topic), None)
        self._choose_topic(*((chosen.key, chosen.heading) if chosen else ("", "")))

    def _add(self, text: str, topic: str) -> None:
        self._menu.addAction(text).setData(topic)

    def _offer_topics(self) -> None:
        self._topics.setChecked(bool(self.topic))
        self._menu.popup(self._topics.mapToGlobal(self._topics.rect().bottomLeft()))

    def _take_topic(self, action: QAction) -> None:
        self._choose_topic(action.data(), action.text().partition("  (")[0])
        self.changed.emit()

    def _choose_topic(self, topic: str, heading: str) -> None:
        self.topic = topic
        self._topics.setChecked(bool(topic))
        self._topics.setText(f"{heading if topic else 'Topic'} ▾")
        self._topics.setAccessibleName(f"Topic: {heading if topic else 'all'}")
        self._topics.updateGeometry()

    def _tell(self) -> None:
        self.changed.emit()


def _chip(scope: Scope) -> QPushButton:
    chip = QPushButton(scope)
    chip.setProperty("look", "chip")
    chip.setFont(sized(chip.font()))
    chip.setCheckable(True)
    chip.setToolTip(_DESCRIBED[scope])
    chip.setAccessibleDescription(_DESCRIBED[scope])
    return chip
