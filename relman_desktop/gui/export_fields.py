"""Field by field what would be sent: texts, short values, what goes beside, and what goes nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ..export.markup import Flavour
from ..export.targets.prepared import Aside, Left, Part, Prepared
from ..export.targets.target import Over
from ..fields import BY_NAME
from ..wording import counted
from .buttons import button
from .export_card import TextCard, ValueRow
from .export_field_words import is_long
from .export_text import ExactText
from .labels import label, note, say
from .shown import shown_text
from .theme import GRID

_BESIDE = {Over.COMMENT: "As a comment", Over.ATTACHMENT: "As an attached file"}


class FieldList(QWidget):
    """Fields that stay keep their place, whether they are unfolded, and the focus."""

    field_wanted = Signal(str)
    mapping_wanted = Signal()
    renewed = Signal()  # there are other fields now

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, TextCard] = {}  # by their names there
        self.rows: dict[str, ValueRow] = {}
        self.asides: list[ExactText] = []
        self._keys: tuple[str, ...] = ()
        self._beside: tuple[Aside, ...] = ()
        self._texts, self._values, self._more = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._title, self._of_values = label(bold=True, wraps=True), label("Short values", bold=True, wraps=True)
        self.ask = button(
            "Read this site’s fields…", "Opens this system, where its site is asked for its fields", "more"
        )
        self.ask.clicked.connect(self.mapping_wanted)
        self._said, self._left = note(wraps=True), label(wraps=True)
        self._of_left = label("Goes nowhere", bold=True, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for spaced in (self._texts, self._more):
            spaced.setSpacing(GRID)
        self._values.setSpacing(0)
        for part in (self._title, self._said, self.ask, self._texts, self._more, self._of_values, self._values):
            (column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part))
        column.setAlignment(self.ask, Qt.AlignmentFlag.AlignLeft)
        for part in (self._of_left, self._left):
            column.addWidget(part)

    @property
    def words(self) -> str:
        """All that it says."""
        held = [one.words for one in (*self.cards.values(), *self.rows.values())]
        beside = [one.text() for one in self.findChildren(QLabel)]
        return "\n".join((*held, *beside))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        held = (*self.cards.values(), *self.rows.values())
        return (
            self.ask,
            *(stop for one in held for stop in one.stops),
            *(stop for one in self.asides for stop in one.stops),
        )

    def show_prepared(self, prepared: Prepared, refused: Mapping[str, str], *, asked: bool) -> None:
        """Show what would be sent now.

        `refused`: why the system did not take fields, by their names there. `asked`: whether the site told its fields.
        """
        self.ask.setVisible(not asked and bool(prepared.target.asks))
        keys = tuple(f"{one.theirs}{is_long(one)}" for one in prepared.parts)
        if keys != self._keys:
            self._keys = keys
            self._make(prepared.parts)
            self.renewed.emit()
        for part in prepared.parts:
            why = part.wrong or refused.get(part.theirs, "")
            (self.cards.get(part.theirs) or self.rows[part.theirs]).show_part(replace(part, wrong=why))
        self._title.setText(f"What will be sent: {counted(len(prepared.parts), 'field')}")
        say(self._said, shown_text("\n".join(prepared.said)))
        self._of_values.setVisible(bool(self.rows))
        self._show_beside(prepared.asides)
        self._show_left(prepared.left)

    def go_to(self, theirs: str) -> QWidget | None:
        """The field that has this name there."""
        return self.cards.get(theirs) or self.rows.get(theirs)

    def _make(self, parts: Iterable[Part]) -> None:
        for column in (self._texts, self._values):
            empty(column)
        self.cards, self.rows = {}, {}
        for part in parts:
            made: TextCard | ValueRow
            if is_long(part):
                made = self.cards[part.theirs] = TextCard(part)
                self._texts.addWidget(made)
            else:
                made = self.rows[part.theirs] = ValueRow(part)
                self._values.addWidget(made)
            made.wrong.field_wanted.connect(self.field_wanted)
            made.wrong.mapping_wanted.connect(self.mapping_wanted)

    def _show_beside(self, asides: tuple[Aside, ...]) -> None:
        if asides == self._beside:
            return
        self._beside = asides
        empty(self._more)
        self.asides = []
        for one in asides:
            held = QFrame()
            held.setProperty("look", "card")
            column = QVBoxLayout(held)
            column.setContentsMargins(GRID + 2, GRID, GRID + 2, GRID)
            column.setSpacing(GRID // 2)
            text = ExactText(one.title)
            text.show_text(one.text, Flavour.GFM if one.where is Over.ATTACHMENT else one.markup)
            named = f"{_BESIDE.get(one.where, 'Beside')}: {one.title}"
            column.addWidget(label(named, bold=True, wraps=True))
            column.addWidget(note(f"{len(one.text):,} characters, whole{f', as {one.name}' if one.name else ''}"))
            column.addWidget(text)
            self.asides.append(text)
            self._more.addWidget(held)
        self.renewed.emit()

    def _show_left(self, left: tuple[Left, ...]) -> None:
        told = [f"• {BY_NAME[one.ours].label if one.ours in BY_NAME else one.ours}: {one.why}" for one in left]
        say(self._left, shown_text("\n".join(told)))
        self._of_left.setVisible(bool(told))


def empty(column: QVBoxLayout) -> None:
    """Take all widgets out of a column, for good."""
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
