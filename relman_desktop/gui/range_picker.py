"""Choosing the two ends of a range: tags, branches, commits, or what is typed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..loaded import Loaded
from ..sources.repository import Repository
from .jobs import Lane
from .pick_list import Choice, PickList
from .reading import read_choices

_SINCE_LAST_TAG = Choice("Since the last tag", "what a deployment of this branch brings", "since the last tag")


class RangePicker(QObject):
    """Offers the versions of a repository under a button, and tells the range that comes of it."""

    range_chosen = Signal(str)  # "" is the repository's default: since the last tag
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._list = PickList("Tag, branch or commit", window, free_text=True)
        self._list.chosen.connect(self._choose)
        self._namer = Lane("namer", self)
        self._loaded: Loaded | None = None
        self._side = "base"
        self._button: QWidget = window

    def offer(self, loaded: Loaded | None, side: str, button: QWidget) -> None:
        """Offer what may take the place of one side ("base" or "head") of the loaded range."""
        repository = loaded.opened.repository if loaded else None
        if repository is None:
            return  # a diff file has no other versions
        self._loaded, self._side, self._button = loaded, side, button
        self._read(repository)

    def close(self) -> None:
        self._namer.close()

    def _read(self, repository: Repository) -> None:
        self._namer.start(lambda cancel, _: read_choices(repository, cancel), self._show, self.failed.emit)

    def _show(self, choices: list[Choice]) -> None:
        self._list.offer([_SINCE_LAST_TAG, *choices], self._button)

    def _choose(self, name: str) -> None:
        if name == _SINCE_LAST_TAG.value:
            self.range_chosen.emit("")
        elif self._loaded:
            change = self._loaded.change
            base, head = change.base_name or change.base, change.head_name or change.head
            self.range_chosen.emit(f"{name}..{head}" if self._side == "base" else f"{base}..{name}")
