"""The facts list: under topics, the heaviest first, filtered by words, weight and topic."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..facts.topics import NEEDS_ATTENTION, Topic, by_topic
from .fact_model import FactGroup, FactModel
from .fact_paint import FactPainter
from .fact_query import FactRow, Query, Scope
from .grouped_model import ITEM
from .labels import label
from .row_view import RowView
from .scope_bar import ScopeBar
from .theme import GRID

_NOTHING = {
    Scope.ATTENTION: "No fact of this change needs attention.",
    Scope.ALL: "Nothing that a deployment must know was found.",
    Scope.DISMISSED: "No fact is dismissed. Press D on a fact that does not count, and say why.",
}


class FactList(QWidget):
    """Tells which fact is meant; what is known of the facts is given to it."""

    evidence_wanted = Signal(str)  # the id of the fact that is looked at now
    opened = Signal(str)  # the person wants to go on to its evidence

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[FactRow, ...] = ()
        self.matching = 0  # how many facts the filter leaves, whatever the scope
        self._text = ""
        self._folded: set[str] = set()  # keys of topics
        self._order: list[Topic] = []
        self._model = FactModel(self)
        self.scopes = ScopeBar()
        self.view = _FactView(self._model)
        self._nothing = label(look="quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(3 * GRID)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.scopes)
        layout.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)
        self._connect()

    def show_facts(self, rows: tuple[FactRow, ...]) -> None:
        """Show another change's facts: those that need attention, or all where none does."""
        self.rows, self._text = rows, ""
        self._folded = _light_topics(rows)
        self._order = [topic for topic, _ in by_topic(row.fact for row in rows)]
        some = any(row.is_in(Scope.ATTENTION) for row in rows)
        self.scopes.topic = ""
        self.scopes.show_topics(rows)
        self.scopes.choose(Scope.ATTENTION if some or not rows else Scope.ALL)
        self._show()

    def refresh(self, rows: tuple[FactRow, ...]) -> None:
        """Show the facts after some were dismissed, restored or found; where the current one is gone, the next is."""
        current, shown = self.current, self._ids()
        self.rows = rows
        self._take_new_topics()
        self._show()
        if current in shown:
            at, left = shown.index(current), set(self._ids())
            self.mark(next((one for one in (*shown[at:], *reversed(shown[:at])) if one in left), ""))

    def _take_new_topics(self) -> None:
        """Facts that came since may be of topics that there were not; those stand behind the others."""
        known = {topic.key for topic in self._order}
        new = [topic for topic, _ in by_topic(row.fact for row in self.rows) if topic.key not in known]
        if new:
            self._order += new
            self._folded |= _light_topics(self.rows) & {topic.key for topic in new}
            self.scopes.show_topics(self.rows)

    def filter(self, text: str) -> None:
        """Leave the facts that hold these words, in the scope that is chosen."""
        self._text = text
        self._show()

    @property
    def current(self) -> str:
        """The id of the fact that is looked at; "" for none."""
        row = self.view.currentIndex().data(ITEM)
        return row.fact.id if isinstance(row, FactRow) else ""

    @property
    def first(self) -> str:
        """The id of the first fact that is shown; "" for none."""
        return next(iter(self._ids()), "")

    def mark(self, fact_id: str) -> None:
        """Make a fact the current one without asking for its evidence; nothing happens where it is not in sight."""
        index = self._model.index_of(fact_id)
        if index.isValid() and self.view.isExpanded(index.parent()):
            with QSignalBlocker(self):
                self.view.setCurrentIndex(index)

    def choose(self, fact_id: str) -> bool:
        """Choose a fact as a click on it would; False where it is not shown."""
        index = self._model.index_of(fact_id)
        self.view.setCurrentIndex(index)
        return index.isValid()

    def add_actions(self, *actions: QAction) -> None:
        """Actions on the current fact, with their keys while the list has the focus, and in its menu."""
        self.view.addActions(actions)

    def visible_texts(self) -> list[str]:
        """What the rows say that are shown, folded or not, each with its topic's heading before it."""
        return [text for group in self._model.groups for text in (group.topic.heading, *(_said(r) for r in group.rows))]

    def _connect(self) -> None:
        self.scopes.changed.connect(self._show)
        self.view.looked_at.connect(self._look)
        self.view.activated.connect(self._open)
        self.view.folded.connect(self._fold)

    def _show(self) -> None:
        query, scope = Query.of(self._text, self.scopes.topic), self.scopes.scope
        matching = [row for row in self.rows if query.matches(row)]
        self.scopes.show_counts({scope: sum(row.is_in(scope) for row in matching) for scope in Scope})
        current = self.current
        with QSignalBlocker(self), QSignalBlocker(self.view):
            self._model.show_rows([row for row in matching if row.is_in(scope)], self._order)
            self._unfold(all_of_them=bool(self._text.strip() or self.scopes.topic))
            self.mark(current)
        self.matching = len(matching)
        self._say_nothing(len(matching))

    def _unfold(self, *, all_of_them: bool) -> None:
        all_of_them = all_of_them or self.scopes.scope is not Scope.ALL
        for at, group in enumerate(self._model.groups):
            self.view.setExpanded(self._model.index(at, 0), all_of_them or group.topic.key not in self._folded)

    def _say_nothing(self, matching: int) -> None:
        scope = self.scopes.scope
        filtered = bool(self._text.strip() or self.scopes.topic)
        elsewhere = f" {matching:,} under “{Scope.ALL}”." if matching else ""
        self._nothing.setText(f"No fact matches here.{elsewhere}" if filtered else _NOTHING[scope])
        self._pages.setCurrentWidget(self.view if self._model.groups else self._nothing)

    def _look(self, fact_id: str) -> None:
        self.evidence_wanted.emit(fact_id)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ITEM)
        if isinstance(row, FactRow):
            self.opened.emit(row.fact.id)
        else:
            self.view.setExpanded(index, not self.view.isExpanded(index))

    def _fold(self, topic: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(topic)

    def _ids(self) -> list[str]:
        return [row.fact.id for group in self._model.groups for row in group.rows]


class _FactView(RowView):
    """Topics that fold, with their facts."""

    looked_at = Signal(str)
    folded = Signal(str, bool)  # a topic's key, by the person's doing

    def __init__(self, model: FactModel) -> None:
        super().__init__(
            "Facts of the change", "Under their topics, the heaviest first; D dismisses a fact, Enter opens it"
        )
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.paint_rows(model, FactPainter(self))
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._clicked)
        self.expanded.connect(self._tell_open)
        self.collapsed.connect(self._tell_folded)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; the filter is for searching."""

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        row = index.data(ITEM)
        if isinstance(row, FactRow):
            self.looked_at.emit(row.fact.id)

    def _clicked(self, index: QModelIndex) -> None:
        """A heading folds; a fact asks for its evidence again, for another one may be shown by now."""
        if isinstance(index.data(ITEM), FactRow):
            self._moved(index, index)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _tell_open(self, index: QModelIndex) -> None:
        self._tell(index, folded=False)

    def _tell_folded(self, index: QModelIndex) -> None:
        self._tell(index, folded=True)

    def _tell(self, index: QModelIndex, *, folded: bool) -> None:
        item = index.data(ITEM)
        if isinstance(item, FactGroup):  # Qt also tells of facts when all is expanded at once
            self.folded.emit(item.topic.key, folded)


def _light_topics(rows: tuple[FactRow, ...]) -> set[str]:
    heavy = {row.fact.topic for row in rows if row.fact.weight >= NEEDS_ATTENTION}
    return {row.fact.topic for row in rows} - heavy


def _said(row: FactRow) -> str:
    return f"{row.fact.text} Dismissed: {row.reason}" if row.reason else row.fact.text
