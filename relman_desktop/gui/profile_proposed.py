"""What the repository speaks for, entry by entry: each is taken by the person, or all, or saved as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ..sources.profile.editing import EditedEntry
from .buttons import button
from .icons import draw_icon
from .labels import label, note, soften
from .profile_words import proposed_words, rest_of, title_of
from .row_list import RowList
from .row_paint import MARK, RowText
from .shown import shown_text
from .theme import GRID, Role, Theme, code_font


@dataclass(eq=False)
class ProposedRow:
    """A proposed entry, and what became of it."""

    entry: EditedEntry
    text: str  # as it is written in a profile
    said: str  # where it is from
    sure: bool
    known: bool = False  # a layer speaks of the same thing already
    taken: EditedEntry | None = None  # in the person's own profile
    before: Mapping[str, str] = field(default_factory=dict)  # what stood there, where the part is written once


class ProfileProposed(QWidget):
    """Tells what the person takes; the editor does it."""

    taken = Signal(object)  # a ProposedRow
    let_go = Signal(object)  # a ProposedRow
    all_taken = Signal()
    save_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ProposedRow] = ()
        self.view = _Rows("Proposed entries", "Space takes one, or takes it out again", _tell)
        self._title = label(bold=True, wraps=True)
        self._said = note(wraps=True)
        self._where = note(wraps=True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setFont(code_font())
        self.text.setAccessibleName("The proposed entry")
        self.take = button("Take it", "Puts the entry into your own profile (Space)", "primary")
        self.all = button("Take all that are new and sure", "Those that nothing speaks of yet, without those to decide")
        self.save = button("Save as .relman.toml…", "Saves the whole proposal, with its questions, where you say")
        self.back = button("Back to the profile", "Leaves the proposal; what was taken stays (Esc)")
        self._lay_out()
        self.setFocusProxy(self.view)
        self.view.looked_at.connect(lambda _: self._show())
        self.view.opened.connect(lambda _: self._turn())
        self.view.turn_wanted.connect(self._turn)
        self.take.clicked.connect(self._turn)
        self.all.clicked.connect(self.all_taken)
        self.save.clicked.connect(self.save_wanted)
        self.back.clicked.connect(self.left)

    def show_proposed(self, rows: Sequence[ProposedRow], name: str, head: str, into: str) -> None:
        """Show what the repository of this name speaks for at a commit. `into`: where what is taken goes."""
        self.rows = rows
        self._title.setText(f"What {name} shows at {head[:10]}")
        known = sum(one.known for one in rows)
        told = f"{proposed_words([one.entry for one in rows], known)} What is taken goes into {into}."
        soften(self._said, told if rows else "Nothing in this repository speaks for an entry.")
        self.view.show_rows(rows)
        self._show()

    def refresh(self) -> None:
        """What became of the entries is another."""
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()
        self._show()

    @property
    def new(self) -> list[ProposedRow]:
        """Those that are taken with all."""
        return [one for one in self.rows if one.sure and not one.known and one.taken is None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        row = self.view.current if self.rows else None
        self.all.setEnabled(bool(self.new))
        self.take.setEnabled(row is not None)
        if isinstance(row, ProposedRow):
            self.text.setPlainText(shown_text(row.text))
            sure = "" if row.sure else "To be decided by you: "
            soften(self._where, f"{sure}{row.said}")
            self.take.setText("Take it out again" if row.taken else "Take it")
            self.take.setAccessibleName(self.take.text())
        else:
            self.text.setPlainText("")
            self._where.setText("")

    def _turn(self) -> None:
        row = self.view.current
        if isinstance(row, ProposedRow):
            (self.let_go if row.taken else self.taken).emit(row)

    def _lay_out(self) -> None:
        side, row, foot = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        side.setSpacing(GRID)
        for part in (self._where, self.text):
            side.addWidget(part)
        side.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        row.setSpacing(2 * GRID)
        row.addWidget(self.view, 3)
        row.addLayout(side, 2)
        foot.setSpacing(GRID)
        for one in (self.back, self.all, self.save):
            foot.addWidget(one)
        foot.insertStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addLayout(row, 1)
        column.addLayout(foot)


class _Rows(RowList):
    turn_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.turn_wanted.emit()
        else:
            super().keyPressEvent(event)


def _tell(row: ProposedRow) -> RowText:
    state = "taken" if row.taken else "said already" if row.known else "" if row.sure else "to decide"
    below = rest_of(row.entry) or row.said
    mark = _taken if row.taken else _known if row.known else _asked if not row.sure else None
    return RowText(f"{row.entry.part.title}: {title_of(row.entry)}", state, below, mark, f"From {row.said}")


def _paint(icon: str, role: Role, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, icon, QRectF(corner.x() - 2, corner.y() - 2, MARK + 4, MARK + 4), theme[role])


def _taken(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    _paint("check", Role.GOOD, painter, corner, theme)


def _known(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    _paint("told", Role.QUIET, painter, corner, theme)


def _asked(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    _paint("question", Role.ACCENT, painter, corner, theme)
