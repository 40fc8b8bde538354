"""The list of prompts: the fields' own and those around them, each with whose text it is and what is to be known."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ..drafting.prompts import NAMES, Origin
from ..fields import BY_NAME
from .theme import GRID, Role, sized, theme_of

_NAME = Qt.ItemDataRole.UserRole
_GROUPS = (
    ("Fields", tuple(name for name in NAMES if name in BY_NAME)),
    ("Around them", tuple(name for name in NAMES if name not in BY_NAME)),
)
_ROW = QSize(0, 3 * GRID + 2)
_ORIGINS = {Origin.BUILT_IN: "", Origin.YOURS: "yours", Origin.REPOSITORY: "repository’s"}


@dataclass(frozen=True, slots=True)
class PromptState:
    """What the list tells of one prompt."""

    origin: Origin = Origin.BUILT_IN
    lags: bool = False  # ours has changed since
    typed: bool = False  # something is typed and not saved
    suggested: bool = False  # the repository suggests its own, and it is not in use

    @property
    def text(self) -> str:
        """In a few words, what is to be done first."""
        if self.typed:
            return "not saved"
        if self.lags:
            return "ours is newer"
        return "suggestion" if self.suggested else _ORIGINS[self.origin]

    @property
    def role(self) -> Role:
        if self.typed or self.lags:
            return Role.WARNING
        return Role.ACCENT if self.suggested else Role.QUIET


class PromptList(QTreeWidget):
    """One prompt is always chosen."""

    chosen = Signal(str)  # its name

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._states: Mapping[str, PromptState] = {}
        self.setAccessibleName("Prompts")
        self.setProperty("look", "list")
        self.setColumnCount(2)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill()
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._choose)

    @property
    def name(self) -> str:
        """The prompt that is chosen."""
        item = self.currentItem()
        return str(item.data(0, _NAME)) if item else ""

    def choose(self, name: str) -> None:
        self.setCurrentItem(self._items[name])

    def show_states(self, states: Mapping[str, PromptState]) -> None:
        """Tell of each prompt what is to be known."""
        self._states = states
        theme = theme_of(self)
        for name, state in states.items():
            item = self._items[name]
            item.setText(1, state.text)
            item.setForeground(1, theme[state.role])
            told = f"{NAMES[name].label}, {state.text}" if state.text else NAMES[name].label
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)
        for group in map(self.topLevelItem, range(self.topLevelItemCount())):
            if group and not group.flags() & Qt.ItemFlag.ItemIsSelectable:
                group.setForeground(0, theme[Role.QUIET])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_states"):  # the theme has changed
            self.show_states(self._states)

    def _fill(self) -> None:
        for heading, names in _GROUPS:
            group = QTreeWidgetItem(self, [heading])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(0, sized(self.font(), bold=True))
            group.setFirstColumnSpanned(True)
            group.setSizeHint(0, _ROW)
            for name in names:
                item = QTreeWidgetItem(self, [NAMES[name].label])
                item.setData(0, _NAME, name)
                item.setToolTip(0, NAMES[name].purpose)
                item.setFont(1, sized(self.font()))
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._items[name] = item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if self.name:
            self.chosen.emit(self.name)
