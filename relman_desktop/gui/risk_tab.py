"""The tab "Risk": how risky the change is, why, and what would lower it; a column of sections."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ..risk.assessment import Assessment, Lowering
from .buttons import button
from .labels import label, note, soften
from .questionnaire_list import QuestionnaireList
from .questionnaire_words import TITLE as QUESTIONNAIRE
from .rehearsal_card import RehearsalCard
from .rehearsal_words import TITLE as REHEARSAL
from .risk_bars import RiskBars
from .risk_head import RiskHead
from .risk_looks import LevelLegend
from .risk_lowering import LoweringList
from .risk_matrix import RiskMatrix
from .risk_override import RiskOverride
from .risk_shares import ShareList, commit_shares, file_shares
from .risk_words import COMMITS, FILES, LOOKING, LOWER, RESTS, TITLE, WHERE, WHY, place_told
from .shown import shown_text
from .tab_order import in_tab_order
from .theme import GRID
from .timing_card import TimingCard
from .treemap_section import TreemapSection
from .treemap_words import TITLE as TREEMAP

TIMING = "When it is deployed"


class RiskTab(QScrollArea):
    """Shows an assessment, or a sentence in its place; it asks for the assessment when it is looked at."""

    looked_at = Signal()
    evidence_wanted = Signal(str)
    again_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(TITLE)
        self.head, self.override, self.matrix = RiskHead(), RiskOverride(), RiskMatrix()
        self.bars, self.lowerings = RiskBars(), LoweringList()
        self.commits, self.files = ShareList("commit"), ShareList("file")
        self.questionnaire, self.rehearsal = QuestionnaireList(), RehearsalCard()
        self.timing, self.treemap = TimingCard(), TreemapSection()
        self._place, self._notes = note(wraps=True), label(look="quiet", wraps=True)
        self._said = label(look="quiet", wraps=True)
        self.again = button("", "Reads what the risk rests on, and works it out", "small")
        self.stop = button("Stop", "Stops reading; no risk is computed then", "small")
        self._now: Assessment | None = None
        self._sections: dict[QWidget, QWidget] = {}  # by what they hold, each with its title
        self._stops: tuple[QWidget, ...] = ()
        self._gone_to = ""  # the question
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._look)
        self._body, self._more = QWidget(), QVBoxLayout()
        self._lay_out()
        self._connect()
        self.say(LOOKING)

    @property
    def text(self) -> str:
        """The sentence that stands in place of an assessment; "" where there is one."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def notes(self) -> str:
        """What was assumed, and what could not be read."""
        return self._notes.text()

    @property
    def shows(self) -> bool:
        """Whether there is an assessment in it."""
        return not self._body.isHidden()

    @property
    def _further(self) -> tuple[QuestionnaireList | RehearsalCard | TimingCard | TreemapSection, ...]:
        return self.questionnaire, self.rehearsal, self.timing, self.treemap

    def is_showing(self, now: Assessment) -> bool:
        """Whether just this stands there."""
        return self.shows and now is self._now

    def add_section(self, title: str, widget: QWidget) -> None:
        """Put a further part under its title, behind those that are there; hidden parts hide their title."""
        self._more.addWidget(self._section(title, widget))

    def show_section(self, widget: QWidget, *, shown: bool) -> None:
        """Show a section, or hide it with its title."""
        self._sections[widget].setVisible(shown)

    def say(self, sentence: str, again: str = "", *, stops: bool = False) -> None:
        """Show a sentence in place of an assessment, a button to try `again`, and one to stop what `stops`."""
        self._body.setVisible(not sentence)
        soften(self._said, sentence)
        self._said.setVisible(bool(sentence))
        self.again.setText(again)
        self.again.setAccessibleName(again)
        self.again.setVisible(bool(again))
        self.stop.setVisible(stops)

    def clear(self) -> None:
        """Another ticket: nothing is half written, and the head comes first again."""
        self._now = None
        self.override.clear()
        self.lowerings.show_looking()
        self.questionnaire.clear()
        self.verticalScrollBar().setValue(0)
        self.say(LOOKING)

    def show_assessment(self, now: Assessment, names: Mapping[str, str]) -> None:
        """Show an assessment. `names`: the subjects of commits and the paths of files, by id."""
        self._now = now
        self.say("")
        self.head.show_assessment(now)
        self.matrix.show_assessment(now)
        self._place.setText(place_told(now))
        self.bars.show_assessment(now)
        for shares, held in ((commit_shares(now, names), self.commits), (file_shares(now, names), self.files)):
            held.show_shares(found := tuple(shares))
            self.show_section(held, shown=bool(found))
        soften(self._notes, shown_text("\n".join(f"• {one}" for one in now.notes)))
        self.show_section(self._notes, shown=bool(now.notes))
        self.order()

    def show_lowerings(self, found: Sequence[Lowering]) -> None:
        """Show what would lower it."""
        self.lowerings.show_lowerings(found)
        self.order()

    def show_questionnaire(self, now: Assessment, half: Mapping[str, str]) -> None:
        """Show how it stands with the questionnaire. `half`: what is typed as answers and not given."""
        self.questionnaire.show_asked(now.questionnaire, half)
        self.show_section(self.questionnaire, shown=bool(now.questionnaire))
        self.order()

    def go_to_question(self, question: str) -> None:
        """Put the focus on a question of the questionnaire, unfolded, and have it in sight."""
        if self.questionnaire.go_to(question):
            self.order()
            self._gone_to = question
            self._looking.start()

    def _look(self) -> None:
        """Have the question that was gone to in sight, once it has its place."""
        if entry := self.questionnaire.entries.get(self._gone_to):
            self.ensureWidgetVisible(entry, 0, 2 * GRID)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read, and nothing be changed; or let it be changed again."""
        self.override.set_read_only(read_only)
        self.questionnaire.set_read_only(read_only)
        self.timing.set_read_only(read_only)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.looked_at.emit()

    def order(self) -> None:
        """Have Tab go through all parts as they stand."""
        parts = (self.override, self.bars, self.lowerings, *self._further, self.commits, self.files)
        first, *rest = (part.stops for part in parts)
        stops = (*first, self.matrix, *(stop for found in rest for stop in found))
        if stops != self._stops:  # it is asked for with every key that is typed
            self._stops = stops
            in_tab_order(stops)

    def _connect(self) -> None:
        for part in (self.bars, self.lowerings, *self._further, self.commits, self.files):
            part.evidence_wanted.connect(self.evidence_wanted)
        self.lowerings.looked_at.connect(self.matrix.show_then)
        self.lowerings.question_wanted.connect(self.go_to_question)
        self.again.clicked.connect(self.again_wanted)
        self.stop.clicked.connect(self.stop_wanted)

    def _section(self, title: str, widget: QWidget) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(label(title, bold=True, wraps=True))
        column.addWidget(widget)
        self._sections[widget] = held
        return held

    def _lay_out(self) -> None:
        where = QWidget()
        column = QVBoxLayout(where)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.matrix)
        column.addWidget(LevelLegend())
        column.addWidget(self._place)
        parts = QVBoxLayout(self._body)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(2 * GRID)
        parts.addWidget(self.head)
        parts.addWidget(self.override)
        for title, part in ((WHERE, where), (WHY, self.bars), (LOWER, self.lowerings)):
            parts.addWidget(self._section(title, part))
        self._more.setSpacing(2 * GRID)
        for title, part in zip((QUESTIONNAIRE, REHEARSAL, TIMING, TREEMAP), self._further, strict=True):
            self.add_section(title, part)
        parts.addLayout(self._more)
        for title, held in ((COMMITS, self.commits), (FILES, self.files), (RESTS, self._notes)):
            parts.addWidget(self._section(title, held))
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._said, self._body):
            whole.addWidget(part)
        whole.insertLayout(1, buttons)
        whole.addStretch(1)
        content.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self.setWidget(content)
