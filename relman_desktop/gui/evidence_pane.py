"""The evidence behind a sentence: a hunk, a commit message, a work ticket, a place, a fact or an answer; its uses."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ..known import Use
from ..sources.change import Hunk
from ..sources.evidence import Evidence, Trust
from ..sources.work.item import WorkItem
from .chips import TRUST_WORDS, Chip, ChipButton, evidence_chip, source_of
from .fact_card import FactCard
from .fitting_label import FittingLabel
from .hunk_view import HunkView
from .icons import IconButton
from .labels import label, note
from .reading import ShownFact
from .related import Related
from .shown import breakable, shown_text, visible
from .tab_order import in_tab_order
from .theme import GRID, code_font
from .used_in import UsedIn
from .work_body import WorkBody
from .work_card import WorkCard

_PROSE = ("fact", "answer", "file", "work item")  # not shown in the code's font
_ONLY_KEY = "Nothing but its key is known: what it says was not read."
_WAITING = "Put the caret into a sentence, or click one of its chips, to see what it stands on."


class EvidencePane(QWidget):
    """Shows one piece of evidence, or a changed file, or says why it shows nothing."""

    evidence_wanted = Signal(str)
    use_chosen = Signal(object)  # the Use whose sentence the person wants to see
    dismissed = Signal(str, str)  # a fact's id, the reason
    restored = Signal(str)
    work_wanted = Signal(str)  # the key of a work item to see among the others

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._chip = ChipButton()
        self._chip.asked.connect(self.evidence_wanted)
        self._kind = FittingLabel(bold=True)
        self._place = label(wraps=True)
        self._place.setFont(code_font())
        self._trust = note(wraps=True)
        self.card = FactCard()
        self.card.dismissed.connect(self.dismissed)
        self.card.restored.connect(self.restored)
        self.work = WorkCard()
        self.work.asked.connect(self.work_wanted)
        self._copy = IconButton("copy", "Copy where this is")
        self._copy.clicked.connect(self._copy_ref)
        self._basis = Related("Rests on")
        self._related = Related("See also")
        self.used_in = UsedIn()
        self.used_in.chosen.connect(self.use_chosen)
        for chips in (self._basis, self._related):
            chips.asked.connect(self.evidence_wanted)
        for part in (self._basis, self._related, self.used_in):
            part.renewed.connect(self._order_tabs)
        self.hunks = HunkView()
        self.text = _text_view()
        self.ticket = WorkBody("What the work item says", grows=False)
        self._message = _message()
        self._head = QWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self.show_message(_WAITING)

    def show_evidence(
        self, evidence: Evidence, hunk: Hunk | None, path: str, others: Sequence[Evidence], uses: Sequence[Use] = ()
    ) -> None:
        """Show a piece of evidence that is no fact; `others` are offered to go on to, `uses` cite it."""
        self._show_head(evidence_chip(evidence.id, trust=evidence.trust), evidence.ref, TRUST_WORDS[evidence.trust])
        self.card.show_fact(None)
        self._basis.show_chips([])
        self._related.show_chips([evidence_chip(one.id, trust=one.trust) for one in others if one.id != evidence.id])
        self._show_uses(uses, known=bool(uses))
        if hunk:
            self._show_hunks(path, (hunk,))
        else:
            self._show_text(evidence)

    def show_work(self, item: WorkItem, others: Sequence[Evidence], uses: Sequence[Use], quotes: Sequence[str]) -> None:
        """Show what a work item says, with the words marked that sentences quote of it."""
        self._show_head(evidence_chip(item.id), item.key, TRUST_WORDS[Trust.CLAIM])
        self.card.show_fact(None)
        self._basis.show_chips([])
        self._related.show_chips([evidence_chip(one.id, trust=one.trust) for one in others if one.id != item.id])
        self._show_uses(uses, known=True)
        self.work.show_item(item)
        self._place.hide()
        if item.is_told:
            self.ticket.show_text(item.body, quotes, item.title)
            self._show_body(self.ticket)
        else:
            self._say(" ".join(filter(None, (_ONLY_KEY, item.fault))))

    def show_fact(self, shown: ShownFact, reason: str, uses: Sequence[Use]) -> None:
        """Show a fact over what it rests on: why it was dismissed ("" if not), and the sentences that cite it."""
        fact = shown.fact
        said = TRUST_WORDS[fact.trust] if fact.trust is Trust.CLAIM else ""  # the heading says that it was computed
        self._show_head(evidence_chip(fact.id, trust=fact.trust), shown.place, said)
        self.card.show_fact(fact, reason)
        self._basis.show_chips([evidence_chip(one) for one in fact.evidence])
        others = [one for one in shown.beside if one not in fact.evidence]
        self._related.show_chips([evidence_chip(one) for one in others])
        self._show_uses(uses, known=True)
        if shown.hunks:
            self._show_hunks(shown.path, shown.hunks, shown.row)
        elif shown.basis:
            self._show_text(shown.basis)
        else:
            self._say("What this fact rests on cannot be shown.")

    def ask_why_dismissed(self) -> None:
        """Ask why the fact that is shown does not count."""
        self.card.ask()

    def show_file(self, path: str, hunks: Sequence[Hunk]) -> None:
        """Show a changed file with all its hunks."""
        file_id = hunks[0].id.partition(".")[0] if hunks else ""
        self._show_head(evidence_chip(file_id or "F"), path, "")
        self._chip.setVisible(bool(file_id))
        self.card.show_fact(None)
        self._basis.show_chips([])
        self._related.show_chips([])
        self._show_uses((), known=False)
        if hunks:
            self._show_hunks(path, hunks)
        else:
            self._say("This file has no lines to show: it is binary, or only its name or its mode has changed.")

    def show_message(self, text: str) -> None:
        """Show a sentence instead of evidence: what to do, what is being read, what went wrong."""
        self._head.hide()
        self.card.show_fact(None)
        self._say(text)

    def _show_head(self, chip: Chip, ref: str, trust: str) -> None:
        self._ref = ref
        self._chip.show_chip(chip)
        self._chip.show()
        self._kind.show_texts(source_of(chip.evidence).words)
        self._place.setText(breakable(ref))
        self._place.setAccessibleName(visible(ref))
        self._place.show()
        self.work.hide()
        self._trust.setText(trust)
        self._trust.setVisible(bool(trust))
        self._head.show()

    def _show_uses(self, uses: Sequence[Use], *, known: bool) -> None:
        self.used_in.show_uses(uses)
        self.used_in.setVisible(known)

    def _show_hunks(self, path: str, hunks: Sequence[Hunk], row: int = 0) -> None:
        self.hunks.show_hunks(visible(path), hunks, row)
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

    def _order_tabs(self) -> None:
        chips = (*self._basis.stops, *self._related.stops, *self.used_in.stops)
        in_tab_order(
            (self._copy, *self.card.stops, *self.work.stops, *chips, self.hunks, self.text, self.ticket, self._message)
        )

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
        for part in (self.card, self.work, self._trust, self._basis, self._related, self.used_in, self._place):
            head.addWidget(part)
        for body in (self.hunks, self.text, self.ticket, self._message):
            self._body.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)


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
