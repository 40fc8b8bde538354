"""The form of one entry of a profile, made from its part's keys."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..sources.profile.editing import EditedEntry
from ..sources.profile.schema import Part
from .labels import label, soften
from .notice import Notice
from .profile_row import ProfileRow, StrangeRow
from .theme import GRID


class ProfileForm(QScrollArea):
    """Shows one entry; it changes the entry's texts and tells. What is written is for others to say."""

    edited = Signal()
    looked_at = Signal(object)  # a Key
    left = Signal()

    def __init__(self, paths: Callable[[], Sequence[str]]) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The entry")
        self.entry: EditedEntry | None = None
        self.rows: dict[str, ProfileRow] = {}
        self.strange: dict[str, StrangeRow] = {}
        self._paths = paths
        self._part: Part | None = None
        self._read_only = False
        self.extra: QWidget | None = None  # what stands under the first row, of a calendar
        self._wrong = Notice("warning")
        self._body = QWidget()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        rows = (stop for row in self.rows.values() for stop in row.stops)
        return (*rows, *(row.remove for row in self.strange.values()))

    def show_entry(self, entry: EditedEntry | None, *, read_only: bool, extra: QWidget | None = None) -> None:
        """Show an entry, or nothing; what is typed in the one that is shown already keeps its caret."""
        part = entry.part if entry else None
        if part is not self._part or extra is not self.extra or self._strange(entry) != tuple(self.strange):
            self._build(entry, extra)
        self.entry, self._read_only = entry, read_only
        if entry is None:
            return
        for name, row in self.rows.items():
            row.show_text(entry.text(name))
            row.set_read_only(read_only)
        for strange in self.strange.values():
            strange.remove.setHidden(read_only)
        self.show_wrong()

    def show_wrong(self) -> None:
        """Say what is wrong with the entry now, each at its input."""
        if not self.entry:
            return
        wrong: Mapping[str, str] = self.entry.wrong()
        missing = self.entry.missing()
        for name, row in self.rows.items():
            if name in missing:
                row.say_missing()
            else:
                row.say_wrong(wrong.get(name, ""), self.entry.theirs.get(name))
        for name, strange in self.strange.items():
            strange.say_wrong(wrong.get(name, ""))
        self._wrong.say(wrong.get("", ""))

    def go_to(self, key: str = "") -> None:
        """Put the focus on a key's input, the first one's for ""."""
        row = self.rows.get(key) or next(iter(self.rows.values()), None)
        if row:
            row.go_to()
            self.ensureWidgetVisible(row)

    def _strange(self, entry: EditedEntry | None) -> tuple[str, ...]:
        return entry.strange[:50] if entry else ()

    def _build(self, entry: EditedEntry | None, extra: QWidget | None) -> None:
        if self.extra and self.extra is not extra:
            self.extra.setParent(None)
        elif self.extra:
            self.extra.setParent(self)  # it stays, the rest goes
        self.extra, self._part = extra, entry.part if entry else None
        self._wrong.setParent(self)
        self.rows, self.strange = {}, {}
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(self._wrong)
        for key in entry.part.keys if entry else ():
            self.rows[key.name] = row = ProfileRow(key, self._paths)
            row.edited.connect(lambda text, name=key.name: self._edit(name, text))
            row.looked_at.connect(self.looked_at)
            row.left.connect(self.left)
            row.decided.connect(lambda mine, name=key.name: self._decide(name, mine=mine))
            column.addWidget(row)
            if extra and len(self.rows) == 1:
                column.addWidget(extra)
                extra.show()
        if entry and (names := self._strange(entry)):
            column.addWidget(soften(label(look="quiet", wraps=True), "Also in the file, and used for nothing:"))
            for name in names:
                self.strange[name] = strange = StrangeRow(name, entry.text(name))
                strange.removed.connect(lambda name=name: self._edit(name, ""))
                column.addWidget(strange)
        column.addStretch(1)
        self.setWidget(self._body)

    def _edit(self, name: str, text: str) -> None:
        if self.entry and not self._read_only:
            self.entry.texts[name] = text
            self.entry.refused = ""
            self.show_wrong()
            self.edited.emit()

    def _decide(self, name: str, *, mine: bool) -> None:
        if self.entry:
            self.entry.settle(name, mine=mine)
            self.rows[name].show_text(self.entry.text(name))
            self.show_wrong()
            self.edited.emit()
