"""The editor of a field: plain text, with the evidence of each sentence in its margin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from ..drafting.edits import Edit, applied, rewritten
from ..drafting.moving.claims import is_stale, reason_of
from ..ticket import Claim, Entry, Status, known_claims
from .chip_margin import ChipMargin
from .chips import DOUBT, MOVED, source_of
from .growing_edit import GrowingEdit
from .sentences import Sentence, find_sentences, sentence_at
from .session_undo import SessionUndo, with_session_undo
from .theme import Role, theme_of

_NARROW, _WIDE = 88, 176  # pixels of the margin


class SentenceEdit(GrowingEdit):
    """Knows which of our claims still stand in its text; the document itself holds nothing but the text."""

    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)  # the caret came to what stands on it; nobody asked to go there
    confirmed = Signal(object)  # the person says that this stale claim is still right
    looked_at = Signal()  # a sentence of this field is now the one that the person looks at

    def __init__(self, *, one_line: bool = False) -> None:
        super().__init__(lines=1 if one_line else 2)
        self._one_line = one_line  # however often it wraps: Enter moves on
        self.sentences: tuple[Sentence, ...] = ()
        self._claims: tuple[Claim, ...] = ()
        self._dismissed: frozenset[str] = frozenset()
        self._looked: Sentence | None = None
        self._hovered: Sentence | None = None
        self._margin = ChipMargin(self, self)
        self._revision = self.document().revision()
        self.cursorPositionChanged.connect(self._caret_moved)
        SessionUndo(self)

    @property
    def margin(self) -> ChipMargin:
        return self._margin

    def set_entry(self, entry: Entry) -> None:
        """Show another ticket's field, from its beginning."""
        self._claims = entry.claims
        self._looked = self._hovered = None
        self.set_text(entry.text)
        self._find_sentences()

    def set_claims(self, claims: tuple[Claim, ...]) -> None:
        """Take the claims that were put into this field; the text stays."""
        if claims != self._claims:
            self._claims = claims
            self._find_sentences()

    def set_dismissed(self, facts: frozenset[str]) -> None:
        """Mark the sentences that rest on these facts, which the person dismissed."""
        if facts != self._dismissed:
            self._dismissed = facts
            self._find_sentences()

    def select_sentence(self, claim: Claim) -> None:
        """Select the sentence that says this, and look at it; nothing is asked for, the evidence is shown already."""
        sentence = next((one for one in self.sentences if one.claim == claim), None)
        if sentence:
            self._looked = sentence
            self._show_sentence()
            self.looked_at.emit()
            cursor = self.textCursor()
            cursor.setPosition(sentence.end)
            cursor.setPosition(sentence.start, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self.setFocus()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that this field was given, whether they still stand or not."""
        return self._claims

    def accept(self, claims: tuple[Claim, ...], edits: Sequence[Edit]) -> None:
        """Take claims into the text; those that stood there before stay known, for the person may write them again."""
        self._claims = known_claims(applied(self.text, edits), claims, self._claims)
        self.change_text(edits)
        self._find_sentences()

    def put(self, entry: Entry) -> None:
        """Show what the field holds after an act of the session, such as undo; the caret stays with its words."""
        self._claims = entry.claims
        self.change_text(rewritten(self.text, entry.text))
        self._find_sentences()

    @property
    def cited(self) -> tuple[str, ...]:
        """The evidence ids of the sentence that is looked at."""
        return self._looked.claim.evidence if self._looked else ()

    def look_away(self) -> None:
        """The person looks at a sentence of another field."""
        self._looked = None
        self._show_sentence()

    def takes_enter(self, event: QKeyEvent) -> bool:
        return self._one_line

    def pasted(self, text: str) -> str:
        return " ".join(text.split()) if self._one_line else text

    # What the margin asks and tells (`chip_margin.Lines`)

    def line_middle(self, position: int) -> float:
        block = self.document().findBlock(position)
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()  # lays the block out if need be
        line = block.layout().lineForTextPosition(position - block.position())
        return float(top + line.y() + line.height() / 2 if line.isValid() else top)

    @property
    def lines_end(self) -> float:
        return self.line_middle(self.document().characterCount() - 1) + self.line_height

    @property
    def line_height(self) -> float:
        line = self.document().firstBlock().layout().lineAt(0)
        return float(line.height()) if line.isValid() else float(self.fontMetrics().lineSpacing())

    def is_looked_at(self, sentence: Sentence) -> bool:
        return sentence in (self._looked, self._hovered)

    def hover(self, sentence: Sentence | None) -> None:
        if sentence != self._hovered:
            self._hovered = sentence
            self._show_sentence()

    def look_at(self, sentence: Sentence, evidence: str) -> None:
        self._looked = sentence
        self._show_sentence()
        self.looked_at.emit()
        self.evidence_wanted.emit(evidence)

    def text_changed(self) -> None:
        self._find_sentences()

    def _find_sentences(self) -> None:
        self.sentences = find_sentences(self.text, self._claims, self._dismissed)
        self._revision = self.document().revision()
        looked = self._looked.claim if self._looked else None
        self._looked = next((one for one in self.sentences if one.claim == looked), None)
        self._hovered = None
        self._show_sentence()
        self._margin.renew()

    def _caret_moved(self) -> None:
        if self.document().revision() == self._revision and not self._setting:  # else the sentences are not found yet
            self._follow_caret()

    def _follow_caret(self) -> None:
        """Show the sentence in which the caret stands, and tell what it stands on."""
        here = sentence_at(self.sentences, self.textCursor().position())
        sentence = here if here and _is_ours(here.claim) else None
        if sentence == self._looked:
            return
        self._looked = sentence
        self._show_sentence()
        if sentence:
            self.looked_at.emit()
        if sentence and sentence.claim.evidence:
            self.evidence_passed.emit(sentence.claim.evidence[0])

    def _show_sentence(self) -> None:
        """Tint the sentence looked at and the one under the mouse, and say the former to a screen reader."""
        marked = [one for one in (self._looked, self._hovered) if one]
        doubted = [one for one in self.sentences if one.dismissed or is_stale(one.claim)]
        self.setExtraSelections([*map(self._tinted, marked), *map(self._underlined, doubted)])
        self.setAccessibleDescription(_described(self._looked, self.placeholderText()))
        self._margin.update()

    def _tinted(self, sentence: Sentence) -> QTextEdit.ExtraSelection:
        form = QTextCharFormat()
        form.setBackground(theme_of(self)[Role.TINT])
        return self._selection(sentence, form)

    def _underlined(self, sentence: Sentence) -> QTextEdit.ExtraSelection:
        """The mark of a sentence that rests on what the person dismissed, or that the code moved away from."""
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(theme_of(self)[Role.WARNING])
        return self._selection(sentence, form)

    def _selection(self, sentence: Sentence, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(sentence.start)
        cursor.setPosition(sentence.end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, form
        return selection

    def evidence_menu(self, point: QPoint | None) -> QMenu:
        """The editor's menu, with the evidence of the sentence at a point of the viewport, or at the caret."""
        cursor = self.cursorForPosition(point) if point else self.textCursor()
        menu = with_session_undo(self.createStandardContextMenu(), self)
        sentence = sentence_at(self.sentences, cursor.position())
        if sentence and sentence.claim.evidence:
            menu.addSeparator()
            for evidence in sentence.claim.evidence:
                menu.addAction(f"Show {evidence}: {source_of(evidence).words}").setData((sentence, evidence))
        if sentence and is_stale(sentence.claim) and not self.isReadOnly():
            still = menu.addAction("Still right: keep it as mine")
            still.triggered.connect(lambda: self.confirmed.emit(sentence.claim))
        menu.triggered.connect(self._menu_chosen)
        return menu

    def _menu_chosen(self, action: QAction) -> None:
        if action.data():
            self.look_at(*action.data())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu = self.evidence_menu(None if by_key else event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._looked = None  # a click asks again, also where the caret stands already
        super().mousePressEvent(event)
        self._follow_caret()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._follow_caret()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = max(_NARROW, min(_WIDE, self.width() // 4))
        self.setViewportMargins(0, 0, width + 12, 0)
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._margin.setGeometry(QRect(inside.right() - width + 1, inside.top(), width, inside.height()))
        self._margin.renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_margin"):  # the theme has changed
            self._show_sentence()


def _is_ours(claim: Claim) -> bool:
    return bool(claim.evidence) or claim.status is not Status.USER


def _described(sentence: Sentence | None, hint: str) -> str:
    if not sentence:
        return hint
    cited = ", ".join(sentence.claim.evidence) or "no evidence"
    doubt = f"{DOUBT}." if sentence.dismissed else ""
    if is_stale(sentence.claim):
        return f"Sentence, {MOVED.lower()}: {reason_of(sentence.claim)} {doubt} Evidence: {cited}."
    return f"Sentence, {sentence.claim.status.value}: {cited}. {' '.join((*sentence.claim.reasons, doubt))}".strip()
