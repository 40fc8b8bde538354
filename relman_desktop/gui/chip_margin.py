"""The margin of an editor in which each sentence's chips stand, on the line where the sentence begins."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .chip_titles import show_tip
from .chips import HEIGHT, LEGEND, Chip, chip_font, chip_width, chips_of, more_chip, paint_chip
from .sentences import Sentence
from .theme import theme_of

GAP = 4  # pixels between chips
Pair = tuple[Chip, Sentence]
Measure = Callable[[Chip], float]  # the width of a chip


class Lines(Protocol):
    """The editor beside the margin."""

    sentences: tuple[Sentence, ...]

    def line_middle(self, position: int) -> float:
        """The middle of the line on which a text position stands, in pixels from the viewport's top."""

    @property
    def lines_end(self) -> float:
        """Where the middle of one more line would be."""

    @property
    def line_height(self) -> float: ...

    def is_looked_at(self, sentence: Sentence) -> bool:
        """Whether the sentence is the one that the person looks at."""

    def hover(self, sentence: Sentence | None) -> None:
        """The mouse is on a chip of this sentence, or on none."""

    def look_at(self, sentence: Sentence, evidence: str) -> None:
        """The person asked for a piece of evidence of this sentence."""


@dataclass(frozen=True, slots=True)
class PlacedChip:
    """A chip where it stands in the margin."""

    box: QRectF
    chip: Chip
    sentence: Sentence


def place_chips(
    lines: Sequence[tuple[float, Sentence]], end: float, high: float, width: float, measure: Measure
) -> Iterator[PlacedChip]:
    """Put the chips of sentences into rows beside their lines; "+3" is for those without room.

    lines: each sentence with the middle of the line on which it begins, in order; `end` is where one after the last
    line would be, `high` the height of a line, `width` of the margin. Sentences that begin on one line share its
    row, and may go on beside the lines under it as far as no other sentence begins there.
    """
    starts = [(middle, [sentence for _, sentence in here]) for middle, here in groupby(lines, key=itemgetter(0))]
    ends = (*(middle for middle, _ in starts), end)[1:]
    for (middle, sentences), until in zip(starts, ends, strict=True):
        pairs = _once(
            [(chip, sentence) for sentence in sentences for chip in chips_of(sentence.claim, sentence.dismissed)]
        )
        free = max(1, int((until - middle) / high + 0.1))
        for row, here in enumerate(_rows(pairs, free, width, measure)):
            yield from _side_by_side(here, middle + row * high, measure)


def _side_by_side(pairs: Sequence[Pair], middle: float, measure: Measure) -> Iterator[PlacedChip]:
    left = 0.0
    for chip, sentence in pairs:
        box = QRectF(left, middle - HEIGHT / 2, measure(chip), HEIGHT)
        yield PlacedChip(box, chip, sentence)
        left = box.right() + GAP


def _once(pairs: list[Pair]) -> list[Pair]:
    """Chips without the repetition of a mark such as "you" on one line."""
    marks = [chip.text for chip, _ in pairs]
    return [pair for at, pair in enumerate(pairs) if pair[0].evidence or marks.index(pair[0].text) == at]


def _rows(pairs: Sequence[Pair], free: int, width: float, measure: Measure) -> Iterator[Sequence[Pair]]:
    """The chips in at most `free` rows."""
    for left in range(free, 0, -1):
        if not pairs:
            return
        most = next((at for at in range(len(pairs), 1, -1) if _total(pairs[:at], measure) <= width), 1)
        yield pairs[:most] if left > 1 or most == len(pairs) else _cut(pairs, most, width, measure)
        pairs = pairs[most:]


def _cut(pairs: Sequence[Pair], most: int, width: float, measure: Measure) -> Sequence[Pair]:
    """A row in which the last chip stands for all that have no room."""
    for kept in range(most, 0, -1):
        hidden = tuple(chip for chip, _ in pairs[kept:])
        shorter = [*pairs[:kept], (more_chip(hidden), pairs[kept][1])]
        if _total(shorter, measure) <= width:
            return shorter
    return [(more_chip(tuple(chip for chip, _ in pairs)), pairs[0][1])]


def _total(pairs: Sequence[Pair], measure: Measure) -> float:
    return sum(measure(chip) + GAP for chip, _ in pairs) - GAP


class ChipMargin(QWidget):
    """Draws the chips beside the lines and tells the editor which one is meant."""

    def __init__(self, parent: QWidget, lines: Lines) -> None:
        super().__init__(parent)
        self._lines = lines
        self._placed: list[PlacedChip] | None = None  # None: to be found anew
        self._widths: dict[Chip, float] = {}
        self.setFont(chip_font(parent.font()))
        self.setMouseTracking(True)
        self.setAccessibleName("Evidence of the sentences beside it")

    @property
    def placed(self) -> list[PlacedChip]:
        """All chips where they stand now."""
        if self._placed is None:
            lines = [(self._lines.line_middle(one.start), one) for one in self._lines.sentences]
            room = self._lines.lines_end, self._lines.line_height, self.width()
            self._placed = list(place_chips(lines, *room, self._measure))
        return self._placed

    def _measure(self, chip: Chip) -> float:
        if chip not in self._widths:
            self._widths[chip] = chip_width(chip, QFontMetricsF(self.font()))
        return self._widths[chip]

    def renew(self) -> None:
        """The sentences or their lines have changed."""
        self._placed = None
        self.update()

    def chip_at(self, point: QPointF) -> PlacedChip | None:
        return next((one for one in self.placed if one.box.contains(point)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, dirty = theme_of(self), QRectF(event.rect())
        here = [one for one in self.placed if one.box.intersects(dirty)]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for one in here:
                paint_chip(painter, one.box, one.chip, theme, strong=self._lines.is_looked_at(one.sentence))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        one = self.chip_at(event.position())
        clickable = one is not None and bool(one.chip.evidence)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        self._lines.hover(one.sentence if one else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._lines.hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        one = self.chip_at(event.position())
        if one and one.chip.evidence and event.button() is Qt.MouseButton.LeftButton:
            self._lines.look_at(one.sentence, one.chip.evidence)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            one = self.chip_at(QPointF(event.pos()))
            show_tip(self, event, one.chip.tip if one else LEGEND, one.chip.evidence if one else "")
            return True
        return super().event(event)
