"""The ticket as a mail that a mail program opens as a draft: plain text and HTML, and the event where there is one."""

from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from ...errors import InputError
from ...wording import unhidden
from ..targets.around import Around
from ..text import FORMATS
from ..ticket_value import TicketFile
from .event import event_file, when_of
from .html_page import html_page
from .page import title_of

_LONGEST_SUBJECT = 250  # characters; longer ones are refused by some servers, and the whole title stands in the mail


def mail(file: TicketFile, around: Around) -> bytes:
    """The mail's bytes. It has no sender and no receiver: whoever opens it says to whom it goes."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    message["Subject"] = _subject(file)
    message["X-Unsent"] = "1"  # Outlook, Thunderbird and others then open it for writing
    plain = _encodable(FORMATS["plain"].ticket(file.ticket))
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(_encodable(html_page(file)), subtype="html", cte="quoted-printable")
    if not said(file, around):
        event = event_file(file, around).decode("utf-8")
        message.add_attachment(event, subtype="calendar", filename="deployment.ics", params={"method": "PUBLISH"})
    return _bounded(message, plain)


def said(file: TicketFile, around: Around) -> tuple[str, ...]:
    """Why there is no event in the mail; () where there is one."""
    try:
        when_of(file, around)
    except InputError as error:
        return (str(error).replace("there is no event to save", "the mail has no calendar event"),)
    return ()


def _subject(file: TicketFile) -> str:
    """One line in which nothing can begin another header."""
    known, title = file.ticket.entry("change_id").text, title_of(file)
    line = " ".join(unhidden(f"{known}: {title}" if known.strip() and known != title else title).split())
    line = _encodable(line)
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def _bounded(message: EmailMessage, text: str) -> bytes:
    """The mail with boundaries that follow from its text: none can stand in it, and no chance is in the bytes."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"relman-{sha256(f'{number}{text}'.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def _encodable(text: str) -> str:
    """Text without halves of characters, which no mail can hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
