"""A named ticket ready for a change system: what is sent, what of it may be shown, and why it may not be sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .checks.secrets_told import Secrets
from .export.preview import preview_text
from .export.targets.prepared import Prepared
from .export.targets.preparing import prepare
from .export.targets.target import Target
from .named_ticket import NamedTicket
from .settings import System
from .ticket import Ticket
from .wording import counted

if TYPE_CHECKING:
    from .export.targets.schema import Schema

_MASKED = "They are masked here, and would be sent as they are."


@dataclass(frozen=True)
class ReadyTicket:
    """What a command shows and sends of a ticket."""

    prepared: Prepared
    shown: Prepared  # the same, the secrets of the ticket's text masked
    secrets: Secrets
    with_secrets: bool  # whether the person said that they go along
    ticket: Ticket
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that would be sent, with what the person should know of it."""
        told = "".join(f"    !! {one}\n" for one in self.secrets.sentences.values())
        return preview_text(self.shown) + (f"\nSecrets: {_MASKED}\n{told}" if told else "")

    @property
    def said(self) -> tuple[str, ...]:
        """Sentences beside it."""
        return (*self.notes, *self.secrets.sentences.values())

    @property
    def wrong(self) -> str:
        """Why it may not be sent, a sentence; "" where it may."""
        found = self.shown.wrong
        if found:
            more = len(found) - 1
            return f"{found[0]} And {counted(more, 'other thing')} must be mended." if more else found[0]
        if self.secrets and not self.with_secrets:
            first = " ".join(self.secrets.sentences.values())
            return (
                f"{first} Take that out, or add --with-secrets if it is none, or may be read by all who see the record."
            )
        return ""


def ready_ticket(
    named: NamedTicket,
    target: Target,
    system: System,
    schema: "Schema | None",
    audit: bytes | None,
    *,
    with_secrets: bool,
    closing_note: bool = False,
) -> ReadyTicket:
    """A ticket as it would be sent to a system, with its audit where there is one, and what happened where asked for.

    Raises `InputError` for a closing note of what is not closed.
    """
    ticket, around = named.file.ticket, named.file.around
    prepared, secrets = prepare(ticket, target, system, schema, around), Secrets.of(ticket)
    if closing_note:
        from .export.closing import with_closing_note

        prepared = with_closing_note(prepared, ticket, datetime.now(UTC), around)
    if audit is not None:
        from .audited import with_audit

        prepared = with_audit(prepared, audit)
    shown = prepared
    if secrets:
        from .export.targets.masking import masked_in

        masked = prepare(secrets.masked(ticket), target, system, schema, around)
        shown = masked_in(prepared, masked, secrets.hidden)
    return ReadyTicket(prepared, shown, secrets, with_secrets, ticket, named.notes)
