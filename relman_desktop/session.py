"""The application without Qt: open, load, draft, accept, edit, answer, copy.

The window and the command line are two clients of it. `sources.opening` and `study` may run on any thread and
give plain values; everything else is quick and belongs to one thread.
"""

import secrets
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from .beginning import change_id_of, copy_of, fill_change_id, new_ticket
from .current.acts import Acts
from .current.judged import Judged
from .drafting.kept import draft_from_json, draft_to_json
from .drafting.moving import Brought, bring
from .drafting.proposal import TEMPLATE, Draft
from .errors import InputError, ServiceError, SettingsNotKept, cause
from .export.text import FORMATS
from .jobs import Cancel
from .loaded import Loaded
from .risked import FIELDS as RISK_FIELDS
from .risked import Risked
from .settings import Settings, save_settings, settings_file
from .sources.profile.profile import Profile
from .sources.work.item import WorkItem
from .store.footprint import footprint
from .store.history import History
from .store.record import PERSON
from .ticket import Ticket
from .typing_step import new_step
from .writing import Writing


class Session(Acts, Judged):
    """What the person works on: one change, its ticket, and the open questions."""

    def show(self, loaded: Loaded, ticket_id: str = "", *, or_newest: bool = False) -> "Future[None]":
        """Make a loaded change the current one, with its newest ticket that is on no shelf, or a new one.

        `ticket_id` shows that ticket instead. One that describes another change raises `InputError`, or is passed over
        (`or_newest`); where its change lies elsewhere now the ticket says so from then on.
        """
        told = self._told(ticket_id, loaded, or_newest=or_newest) if ticket_id else None
        kept = told.ticket.id if told else self.library.of_change(loaded.reference.key)
        if not told and loaded.brought and kept in (None, loaded.brought.instead):
            return self._show_brought(loaded, loaded.brought)
        if self._writing and self._writing.ticket.id == kept and told in (None, self._writing):
            saved = self._writing.rest()
        elif kept:
            self._writing = told or self._kept(self.library.history(kept))
            saved = self.library.journal.flush()
        else:
            self._writing, saved = self._new_ticket(loaded)
        if kept and self._writing.ticket.change.location != loaded.reference.location:
            relocated = replace(self._writing.ticket, change=loaded.reference)
            history = self._writing.history
            saved = self._writing.move(relocated, history.news, history.draft)
        self.loaded = loaded = loaded.for_ticket(self._writing.ticket)
        self._risked = Risked({} if kept else dict.fromkeys(RISK_FIELDS, ""))
        self.offer_earlier(())
        self._writing.keep_footprint(footprint(loaded.change, loaded.facts))
        self._drafted.begin(self._kept_draft(loaded))
        self._know_again()
        if not kept:
            saved = self.accept_all(new=True)
        self._remember(loaded)
        return saved

    def move(self, loaded: Loaded, brought: Brought) -> "Future[None] | None":
        """Bring the current ticket to another change; None where it must be brought anew (`Brought.over`)."""
        after = brought.over(self.writing.ticket)
        return self._move(loaded, brought, after) if after else None

    def agree(self, origin: str) -> None:
        """The person agrees that requests go to an `Endpoint.origin`."""
        if origin not in self.settings.consented:
            self.change_settings(replace(self.settings, consented=(*self.settings.consented, origin)))

    def _show_brought(self, loaded: Loaded, brought: Brought) -> "Future[None]":
        """Show a change with the ticket that was brought to it."""
        if not (self._writing and self._writing.ticket.id == brought.before.id):
            self._writing = self._kept(self.library.history(brought.before.id))
        if brought.instead:
            self.library.file(brought.instead, "bin")
        ticket = self._writing.ticket
        after = brought.over(ticket)
        if after is None:  # something was put into it since it was brought; without its own commits that is quick
            brought = bring(ticket, None, None, loaded.material(ticket), loaded.reference, Cancel())
            after = brought.after
        return self._move(loaded, brought, after)

    def _move(self, loaded: Loaded, brought: Brought, after: Ticket) -> "Future[None]":
        draft = draft_to_json(brought.draft, loaded.material(after).means) if brought.draft else None
        saved = self.writing.move(after, brought.news, draft)
        self.writing.keep_footprint(footprint(loaded.change, loaded.facts))
        self.loaded = loaded
        self._risked = Risked(self._risked.ours)
        self._drafted.begin(brought.draft)
        self._know_again()
        self._remember(loaded)
        return saved

    def tell_work(self, read: Mapping[str, WorkItem]) -> None:
        """Know what trackers told of work items, by the keys that were asked for."""
        self.loaded = replace(self.known.loaded, read={**self.known.loaded.read, **read})
        self._know_on(beside=True)

    def take_profile(self, profile: Profile) -> None:
        """Know another profile of the team; sentences that cite what it does not say any more stay."""
        meant = self.material.means  # a draft that is not taken yet cites them, too
        self.loaded = replace(self.known.loaded, profile=profile, meant=meant)
        self._know_on(beside=True)

    def duplicate(self, ticket: Ticket) -> tuple[str, "Future[None]"]:
        """Begin a new ticket of the same change with the texts of a kept one; gives its id."""
        number, year = self.library.next_ordinal, datetime.now(UTC).year
        here = self.loaded and self.loaded.reference.location == ticket.change.location
        known = self.loaded if here else None
        change_id = change_id_of(self._change_id_pattern(known), ticket.change, number, year)
        copy = copy_of(ticket, secrets.token_hex(8), change_id)
        return copy.id, self.library.begin(copy, PERSON, new_step())[1]

    def file(self, ticket_id: str, shelf: str) -> "Future[None]":
        """Put a ticket on a shelf, as `Library.file` does; the one that is worked on knows of it."""
        if self._writing and self._writing.ticket.id == ticket_id:
            self._writing.history.shelf = shelf
        return self.library.file(ticket_id, shelf)

    def text(self, format_name: str, field: str | None = None) -> str:
        """The ticket, or one field, in one of `FORMATS`: "markdown", "plain" …"""
        if field is not None:
            return FORMATS[format_name].field(self.entry(field).text)
        return FORMATS[format_name].ticket(self.writing.ticket)

    def change_settings(self, settings: Settings) -> None:
        """Take new settings and keep them. Raises `ServiceError` where they hold only until the end of this session."""
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_settings(settings)
        except OSError as error:
            said = (
                f"The settings cannot be written to {settings_file().parent} ({cause(error)}); they hold until the end."
            )
            raise SettingsNotKept(said) from error

    def rest(self) -> "Future[None]":
        """The person left a field, or takes the ticket elsewhere: what was typed is written at once."""
        return self._writing.rest() if self._writing else self.library.journal.flush()

    def close(self) -> None:
        """Finish writing. The session cannot be used afterwards."""
        self.library.close()

    def _kept_draft(self, loaded: Loaded) -> Draft | None:
        """What a model drafted for the ticket before, by the ids that its evidence has now."""
        return draft_from_json(self.writing.history.draft, loaded.material(self.writing.ticket).ids)

    def _told(self, ticket_id: str, loaded: Loaded, *, or_newest: bool) -> Writing | None:
        """The ticket that is asked for, if it describes the loaded change."""
        history = self.library.history(ticket_id)
        if history.ticket and history.ticket.change.same_code(loaded.reference):
            return self._kept(history)
        if or_newest:
            return None
        said = "is another change now than the one" if history.ticket else "is there, but not the ticket"
        raise InputError(f"{loaded.opened.location} {said} that was asked for; the library still has its text to read.")

    def _kept(self, history: History) -> Writing:
        """The ticket of a history: the one that a model still writes for, where that holds the same."""
        assert history.ticket
        known = self._writings.get(history.ticket.id)
        if not known or known.ticket != history.ticket or len(known.history.steps) != len(history.steps):
            known = self._writings[history.ticket.id] = Writing(self.library, history)
        return known

    def _new_ticket(self, loaded: Loaded) -> tuple[Writing, "Future[None]"]:
        ticket = new_ticket(secrets.token_hex(8), loaded.reference)
        number, year = self.library.next_ordinal, datetime.now(UTC).year
        change_id = fill_change_id(self._change_id_pattern(loaded), loaded.change, number, year)
        writing, saved = Writing.begun(self.library, ticket.with_text("change_id", change_id), TEMPLATE)
        self._writings[ticket.id] = writing
        return writing, saved

    def _change_id_pattern(self, loaded: Loaded | None) -> str:
        """The person's own pattern; where they chose none, the team's."""
        own = self.settings.change_id_pattern
        said = loaded.profile.said.get("change_id_pattern", own) if loaded else own
        return said if own == Settings.change_id_pattern else own

    def _remember(self, loaded: Loaded) -> None:
        opened = loaded.opened
        ranges = {**self.settings.ranges, opened.location: opened.range}
        with suppress(ServiceError):  # what was open last is worth no complaint; it holds until the end
            self.change_settings(replace(self.settings.with_recent(opened.location), ranges=ranges))
