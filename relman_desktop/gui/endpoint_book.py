"""The endpoints while the person works on them: which of them drafts, beside what every book of servers knows."""

from collections.abc import Sequence

from ..settings import Endpoint
from .endpoint_entry import Entry, entry_of
from .server_book import ServerBook

Told = tuple[tuple[Endpoint, ...], str]  # what is set: the endpoints, the name of the one that drafts or ""


class EndpointBook(ServerBook[Entry, Endpoint]):
    """Plain state of the settings page."""

    def __init__(self) -> None:
        super().__init__()
        self.drafting: Entry | None = None
        self._drafted: Entry | None = None  # when it was removed

    def open(self, endpoints: Sequence[Endpoint], drafting: str) -> None:
        """Begin with what is set."""
        self.begin(map(entry_of, endpoints))
        self.drafting = next((one for one in self.entries if one.name == drafting), None)
        self.current = self.drafting or self.current

    def remove(self, entry: Entry) -> None:
        self._drafted = entry if entry is self.drafting else None
        self.drafting = None if entry is self.drafting else self.drafting
        super().remove(entry)

    def undo(self) -> None:
        if self.removed and self.removed.entry is self._drafted:
            self.drafting = self._drafted
        super().undo()

    @property
    def told(self) -> Told:
        """What is to be set."""
        return self.kept, self.drafting.kept.name if self.drafting and self.drafting.kept else ""
