"""The parts of a profile, with how many entries each has and whether something in it is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ..sources.profile.editing import EditedLayer
from ..sources.profile.schema import Part, parts
from ..wording import counted
from .icons import draw_icon
from .profile_words import count_words, wrong_words
from .row_list import RowList
from .row_paint import MARK, RowText
from .theme import Role, Theme


@dataclass(frozen=True)
class PartRow:
    """How a part stands in a layer."""

    part: Part
    entries: int = 0
    wrong: int = 0
    unfinished: int = 0  # new, and without what it needs


class PartList(RowList):
    """One part is always current."""

    def __init__(self) -> None:
        super().__init__("Parts of the profile", "Enter goes to the part's entries", self._tell)

    def show_layer(self, layer: EditedLayer, part: Part) -> None:
        """Show how all parts stand in a layer, one of them current."""
        rows = [row_of(layer, one) for one in parts()]
        at = next(place for place, row in enumerate(rows) if row.part is part)
        if rows != list(self.rows) or at != self.currentIndex().row():
            bar = self.verticalScrollBar()
            scrolled = bar.value() if self.rows else None
            self.show_rows(rows, at)
            if scrolled is not None:
                bar.setValue(scrolled)

    def _tell(self, row: PartRow) -> RowText:
        number = row.entries if not row.part.single else 0
        said = "" if not (row.part.single and row.entries) else "set"
        below = f"{counted(row.wrong, 'entry is', 'entries are')} not right" if row.wrong else ""
        if row.wrong and row.part.single:
            below = "Something is not right"
        if not row.wrong and row.unfinished:
            below = f"{counted(row.unfinished, 'entry is', 'entries are')} not finished"
        more = count_words(row.entries, 0) if row.entries else "no entries"
        mark = _alert if row.wrong else None
        return RowText(row.part.title, f"{number:,}" if number else said, below, mark, more, bad=bool(row.wrong))


def row_of(layer: EditedLayer, part: Part) -> PartRow:
    """How a part stands in a layer."""
    entries = [one for one in layer.entries[part.name] if not one.blank or one.place is not None]
    wrong = sum(1 for one in entries if one.theirs or wrong_words(one))
    return PartRow(part, len(entries), wrong, sum(1 for one in entries if one.missing()))


def _alert(painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, "alert", QRectF(corner.x() - 2, corner.y() - 2, MARK + 4, MARK + 4), theme[Role.WARNING])
