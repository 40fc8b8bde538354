"""One real ticket, of a release of NetBox (Apache-2.0), as `relman draft` drafted it and a person finished it."""

from pathlib import Path

from relman_desktop.export.ticket_file import read_ticket_file
from relman_desktop.export.ticket_value import TicketFile

FOLDER = Path(__file__).parent.parent / "data" / "export"


def real_ticket() -> TicketFile:
    return read_ticket_file(FOLDER / "ticket.json")


def is_golden(name: str, content: bytes) -> bool:
    """Whether a file is as it was looked at last. A golden file is made anew by removing it and running the tests."""
    path = FOLDER / name
    if not path.exists():
        path.write_bytes(content)
    return path.read_bytes() == content
