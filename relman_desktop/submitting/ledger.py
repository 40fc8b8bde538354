"""What was sent where, a small file for each ticket and system. It is an aid: where it is lost, a search links again.

A file that cannot be read counts as one that says "begun": the record may be there, and nothing else is known.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import ServiceError, cause
from ..files import home, write_atomically
from ..settings import System
from .export import Export, State
from .holding import is_held
from .places import place_of

__all__ = ["Export", "Ledger", "State"]

_VERSION = 1
_MOST_BYTES = 8 << 20
_TICKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names of devices, on Windows


class Ledger:
    """The exports of this machine. Any number of processes may use it, under the locks of `held`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or home() / "exports"

    def entry(self, ticket: str, system: System) -> Export | None:
        """The export of a ticket to a system, by whatever name; None where nothing was ever sent."""
        path = self.file(ticket, system)
        export = _read(path)
        if export is None and path.exists():
            return _unknown(ticket, system, path)
        return export

    def exports(self, ticket: str) -> tuple[Export, ...]:
        """All exports of a ticket that can be read, by the names of the systems."""
        found = (_read(path) for path in _listed(self.folder(ticket)))
        return tuple(sorted((one for one in found if one), key=lambda one: (one.system, one.begun_at)))

    def write(self, export: Export, system: System) -> None:
        """Keep an export, durably, or leave what was there. Raises `OSError`."""
        path = self.file(export.ticket, system)
        if path.exists() and _read(path) is None:  # damaged, or of a newer version, which may want it again
            path.replace(path.with_suffix(".unread"))
        content = json.dumps({"version": _VERSION, **asdict(export)}, indent=1, sort_keys=True).encode()
        write_atomically(path, content)
        _settle(path.parent)

    def drop(self, ticket: str, system: System) -> None:
        """Nothing was made after all. Where that cannot be written, the next export looks and waits in vain."""
        with suppress(OSError):
            self.file(ticket, system).unlink(missing_ok=True)

    def forget(self, ticket: str) -> None:
        """Remove all that is known of a ticket, as when it is erased for good. Raises `ServiceError`."""
        folder = self.folder(ticket)
        if any(map(is_held, folder.glob("*.lock"))):
            raise ServiceError("The ticket is being sent to a change system just now; try again when that is done.")
        try:
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                path.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                folder.rmdir()
        except OSError as error:
            raise ServiceError(f"What was sent of the ticket stays in {folder} ({cause(error)}); remove it.") from error

    def lock(self, ticket: str, system: System) -> Path:
        """The file that whoever sends this ticket to a system of that kind holds a lock on.

        One place has several addresses, and a person may have set it up twice.
        """
        return self.folder(ticket) / f"{_hash(system.target)}.lock"

    def unsettled(self, ticket: str, system: System) -> Export | None:
        """The newest export of a ticket to the same kind of system, elsewhere, of which nobody knows how it ended.

        Its address, or the settings, may have been corrected since: then it may be what is in this place.
        """
        own = self.file(ticket, system)
        found = (_read(path) for path in _listed(self.folder(ticket)) if path != own)
        begun = [one for one in found if one and one.target == system.target and one.state is State.BEGUN]
        return max(begun, key=lambda one: one.begun_at, default=None)

    def folder(self, ticket: str) -> Path:
        """Where a ticket's exports are; whatever its id is, a folder of ours."""
        is_plain = _TICKET.fullmatch(ticket) and not _RESERVED.fullmatch(ticket)
        return self._folder / (ticket if is_plain else f"ticket-{_hash(ticket)}")

    def file(self, ticket: str, system: System) -> Path:
        """Named by what the system is rather than by its name, which a person may change and give to another one."""
        place = sorted(place_of(system).items())
        return self.folder(ticket) / f"{_hash(json.dumps([system.target, system.address, place]))}.json"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.glob("*.json"))


def _unknown(ticket: str, system: System, path: Path) -> Export:
    """An export of which nothing is known but that it was begun, and when its file was written."""
    began = ""
    with suppress(OSError, ValueError, OverflowError):
        began = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    return Export(ticket, system.name, system.target, system.address, "", State.BEGUN, begun_at=began, linked=True)


_SAMPLE = Export("", "", "", "", "", State.BEGUN)


def _read(path: Path) -> Export | None:
    try:
        with path.open("rb") as file:
            written = json.loads(file.read(_MOST_BYTES + 1))
        if written.pop("version") != _VERSION:
            return None
        return _checked(written)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _checked(written: dict[str, Any]) -> Export:
    """The export, each of its values of its type. Raises `TypeError` or `ValueError`."""
    for one in fields(_SAMPLE):
        if (
            one.name in written
            and one.name != "state"
            and type(written[one.name]) is not type(getattr(_SAMPLE, one.name))
        ):
            raise TypeError(one.name)
    export = Export(state=State(written.pop("state")), **written)
    if not all(isinstance(one, str) for one in export.asides.values()):
        raise TypeError("asides")
    if export.state is State.MADE and not export.id:
        raise ValueError("without a record")
    return export


def _settle(folder: Path) -> None:
    """Have the file's new name in the folder outlive a loss of power, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
