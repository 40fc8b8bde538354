"""The session and the schedule: one judgement wherever it is shown, of what is known now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.record import PERSON
from tests.drafting.interview.telling import entry, profile

AT = "2026-12-01 10:00 to 11:00"


@pytest.fixture
def session(loaded: Loaded) -> Iterator[Session]:
    made = Session(Settings())
    made.timed.clock = lambda: datetime(2026, 11, 26, 12, tzinfo=UTC)
    made.show(loaded)
    yield made
    made.close()


def kinds(session: Session) -> list[str]:
    now = session.timing()
    assert now
    return [one.kind for one in now.remarks]


def test_without_a_change_there_is_none() -> None:
    session = Session(Settings())
    assert session.timing() is None and session.against_schedule(AT) == ""
    session.close()


def test_it_follows_the_field_the_steps_the_profile_and_the_clock(session: Session) -> None:
    assert kinds(session) == ["none"]
    session.edit("schedule", AT)
    assert kinds(session) == []
    before = session.timing()
    assert session.timing() is before, "nothing is worked out twice"
    session.edit("deployment", "1. Migrate (about 90 min)")
    assert kinds(session) == ["too_short"]
    session.edit("schedule", "2026-12-01 10:00 to 14:00")
    session.take_profile(profile(entry("freezes", name="Sale", from_="2026-11-30", to="2026-12-02")))
    assert kinds(session) == ["freeze"]
    session.timed.clock = lambda: datetime(2026, 12, 24, tzinfo=UTC)
    assert kinds(session) == ["freeze", "past"]


def test_the_details_and_the_tab_never_disagree(session: Session) -> None:
    session.take_profile(profile(entry("windows", name="evenings", days=("tue",), from_="19:00", to="21:00")))
    for day in range(28):
        text = f"2026-12-{day + 1:02} 19:30 to 20:30"
        said = session.against_schedule(text)
        session.edit("schedule", text)
        now = session.timing()
        assert now and said == now.against and bool(said) is not ((day + 1) % 7 == 1)


def test_other_tickets_count_once_the_background_is_read(session: Session) -> None:
    session.edit("schedule", AT)
    ticket = session.writing.ticket
    change = replace(ticket.change, base="c" * 40)
    begun = replace(ticket, id="other", change=change).with_text("change_id", "CHG-9")
    session.library.begin(begun, PERSON, "s1")
    assert kinds(session) == []
    session.take_background(session.reader_of_background()(Cancel()))
    assert kinds(session) == ["overlap"]
    assert "CHG-9" in session.against_schedule(
        AT
    ) and "of the same service (orders-service)" in session.against_schedule(AT)


def test_a_library_that_cannot_be_read_is_told_and_takes_no_risk_away(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise ServiceError("The tickets cannot be read.")

    monkeypatch.setattr(session.library, "planned", broken)
    read = session.reader_of_background()(Cancel())
    assert read.planned == () and "The tickets cannot be read." in read.notes


def test_a_minute_is_what_it_is_kept_for(session: Session) -> None:
    session.edit("schedule", AT)
    before = session.timing()
    now = datetime(2026, 11, 26, 12, 0, 59, tzinfo=UTC)
    session.timed.clock = lambda: now
    assert session.timing() is before
    session.timed.clock = lambda: now + timedelta(minutes=1)
    assert session.timing() is not before and session.timing() == before
