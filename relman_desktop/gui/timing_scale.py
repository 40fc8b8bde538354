"""Where moments stand on a line of pixels: by the time that passes, so that a day of 23 hours is narrower."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QRectF


@dataclass(frozen=True, slots=True)
class Scale:
    """From `start` at `left` to `end`, `width` pixels farther."""

    start: datetime
    end: datetime
    left: float
    width: float

    def at(self, moment: datetime) -> float:
        """The pixel of a moment; one that is outside stands at the nearer end."""
        whole = (self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds()
        passed = (moment.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds()
        return self.left + self.width * min(1.0, max(0.0, passed / whole if whole else 0.0))

    def box(self, start: datetime, end: datetime, top: float, height: float, least: float = 1.0) -> QRectF:
        """The box of a span, at least so wide, and within the line."""
        left = min(self.at(start), self.left + self.width - least)
        return QRectF(left, top, max(least, self.at(end) - left), height)

    def shows(self, start: datetime, end: datetime) -> bool:
        """Whether any of a span is on the line."""
        begins, ends = self.start.astimezone(UTC), self.end.astimezone(UTC)
        return start.astimezone(UTC) <= ends and begins <= end.astimezone(UTC)
