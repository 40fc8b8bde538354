"""The riskiest commits and files: what each is, and a bar beside it that is comparable within the change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..risk.assessment import Assessment
from ..wording import counted, percent
from .buttons import button
from .risk_bars import drop
from .risk_row import RiskRow, Words
from .theme import GRID, SMALL, Role, Theme, sized

_FIRST = 5
_BAR, _WORDS, _HIGH = 56, 62, 8  # pixels


@dataclass(frozen=True, slots=True)
class Share:
    """A row: `part` of the longest bar, 0..1, and the short words beside it."""

    id: str
    name: str
    part: float
    words: str
    told: str  # what the words mean, for a screen reader
    text: str = ""  # more of it, in a sentence


def commit_shares(now: Assessment, names: Mapping[str, str]) -> Iterator[Share]:
    """The commits by their chance, whose bars are as long as it. `names`: their subjects, by id."""
    for one in now.commits:
        share = percent(one.chance)
        yield Share(one.id, names.get(one.id, ""), one.chance, share, f"{share} chance to prove faulty")


def file_shares(now: Assessment, names: Mapping[str, str]) -> Iterator[Share]:
    """The files that add something; their bars are of the heaviest one. `names`: their paths, by id."""
    found = [one for one in now.files if one.weight > 0 or one.impact > 0]
    heaviest = max((one.weight for one in found), default=0.0) or 1.0
    for one in found:
        words = f"impact {one.impact}" if one.impact else ""
        told = f"{percent(one.weight / heaviest)} of the heaviest file’s weight; {one.impact} points of impact"
        yield Share(one.id, names.get(one.id, ""), one.weight / heaviest, words, told, one.text)


class ShareRow(RiskRow):
    """One commit or file."""

    behind = _BAR + _WORDS + GRID

    def __init__(self, share: Share) -> None:
        words = [Words(f"{share.id}  {share.name}", most=2)]
        if share.text:
            words.append(Words(share.text, Role.QUIET, SMALL))
        spoken = f"{share.id} {share.name}: {share.told}. {share.text}"
        super().__init__(tuple(words), spoken, leads=f"Shows {share.id}")
        self.share = share

    def paint_beside(self, painter: QPainter, theme: Theme) -> None:
        high = self.fontMetrics().lineSpacing() + GRID
        box = QRectF(self.width() - self.behind + GRID / 2, (high - _HIGH) / 2, _BAR, _HIGH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme[Role.BORDER])
        painter.drawRoundedRect(box, _HIGH / 2, _HIGH / 2)
        part = min(1.0, max(0.0, self.share.part))
        painter.setBrush(theme[Role.ACCENT])
        if part > 0:
            wide = max(_HIGH, part * box.width())
            painter.drawRoundedRect(QRectF(box.left(), box.top(), wide, _HIGH), _HIGH / 2, _HIGH / 2)
        painter.setPen(theme[Role.TEXT])
        painter.setFont(sized(self.font(), SMALL))
        at = QRectF(self.width() - _WORDS - GRID / 2, 0, _WORDS, high)
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.share.words)


class ShareList(QWidget):
    """The first few, and the others behind a button."""

    evidence_wanted = Signal(str)

    def __init__(self, noun: str) -> None:
        super().__init__()
        self._noun = noun
        self.rows: list[ShareRow] = []
        self._rest: Sequence[Share] = ()
        self._shown: tuple[Share, ...] = ()
        self.more: QPushButton = button("", f"Shows more {noun}s", "more")
        self.more.clicked.connect(self._unfold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self.rows, self.more)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these; the same stay as they are, with the focus in them."""
        if tuple(shares) == self._shown:
            return
        self._shown = tuple(shares)
        drop(self.rows)
        self.rows = []
        first = shares if len(shares) <= _FIRST + 1 else shares[:_FIRST]
        self._add(first)
        self._offer(shares[len(first) :])

    def _add(self, shares: Sequence[Share]) -> None:
        for one in shares:
            row = ShareRow(one)
            row.clicked.connect(lambda _=False, wanted=one.id: self.evidence_wanted.emit(wanted))
            self.rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
            row.show()  # at once: it is to have room, and the focus

    def _offer(self, rest: Sequence[Share]) -> None:
        self._rest = rest
        self.more.setText(counted(len(rest), f"more {self._noun}"))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(rest))

    def _unfold(self) -> None:
        """So many more that nobody waits for them."""
        some, rest = self._rest[: 10 * _FIRST], self._rest[10 * _FIRST :]
        self._add(some)
        self._offer(rest)
        self.rows[-len(some)].setFocus(Qt.FocusReason.OtherFocusReason)
