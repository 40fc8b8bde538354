"""The change systems of the settings page; what can be added are kinds, the team's own files among them."""

from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from ..export.targets.table import own_folder
from .buttons import button
from .labels import note, restyle, soften
from .row_paint import RowText
from .server_list import ServerList, not_saved, paint_dot
from .shown import shown_text
from .system_entry import SystemEntry
from .system_kinds import kinds, own_files

_NONE = "A file in this folder adds a kind of system, or takes the place of one."


class SystemList(ServerList):
    """A dot marks the one that tickets went to last."""

    def __init__(self) -> None:
        super().__init__("Change systems", "Change systems", "token", [])
        self.last = ""  # the name of that one
        self._own = note(wraps=True)
        self.folder: QPushButton = button("Open folder", "Opens the folder of your own kinds of systems", "quiet")
        self.folder.clicked.connect(self._open)
        self.column.addSpacing(8)
        self.column.addWidget(self._own)
        self.column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self._menu.aboutToShow.connect(self.fill)
        self.fill()

    def row_text(self, entry: SystemEntry) -> RowText:
        system, wrong = entry.read(self.others(entry))
        if system is None:
            return not_saved(entry, wrong)
        kind = entry.kind.title if entry.kind else entry.target
        told = " · ".join((kind, system.host, *list(system.values.values())[:2]))
        is_last = system.name == self.last
        return RowText(entry.name, "used last" if is_last else "", told, partial(paint_dot, is_last))

    def fill(self) -> None:
        """Offer what can be added now, and tell of the team's own files."""
        self._menu.clear()
        for name, kind in kinds().items():
            self._menu.addAction(kind.title.replace("&", "&&")).triggered.connect(partial(self.added.emit, name))
        own = own_files()
        wrong = [one.wrong for one in own if one.wrong]
        good = ", ".join(one.path.name for one in own if not one.wrong)
        soften(self._own, shown_text("\n".join((*wrong, *([f"Your own: {good}"] if good else ())))) or _NONE)
        restyle(self._own, "error" if wrong else "quiet")

    def _open(self) -> None:
        """The person's press; the folder is made where there is none."""
        own_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(own_folder())))
