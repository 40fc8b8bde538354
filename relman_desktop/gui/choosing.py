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
    copy_chosen = Signal(object, str)  # the Path to save the ticket at, and the name of the kind of file

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder = Path()  # where a ticket was saved last

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

    def choose_copy(self, name: str) -> None:
        """Ask where to save the ticket, and as what; `name` is offered for the file."""
        from .ticket_files import chosen, filters  # with all formats, which a start does not need

        kinds = filters()
        offered = str(self._folder / f"{name}.md")
        place, kind = QFileDialog.getSaveFileName(self._window, "Save the ticket as", offered, ";;".join(kinds))
        if place:
            self._folder = Path(place).parent
            self.copy_chosen.emit(*chosen(Path(place), kinds.get(kind, "")))

    def choose_audit(self, name: str) -> None:
        """Ask where to save how the ticket came about."""
        from .ticket_files import AUDIT, AUDIT_SUFFIX

        offered = str(self._folder / f"{name}{AUDIT_SUFFIX}")
        place, _ = QFileDialog.getSaveFileName(self._window, "Save the audit", offered, "Audit (*.json)")
        if place:
            self._folder = Path(place).parent
            self.copy_chosen.emit(Path(place), AUDIT)

    def _take_recent(self, place: str) -> None:
        if place == _ANOTHER:
            self.choose_repository()
        else:
            self.place_chosen.emit(place)
