"""The entries of a part, with what can be done with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..sources.profile.editing import EditedEntry, EditedLayer, Standing
from ..sources.profile.schema import Part
from .buttons import button
from .icons import draw_icon
from .labels import note
from .profile_words import rest_of, standing_words, title_of, waiting_words, wrong_words
from .row_list import RowList
from .row_paint import MARK, RowText
from .shown import visible
from .theme import GRID, Role, Theme


@dataclass(frozen=True)
class EntryRow:
    """An entry as the list shows it."""

    entry: EditedEntry
    standing: Standing | None


class EntryList(QWidget):
    """Tells what the person wants; the editor does it."""

    chosen = Signal(object)  # an EditedEntry
    added = Signal()
    removed = Signal(object)  # an EditedEntry
    put_back = Signal()
    moved = Signal(object, int)  # an EditedEntry, and whether it goes up (-1) or down (1)
    copied = Signal(object)  # an EditedEntry of the team's, to be taken into the person's own
    opened = Signal()  # Enter on a row

    def __init__(self) -> None:
        super().__init__()
        self.view = _Rows("Entries", "Delete takes one out, Alt+Up and Alt+Down move it", self._tell)
        self.add = button("Add", "Begins another entry", "small")
        self.remove = button("Take out", "Takes the entry out; it can be put back (Delete)", "small")
        self.up = button("Move up", "Has it change places with the one before (Alt+Up)", "small")
        self.down = button("Move down", "Has it change places with the one after it (Alt+Down)", "small")
        self.copy = button("Copy to yours", "Puts the entry into your own profile, where you can change it", "small")
        self.back = button("Put back", "Puts back what was taken out", "small")
        self._said = note(wraps=True)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self.say("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.view, self.add, self.remove, self.up, self.down, self.copy, self.back

    @property
    def current(self) -> EditedEntry | None:
        row = self.view.current
        return row.entry if isinstance(row, EntryRow) else None

    def show_part(
        self, layer: EditedLayer, part: Part, entry: EditedEntry | None, standing: Mapping[int, Standing]
    ) -> None:
        """Show a part's entries in a layer, one of them current."""
        entries = layer.entries[part.name]
        rows = [EntryRow(one, standing.get(one.place) if one.place is not None else None) for one in entries]
        at = entries.index(entry) if entry in entries else 0
        if rows != list(self.view.rows):
            self.view.show_rows(rows, at)
        elif entry is not self.current:
            self.view.choose(at)
        self.refresh()
        self.view.setVisible(not part.single and bool(rows))
        for one in (self.add, self.remove, self.up, self.down):
            one.setVisible(layer.writable and not part.single and (one is self.add or bool(rows)))
        placed = [one for one in entries if one.place is not None]
        self.up.setEnabled(layer.writable and entry in placed[1:])
        self.down.setEnabled(layer.writable and entry in placed[:-1])
        self.copy.setVisible(layer.path is None and entry is not None and bool(entry.place is not None))

    def refresh(self) -> None:
        """Draw the same entries anew."""
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def say(self, sentence: str, *, back: bool = False) -> None:
        """Say what was done, with a way back."""
        self._said.setText(visible(sentence))
        self._said.setVisible(bool(sentence))
        self.back.setVisible(back)

    @property
    def said(self) -> str:
        return "" if self._said.isHidden() else self._said.text()

    def _tell(self, row: EntryRow) -> RowText:
        entry = row.entry
        waiting = waiting_words(entry)
        below = waiting or wrong_words(entry)
        stands = standing_words(row.standing)
        mark = _alert if below else _away if row.standing and row.standing.over else None
        return RowText(title_of(entry), "", below or stands or rest_of(entry), mark, bad=bool(below))

    def _connect(self) -> None:
        self.view.looked_at.connect(lambda row: self.chosen.emit(row.entry))
        self.view.opened.connect(lambda _: self.opened.emit())
        self.view.delete_wanted.connect(self._remove)
        self.view.move_wanted.connect(self._move)
        self.add.clicked.connect(self.added)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.back.clicked.connect(self.put_back)
        self.copy.clicked.connect(self._copy)

    def _remove(self) -> None:
        if self.current and self.remove.isEnabled() and not self.remove.isHidden():
            self.removed.emit(self.current)

    def _move(self, by: int) -> None:
        wanted = self.up if by < 0 else self.down
        if self.current and wanted.isEnabled() and not wanted.isHidden():
            self.moved.emit(self.current, by)

    def _copy(self) -> None:
        if self.current:
            self.copied.emit(self.current)

    def _lay_out(self) -> None:
        row, back = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(GRID)
        for part in (self.add, self.remove, self.up, self.down, self.copy):
            row.addWidget(part)
        row.addStretch(1)
        back.setSpacing(GRID)
        back.addWidget(self._said, 1)
        back.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        column.addLayout(back)


class _Rows(RowList):
    delete_wanted = Signal()
    move_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


def _alert(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, "alert", QRectF(corner.x() - 2, corner.y() - 2, MARK + 4, MARK + 4), theme[Role.WARNING])


def _away(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, "told", QRectF(corner.x() - 2, corner.y() - 2, MARK + 4, MARK + 4), theme[Role.QUIET])
