"""What servers and the keyring answer to the settings page, put where it belongs.

Each answer comes with the Endpoint that was asked for it, so that it finds its place after renaming, too.
"""

from collections.abc import Sequence

from ..settings import Endpoint
from .endpoint_book import EndpointBook, take_key_state
from .endpoint_entry import Entry, Finding, KeyState
from .endpoint_form import EndpointForm
from .endpoint_list import EndpointList


class EndpointAnswers:
    """The way in for the session; call it on the window's thread."""

    def __init__(self, book: EndpointBook, entries: EndpointList, form: EndpointForm) -> None:
        self._book, self._list, self._form = book, entries, form

    def show_models(self, endpoint: Endpoint, models: Sequence[str]) -> None:
        """Offer the server's models, where the person still looks at it."""
        if entry := self._book.asked(endpoint):
            entry.asking = False
            entry.said = "" if models else "The server has no model to chat with."
            self.heard(entry)
            if entry is self._book.current and models and self._form.isVisible():
                self._form.offer_models(models)

    def say_no_models(self, endpoint: Endpoint, sentence: str) -> None:
        """Say why the server's models are not known."""
        if entry := self._book.asked(endpoint):
            entry.asking, entry.said = False, sentence
            self.heard(entry)

    def show_local(self, found: Sequence[Endpoint]) -> None:
        """Offer the servers that answer on this machine; their presets and addresses are set, a model may be."""
        self._list.offer_servers(found)

    def show_progress(self, endpoint: Endpoint, what: str) -> None:
        """Say what a running test is doing; after it was stopped, nothing happens."""
        if (entry := self._book.asked(endpoint)) and entry.testing:
            entry.testing = what
            self.heard(entry)

    def show_report(self, endpoint: Endpoint, findings: Sequence[Finding]) -> None:
        """Show what a test has found; after it was stopped, nothing happens."""
        if (entry := self._book.asked(endpoint)) and entry.testing:
            entry.testing, entry.report = "", tuple(findings)
            self.heard(entry)

    def show_key_state(self, endpoint: Endpoint, state: KeyState) -> None:
        """Show where a key is kept, after it was asked for, given or forgotten."""
        if entry := self._book.asked(endpoint):
            failed = take_key_state(entry, state)
            self.heard(entry)
            if entry is self._book.current:
                self._form.key.say_wrong(failed)

    def heard(self, entry: Entry) -> None:
        """Show what is new of an entry, where it is looked at."""
        if entry is self._book.current:
            self._form.refresh()
            self._form.show_wrong(self._book.wrong(entry))
