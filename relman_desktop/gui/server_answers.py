"""What servers and the keyring answer to a settings page, put where it belongs.

Each answer comes with the server that was asked for it, so that it finds its place after renaming, too.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from .server_book import ServerBook, take_key_state
from .server_entry import Finding, KeyState, ServerEntry
from .server_form import ServerForm

E = TypeVar("E", bound=ServerEntry[Any])
Kept = TypeVar("Kept")


class ServerAnswers(Generic[E, Kept]):
    """The way in for the session; call it on the window's thread."""

    def __init__(self, book: ServerBook[E, Kept], form: ServerForm[E]) -> None:
        self.book, self.form = book, form

    def show_progress(self, server: Kept, what: str) -> None:
        """Say what a running test is doing; after it was stopped, nothing happens."""
        if (entry := self.book.asked(server)) and entry.testing:
            entry.testing = what
            self.heard(entry)

    def show_report(self, server: Kept, findings: Sequence[Finding]) -> None:
        """Show what a test has found; after it was stopped, nothing happens."""
        if (entry := self.book.asked(server)) and entry.testing:
            entry.testing, entry.report = "", tuple(findings)
            self.heard(entry)

    def show_key_state(self, server: Kept, state: KeyState) -> None:
        """Show where a key is kept, after it was asked for, given or forgotten."""
        if entry := self.book.asked(server):
            failed = take_key_state(entry, state)
            self.heard(entry)
            if entry is self.book.current:
                self.form.key.say_wrong(failed)

    def heard(self, entry: E) -> None:
        """Show what is new of an entry, where it is looked at."""
        if entry is self.book.current:
            self.form.refresh()
            self.form.show_wrong(self.book.wrong(entry))
