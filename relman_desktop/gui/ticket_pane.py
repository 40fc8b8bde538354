"""The ticket: its six written fields, then its details, as one scrolling form."""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ..drafting.proposal import Draft, Proposal, Question
from ..fields import WRITTEN
from ..ticket import Claim, Entry, Ticket
from .detail_input import DetailInput
from .details_form import DetailsForm
from .draft_bar import DraftBar
from .field_editor import FieldEditor
from .growing_edit import GrowingEdit
from .labels import label, note, restyle
from .reviewing import Reviewing
from .scroll_anchor import ScrollAnchor
from .shelf_notice import ShelfNotice
from .shown import visible
from .theme import GRID
from .ticket_place import TicketPlace

_WIDEST = 980  # pixels of the form; longer lines are hard to read
_AROUND_CARET = 12 * GRID  # pixels above and below it that stay in sight: some lines to go on reading
_IN_HEADER = ("change_id", "state")


class TicketPane(QWidget):
    """Shows a ticket and tells what the person does with it; it holds nothing that must be kept."""

    edited = Signal(str, str)  # field, text: every change by the person, also undo and accepting
    evidence_wanted = Signal(str)  # an evidence id
    redraft_wanted = Signal(str)  # a field
    accepted = Signal(object)  # Taken: claims that the person took; the text is in the editor already
    answered = Signal(str, str)  # question, answer; "" takes it back
    copy_wanted = Signal(str, str)  # field, "markdown" or "plain"
    taken_back = Signal()  # the ticket, from the archive or the bin

    def __init__(self) -> None:
        super().__init__()
        self.fields = {field.name: FieldEditor(field) for field in WRITTEN}
        self.details = DetailsForm()
        self._asked: dict[tuple[str, str], Question] = {}  # all questions of this ticket, by field and text
        self._answers: dict[str, str] = {}
        self._shown_questions: tuple[tuple[Question, ...], dict[str, str]] = (), {}
        self._name = label(bold=True)
        self._state = note()
        self._saved = note()
        self.shelf = ShelfNotice()
        self._read_only = False
        self._scroll = QScrollArea()
        self.drafting = DraftBar()
        self.reviewing = Reviewing(self.fields, self._scroll, self.drafting)
        self._lay_out()
        self._anchor = ScrollAnchor(self._scroll)
        self.place = TicketPlace(self.fields, self.details, self._scroll)
        self._connect()
        self.setFocusProxy(self.fields[WRITTEN[0].name].editor)

    def show_ticket(self, ticket: Ticket, draft: Draft) -> None:
        """Show another ticket; what was typed before cannot be undone in it."""
        self._anchor.release()
        self.reviewing.show_another()
        for name, part in self._parts.items():
            part.set_entry(ticket.entry(name))
        self.details.questions.clear()
        self._answers = dict(ticket.answers)
        self._asked = {(one.field, one.question): one for one in _known_questions(ticket.answers)}
        self._ask(draft)
        self._show_header()
        self._scroll.verticalScrollBar().setValue(0)

    def show_shelf(self, shelf: str) -> None:
        """Say that the ticket is put away: "archived" or "bin"; nothing for ""."""
        self.shelf.show_shelf(shelf)

    def show_draft(self, draft: Draft, proposals: Mapping[str, Proposal]) -> None:
        """Show proposals under the fields that they differ from, and the draft's questions under theirs."""
        for name, part in self._parts.items():
            part.show_proposal(proposals.get(name))
        self.reviewing.show_draft(draft)
        if (draft.questions, self._answers) != self._shown_questions:
            self._ask(draft)

    def show_heavy(self, facts: frozenset[str]) -> None:
        """Which facts no field must stop telling of when a model's sentences are taken."""
        for part in self.fields.values():
            part.set_heavy(facts)

    def show_dismissed(self, facts: Iterable[str]) -> None:
        """Mark what rests on these facts, which the person dismissed."""
        for part in self._parts.values():
            part.set_dismissed(frozenset(facts))

    def select_sentence(self, field: str, claim: Claim) -> None:
        """Go to a field and select the sentence that says this."""
        part = self._parts[field]
        part.select_sentence(claim)
        self._scroll.ensureWidgetVisible(part, 0, 2 * GRID)
        self._keep_caret_visible()

    def refresh_entry(self, field: str, entry: Entry) -> None:
        """Show which claims of a field still stand; its text is not touched."""
        self._parts[field].refresh(entry)

    def fill_entry(self, field: str, entry: Entry) -> None:
        """Put in what was drafted into an empty field."""
        self._parts[field].fill(entry)
        self._show_header()

    def commit(self) -> None:
        """Take the answers that are half written, before another ticket is shown or the window goes."""
        for questions in (*(field.questions for field in self.fields.values()), self.details.questions):
            questions.commit()

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and copied, and nothing be changed; or let it be changed again."""
        for part in self._parts.values():
            part.set_read_only(read_only)
        self.details.questions.setDisabled(read_only)
        self.reviewing.bar.setDisabled(read_only)
        self._read_only = read_only
        self.set_saved("")

    def set_saved(self, text: str, *, failed: bool = False) -> None:
        """Say in the header when the ticket was saved, or that it was not."""
        self._saved.setText("read-only" if self._read_only else text)
        restyle(self._saved, "warning" if failed else "quiet")

    @property
    def cited(self) -> tuple[str, ...]:
        """The evidence ids of the sentence that the person looks at."""
        return next((part.cited for part in self.fields.values() if part.cited), ())

    @property
    def _parts(self) -> dict[str, FieldEditor | DetailInput]:
        return {**self.fields, **self.details.inputs}

    def _lay_out(self) -> None:
        form = QWidget()
        form.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(form)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        for part in (*self.fields.values(), self.details):
            column.addWidget(part)
        column.addStretch(1)
        self._content = QWidget()
        middle = QHBoxLayout(self._content)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(form, 1000)
        middle.addStretch(1)
        self._scroll.setWidget(self._content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header())
        layout.addWidget(self.shelf)
        layout.addWidget(self._scroll, 1)
        for bar in (self.drafting, self.reviewing.bar):
            layout.addWidget(bar)  # at the foot: nothing that is read moves when they come and go

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("look", "bar")
        row = QHBoxLayout(header)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._saved)
        return header

    def _connect(self) -> None:
        parts: list[FieldEditor | DetailsForm] = [*self.fields.values(), self.details]
        for part in parts:
            part.edited.connect(self._edit)
            part.evidence_wanted.connect(self.evidence_wanted)
            part.accepted.connect(self.accepted)
            part.answered.connect(self._answer)
        self.shelf.taken_back.connect(self.taken_back)
        for field in self.fields.values():
            field.looked_at.connect(self._look)
            field.redraft_wanted.connect(self.redraft_wanted)
            field.copy_wanted.connect(self.copy_wanted)
            field.editor.cursorPositionChanged.connect(self._keep_caret_visible, Qt.ConnectionType.QueuedConnection)

    def _edit(self, field: str, text: str) -> None:
        if field in _IN_HEADER:
            self._show_header()
        self.edited.emit(field, text)

    def _answer(self, question: str, answer: str) -> None:
        self._answers.pop(question, None)
        if answer:
            self._answers[question] = answer
        self.answered.emit(question, answer)

    def _look(self, field: str) -> None:
        """One sentence of the whole ticket is looked at."""
        for name, part in self.fields.items():
            if name != field:
                part.editor.look_away()

    def _ask(self, draft: Draft) -> None:
        self._shown_questions = draft.questions, dict(self._answers)
        self._asked |= {(one.field, one.question): one for one in draft.questions}
        questions = [*draft.questions, *(one for one in self._asked.values() if one.question in self._answers)]
        for name, part in self.fields.items():
            part.show_questions(_once(one for one in questions if one.field == name), self._answers)
        self.details.show_questions(_once(one for one in questions if one.field not in self.fields), self._answers)

    def _show_header(self) -> None:
        name, state = (self.details.inputs[one].input.value for one in _IN_HEADER)
        self._name.setText(visible(name) or "New change")
        self._state.setText(visible(state).capitalize())

    def _keep_caret_visible(self) -> None:
        """Scroll to the caret: an editor here is as high as its text and does not scroll itself."""
        editor = self.focusWidget()
        if isinstance(editor, GrowingEdit) and editor.hasFocus():
            caret = editor.viewport().mapTo(self._content, editor.cursorRect().center())
            self._scroll.ensureVisible(caret.x(), caret.y(), 0, _AROUND_CARET)


def _once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Each question once, by its text."""
    return tuple({one.question: one for one in reversed(tuple(questions))}.values())[::-1]


def _known_questions(answers: Iterable[str]) -> Iterator[Question]:
    """The questions behind a kept ticket's answers, under the fields whose table asks them."""
    for answer in answers:
        fields = [field.name for field in WRITTEN if answer in field.questions]
        yield from (Question("", field, answer, "") for field in fields or [""])
