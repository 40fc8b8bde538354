"""Evidence chips: the small rounded ids that say what a sentence stands on."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from ..drafting.moving.claims import is_stale, reason_of
from ..sources.evidence import Trust
from ..ticket import Claim, Status
from .chip_titles import show_tip
from .shown import tooltip
from .theme import Role, Theme, sized, theme_of

HEIGHT = 15  # pixels; a line of text is 16 high or more


@dataclass(frozen=True, slots=True)
class Source:
    """What an id's first letter stands for."""

    words: str
    trust: Trust


SOURCES = {
    "F": Source("Changed file", Trust.CODE),
    "F.h": Source("Changed lines", Trust.CODE),
    "X": Source("Fact, computed from the change", Trust.CODE),
    "R": Source("Place in the repository, not part of the change", Trust.CODE),
    "C": Source("Commit message, what its author says", Trust.CLAIM),
    "L": Source("Commit that leaves production, what its author says", Trust.CLAIM),
    "W": Source("Work ticket, what it asks for", Trust.CLAIM),
    "N": Source("Team profile", Trust.TEAM),
    "A": Source("Your answer", Trust.USER),
}
UNKNOWN = Source("Evidence", Trust.CLAIM)

TRUST_WORDS = {
    Trust.CODE: "Read from the code: what was done",
    Trust.CLAIM: "Somebody's words: what was meant, not what was done",
    Trust.TEAM: "Your team's own rules",
    Trust.USER: "Your own words",
}
TRUST_COLOURS = {
    Trust.CODE: (Role.CODE, Role.CODE_TINT),
    Trust.CLAIM: (Role.CLAIM, Role.CLAIM_TINT),
    Trust.TEAM: (Role.TEAM, Role.TEAM_TINT),
    Trust.USER: (Role.USER, Role.USER_TINT),
}
LEGEND = "What each sentence stands on. Blue: the code. Violet: somebody's words. Green: your team. Orange: you."


@dataclass(frozen=True, slots=True)
class Chip:
    """What stands behind a sentence, in a word; `evidence` is what a click asks for, "" for nothing."""

    text: str
    ink: Role
    ground: Role | None  # None: no ground
    tip: str
    evidence: str = ""
    outlined: bool = False
    edge: Role | None = None  # of its outline, if that is not as its ink
    struck: bool = False  # struck through: it does not count


DOUBT = "Rests on a fact that you dismissed"
MOVED = "Lost or changed its evidence"
_DOUBTS = {
    Status.WEAK: "Only a claim stands behind this.",
    Status.UNSUPPORTED: "Nothing in the change stands behind this.",
}
YOU = Chip("you", Role.QUIET, None, "Your own words")


def source_of(evidence_id: str) -> Source:
    """What an evidence id stands for."""
    return SOURCES.get("F.h" if "." in evidence_id else evidence_id[:1], UNKNOWN)


def evidence_chip(evidence_id: str, reasons: str = "", *, weak: bool = False, trust: Trust | None = None) -> Chip:
    """The chip of one piece of evidence; a weak one has an amber line. `trust` is the id's usual one if not given."""
    source = source_of(evidence_id)
    trust = trust or source.trust
    ink, ground = TRUST_COLOURS[trust]
    tip = "\n".join(part for part in (f"{evidence_id}: {source.words}", TRUST_WORDS[trust], reasons) if part)
    edge = Role.WARNING if weak else None
    return Chip(evidence_id, ink, None if weak else ground, tip, evidence_id, outlined=weak, edge=edge)


def dismissed_chip(fact_id: str) -> Chip:
    """The chip of a dismissed fact, which warns: the sentence beside it rests on what does not count."""
    tip = f"{DOUBT} ({fact_id}). Redraft the field, or write the sentence anew."
    return Chip(f"! {fact_id}", Role.WARNING, Role.WARNING_TINT, tip, fact_id, outlined=True, struck=True)


def moved_chip(claim: Claim) -> Chip:
    """The chip of a sentence that the code moved away from; a click leads to what is left behind it."""
    tip = f"{MOVED}. {reason_of(claim)}"
    first = next(iter(claim.evidence), "")
    return Chip("! moved", Role.WARNING, Role.WARNING_TINT, tip, first, outlined=True)


@lru_cache(maxsize=4096)  # asked for with every key that is typed
def chips_of(claim: Claim, dismissed: tuple[str, ...] = ()) -> tuple[Chip, ...]:
    """The chips of one sentence: its warning or the "you" mark, then its evidence; `dismissed` facts stand first."""
    if is_stale(claim):
        return (moved_chip(claim), *(evidence_chip(one, reason_of(claim), weak=True) for one in claim.evidence))
    weak = claim.status is Status.WEAK
    said = f"Weak: {doubts(claim)}" if weak else ""
    kept = (one for one in claim.evidence if one not in dismissed)
    cited = (*map(dismissed_chip, dismissed), *(evidence_chip(one, said, weak=weak) for one in kept))
    if claim.status is Status.UNSUPPORTED:
        return (Chip("!", Role.ERROR, Role.ERROR_TINT, f"Not supported: {doubts(claim)}", outlined=True), *cited)
    if weak and not cited:
        return (Chip("?", Role.WARNING, Role.WARNING_TINT, said, outlined=True),)
    return cited or ((YOU,) if claim.status is Status.USER else ())


def doubts(claim: Claim) -> str:
    """Why a claim is weak or not supported, in words; "" for one that is neither."""
    return " ".join(claim.reasons) or _DOUBTS.get(claim.status, "")


def more_chip(hidden: tuple[Chip, ...]) -> Chip:
    """The chip that stands for those without room; a click asks for the first of them."""
    evidence = next((chip.evidence for chip in hidden if chip.evidence), "")
    return Chip(f"+{len(hidden)}", Role.QUIET, Role.RAISED, "\n".join(chip.text for chip in hidden), evidence)


def chip_font(font: QFont) -> QFont:
    """The chips' font beside a text in `font`."""
    return sized(font, 0.78)


def chip_width(chip: Chip, metrics: QFontMetricsF) -> float:
    """How wide a chip is, in pixels."""
    return metrics.horizontalAdvance(chip.text) + (10 if chip.ground or chip.outlined else 4)


def paint_chip(painter: QPainter, box: QRectF, chip: Chip, theme: Theme, *, strong: bool = False) -> None:
    """Draw a chip into its box; `strong` for the sentence that is looked at."""
    edge = QColor(theme[chip.edge or chip.ink])
    edge.setAlphaF(1.0 if strong or chip.edge else 0.6)
    painter.setPen(edge if chip.outlined or strong else Qt.PenStyle.NoPen)
    painter.setBrush(theme[chip.ground] if chip.ground else Qt.BrushStyle.NoBrush)
    if chip.ground or chip.outlined:
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme[chip.ink])
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip.text)
    if chip.struck:
        middle = box.center().y() + 0.5
        painter.drawLine(QPointF(box.left() + 12, middle), QPointF(box.right() - 4, middle))


class ChipButton(QAbstractButton):
    """A chip that stands by itself; `asked` gives its evidence id."""

    asked = Signal(str)

    def __init__(self, chip: Chip = YOU) -> None:
        super().__init__()
        self.setFont(chip_font(self.font()))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        self._chip = chip
        self.setText(chip.text)
        self.setAccessibleName(f"Evidence {chip.text}")
        self.setAccessibleDescription(chip.tip)
        self.setToolTip(tooltip(chip.tip))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip, QFontMetricsF(self.font()))), HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        strong = self.hasFocus() or self.underMouse()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_chip(painter, QRectF(self.rect()), self._chip, theme_of(self), strong=strong)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            show_tip(self, event, self._chip.tip, self._chip.evidence)
            return True
        return super().event(event)

    def _ask(self) -> None:
        self.asked.emit(self._chip.evidence)
