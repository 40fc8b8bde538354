"""The tab "Team": what the ticket says about how its team releases, and how that went over the last tickets."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..advice import Advice, Line, Point
from .advice_card import AdviceCard
from .advice_spark import Spark
from .advice_words import LOOKING, NOTHING, STEADY, TITLE, TOO_FEW, TREND
from .buttons import button
from .labels import label, note, soften
from .tab_order import in_tab_order
from .theme import GRID


class AdviceTab(QScrollArea):
    """Shows advice and a trend; it asks for both when it is looked at."""

    looked_at = Signal()
    evidence_wanted = Signal(str)
    field_wanted = Signal(str)
    part_wanted = Signal(str)  # of the team's profile; "" for the whole

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("What this ticket says about the team")
        self.cards: list[AdviceCard] = []
        self.sparks: list[Spark] = []
        self._shown: tuple[object, ...] = ()
        self._said, self._said_of_trend = label(look="quiet", wraps=True), label(look="quiet", wraps=True)
        self.profile = button("Team profile…", "Shows what is known of your team, and lets you say more", "more")
        self.profile.clicked.connect(lambda: self.part_wanted.emit(""))
        self._cards, self._trend = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.say(LOOKING)

    @property
    def text(self) -> str:
        """The sentence that stands in place of advice; "" where there is some."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def text_of_trend(self) -> str:
        """The sentence that stands in place of a trend; "" where there is one."""
        return "" if self._said_of_trend.isHidden() else self._said_of_trend.text()

    def say(self, sentence: str) -> None:
        """Show a sentence and no advice."""
        self._shown = ()
        self._empty()
        self._tell(sentence, "")

    def show_advice(self, advice: Sequence[Advice], points: Sequence[Point], lines: Sequence[Line]) -> None:
        """Show other advice and another trend; the same stays as it is, with the focus in it."""
        shown = (tuple(advice), tuple(lines))
        if shown == self._shown:
            return
        self._shown = shown
        self._empty()
        for one in advice:
            self._add_card(one)
        tickets = [point.label for point in points]
        for line in lines:
            self._add_line(line, tickets)
        self._tell("" if advice else NOTHING, "" if lines else STEADY if points else TOO_FEW)
        in_tab_order((*(stop for card in self.cards for stop in card.stops), self.profile))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.looked_at.emit()

    def _add_card(self, advice: Advice) -> None:
        card = AdviceCard(advice)
        card.evidence_wanted.connect(self.evidence_wanted)
        card.field_wanted.connect(self.field_wanted)
        card.part_wanted.connect(self.part_wanted)
        self.cards.append(card)
        self._cards.addWidget(card)

    def _add_line(self, line: Line, tickets: Sequence[str]) -> None:
        yes_no = {value for value in line.values if value is not None} <= {0, 1} and line.name in _SHARES
        spark = Spark(line.label, line.values, tickets, yes_no=yes_no)
        spark.setAccessibleDescription(line.text)
        self.sparks.append(spark)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (label(line.label, wraps=True), spark, soften(note(wraps=True), line.text)):
            column.addWidget(part)
        self._trend.addWidget(held)

    def _tell(self, sentence: str, of_trend: str) -> None:
        for made, text in ((self._said, sentence), (self._said_of_trend, of_trend)):
            made.setText(text)
            made.setVisible(bool(text))

    def _empty(self) -> None:
        self.cards, self.sparks = [], []
        for column in (self._cards, self._trend):
            while item := column.takeAt(0):
                if widget := item.widget():
                    widget.hide()
                    widget.deleteLater()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label(TITLE, bold=True, wraps=True))
        column.addWidget(self._said)
        self._cards.setSpacing(GRID)
        column.addLayout(self._cards)
        column.addWidget(self.profile, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GRID)
        column.addWidget(label(TREND, bold=True, wraps=True))
        column.addWidget(self._said_of_trend)
        self._trend.setSpacing(2 * GRID)
        column.addLayout(self._trend)
        column.addStretch(1)
        body.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self.setWidget(body)


_SHARES = ("goal", "plan", "trigger", "automated")  # lines of which 1 is yes and 0 is no
