"""What model servers answer to the settings page beside what every server does: their models, and which are here."""

from collections.abc import Sequence

from ..settings import Endpoint
from .endpoint_book import EndpointBook
from .endpoint_entry import Entry
from .endpoint_form import EndpointForm
from .endpoint_list import EndpointList
from .server_answers import ServerAnswers


class EndpointAnswers(ServerAnswers[Entry, Endpoint]):
    """The way in for the session; call it on the window's thread."""

    def __init__(self, book: EndpointBook, entries: EndpointList, form: EndpointForm) -> None:
        super().__init__(book, form)
        self._list, self._models = entries, form

    def show_models(self, endpoint: Endpoint, models: Sequence[str]) -> None:
        """Offer the server's models, where the person still looks at it."""
        if entry := self.book.asked(endpoint):
            entry.asking = False
            entry.said = "" if models else "The server has no model to chat with."
            self.heard(entry)
            if entry is self.book.current and models and self._models.isVisible():
                self._models.offer_models(models)

    def say_no_models(self, endpoint: Endpoint, sentence: str) -> None:
        """Say why the server's models are not known."""
        if entry := self.book.asked(endpoint):
            entry.asking, entry.said = False, sentence
            self.heard(entry)

    def show_local(self, found: Sequence[Endpoint]) -> None:
        """Offer the servers that answer on this machine; their presets and addresses are set, a model may be."""
        self._list.offer_servers(found)
