"""The change: its size at a glance, and everything in it to look through."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from ..session import Loaded
from ..wording import counted, lines
from .change_tree import EVIDENCE, SEARCHED, fill
from .kind_bar import KindBar
from .theme import GRID, sized


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
        self.filter = QLineEdit(placeholderText="Filter files, commits, facts", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter files, commits and facts")
        self._model = QStandardItemModel(self)
        self._matching = QSortFilterProxyModel(self, recursiveFilteringEnabled=True)
        self._matching.setSourceModel(self._model)
        self._matching.setFilterRole(SEARCHED)
        self._matching.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tree = self._make_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(GRID)
        for part in (self._size, self._bar, self._warning, self.filter, self.tree):
            layout.addWidget(part)
        self.filter.textChanged.connect(self._filter)

    def show_change(self, loaded: Loaded) -> None:
        """Show a change that was read."""
        change = loaded.change
        commits = f"{counted(len(change.commits), 'commit')} · " if change.origin == "git" else ""
        self._size.setText(f"{commits}{counted(len(change.files), 'file')} · {lines(change.added, change.removed)}")
        self._warning.setText("\n".join(change.warnings))
        self._warning.setVisible(bool(change.warnings))
        self._bar.show_change(change)
        self.filter.clear()
        opened = fill(self._model, loaded, self)
        for group in opened:
            self.tree.expand(self._matching.mapFromSource(group.index()))
        self._span_texts()
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def choose(self, text: str) -> bool:
        """Choose the first row that holds the text, as a click on it would; False where there is none."""
        contains = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        found = self._matching.match(self._matching.index(0, 0), SEARCHED, text, 1, contains)
        for index in found:
            self.tree.setCurrentIndex(index)
        return bool(found)

    def visible_texts(self) -> list[str]:
        """The texts of the rows that the filter leaves."""
        rows = (self._matching.index(row, 0) for row in range(self._matching.rowCount()))
        return [
            self._matching.index(child, 0, group).data()
            for group in rows
            for child in range(self._matching.rowCount(group))
        ]

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(headerHidden=True, uniformRowHeights=True, indentation=14)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setAccessibleName("What is in the change")
        tree.setModel(self._matching)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(24)
        tree.selectionModel().currentChanged.connect(self._choose)
        return tree

    def _choose(self, index: QModelIndex, before: QModelIndex) -> None:
        evidence = index.siblingAtColumn(0).data(EVIDENCE)
        if evidence:
            self.evidence_wanted.emit(evidence)

    def _span_texts(self) -> None:
        """Give the whole width to rows that have nothing at the right: sentences need it."""
        for group in range(self._matching.rowCount()):
            parent = self._matching.index(group, 0)
            for row in range(self._matching.rowCount(parent)):
                if not self._matching.index(row, 1, parent).data():
                    self.tree.setFirstColumnSpanned(row, parent, True)

    def _filter(self, text: str) -> None:
        self._matching.setFilterFixedString(text)
        self._span_texts()
        if text:
            self.tree.expandAll()
