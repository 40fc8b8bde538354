"""The endpoints of the settings page, with the button that finds those of this machine."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ..llm.presets import PRESETS
from ..settings import Endpoint
from .endpoint_entry import Entry
from .pick_list import Choice, PickList
from .row_paint import RowText
from .server_list import ServerList, not_saved, paint_dot
from .shown import visible

_NO_SERVER = "No model server answers on the usual ports of this machine."


class EndpointList(ServerList):
    """What can be added are presets; a dot marks the one that drafts."""

    local_wanted = Signal()
    local_added = Signal(object)  # an Endpoint

    def __init__(self) -> None:
        super().__init__("Models", "Model endpoints", "key", [(preset.name, preset) for preset in PRESETS])
        self._found: dict[str, Endpoint] = {}
        self._drafting: Entry | None = None
        self.seek_button = QPushButton("Find local servers")
        self.seek_button.setAccessibleDescription("Looks on the usual ports of this machine, only now")
        self._servers = PickList("Local server", self)
        self.column.addWidget(self.seek_button)
        self.seek_button.clicked.connect(self._seek)
        self._servers.chosen.connect(self._take_server)

    def show_entries(self, entries: Sequence[Entry], current: Entry | None, drafting: Entry | None) -> None:
        """Show the endpoints, one of them current, one of them the one that drafts."""
        self._drafting = drafting
        self.show_rows(entries, current)

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

    def row_text(self, entry: Entry) -> RowText:
        endpoint, wrong = entry.read(self.others(entry))
        drafts = entry is self._drafting
        right = "drafts" if drafts else ""
        if endpoint is None:
            return replace(not_saved(entry, wrong), right=right, mark=partial(paint_dot, drafts))
        told = " · ".join(filter(None, (endpoint.host, endpoint.model or "no model yet")))
        return RowText(entry.name, right, told, partial(paint_dot, drafts))

    def _take_server(self, url: str) -> None:
        self.local_added.emit(self._found[url])

    def _seek(self) -> None:
        self.say("")
        self.seek(True)
        self.local_wanted.emit()
