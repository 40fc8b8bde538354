"""The trackers of the settings page; what can be added are kinds."""

from functools import partial

from ..trackers.kinds import KINDS
from .row_paint import RowText
from .server_list import ServerList, not_saved, paint_dot
from .tracker_entry import TrackerEntry
from .tracker_words import kind_title


class TrackerList(ServerList):
    """A dot marks those that are read as soon as a change is opened."""

    def __init__(self) -> None:
        super().__init__("Trackers", "Trackers", "token", [(kind.title, kind.name) for kind in KINDS.values()])

    def row_text(self, entry: TrackerEntry) -> RowText:
        tracker, wrong = entry.read(self.others(entry))
        if tracker is None:
            return not_saved(entry, wrong)
        told = " · ".join((kind_title(tracker), tracker.host, *tracker.projects[:3]))
        return RowText(entry.name, "" if tracker.reads else "when asked", told, partial(paint_dot, tracker.reads))
