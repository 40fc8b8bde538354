"""The dialogs in which a person chooses what to open, and where to save a ticket."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

_ANOTHER = "\0another"  # no path holds a NUL


class Choosing(QObject):
    """Tells what was chosen; nothing where the person thought better of it."""

    place_chosen = Signal(str)  # a repository, or a diff file that was open before
    diff_chosen = Signal(object)  # the Path of a diff file
    copy_chosen = Signal(object)  # the Path to save the ticket at

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_repository(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self._window, "Open a repository"):
            self.place_chosen.emit(folder)

    def choose_diff(self) -> None:
        kinds = "Diffs (*.diff *.patch *.mbox);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a diff", "", kinds)
        if name:
            self.diff_chosen.emit(Path(name))

    def choose_recent(self, recent: Sequence[str], below: QWidget) -> None:
        """Offer the places that were open before, and a way to another one."""
        from .pick_list import Choice, PickList

        offered = [Choice(Path(place).name, place, place) for place in recent]
        places = PickList("Recent repository", self._window)
        places.chosen.connect(self._take_recent)
        places.offer([*offered, Choice("Open another repository…", "", _ANOTHER)], below)

    def choose_copy(self) -> None:
        """Ask where to save the ticket."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the ticket", "ticket.md", "Markdown (*.md)")
        if name:
            self.copy_chosen.emit(Path(name))

    def _take_recent(self, place: str) -> None:
        if place == _ANOTHER:
            self.choose_repository()
        else:
            self.place_chosen.emit(place)
