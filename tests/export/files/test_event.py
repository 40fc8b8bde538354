"""The deployment in a calendar: at the right moment, once, and only where the schedule is certain."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from relman_desktop.errors import InputError
from relman_desktop.export.files.event import event_file
from relman_desktop.export.targets.around import Around
from relman_desktop.export.ticket_value import TicketFile

from ...making_tickets import a_ticket
from ..files_data import is_golden, real_ticket

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def file_at(schedule: str, **texts: str) -> TicketFile:
    ticket = a_ticket().with_text("schedule", schedule)
    for name, text in texts.items():
        ticket = ticket.with_text(name, text)
    return TicketFile(ticket)


def event_of(file: TicketFile, around: Around | None = None, now: datetime = NOW) -> Any:
    (event,) = Calendar.from_ical(event_file(file, around or Around(), now)).walk("VEVENT")
    return event


def test_it_is_at_the_moment_that_the_schedule_names() -> None:
    event = event_of(file_at("2026-12-01 19:00 to 21:00 Europe/Berlin"))
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 18, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 12, 1, 20, tzinfo=UTC)
    berlin = Around(zone=ZoneInfo("Europe/Berlin"))
    assert event_of(file_at("2026-07-01 19:00 to 21:00"), berlin).decoded("dtstart").hour == 17
    assert str(event["summary"]).startswith("CHG-2026-0142: Drop the column orders.legacy_id")
    assert "Apply migration 0042." in str(event["description"]) and "location" not in event


def test_days_are_days() -> None:
    event = event_of(file_at("2026-12-01 to 2026-12-02"))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 3))


def test_importing_it_again_moves_the_event_that_is_there() -> None:
    first = event_of(file_at("2026-12-01 19:00 to 21:00 UTC"))
    later = event_of(file_at("2026-12-08 19:00 to 21:00 UTC"), now=NOW + timedelta(minutes=1))
    assert first["uid"] == later["uid"] == "relman-0123456789abcdef@relman-desktop"
    assert later["sequence"] > first["sequence"] and later["dtstamp"].dt > first["dtstamp"].dt


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        ("", "has no schedule"),
        ("next Tuesday, if approved", "cannot be read for sure"),
        ("2026-12-01 19:00 UTC", "tells no end"),
        ("2026-12-02 19:00 to 2026-12-01 19:00 UTC", "ends before it starts"),
        ("03/04/2026 10:00 to 11:00", "cannot be read for sure"),
    ],
)
def test_without_a_certain_time_there_is_no_event_but_a_word_on_what_to_write(schedule: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as error:
        event_file(file_at(schedule), Around(), NOW)
    assert "2026-12-01 20:00 to 21:00 UTC" in str(error.value)


def test_an_approved_time_is_certain() -> None:
    assert event_of(file_at("2026-12-01 19:00 to 21:00 UTC"))["status"] == "TENTATIVE"
    assert event_of(file_at("2026-12-01 19:00 to 21:00 UTC", state="approved"))["status"] == "CONFIRMED"


@given(st.text())
def test_no_text_breaks_out_of_the_event(text: str) -> None:
    attack = f"{text}\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nX-A:1\n{text}"
    file = file_at("2026-12-01 19:00 to 21:00 UTC", title=attack, notes=attack, change_id=attack)
    content = event_file(file, Around(), NOW)
    calendar = Calendar.from_ical(content)
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545 wants lines to be folded"


def test_the_real_ticket() -> None:
    file = real_ticket()
    assert is_golden("ticket.ics", event_file(file, file.around, NOW))
    assert event_file(replace(file), file.around, NOW) == event_file(file, file.around, NOW)
