"""A drafted text beside its field: what it would change, and a button that takes it."""

from collections import Counter

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..drafting.proposal import Proposal
from .difference import Mark, Part, difference
from .growing_edit import GrowingEdit
from .labels import label
from .theme import GRID, SMALL, Role, Theme, theme_of

_MARKS: dict[Mark, tuple[Role, Role | None]] = {
    "same": (Role.TEXT, None),
    "added": (Role.ADDED, Role.ADDED_TINT),
    "removed": (Role.REMOVED, Role.REMOVED_TINT),
}


class ProposalView(QFrame):
    """Hidden until there is a proposal that the person has not dismissed."""

    used = Signal(object)  # the Proposal

    def __init__(self, field_label: str) -> None:
        super().__init__()
        self.proposal: Proposal | None = None
        self._dismissed = ""
        self.setProperty("look", "proposal")
        self.setAccessibleName(f"Proposed {field_label.lower()}")
        self._heading = label(size=SMALL, bold=True, wraps=True)
        self._text = _ProposedText(self.accessibleName())
        self._use = _button(
            "Use this", f"Put the proposed text into {field_label}; undo gives the old one back", "primary"
        )
        self._dismiss = _button("Dismiss", f"Keep {field_label} as it is", "")
        self._use.clicked.connect(self._take)
        self._dismiss.clicked.connect(self.dismiss)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._heading, 1)
        top.addWidget(self._dismiss)
        top.addWidget(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self._text)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._dismiss, self._use, self._text

    def clear(self) -> None:
        """Forget what was proposed and what was dismissed: another ticket."""
        self.proposal, self._dismissed = None, ""
        self.hide()

    def show_proposal(self, proposal: Proposal | None, current: str) -> None:
        """Show how a proposal differs from the current text of the field; hide when it does not."""
        self.proposal = proposal
        wanted = proposal is not None and proposal.text not in (current, self._dismissed)
        if proposal and wanted:
            parts = difference(current, proposal.text)
            self._heading.setText(_summary(parts, current))
            self._text.show_parts(parts)
        self.setVisible(wanted)

    def dismiss(self) -> None:
        """Put this proposal away until there is another one."""
        self._dismissed = self.proposal.text if self.proposal else ""
        self.hide()

    def _take(self) -> None:
        if self.proposal:
            self.used.emit(self.proposal)


class _ProposedText(GrowingEdit):
    """The text with its marks: colour, and a line under what is added and through what is removed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Added words are underlined, removed words are struck through")
        self.setProperty("look", "bare")
        self.document().setDocumentMargin(0)  # as far left as the heading
        self._parts: tuple[Part, ...] = ()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_parts"):  # the theme has changed
            self.show_parts(self._parts)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.set_text("")
        theme, cursor = theme_of(self), QTextCursor(self.document())
        alone = all(part.mark == "added" for part in parts)
        for part in parts:
            cursor.insertText(part.text, _format("same" if alone else part.mark, theme))


def _format(mark: Mark, theme: Theme) -> QTextCharFormat:
    ink, ground = _MARKS[mark]
    form = QTextCharFormat()
    form.setForeground(theme[ink])
    if ground:
        form.setBackground(theme[ground])
    form.setFontUnderline(mark == "added")
    form.setFontStrikeOut(mark == "removed")
    return form


def _summary(parts: tuple[Part, ...], current: str) -> str:
    if not current.strip():
        return "Proposed"
    if len(parts) == 1:
        return "Proposed instead of what stands there"
    words = Counter[Mark]()
    for part in parts:
        words[part.mark] += len(part.text.split())
    if not words["added"] + words["removed"]:
        return "Proposed: other line breaks"
    return f"Proposed: {words['added']} word{'s' if words['added'] != 1 else ''} added, {words['removed']} removed"


def _button(text: str, description: str, look: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("look", look)
    button.setToolTip(description)
    button.setAccessibleName(text)
    button.setAccessibleDescription(description)
    return button
