"""The ticket: its six written fields, then its details, as one scrolling form."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ..drafting.moving import Left
from ..drafting.proposal import Draft, Proposal
from ..drafting.taking import Taken
from ..fields import TEXTS
from ..ticket import Claim, Entry, Ticket
from .detail_input import DetailInput
from .details_form import DetailsForm
from .draft_bar import DraftBar
from .field_editor import FieldEditor
from .fitting_label import small
from .growing_edit import GrowingEdit
from .labels import label, note, restyle
from .moved_bar import MovedBar
from .reviewing import Reviewing
from .saving_words import not_saved, saved_at
from .scroll_anchor import ScrollAnchor
from .shelf_notice import ShelfNotice
from .shown import visible
from .theme import GRID
from .ticket_place import TicketPlace
from .ticket_questions import TicketQuestions

_WIDEST = 980  # pixels of the form; longer lines are hard to read
_AROUND_CARET = 12 * GRID  # pixels above and below it that stay in sight: some lines to go on reading
_IN_HEADER = ("change_id", "state")


class TicketPane(QWidget):
    """Shows a ticket and tells what the person does with it; it holds nothing that must be kept."""

    edited = Signal(str, str)  # field, text: every change that the person made in an input
    evidence_wanted = Signal(str)  # an evidence id
    evidence_passed = Signal(str)  # one that the caret or the focus came to; nobody asked to go there
    redraft_wanted = Signal(str)  # a field
    accepted = Signal(object)  # a tuple of Taken, as one act: what the person took; the editors hold it already
    answered = Signal(str, str)  # question, answer; "" takes it back
    half_typed = Signal(str, str)  # question, what stands in its input and is not given
    confirmed = Signal(str, object)  # field, a stale claim that is still right
    copy_wanted = Signal(str, str)  # field, for where: the name of a paste, "" for the last one
    taken_back = Signal()  # the ticket, from the archive or the bin
    history_wanted = Signal(str)  # a field

    def __init__(self) -> None:
        super().__init__()
        self.fields = {field.name: FieldEditor(field) for field in TEXTS}
        self.details = DetailsForm()
        self.questions = TicketQuestions(self.fields, self.details, self)
        self._name = label(bold=True)
        self._state = note()
        self.shelf = ShelfNotice()
        self._saved = small(look="quiet")
        least = (not_saved(1)[-1], saved_at(QDateTime.currentDateTime()))
        self._saved.setMinimumWidth(max(map(self._saved.fontMetrics().horizontalAdvance, least)))
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._read_only = False
        self._scroll = QScrollArea()
        self.drafting = DraftBar()
        self.moved = MovedBar()
        self.reviewing = Reviewing(self.fields, self._scroll, self.drafting)
        self._lay_out()
        self._anchor = ScrollAnchor(self._scroll)
        self.place = TicketPlace(self.fields, self.details, self._scroll)
        self._connect()
        self.setFocusProxy(self.fields[TEXTS[0].name].editor)

    def show_paste(self, words: str) -> None:
        """Say for where a field is copied by its button."""
        for field in self.fields.values():
            field.show_paste(words)

    def show_ticket(self, ticket: Ticket, draft: Draft, half: Mapping[str, str] | None = None) -> None:
        """Show another ticket. `half`: the answers to its questions that are not given yet."""
        self._anchor.release()
        self.reviewing.show_another()
        for name, part in self._parts.items():
            part.set_entry(ticket.entry(name))
        self.questions.show_ticket(ticket, half or {}, draft)
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
        self.questions.show_draft(draft)

    def show_left(self, left: Mapping[str, Left]) -> None:
        """Show what is left to decide since the code moved on."""
        for name, field in self.fields.items():
            field.moved.show_left(left.get(name))

    def take_redrafts(self) -> tuple[int, ...]:
        """Put the redrafts into the places of all stale sentences; gives how many these were, field by field."""
        found = [taken for part in self._parts.values() if (taken := part.take_redrafts())]
        if found:
            self.accepted.emit(tuple(taken for taken, _ in found))
        return tuple(count for _, count in found)

    def show_claims(self, entries: Mapping[str, Entry]) -> None:
        """Show on what the sentences stand now; no text is touched."""
        for name, part in self._parts.items():
            part.refresh(entries.get(name, Entry()))

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

    def put_entry(self, field: str, entry: Entry) -> None:
        """Show what a field holds after an act of the session; what the person looks at stays in its place."""
        self._parts[field].put(entry)
        if field in _IN_HEADER:
            self._show_header()

    def text(self, field: str) -> str:
        """What stands in a field's input."""
        return self._parts[field].text

    def go_to(self, field: str, at: int) -> None:
        """Put the focus into a field, the caret before a character of its text, and have that in sight."""
        part = self._parts[field]
        part.go_to(at)
        if field not in self.fields:
            self._scroll.ensureWidgetVisible(part, 0, 2 * GRID)
        self._keep_caret_visible()

    def go_to_question(self, question: str) -> None:
        """Put the focus on a question, and have it in sight."""
        if view := self.questions.go_to(question):
            self._scroll.ensureWidgetVisible(view, 0, 2 * GRID)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and copied, and nothing be changed; or let it be changed again."""
        for part in self._parts.values():
            part.set_read_only(read_only)
        self.details.questions.setDisabled(read_only)
        for bar in (self.moved, self.reviewing.bar):
            bar.setDisabled(read_only)
        self._read_only = read_only
        self.set_saved("")

    def set_saved(self, *texts: str, failed: bool = False) -> None:
        """Say in the header when the ticket was saved, or that it was not; shorter texts for less room follow."""
        self._saved.show_texts(*(("read-only",) if self._read_only else texts))
        restyle(self._saved, "error" if failed else "quiet")

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
        for bar in (self.moved, self.drafting, self.reviewing.bar):
            layout.addWidget(bar)  # at the foot: nothing that is read moves when they come and go

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("look", "bar")
        row = QHBoxLayout(header)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addWidget(self._saved, 1)
        return header

    def _connect(self) -> None:
        parts: list[FieldEditor | DetailsForm] = [*self.fields.values(), self.details]
        for part in parts:
            part.edited.connect(self._edit)
            part.evidence_wanted.connect(self.evidence_wanted)
            part.accepted.connect(self._accept)
            part.confirmed.connect(self.confirmed)
        self.shelf.taken_back.connect(self.taken_back)
        for field in self.fields.values():
            field.evidence_passed.connect(self.evidence_passed)
            field.looked_at.connect(self._look)
            field.redraft_wanted.connect(self.redraft_wanted)
            field.copy_wanted.connect(self.copy_wanted)
            field.history_wanted.connect(self.history_wanted)
            field.editor.cursorPositionChanged.connect(self._follow_caret, Qt.ConnectionType.QueuedConnection)

        self.reviewing.accepted.connect(self.accepted)
        self.questions.answered.connect(self.answered)
        self.questions.half_typed.connect(self.half_typed)

    def _edit(self, field: str, text: str) -> None:
        if field in _IN_HEADER:
            self._show_header()
        self.edited.emit(field, text)

    def _accept(self, taken: Taken) -> None:
        if taken.field in _IN_HEADER:
            self._show_header()
        self.accepted.emit((taken,))

    def _look(self, field: str) -> None:
        """One sentence of the whole ticket is looked at."""
        for name, part in self.fields.items():
            if name != field:
                part.editor.look_away()

    def _show_header(self) -> None:
        name, state = (self.details.inputs[one].input.value for one in _IN_HEADER)
        self._name.setText(visible(name) or "New change")
        self._state.setText(visible(state).capitalize())

    def _follow_caret(self) -> None:
        """Scroll to the caret of the person, and for none that moved because a field was filled meanwhile."""
        editor = self.sender()
        if isinstance(editor, GrowingEdit) and editor.hasFocus():
            self._keep_caret_visible()

    def _keep_caret_visible(self) -> None:
        """Scroll to the caret: an editor here is as high as its text and does not scroll itself."""
        editor = self.focusWidget()
        if isinstance(editor, GrowingEdit) and editor.hasFocus():
            caret = editor.viewport().mapTo(self._content, editor.cursorRect().center())
            self._scroll.ensureVisible(caret.x(), caret.y(), 0, _AROUND_CARET)
