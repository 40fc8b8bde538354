"""`relman export`: a ticket as a file, or put into a change system that is set up."""

import signal
import sys
from argparse import Namespace
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from .checks.secrets_told import Secrets
from .errors import Blocked, Degraded, Faulty, InputError
from .export.contract import to_bytes
from .export.files import FileFormat, file_formats
from .export.preview import preview_object
from .export.targets.prepared import Part, Prepared
from .export.targets.target import Target
from .jobs import Cancel, Progress
from .named_ticket import NamedTicket, named_ticket
from .reaching import target_of
from .ready_ticket import ReadyTicket, ready_ticket
from .settings import System, load_settings
from .wording import counted, joined, quoted, visible

if TYPE_CHECKING:
    from .export.targets.schema import Schema
    from .export_checks import ExportChecks

AUDIT = "audit"  # a target of its own: how the ticket came about
_FOR_SYSTEMS = ("agree", "over", "attach_audit", "anew", "with_secrets", "closing_note", "checked")
Result = tuple[bytes, tuple[str, ...]]  # and sentences beside it


def export(parsed: Namespace, progress: Progress) -> Result:
    """The bytes of the result, and sentences beside it. Raises `InputError`; `ServiceError` where a system fails."""
    formats, system = file_formats(), system_named(parsed.to)
    if parsed.to == AUDIT or parsed.to in formats:
        _refuse_words(parsed)
        return _audit(parsed, progress) if parsed.to == AUDIT else _file(parsed, formats[parsed.to], progress)
    if system is None:
        names = [*formats, AUDIT, *(quoted(one.name, 40) for one in load_settings().systems)]
        raise InputError(
            f"There is no target {quoted(parsed.to)}; there are {joined(names, 40)}. "
            "`relman targets --add` sets a change system up."
        )
    return _dry_run(parsed, system, progress) if parsed.dry_run else _submit(parsed, system, progress)


def system_named(name: str) -> System | None:
    """The system that is set up by a name, whatever its case."""
    return next((one for one in load_settings().systems if one.name.casefold() == name.casefold()), None)


def token_of(system: System) -> str:
    """The token of a system. Raises `InputError` where there is none."""
    from . import keys

    key = keys.key_for(system)
    if key is None:
        where = f"set {system.key_variable}" if system.key_variable else "name a variable with --token-variable"
        raise InputError(f"There is no token for {quoted(system.name)}; {where}, or give it in the window.")
    return key.reveal()


def _refuse_words(parsed: Namespace) -> None:
    given = [f"--{name.replace('_', '-')}" for name in _FOR_SYSTEMS if getattr(parsed, name)]
    if given:
        raise InputError(f"{given[0]} is for a change system, and {quoted(parsed.to)} is a file; leave {given[0]} out.")


def _file(parsed: Namespace, form: FileFormat, progress: Progress) -> Result:
    named = named_ticket(parsed.ticket, parsed.profile, progress, reads_change=form.reads_around)
    content = form.write(named.file, named.file.around)
    said = (*named.notes, *form.said(named.file, named.file.around), *_warnings(named))
    if parsed.dry_run:
        return _told_of_file(parsed, form, len(content), said)
    if form.is_binary and parsed.output is None and sys.stdout.isatty():
        raise InputError(f"{form.title} is nothing for a terminal; give it a file with -o ticket{form.suffix}.")
    return _for_here(parsed, form, content), said


def _for_here(parsed: Namespace, form: FileFormat, content: bytes) -> bytes:
    """On a terminal, which would obey what it is sent, nothing hidden; to a file or a pipe what it is."""
    if form.is_binary or parsed.output is not None or not sys.stdout.isatty():
        return content
    return _text(visible(content.decode("utf-8", "replace").replace("\r\n", "\n")))


def _told_of_file(parsed: Namespace, form: FileFormat, size: int, said: tuple[str, ...]) -> Result:
    where = parsed.output or "standard output"
    parsed.output = None  # what is told goes to the person, and nothing is written
    if parsed.format == "json":
        return to_bytes({"target": form.name, "media": form.media, "bytes": size, "notes": list(said)}), said
    return f"{form.title}, {counted(size, 'byte')}, would be written to {where}.\n".encode(), said


def _audit(parsed: Namespace, progress: Progress) -> Result:
    named = named_ticket(parsed.ticket, parsed.profile, progress, assesses=True)
    content, said = _audit_of(named), (*named.notes, *_warnings(named))
    if parsed.dry_run:
        parsed.output = None
        return f"The audit, {counted(len(content), 'byte')}, would be written.\n".encode(), said
    return content, said


def _dry_run(parsed: Namespace, system: System, progress: Progress) -> Result:
    """What would be sent; nothing is, and what the site's fields are is as it told that last."""
    from .kept_schemas import kept_schema
    from .submitting.ledger import Ledger
    from .would_words import would_object, would_text

    ready = _ready(parsed, system, kept_schema(system), progress)
    _over_fields(parsed.over, ready.prepared)
    checks = _checks(parsed, ready, system, progress)
    shown = {"dry_run": True} | preview_object(ready.shown) | {"secrets": [*ready.secrets.sentences.values()]}
    export = Ledger().entry(ready.prepared.ticket, system)
    shown |= {"checks": checks.objects, "would": would_object(ready.prepared, export)}
    told = would_text(ready.prepared, export) + ready.text + checks.text
    content = to_bytes(shown) if parsed.format == "json" else _text(told)
    if ready.wrong:
        raise Faulty(ready.wrong, content)
    if checks.refused:
        raise Blocked(checks.refused, content, ready.said)
    return content, (*ready.said, *checks.said, "Nothing was sent.")


def _submit(parsed: Namespace, system: System, progress: Progress) -> Result:
    from .outcome_words import outcome_object, outcome_text
    from .submitting.ledger import Ledger
    from .submitting.outcome import in_part
    from .submitting.submitting import submit

    if not (load_settings().may_send(system) or parsed.agree):
        raise InputError(
            f"Nothing was sent: nobody has agreed yet that tickets go to {system.host}. "
            "--dry-run shows what would be sent; add --agree to send it, or agree once in the window."
        )
    target, token, cancel = target_of(system), token_of(system), Cancel()
    schema = _schema(target, system, token, cancel, progress)
    ready = _ready(parsed, system, schema, progress)
    over = _over_fields(parsed.over, ready.prepared)
    if ready.wrong:
        raise Faulty(f"Nothing was sent. {ready.wrong}", _text(ready.text))
    checks = _checks(parsed, ready, system, progress)
    if checks.refused:
        raise Blocked(f"Nothing was sent. {checks.refused}", b"", (*ready.said, *checks.said))
    with _stopping(cancel):
        outcome = submit(ready.prepared, token, Ledger(), cancel, progress, over=over, anew=parsed.anew)
    told = outcome_object(outcome, system)
    content = to_bytes(told) if parsed.format == "json" else _text(outcome_text(outcome, system))
    content = ready.secrets.hidden(content.decode()).encode()  # a held text is shown beside what is there
    said = (*ready.said, *checks.said, *ready.shown.said)
    if outcome.missing:
        raise Degraded(f"Done in part: {in_part(outcome)}; export again for the rest.", content, said)
    return content, said


@contextmanager
def _stopping(cancel: Cancel) -> Iterator[None]:
    """While inside, Ctrl+C stops the export, which then says how far it came, rather than the command."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _schema(target: Target, system: System, token: str, cancel: Cancel, progress: Progress) -> "Schema | None":
    if not target.asks:
        return None
    from .kept_schemas import keep_schema
    from .submitting.asking import ask_schema

    schema = ask_schema(target, system, token, cancel, progress)
    keep_schema(system, schema)
    return schema


def _ready(parsed: Namespace, system: System, schema: "Schema | None", progress: Progress) -> ReadyTicket:
    named = named_ticket(parsed.ticket, parsed.profile, progress, reads_change=True, assesses=True)
    audit = _audit_of(named, but=system) if parsed.attach_audit else None
    return ready_ticket(
        named,
        target_of(system),
        system,
        schema,
        audit,
        with_secrets=parsed.with_secrets,
        closing_note=parsed.closing_note,
    )


def _checks(parsed: Namespace, ready: ReadyTicket, system: System, progress: Progress) -> "ExportChecks":
    from .export_checks import export_checks
    from .profile_commands import own_layer

    layers = [own_layer(parsed.profile)] if parsed.profile else []
    return export_checks(ready.ticket, system, layers, progress, wanted=parsed.checked)


def _warnings(named: NamedTicket) -> tuple[str, ...]:
    """What a person should know of a file before it is given away."""
    return tuple(Secrets.of(named.file.ticket).sentences.values())


def _text(told: str) -> bytes:
    return told.encode("utf-8", "backslashreplace")


def _audit_of(named: NamedTicket, but: System | None = None) -> bytes:
    from .audited import Past, audit_of

    past = Past.of(named.records) if named.records else None
    return audit_of(named.file, past, named.loaded, named.assessment, but)


def _over_fields(wanted: Sequence[str] | None, prepared: Prepared) -> frozenset[str]:
    """What may be written over, by its name there, however the person named it."""
    from .submitting.asides import name_of

    asides = {name_of(one) for one in prepared.asides}
    parts = (*prepared.parts, *prepared.empty)
    return frozenset(name if name in asides else _field_named(name, parts) for name in wanted or ())


def _field_named(name: str, parts: Collection[Part]) -> str:
    wanted = name.casefold()
    for told in ("theirs", "label", "ours"):
        for part in parts:
            if wanted == (part.theirs if told == "theirs" else getattr(part.field, told)).casefold():
                return part.theirs
    raise InputError(
        f"No field {quoted(name, 60)} is sent there; there are {joined([one.theirs for one in parts], 40)}."
    )
