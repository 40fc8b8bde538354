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
    now = datetime.now(UTC)

    def made_of(one: Ticket) -> Prepared:
        made = prepare(one, target, system, schema, around)
        if not closing_note:
            return made
        from .export.closing import with_closing_note

        return with_closing_note(made, one, now, around)

    prepared, secrets = made_of(ticket), Secrets.of(ticket, _noted(ticket) if closing_note else None)
    if audit is not None:
        from .audited import with_audit

        prepared = with_audit(prepared, audit)
    shown = prepared
    if secrets:
        from .export.targets.masking import masked_in

        shown = masked_in(prepared, made_of(secrets.masked(ticket)), secrets.hidden)
    return ReadyTicket(prepared, shown, secrets, with_secrets, ticket, named.notes)


def _noted(ticket: Ticket) -> dict[str, str]:
    """What people noted of what happened, in words of their own, and the words of steps that may be gone since."""
    from .export.closing import TITLE
    from .life.entries import marks_in, words_in

    return {TITLE: "\n".join((*words_in(ticket), *(one.text for one in marks_in(ticket).values())))}
