"""What the library shows of the ticket that is looked at: its text as it is, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..store.search import Row
from ..wording import counted
from .buttons import button
from .flow import FlowLayout
from .labels import label, note, soften
from .library_acts import ACTS, Act
from .library_reading import Kept
from .library_template import TemplateForm
from .library_text import FoundText
from .library_when import ago, exactly
from .library_words import named, people_of, place_of, title_of
from .long_text import Part
from .notice import Notice
from .outcome_mark import OutcomeMark
from .shelf_notice import TOLD
from .shown import shown_line, tooltip
from .theme import GRID, text_font

_LONGEST_TITLE = 240  # characters
_NONE = "Choose a ticket to read it here."


class LibraryPreview(QFrame):
    """Buttons tell the name of an `Act`; whoever hears it does it."""

    wanted = Signal(str)  # the name of an act
    erased = Signal()  # the person has said again that it is to be erased
    template_wanted = Signal(object)  # the names of the fields to copy

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._title = label(size=1.15, bold=True, wraps=True)
        self._outcome = OutcomeMark()
        self._told = note(wraps=True)
        self._place = note(wraps=True)
        self.shelf = Notice("warning")
        self.buttons = {act.name: self._button(act) for act in ACTS}
        self.keep, self.erase = (
            button("Keep", "Erases nothing", ""),
            button("Erase for good", "There is no way back", ""),
        )
        self.question = Notice("warning", self.keep, self.erase)
        self.template = TemplateForm()
        self.text = FoundText("The ticket's text")
        self.text.setFont(text_font())
        self._none = label(_NONE, "quiet", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(3 * GRID)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_rows((), (), has_change=False, read_only=False)

    @property
    def asking(self) -> bool:
        """Whether a question stands open here."""
        return not (self.question.isHidden() and self.template.isHidden())

    def show_rows(self, rows: Sequence[Row], shelves: Sequence[str], *, has_change: bool, read_only: bool) -> None:
        """Show what is chosen, of which there may be more than were read; the text follows with `show_kept`."""
        if [row.ticket for row in rows] != [row.ticket for row in self._rows]:
            self.stop_asking()
            self.text.show_parts(())
        self._rows = rows
        several = len(shelves) > 1
        for act in ACTS:
            fits = bool(rows) and act.fits(shelves, several=several, has_change=has_change, read_only=read_only)
            self.buttons[act.name].setVisible(fits)
        if several:
            self._show_several(len(shelves))
        elif rows:
            self._show_one(rows[0])
        self._pages.setCurrentIndex(1 if rows else 0)

    def show_none(self, *, found: bool) -> None:
        """What is said where no ticket is chosen: nothing, where there is none to choose."""
        self._none.setText(_NONE if found else "")

    def show_kept(self, kept: Kept) -> None:
        """Show the text of the one ticket that is chosen."""
        self.text.show_parts(kept.parts)

    def show_unread(self, sentence: str) -> None:
        self.text.show_parts((Part("", sentence),))

    def ask_erase(self, number: int) -> None:
        """Ask whether tickets are to be erased, where they stand."""
        self.template.hide()
        which = named(self._rows[0]) if number == 1 and self._rows else counted(number, "ticket")
        self.question.say(f"Erase {shown_line(which)} for good? No undo brings it back; older backups keep it a while.")
        self.keep.setFocus()

    def stop_asking(self) -> None:
        self.question.say("")
        self.template.hide()

    def _show_several(self, number: int) -> None:
        self._title.setText(f"{counted(number, 'ticket')} chosen")
        for part in (self._outcome, self._told, self._place, self.shelf):
            part.hide()

    def _show_one(self, row: Row) -> None:
        title = title_of(row)
        cut = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
        soften(self._title, shown_line(cut))
        self._title.setToolTip(tooltip(title if title != cut else ""))
        self._outcome.show_outcome(row.outcome)
        self._outcome.setVisible(bool(row.outcome.strip()))
        risk = f"{row.risk.strip()} risk" if row.risk.strip() else ""
        told = (row.change_id.strip(), row.state.strip(), risk, people_of(row), f"changed {ago(row.touched)}")
        soften(self._told, shown_line(" · ".join(filter(None, told))))
        self._told.setToolTip(tooltip(f"Last changed {exactly(row.touched)}\nBegun {exactly(row.created)}"))
        soften(self._place, shown_line(f"{place_of(row)} · {row.location}"))
        for part in (self._told, self._place):
            part.show()
        self.shelf.say(TOLD.get(row.shelf, ""))

    def _button(self, act: Act) -> QPushButton:
        made = button(act.text, act.told, act.look)
        made.clicked.connect(lambda: self.wanted.emit(act.name))
        return made

    def _lay_out(self) -> None:
        acts = QWidget()
        flow = FlowLayout(GRID // 2)
        acts.setLayout(flow)
        for made in self.buttons.values():
            flow.addWidget(made)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._told, 1)
        top.addWidget(self._outcome, 0, Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addLayout(top)
        for part in (self._place, self.shelf, acts, self.question, self.template):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        self._pages.addWidget(self._none)
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        self.keep.clicked.connect(self.stop_asking)
        self.erase.clicked.connect(self._erase)
        self.template.chosen.connect(self.template_wanted)

    def _erase(self) -> None:
        self.stop_asking()
        self.erased.emit()
