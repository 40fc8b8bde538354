"""The one table of the files that a ticket becomes; command line, window and docs read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ..targets.around import Around
from ..text import FORMATS
from ..ticket_value import TicketFile

Write = Callable[[TicketFile, Around], bytes]
Say = Callable[[TicketFile, Around], tuple[str, ...]]


def _nothing(_file: TicketFile, _around: Around) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file. `write` raises `InputError` where a ticket cannot become one."""

    name: str  # after `--to`
    title: str  # for people
    suffix: str  # with its dot
    write: Write
    said: Say = _nothing  # sentences: what of the ticket is not in the file as it is in the ticket
    media: str = "text/plain"
    is_binary: bool = False  # nothing for a terminal
    reads_around: bool = True  # it holds more than the ticket's own texts: work tickets, a moment in the team's zone


@cache
def file_formats() -> Mapping[str, FileFormat]:
    """All of them by name, the most wanted first."""
    return MappingProxyType({one.name: one for one in _FORMATS})


def _text(name: str) -> Write:
    def write(file: TicketFile, _around: Around) -> bytes:
        return FORMATS[name].ticket(file.ticket).encode("utf-8", "backslashreplace")

    return write


def _html(file: TicketFile, around: Around) -> bytes:
    from .html_page import html_page

    return html_page(file).encode("utf-8", "backslashreplace")


def _pdf(file: TicketFile, around: Around) -> bytes:
    from .pdf import pdf

    return pdf(file)


def _pdf_said(file: TicketFile, around: Around) -> tuple[str, ...]:
    from .pdf import said

    return said(file)


def _json(file: TicketFile, around: Around) -> bytes:
    from .json_file import json_file

    return json_file(file)


def _csv(file: TicketFile, around: Around) -> bytes:
    from .sheet import sheet

    return sheet(file)


def _mail(file: TicketFile, around: Around) -> bytes:
    from .mail import mail

    return mail(file, around)


def _mail_said(file: TicketFile, around: Around) -> tuple[str, ...]:
    from .mail import said

    return said(file, around)


def _event(file: TicketFile, around: Around) -> bytes:
    from .event import event_file

    return event_file(file, around)


_FORMATS = (
    FileFormat("markdown", "Markdown", ".md", _text("markdown"), media="text/markdown", reads_around=False),
    FileFormat("html", "HTML page", ".html", _html, media="text/html"),
    FileFormat("pdf", "PDF", ".pdf", _pdf, _pdf_said, "application/pdf", is_binary=True),
    FileFormat("json", "JSON of Relman Desktop", ".json", _json, media="application/json"),
    FileFormat("csv", "CSV for a spreadsheet", ".csv", _csv, media="text/csv"),
    FileFormat("eml", "E-mail draft", ".eml", _mail, _mail_said, "message/rfc822"),
    FileFormat("ics", "Calendar event of the deployment", ".ics", _event, media="text/calendar"),
    FileFormat("plain", "Plain text", ".txt", _text("plain"), reads_around=False),
    *(
        FileFormat(name, title, suffix, _text(name), media=media, reads_around=False)
        for name, title, suffix, media in (
            ("jira", "Jira wiki markup", ".txt", "text/plain"),
            ("textile", "Textile", ".textile", "text/plain"),
            ("adf", "Atlassian document format", ".adf.json", "application/json"),
        )
        if name in FORMATS
    ),
)
