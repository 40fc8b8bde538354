"""The ticket as a mail: a draft that mail programs open for writing, in which nothing begins another header."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from html.parser import HTMLParser
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from relman_desktop.export.files.mail import mail, said
from relman_desktop.export.targets.around import Around
from relman_desktop.export.text import FORMATS
from relman_desktop.export.ticket_value import TicketFile

from ...making_tickets import a_ticket


def opened(content: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(content, policy=default))


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def test_it_is_a_draft_with_both_texts_and_the_event() -> None:
    file = TicketFile(a_ticket())
    message = opened(mail(file, Around()))
    assert message["X-Unsent"] == "1" and not {"From", "To", "Date"} & set(message.keys())
    assert message["Subject"].startswith("CHG-2026-0142: Drop the column")
    assert body(message, "plain").strip() == FORMATS["plain"].ticket(file.ticket).strip()
    assert "<h2" in body(message, "html") and "Łukasz Ünal" in body(message, "html")
    (event,) = message.iter_attachments()
    assert event.get_content_type() == "text/calendar" and event.get_filename() == "deployment.ics"
    assert Calendar.from_ical(event.get_content()).walk("VEVENT")


def test_without_a_schedule_there_is_no_event_and_that_is_said() -> None:
    file = TicketFile(a_ticket().with_text("schedule", "soon"))
    assert not list(opened(mail(file, Around())).iter_attachments())
    assert said(file, Around()) and "the mail has no calendar event" in said(file, Around())[0]


ATTACKS = ["x\r\nBcc: all@example.com", "x\nTo: all@example.com", "x\u2028Bcc: a@b", "x\r Bcc: a@b", "\0x\x0bBcc: a@b"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["title", "change_id"])
def test_no_text_begins_a_header(attack: str, name: str) -> None:
    content = mail(TicketFile(a_ticket().with_text(name, attack)), Around())
    head = content.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == [b"Content-Type", b"MIME-Version", b"Subject", b"X-Unsent"]


@given(st.text(), st.text())
def test_any_text_arrives_whole(title: str, notes: str) -> None:
    ticket = a_ticket().with_text("title", title).with_text("notes", notes)
    content = mail(TicketFile(ticket), Around())
    wanted = FORMATS["plain"].ticket(ticket).encode("utf-8", "backslashreplace").decode()
    held = body(opened(content), "plain")
    assert "".join(held.split()) == "".join(wanted.split())
    assert all(len(line) <= 998 and b"\n" not in line for line in content.split(b"\r\n")), "RFC 5322"


def test_a_ticket_that_holds_the_boundary_of_its_own_mail_stays_whole() -> None:
    before = mail(TicketFile(a_ticket()), Around())
    boundary = opened(before).get_boundary()
    ticket = a_ticket().with_text("notes", f"a\n\n--{boundary}--\n\nb")
    message = opened(mail(TicketFile(ticket), Around()))
    assert f"--{boundary}--" in body(message, "plain") and len(list(message.walk())) == 5


def test_the_same_ticket_is_the_same_mail() -> None:
    file = TicketFile(a_ticket().with_text("schedule", ""))
    assert mail(file, Around()) == mail(file, Around())
    assert SMTP.linesep == "\r\n" and mail(file, Around()).count(b"\n") == mail(file, Around()).count(b"\r\n")


def test_what_a_reader_of_html_sees_is_the_ticket() -> None:
    seen: list[str] = []
    parser = HTMLParser()
    parser.handle_data = seen.append  # type: ignore[method-assign]
    parser.feed(body(opened(mail(TicketFile(a_ticket()), Around())), "html"))
    assert "Apply migration 0042." in "".join(seen)
