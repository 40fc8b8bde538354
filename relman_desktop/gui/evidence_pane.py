"""The evidence behind a sentence: a hunk, a commit message, a work ticket, a place, a fact or an answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ..sources.change import Hunk
from ..sources.evidence import Evidence
from .chips import HEIGHT, TRUST_WORDS, Chip, ChipButton, evidence_chip, source_of
from .flow import FlowLayout
from .hunk_view import HunkView
from .icons import IconButton
from .labels import label, note
from .shown import breakable, shown_text, tooltip, visible
from .theme import GRID, code_font

_LONGEST_FACT = 400  # characters that are shown above its hunk
_PROSE = ("fact", "answer", "file")  # not shown in the code's font
_WAITING = "Put the caret into a sentence, or click one of its chips, to see what it stands on."


class EvidencePane(QWidget):
    """Shows one piece of evidence, or a changed file, or says why it shows nothing."""

    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._chip = ChipButton()
        self._chip.asked.connect(self.evidence_wanted)
        self._kind = label(bold=True)
        self._place = label(wraps=True)
        self._place.setFont(code_font())
        self._trust = note(wraps=True)
        self._fact = label(wraps=True)
        self._copy = IconButton("copy", "Copy where this is")
        self._copy.clicked.connect(self._copy_ref)
        self._related = _Related()
        self._related.asked.connect(self.evidence_wanted)
        self.hunks = HunkView()
        self.text = _text_view()
        self._message = _message()
        self._head = QWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self.show_message(_WAITING)

    def show_evidence(self, evidence: Evidence, hunk: Hunk | None, path: str, others: Sequence[Evidence]) -> None:
        """Show a piece of evidence, and the hunk that it is or rests on; `others` are offered to go on to."""
        self._show_head(evidence_chip(evidence.id, trust=evidence.trust), evidence.ref, TRUST_WORDS[evidence.trust])
        self._related.show_chips([evidence_chip(one.id, trust=one.trust) for one in others if one.id != evidence.id])
        self._show_fact(evidence.text if hunk and evidence.kind != "hunk" else "")
        if hunk:
            self._show_hunks(path, (hunk,))
        else:
            self._show_text(evidence)

    def show_file(self, path: str, hunks: Sequence[Hunk]) -> None:
        """Show a changed file with all its hunks."""
        file_id = hunks[0].id.partition(".")[0] if hunks else ""
        self._show_head(evidence_chip(file_id or "F"), path, "")
        self._chip.setVisible(bool(file_id))
        self._related.show_chips([])
        self._fact.hide()
        if hunks:
            self._show_hunks(path, hunks)
        else:
            self._say("This file has no lines to show: it is binary, or only its name or its mode has changed.")

    def show_message(self, text: str) -> None:
        """Show a sentence instead of evidence: what to do, what is being read, what went wrong."""
        self._head.hide()
        self._say(text)

    def _show_head(self, chip: Chip, ref: str, trust: str) -> None:
        self._ref = ref
        self._chip.show_chip(chip)
        self._chip.show()
        self._kind.setText(source_of(chip.evidence).words)
        self._place.setText(breakable(ref))
        self._place.setAccessibleName(visible(ref))
        self._trust.setText(trust)
        self._trust.setVisible(bool(trust))
        self._head.show()

    def _show_fact(self, text: str) -> None:
        """What the hunk below stands for; all of a long one is in the tool tip."""
        self._fact.setText(visible(text if len(text) <= _LONGEST_FACT else text[:_LONGEST_FACT] + "…"))
        self._fact.setToolTip(tooltip(shown_text(text)))
        self._fact.setVisible(bool(text))

    def _show_hunks(self, path: str, hunks: Sequence[Hunk]) -> None:
        self.hunks.show_hunks(visible(path), hunks)
        self._show_body(self.hunks)

    def _show_text(self, evidence: Evidence) -> None:
        self.text.setFont(self.font() if evidence.kind in _PROSE else code_font())
        self.text.setPlainText(shown_text(evidence.text))
        self.text.setAccessibleName(f"{source_of(evidence.id).words} {evidence.id}")
        self._show_body(self.text)

    def _say(self, text: str) -> None:
        self._message.setText(visible(text))
        self._show_body(self._message)

    def _show_body(self, body: QWidget) -> None:
        self._body.setCurrentWidget(body)
        self.setFocusProxy(body)

    def _copy_ref(self) -> None:
        QGuiApplication.clipboard().setText(self._ref)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._chip)
        top.addWidget(self._kind, 1)
        top.addWidget(self._copy)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        head.setSpacing(GRID // 2)
        head.addLayout(top)
        for part in (self._place, self._trust, self._related, self._fact):
            head.addWidget(part)
        for body in (self.hunks, self.text, self._message):
            self._body.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)


class _Related(QWidget):
    """The chips of further evidence."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[ChipButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        title = note("See also")
        title.setFixedHeight(HEIGHT + 2)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = FlowLayout(GRID // 2)
        row.addLayout(self._flow, 1)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [ChipButton(chip) for chip in chips]
        for chip in self._chips:
            chip.asked.connect(self.asked)
            self._flow.addWidget(chip)
        self.setVisible(bool(self._chips))


def _text_view() -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setProperty("look", "bare")
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    view.setTabChangesFocus(True)
    view.document().setDocumentMargin(2 * GRID)
    view.setAccessibleName("Evidence")
    view.setAccessibleDescription("What the evidence says, word for word")
    return view


def _message() -> QLabel:
    made = label(look="quiet", wraps=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setMargin(4 * GRID)
    made.setAccessibleDescription("Why no evidence is shown")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
