"""One of the six written fields: its header, its editor, what is proposed for it, and its open questions."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ..drafting.edits import Edit
from ..drafting.proposal import Proposal, Question
from ..drafting.taking import Taken
from ..fields import Field, Shape
from ..ticket import Claim, Entry, Status
from .copy_menu import fill_copy_menu
from .icons import IconButton
from .labels import label, note, restyle
from .moved_view import MovedView
from .proposal_view import ProposalView
from .question_list import QuestionList
from .sentence_edit import SentenceEdit
from .shown import tooltip
from .tab_order import in_tab_order
from .theme import GRID

_PAUSE = 300  # milliseconds without a key before a proposal is compared anew
_STEP = re.compile(r"^ {0,3}\d+[.)] ", re.MULTILINE)


class FieldEditor(QWidget):
    """A field as the person works on it."""

    edited = Signal(str, str)
    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)
    looked_at = Signal(str)  # the field's name
    redraft_wanted = Signal(str)
    accepted = Signal(object)  # Taken: the person took it, and the text is in the editor already
    answered = Signal(str, str)
    half_typed = Signal(str, str)
    confirmed = Signal(str, object)  # the field, and a stale claim that is still right
    copy_wanted = Signal(str, str)
    history_wanted = Signal(str)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.editor = SentenceEdit(one_line=field.shape is Shape.SENTENCE)
        self.editor.setPlaceholderText(field.hint)
        self.editor.setAccessibleName(field.label)
        self.editor.setAccessibleDescription(field.hint)
        self.proposal = ProposalView(field.label, self._read, one_line=field.shape is Shape.SENTENCE)
        self.moved = MovedView(field.label, self._read)
        self.questions = QuestionList()
        self._steps = note()
        self._counter = note()
        self._compare = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self._count()

    def set_entry(self, entry: Entry) -> None:
        """Show another ticket's field."""
        self.editor.set_entry(entry)
        self.moved.show_left(None)
        self.proposal.clear()
        self.questions.clear()
        self._count()

    def refresh(self, entry: Entry) -> None:
        """Take the claims that the field holds now; the text is the person's."""
        self.editor.set_claims(entry.claims)

    def put(self, entry: Entry) -> None:
        """Show what the field holds after an act of the session: filled, undone, done again or restored."""
        self.editor.put(entry)
        self._follow_text()

    def go_to(self, at: int) -> None:
        """Put the focus here, the caret before a character of the text."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.put_caret(at)

    @property
    def text(self) -> str:
        return self.editor.text

    def set_dismissed(self, facts: frozenset[str]) -> None:
        """Mark the sentences that rest on these facts, which the person dismissed."""
        self.editor.set_dismissed(facts)
        self.proposal.set_dismissed_facts(facts)

    def set_heavy(self, facts: frozenset[str]) -> None:
        """Which facts the field must not stop telling of when a model's sentences are taken."""
        self.proposal.set_heavy(facts)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only; or let it be changed again."""
        self.editor.set_read_only(read_only)
        self.moved.setDisabled(read_only)
        self.proposal.setDisabled(read_only)
        self.questions.setDisabled(read_only)
        self._redraft_button.setHidden(read_only)

    def select_sentence(self, claim: Claim) -> None:
        self.editor.select_sentence(claim)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show a proposal, or what has arrived of it, beside the text, which stays as it is."""
        self.proposal.show_proposal(proposal)

    @property
    def takes_supported(self) -> bool:
        """Whether taking what is supported of the proposal would change the field."""
        return self.proposal.takes_supported

    def take_supported(self) -> tuple[Taken, int] | None:
        """Take what is supported of the proposal; gives it, untold, with how many sentences are new.

        The focus stays where it is.
        """
        if not self.takes_supported:
            return None
        claims, edits, count = self.proposal.supported()
        return self._put(claims, edits), count

    def take_redrafts(self) -> tuple[Taken, int] | None:
        """Put all redrafts into the places of the stale sentences; gives this, untold, with how many these were."""
        count = len(self.moved.left.stale)
        return (self._put(*self.moved.redrafted()), count) if count else None

    def _read(self) -> tuple[str, tuple[Claim, ...]]:
        """What the person confirmed is theirs, and no claim of ours."""
        return self.editor.text, tuple(one for one in self.editor.claims if one.status is not Status.USER)

    @property
    def cited(self) -> tuple[str, ...]:
        """The evidence ids of the sentence that the person looks at, in the text or in the proposal."""
        return self.moved.sentences.cited or self.proposal.sentences.cited or self.editor.cited

    def show_questions(
        self,
        questions: Iterable[Question],
        answers: Mapping[str, str],
        half: Mapping[str, str] | None = None,
        pressing: Container[str] | None = None,
    ) -> None:
        self.questions.show_questions(questions, answers, half, pressing)
        in_tab_order((self.editor, *self.moved.stops, *self.proposal.stops, *self.questions.stops))

    def show_paste(self, words: str) -> None:
        """Say for where the button copies."""
        told = f"Copy {self._field.label.lower()} {words}"
        self._copy_button.setToolTip(tooltip(told))
        self._copy_button.setAccessibleName(told)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(self._header())
        layout.addWidget(self.editor)
        layout.addWidget(self.moved)
        layout.addWidget(self.proposal)
        layout.addWidget(self.questions)

    def _header(self) -> QHBoxLayout:
        name = self._field.label.lower()
        self._redraft_button = IconButton("redraft", f"Redraft {name}", "Proposes a new draft beside the text")
        self._redraft_button.clicked.connect(self._redraft)
        self._copy_button = IconButton("copy", f"Copy {name}", "Copies it for where something was copied last")
        self._copy_button.clicked.connect(self._copy)
        self._copy_button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._copy_button.customContextMenuRequested.connect(self._offer_pastes)
        more = IconButton("more", f"More on {name}", f"Copy it in other ways, or see the history of {name}")
        more.setMenu(self._more_menu(more))
        more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(label(self._field.label, bold=True))
        row.addSpacing(GRID)
        row.addWidget(self._steps)
        row.addStretch(1)
        row.addWidget(self._counter)
        row.addSpacing(GRID)
        for button in (self._redraft_button, self._copy_button, more):
            row.addWidget(button)
        return row

    def _more_menu(self, button: QWidget) -> QMenu:
        menu = QMenu(button)
        self.copy_menu = menu.addMenu("Copy it")
        fill_copy_menu(self.copy_menu, self._copy_for)
        menu.addSeparator()
        menu.addAction(f"History of {self._field.label.lower()}").triggered.connect(self._ask_history)
        return menu

    def _connect(self) -> None:
        self.editor.edited.connect(self._edit)
        for part in (self.editor, self.moved, self.proposal):
            part.evidence_wanted.connect(self.evidence_wanted)
            part.evidence_passed.connect(self.evidence_passed)
        self.editor.looked_at.connect(self._look)
        self.editor.entered.connect(self.focusNextChild)
        self.editor.confirmed.connect(self._confirm)
        self.moved.kept.connect(self._confirm)
        self.moved.taken.connect(self._take)
        self.moved.looked_at.connect(self._look_at_proposal)
        self.proposal.taken.connect(self._take)
        self.proposal.looked_at.connect(self._look_at_proposal)
        self.questions.answered.connect(self.answered)
        self.questions.half_typed.connect(self.half_typed)
        self._compare.timeout.connect(self.proposal.compare)

    def _edit(self, text: str) -> None:
        self._follow_text()
        self.edited.emit(self._field.name, text)

    def _follow_text(self) -> None:
        self._count()
        if self.proposal.proposal:
            self._compare.start()

    def _count(self) -> None:
        """Say how long the text is where that has a limit, and how many steps it has; nothing is ever blocked."""
        text, limit = self.editor.text, self._field.limit
        over = len(text) - limit if limit else 0
        self._counter.setText(f"{len(text)}/{limit}" + (f" · {over} over" if over > 0 else "") if limit else "")
        restyle(self._counter, "warning" if over > 0 else "quiet")
        steps = len(_STEP.findall(text)) if self._field.shape is Shape.STEPS else 0
        self._steps.setText(f"{steps} step{'s' if steps > 1 else ''}" if steps else "")

    def _take(self, claims: tuple[Claim, ...], edits: Sequence[Edit]) -> None:
        """Take what the person chose in the proposal, in which the focus stays while something is left to take."""
        self.accepted.emit(self._put(claims, edits))
        if not self.proposal.isVisible() and not self.moved.isVisible():
            self.editor.setFocus()

    def _put(self, claims: tuple[Claim, ...], edits: Sequence[Edit]) -> Taken:
        self.editor.accept(claims, edits)
        self._count()
        self._compare.stop()
        self._compare_again()
        return Taken(self._field.name, claims, self.editor.text)

    def _compare_again(self) -> None:
        self.show_proposal(self.proposal.proposal)

    def _confirm(self, claim: Claim) -> None:
        self.confirmed.emit(self._field.name, claim)

    def _look_at_proposal(self) -> None:
        self.editor.look_away()
        self._look()

    def _look(self) -> None:
        self.looked_at.emit(self._field.name)

    def _redraft(self) -> None:
        self.redraft_wanted.emit(self._field.name)

    def _copy(self) -> None:
        self._copy_for("")

    def _copy_for(self, paste: str) -> None:
        self.copy_wanted.emit(self._field.name, paste)

    def _offer_pastes(self, at: QPoint) -> None:
        self.copy_menu.popup(self._copy_button.mapToGlobal(at))

    def _ask_history(self) -> None:
        self.history_wanted.emit(self._field.name)
