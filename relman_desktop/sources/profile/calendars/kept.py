"""The calendars of addresses, kept on the disk when the person has one fetched, with their age."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from ....errors import InputError, ServiceError, cause
from ....files import home, write_atomically
from ...git import plain

Fetch = Callable[[str], bytes]  # the content at an https address; raises RelmanError


def is_address(source: str) -> bool:
    return "://" in source


def address_of(source: str) -> str:
    """The https address that is fetched. Raises `InputError` where it is none."""
    address = "https://" + source[len("webcal://") :] if source.lower().startswith("webcal://") else source
    try:
        parts = urlsplit(address)
        right = parts.scheme.lower() == "https" and bool(parts.hostname)
    except ValueError:
        right = False
    if not right:
        raise InputError(f"{named(source)} is not fetched: a calendar's address begins with https://.")
    return address


def named(source: str) -> str:
    """A calendar's name for a person: what stands behind the host is often a secret."""
    if not is_address(source):
        return plain(source, 80)
    try:
        host = urlsplit(source).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return f"the calendar of {plain(host, 80) or 'an address'}"


def kept_file(source: str) -> Path:
    return home() / "calendars" / f"{sha256(address_of(source).encode('utf-8', 'replace')).hexdigest()[:16]}.ics"


def kept_at(source: str) -> datetime | None:
    """When a calendar was fetched; None where it was not."""
    try:
        return datetime.fromtimestamp(kept_file(source).stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):  # or a time of change that no calendar has
        return None


def keep(source: str, fetch: Fetch) -> None:
    """Fetch a calendar and keep it. Raises RelmanError, and what was kept before stays."""
    content = fetch(address_of(source))
    if b"BEGIN:VCALENDAR" not in content[:2000].upper():
        raise ServiceError(f"{named(source)} answered with something that is no calendar; is a login asked for there?")
    try:
        write_atomically(kept_file(source), content)
    except OSError as error:
        raise ServiceError(f"{named(source)} cannot be kept in {kept_file(source).parent} ({cause(error)}).") from error
