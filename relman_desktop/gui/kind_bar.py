"""The change at a glance: a bar whose parts are the kinds of files, as wide as their changed lines."""

from collections import Counter

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..sources.change import Change, Kind
from ..wording import counted
from .theme import Role, theme_of

LABELS = {
    Kind.MIGRATION: "Migrations",
    Kind.CONFIG: "Configuration",
    Kind.INFRASTRUCTURE: "Infrastructure",
    Kind.DEPENDENCY: "Dependencies",
    Kind.CODE: "Code",
    Kind.TEST: "Tests",
    Kind.DOCS: "Documentation",
    Kind.GENERATED: "Generated",
    Kind.BINARY: "Binary",
}
_ROLES = {
    Kind.MIGRATION: Role.ERROR,
    Kind.CONFIG: Role.WARNING,
    Kind.INFRASTRUCTURE: Role.CLAIM,
    Kind.DEPENDENCY: Role.TEAM,
    Kind.CODE: Role.ACCENT,
    Kind.TEST: Role.GOOD,
    Kind.DOCS: Role.QUIET,
    Kind.GENERATED: Role.BORDER,
    Kind.BINARY: Role.BORDER,
}
_HEIGHT = 10
_LEAST = 4  # pixels: even one line of a migration must be seen
_GAP = 2


def kind_colour(kind: Kind, widget: QWidget) -> QColor:
    """The colour that stands for a kind of file, in the bar and beside its group."""
    return theme_of(widget)[_ROLES[kind]]


class KindBar(QWidget):
    """Drawn from a change; the accessible name says the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Kind, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_change(self, change: Change) -> None:
        counted: Counter[Kind] = Counter()
        for file in change.files:
            counted[file.kind] += max(1, file.added + file.removed)
        self._lines = [(kind, counted[kind]) for kind in LABELS if counted[kind]]
        told = ", ".join(f"{LABELS[kind]} {lines:,}" for kind, lines in self._lines)
        self.setAccessibleName(f"Changed lines by kind: {told}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        for kind, part in self._parts():
            painter.fillRect(part, kind_colour(kind, self))
        painter.end()

    def event(self, event: QHelpEvent) -> bool:  # type: ignore[override]
        if event.type() == event.Type.ToolTip:
            lines = dict(self._lines)
            under = [kind for kind, part in self._parts() if part.contains(event.pos().toPointF())]
            QToolTip.showText(
                event.globalPos(), f"{LABELS[under[0]]}: {counted(lines[under[0]], 'line')}" if under else ""
            )
            return True
        return super().event(event)

    def _parts(self) -> list[tuple[Kind, QRectF]]:
        total = sum(lines for _, lines in self._lines) or 1
        room = self.width() - (_LEAST + _GAP) * len(self._lines)
        parts, left = [], 0.0
        for kind, lines in self._lines:
            width = _LEAST + max(0.0, room * lines / total)
            parts.append((kind, QRectF(left, 0, width, _HEIGHT)))
            left += width + _GAP
        return parts


def text_alignment() -> Qt.AlignmentFlag:
    """How counts stand in a list: to the right, so that their digits are under each other."""
    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
