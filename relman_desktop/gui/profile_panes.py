"""The panes of the profile's editor: parts, the entries of one, the form of one of these, and help beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ..sources.profile.editing import EditedEntry, EditedLayer, Standing
from ..sources.profile.schema import Part
from .labels import label, soften
from .profile_calendar import ProfileCalendar
from .profile_entries import EntryList
from .profile_form import ProfileForm
from .profile_help import ProfileHelp
from .profile_parts import PartList
from .tab_order import in_tab_order
from .theme import GRID

_NARROW = 940  # pixels below which the help stands under the entry
_ANY = 16_777_215  # pixels: no limit, as Qt has it
_SAID_NOTHING = "The team’s file says nothing here."


class ProfilePanes(QSplitter):
    """Shows what it is given; what is done with it is the editor's business."""

    def __init__(self, paths: Callable[[], Sequence[str]]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.parts, self.entries = PartList(), EntryList()
        self.form, self.help, self.calendar = ProfileForm(paths), ProfileHelp(), ProfileCalendar()
        self._title, self._empty = label(bold=True), label(look="quiet", wraps=True)
        self._upper, self._lower = QWidget(), QWidget()
        self._inner = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.setFocusProxy(self.parts)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        calendar = self.calendar.stops if self.form.extra else ()
        first, *others = self.form.stops or (self.form,)
        return (self.parts, *self.entries.stops, first, *calendar, *others)

    @property
    def nothing(self) -> str:
        """What is said where there is no entry."""
        return "" if self._empty.isHidden() else self._empty.text()

    def show_part(
        self, layer: EditedLayer, part: Part, entry: EditedEntry | None, standing: dict[int, Standing]
    ) -> None:
        """Show a part of a layer, and one of its entries."""
        several = not part.single and bool(layer.entries[part.name])
        self._title.setText(part.title)
        self.parts.show_layer(layer, part)
        self.entries.show_part(layer, part, entry, standing)
        self._upper.setMaximumHeight(_ANY if several else self._upper.minimumSizeHint().height())
        self._show_entry(layer, part, entry)
        in_tab_order(self.stops)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._inner.orientation() != wanted:
            self._inner.setOrientation(wanted)
            self._inner.setSizes([420, 200] if narrow else [620, 320])

    def _show_entry(self, layer: EditedLayer, part: Part, entry: EditedEntry | None) -> None:
        calendar = self.calendar if part.name == "calendars" and entry else None
        self.form.show_entry(entry, read_only=not layer.writable, extra=calendar)
        self.form.setVisible(entry is not None)
        nothing = _SAID_NOTHING if layer.path is None else f"Nothing here yet. {part.question}"
        soften(self._empty, "" if entry or layer.fault else nothing)
        self._empty.setVisible(not entry)
        if calendar:
            calendar.set_read_only(not layer.writable)
            calendar.show_entry(entry)

    def _lay_out(self) -> None:
        for held, first, second in (
            (self._upper, self._title, self.entries),
            (self._lower, self._empty, self.form),
        ):
            column = QVBoxLayout(held)
            column.setContentsMargins(0, GRID if held is self._upper else 0, 0, 0)
            column.setSpacing(GRID)
            column.addWidget(first)
            column.addWidget(second, 1)
        self._title.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        self._empty.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        middle = QSplitter(Qt.Orientation.Vertical)
        _fill(middle, self._upper, self._lower, [220, 460])
        _fill(self._inner, middle, self.help, [620, 320])
        _fill(self, self.parts, self._inner, [290, 910])
        self.setStretchFactor(1, 1)


def _fill(splitter: QSplitter, first: QWidget, second: QWidget, sizes: list[int]) -> None:
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.setSizes(sizes)
