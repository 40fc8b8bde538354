"""The change: its size at a glance, its facts, and its files and commits to look through."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QStackedWidget, QTabBar, QTreeView, QVBoxLayout, QWidget

from ..loaded import Loaded
from ..sources.work.item import WorkItem
from ..wording import counted, lines
from .change_tree import ChangeModel, ChangeRow
from .fact_list import FactList
from .fact_query import FactRow
from .grouped_model import ITEM
from .kind_bar import KindBar
from .theme import GRID, sized
from .work_remarks import WorkRemarks

_FACTS, _FILES = 0, 1  # the tabs


class ChangePanel(QWidget):
    """The left part of the window."""

    evidence_wanted = Signal(str)  # the id of the row that was chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._size.setFont(sized(self.font(), 1.0, bold=True))
        self._warning = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._warning.setProperty("look", "warning")
        self._bar = KindBar()
        self.remarks = WorkRemarks()
        self._tabs = QTabBar(documentMode=True, drawBase=False, expanding=False, elideMode=Qt.TextElideMode.ElideNone)
        self._tabs.addTab("Facts")
        self._tabs.addTab("Files and commits")
        self._tabs.setAccessibleName("What of the change is listed")
        self.filter = QLineEdit(clearButtonEnabled=True)
        self._model = ChangeModel(self)
        self.facts = FactList()
        self.tree = self._make_tree()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.facts)
        self._pages.addWidget(self.tree)
        self._lay_out()
        self._connect()
        self._show_page(_FACTS)

    def show_change(self, loaded: Loaded, facts: tuple[FactRow, ...]) -> None:
        """Show a change that was read, with its facts."""
        change = loaded.change
        commits = f"{counted(len(change.commits), 'commit')} · " if change.origin == "git" else ""
        self._size.setText(f"{commits}{counted(len(change.files), 'file')} · {lines(change.added, change.removed)}")
        self._warning.setText("\n".join(change.warnings))
        self._warning.setVisible(bool(change.warnings))
        self._bar.show_change(change)
        self.filter.clear()
        self._model.show_change(loaded)
        self._unfold()
        self.facts.show_facts(facts)
        self._name_tabs()

    def show_work(self, work: Sequence[WorkItem]) -> None:
        """Show what is known of the work items by now; what is unfolded and chosen stays."""
        self._model.show_work(work)

    def show_facts(self, facts: tuple[FactRow, ...]) -> None:
        """Show the facts that are known by now; the current one stays."""
        self.facts.refresh(facts)
        self._name_tabs()

    def show_facts_page(self, *, focus: bool = False) -> None:
        self._go_to(_FACTS, focus=focus)

    def show_files_page(self, *, focus: bool = False) -> None:
        self._go_to(_FILES, focus=focus)

    def choose(self, text: str) -> bool:
        """Choose the first file or commit that holds the text, as a click on it would; False where there is none."""
        index = self._model.index_of(text)
        if index.isValid():
            self.show_files_page()
            self.tree.setCurrentIndex(index)
        return index.isValid()

    def visible_texts(self) -> list[str]:
        """The texts of the rows of files and commits that the filter leaves."""
        return [row.text for group in self._model.groups for row in group.rows]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(GRID)
        for part in (self._size, self._bar, self._warning, self.remarks, self._tabs, self.filter):
            layout.addWidget(part)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self._tabs.currentChanged.connect(self._show_page)
        self.facts.evidence_wanted.connect(self.evidence_wanted)
        self.remarks.left.connect(self.setFocus)

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(headerHidden=True, uniformRowHeights=True, indentation=14)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setAccessibleName("Files, commits and work items of the change")
        tree.setModel(self._model)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(24)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.selectionModel().currentChanged.connect(self._choose)
        return tree

    def _choose(self, index: QModelIndex, before: QModelIndex) -> None:
        row = index.data(ITEM)
        if isinstance(row, ChangeRow):
            self.evidence_wanted.emit(row.item.id)

    def _go_to(self, page: int, *, focus: bool) -> None:
        self._tabs.setCurrentIndex(page)
        if focus:
            self.setFocus()

    def _show_page(self, page: int) -> None:
        words = "facts" if page == _FACTS else "files and commits"
        self.filter.setPlaceholderText(
            "Filter facts: words, topic:data, weight:50" if page == _FACTS else f"Filter {words}"
        )
        self.filter.setAccessibleName(f"Filter {words}")
        self._pages.setCurrentIndex(page)
        self._unfold()
        self.setFocusProxy(self.facts if page == _FACTS else self.tree)

    def _name_tabs(self) -> None:
        """Say on both tabs how many rows the filter leaves, for what is searched may be under the other one."""
        filtered = bool(self.filter.text().strip())
        files = f"  {self._model.count:,}" if filtered else ""
        self._tabs.setTabText(_FACTS, f"Facts  {self.facts.matching:,}")
        self._tabs.setTabText(_FILES, f"Files and commits{files}")

    def _unfold(self) -> None:
        for group in self._model.unfolded if self._tabs.currentIndex() == _FILES else ():
            self.tree.expand(group)

    def _filter(self, text: str) -> None:
        self._model.filter(text)
        self._unfold()
        self.facts.filter(text)
        self._name_tabs()
