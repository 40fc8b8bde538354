"""The endpoints of the settings page, with the buttons that add, find and remove them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ..llm.presets import PRESETS
from ..settings import Endpoint
from .endpoint_entry import Entry, read
from .labels import label, note
from .pick_list import Choice, PickList
from .row_list import RowList
from .row_paint import MARK, RowText
from .shown import visible
from .theme import GRID, Role, Theme

_NO_SERVER = "No model server answers on the usual ports of this machine."


class EndpointList(QWidget):
    """Tells what the person wants; the settings page does it."""

    chosen = Signal(object)  # an Entry
    added = Signal(object)  # a Preset
    local_wanted = Signal()
    local_added = Signal(object)  # an Endpoint
    removed = Signal(object)  # an Entry
    undone = Signal()
    key_forgotten = Signal()  # of the one that was removed

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Endpoint] = {}
        self._drafting: Entry | None = None
        self.view = RowList("Model endpoints", "Delete removes the current one", self._row_text)
        self.add = QPushButton("Add")
        self._menu = QMenu(self.add)
        for preset in PRESETS:
            self._menu.addAction(preset.name).triggered.connect(partial(self.added.emit, preset))
        self.add.setMenu(self._menu)
        self.seek_button = QPushButton("Find local servers")
        self.seek_button.setAccessibleDescription("Looks on the usual ports of this machine, only now")
        self.remove = QPushButton("Remove")
        self._said = note(wraps=True)
        self._undo, self._forget = QPushButton("Undo"), QPushButton("Forget its key")
        self._servers = PickList("Local server", self)
        self._lay_out()
        self.setFocusProxy(self.view)
        self._connect()

    def show_entries(self, entries: Sequence[Entry], current: Entry | None, drafting: Entry | None) -> None:
        """Show the endpoints, one of them current, one of them the one that drafts."""
        self._drafting = drafting
        self.view.show_rows(list(entries), entries.index(current) if current in entries else 0)
        self.remove.setEnabled(bool(entries))

    def refresh(self) -> None:
        """Draw the same endpoints anew."""
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def offer_servers(self, found: Sequence[Endpoint]) -> None:
        """Let the person add a server that answers on this machine."""
        self.seek(False)
        self._found = {one.url: one for one in found}
        self.say("" if found else _NO_SERVER)
        if found:
            self._servers.offer(
                [Choice(visible(one.name), visible(one.url), one.url) for one in found], self.seek_button
            )

    def seek(self, seeking: bool) -> None:
        """Say whether local servers are being looked for."""
        self.seek_button.setEnabled(not seeking)
        self.seek_button.setText("Looking…" if seeking else "Find local servers")

    def say(self, sentence: str, *, undo: bool = False, forget: bool = False) -> None:
        """Say what was done, with a way back."""
        self._said.setText(visible(sentence))
        self._said.setVisible(bool(sentence))
        self._undo.setVisible(undo)
        self._forget.setVisible(forget)

    def _row_text(self, entry: Entry) -> RowText:
        others = {one.texts["name"].strip() for one in self.view.rows if one is not entry}
        endpoint, wrong = read(entry, others)
        drafts = entry is self._drafting
        right, mark = "drafts" if drafts else "", partial(_paint_dot, drafts)
        if endpoint is None:
            return RowText(entry.name, right, f"Not saved: {next(iter(wrong.values()))}", mark, bad=True)
        told = " · ".join(filter(None, (endpoint.host, endpoint.model or "no model yet")))
        return RowText(entry.name, right, told, mark)

    def _take_server(self, url: str) -> None:
        self.local_added.emit(self._found[url])

    def _remove(self) -> None:
        if entry := self.view.current:
            self.removed.emit(entry)

    def _seek(self) -> None:
        self.say("")
        self.seek(True)
        self.local_wanted.emit()

    def _connect(self) -> None:
        self.view.looked_at.connect(self.chosen)
        self.seek_button.clicked.connect(self._seek)
        self.remove.clicked.connect(self._remove)
        self._undo.clicked.connect(self.undone)
        self._forget.clicked.connect(self.key_forgotten)
        self._servers.chosen.connect(self._take_server)

    def _lay_out(self) -> None:
        buttons, back = QHBoxLayout(), QHBoxLayout()
        buttons.setSpacing(GRID)
        for part in (self.add, self.remove):
            buttons.addWidget(part, 1)
        for button in (self._undo, self._forget):
            button.setProperty("look", "quiet")
            back.addWidget(button)
        back.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 0, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(label("Models", bold=True))
        layout.addWidget(self.view, 1)
        layout.addWidget(self._said)
        layout.addLayout(back)
        layout.addLayout(buttons)
        layout.addWidget(self.seek_button)
        self.say("")


def _paint_dot(filled: bool, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme[Role.ACCENT if filled else Role.QUIET])
    if filled:
        painter.setBrush(theme[Role.ACCENT])
    painter.drawEllipse(QRectF(corner.x() + 1.5, corner.y() + 1.5, MARK - 3, MARK - 3))
    painter.restore()
