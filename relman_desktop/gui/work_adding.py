"""Adding work items: a box to type or paste into, what a search finds, and files; bad input stays in its box."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..sources.work.item import WorkItem
from .arrow_combo import ArrowCombo
from .buttons import button
from .labels import label, restyle
from .row_list import RowList
from .row_paint import RowText
from .shown import soft, visible
from .theme import GRID, SMALL
from .work_box import WorkBox
from .work_files import ENDINGS
from .work_meant import meant
from .work_words import status_words

_FILES = f"Work items ({' '.join(f'*{one}' for one in (*ENDINGS, '.txt'))});;All files (*)"
_ROWS = 5  # of what was found, in sight


class WorkAdding(QFrame):
    """Tells what the person gives or searches for; it keeps what is typed until it was taken."""

    keys_given = Signal(object)  # tuple of WorkItem, which were typed
    text_given = Signal(str)  # a ticket's text
    search_wanted = Signal(str, str)  # the tracker's name, the words
    search_stopped = Signal()
    found_given = Signal(object)  # a WorkItem that a search found
    files_chosen = Signal(object)  # tuple of Path
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._searching = False
        self._known: frozenset[str] = frozenset()
        self.box = WorkBox()
        self.go = button("Add", "Takes what stands in the box", "primary")
        self.files = button("Files…", "Adds work items from CSV, JSON, Markdown or mail files")
        self.close_button = button("Close", "Closes this; what is typed stays (Esc)", "quiet")
        self.place = ArrowCombo()
        self.place.setProperty("look", "choice")
        self.place.setAccessibleName("The tracker to search")
        self._said = label("", "quiet", size=SMALL, wraps=True)
        self.found = RowList("Found work items", "Enter adds one", self._row_text)
        self.add_found = button("Add this one", "Adds the work item that is chosen in the list", "small")
        self.setProperty("look", "proposal")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.box)
        self.show_found(None)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.box, self.place, self.go, self.files, self.close_button, self.found, self.add_found

    def show_places(self, names: Sequence[tuple[str, str]]) -> None:
        """Say which trackers can be searched: their names, and what they are called for people."""
        chosen = self.place.currentData()
        self.place.clear()
        for name, words in names:
            self.place.addItem(visible(words), name)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.place.setVisible(len(names) > 1)
        self._hint()

    def show_known(self, keys: frozenset[str]) -> None:
        """Say which items the ticket has already."""
        self._known = keys
        self.found.viewport().update()

    def take(self) -> None:
        """Do what Enter does: give what stands in the box, or search for it."""
        wish = meant(self.box.text)
        if wish.keys:
            self.keys_given.emit(wish.keys)
        elif wish.text:
            self.text_given.emit(wish.text)
        elif wish.words and self.place.count():
            self.search_wanted.emit(str(self.place.currentData()), wish.words)
        else:
            self.say_wrong(wish.hint(()) or "Type a key, an address or words, or paste a ticket's text.")

    def taken(self) -> None:
        """What stood in the box is among the work items now."""
        self.box.clear()
        self._hint()

    def say_wrong(self, sentence: str) -> None:
        """Say in a sentence why nothing was added; what is typed stays."""
        self._say(sentence, "error")
        self.box.setFocus()

    def show_searching(self, searching: bool) -> None:
        self._searching = searching
        self._hint()

    def show_found(self, items: Sequence[WorkItem] | None, *, place: str = "", more: bool = False) -> None:
        """Show what a search found; None for no search. `more`: whether there are others that it did not ask for."""
        self._searching = False
        for part in (self.found, self.add_found):
            part.setVisible(bool(items))
        self.found.show_rows(list(items or ()))
        self._hint()
        if items is not None:
            told = "The newest that hold these words." if items else f"{place} has nothing that holds these words."
            self._say(f"{told} Others have no room here; use more words." if more else told)
        if items:
            self.found.setFocus()

    def _hint(self) -> None:
        wish = meant(self.box.text)
        places = (self.place.currentText(),) if self.place.count() else ()
        self.go.setText("Stop" if self._searching else "Search" if wish.words and places else "Add")
        self._say("Searching…" if self._searching else wish.hint(places))

    def _say(self, sentence: str, look: str = "quiet") -> None:
        self._said.setText(soft(visible(sentence)))
        self._said.setVisible(bool(sentence))
        restyle(self._said, look)
        self.box.setAccessibleDescription(visible(sentence) or "Keys, addresses, words, or a ticket's text")

    def _row_text(self, item: WorkItem) -> RowText:
        right = "already here" if item.key in self._known else status_words(item)
        return RowText(item.key, right, item.title)

    def _press(self) -> None:
        if self._searching:
            self.search_stopped.emit()
            self.show_searching(False)
        else:
            self.take()

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "Files with work items", "", _FILES)
        if paths:
            self.files_chosen.emit(tuple(map(Path, paths)))

    def _give_found(self, item: WorkItem | None = None) -> None:
        if isinstance(chosen := item or self.found.current, WorkItem):
            self.found_given.emit(chosen)

    def _edit(self) -> None:
        if self._searching:
            self.search_stopped.emit()
            self._searching = False
        self._hint()

    def _connect(self) -> None:
        self.box.entered.connect(self.take)
        self.box.left.connect(self.left)
        self.box.textChanged.connect(self._edit)
        self.place.currentIndexChanged.connect(self._hint)
        self.go.clicked.connect(self._press)
        self.files.clicked.connect(self._choose_files)
        self.close_button.clicked.connect(self.left)
        self.found.opened.connect(self._give_found)
        self.add_found.clicked.connect(lambda: self._give_found())

    def _lay_out(self) -> None:
        self.found.setFixedHeight(_ROWS * 2 * self.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for part in (self.go, self.files):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        for above in (self.box, self.place, self._said):
            column.addWidget(above)
        column.addLayout(row)
        for below in (self.found, self.add_found):
            column.addWidget(below)
