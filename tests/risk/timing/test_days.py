"""What the calendar says of a schedule, in the zone of the team, whatever zone the schedule is written in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.interview.schedule import against
from tests.drafting.interview.telling import entry, profile

from .scheduling import EVENINGS, FREE, NICHOLAS, NOW, SALE, TEAM, kinds, text_of, told

WEEK = {"weekend", "friday", "night", "outside_hours"}
UTC_TEAM = profile(zone="UTC")


def of_week(schedule: str, team: object = FREE) -> list[tuple[str, str]]:
    return [one for one in kinds(told(schedule, team)) if one[0] in WEEK]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ("2026-12-02 10:00 to 11:00", []),  # a Wednesday
        ("2026-12-02 08:00 to 18:00", []),
        ("2026-12-02 17:30 to 18:30", [("outside_hours", "note")]),
        ("2026-12-02 06:30 to 07:30", [("outside_hours", "note")]),
        ("2026-12-02 23:00 to 23:30", [("night", "warn")]),
        ("2026-12-03 05:59 to 07:00", [("night", "warn")]),
        ("2026-12-04 12:00 to 13:00", []),  # a Friday
        ("2026-12-04 12:00 to 13:01", [("friday", "warn")]),
        ("2026-12-04 17:00", [("friday", "warn")]),
        ("2026-12-04 23:00 to 2026-12-05 01:00", [("weekend", "warn"), ("friday", "warn"), ("night", "warn")]),
        ("2026-12-05 12:00 to 13:00", [("weekend", "warn")]),
        ("2026-12-06 23:30 to 2026-12-07 00:00", [("weekend", "warn"), ("night", "warn")]),
        ("2026-12-07 00:00 to 00:30", [("night", "warn")]),  # a Monday
        ("2026-12-05", [("weekend", "warn")]),
        ("2026-12-04", []),  # which hours of the Friday nobody says
        ("2026-12-04 06:00 to 07:00 America/New_York", []),  # from noon in Berlin
        ("2026-12-04 08:00 to 09:00 America/New_York", [("friday", "warn")]),
        ("2026-12-06 18:00 to 19:00 America/New_York", [("night", "warn")]),  # midnight of Monday in Berlin
    ],
)
def test_hours_of_the_week_are_told_of_where_the_team_names_no_windows(
    schedule: str, said: list[tuple[str, str]]
) -> None:
    assert sorted(of_week(schedule)) == sorted(said)


def test_the_sentence_says_whether_all_of_it_is_then() -> None:
    assert text_of(told("2026-12-05 12:00 to 13:00"), "weekend").startswith(
        "2026-12-05 12:00 to 13:00 is on a weekend:"
    )
    both = told("2026-12-05 12:00 to 2026-12-06 13:00")
    assert "is on a weekend" in text_of(both, "weekend"), "Saturday and Sunday are one weekend"
    assert "reaches into a weekend" in text_of(told("2026-12-04 12:00 to 2026-12-05 13:00"), "weekend")


def test_where_a_team_has_windows_they_say_what_is_right() -> None:
    weekends = profile(entry("windows", name="weekends", days=("sat",), from_="22:00", to="02:00"))
    assert kinds(told("2026-12-05 22:30 to 23:30", weekends)) == []
    assert kinds(told("2026-12-06 00:30 to 01:30", weekends)) == []
    assert kinds(told("2026-12-06 12:00 to 13:00", weekends)) == [("outside_windows", "warn")]
    unreadable = profile(entry("windows", name="broken", from_="late", to="later"))
    assert kinds(told("2026-12-05 12:00 to 13:00", unreadable)) == [("weekend", "warn")]


@pytest.mark.parametrize(
    "schedule", ["2026-12-15 19:00 to 21:00", "2026-12-14 17:00 to 19:00", "2026-12-20", "2027-01-04"]
)
def test_a_freeze_blocks_with_the_sentence_of_the_details(schedule: str) -> None:
    one = told(schedule, TEAM)
    assert kinds(one)[0] == ("freeze", "block") and one.severity == "block"
    assert one.against == one.remarks[0].text == against(schedule, TEAM)
    assert one.remarks[0].evidence == ("N1",)
    assert kinds(told(schedule, TEAM, change_type="emergency"))[0][1] == "warn", "an emergency may need it"


@pytest.mark.parametrize(
    ("schedule", "kind"),
    [
        ("2026-12-08 19:00 to 20:00", "holiday"),
        ("2026-12-07 23:30 to 2026-12-08 00:30", "holiday"),
        ("2026-12-07 19:00 to 20:00", "before_holiday"),
        ("2026-12-07 23:00 to 24:00", "before_holiday"),  # midnight is no part of the holiday
        ("2026-12-06 19:00 to 20:00", ""),
        ("2026-12-09 19:00 to 20:00", ""),
        ("2026-12-08 00:30 to 01:00 Asia/Tokyo", "before_holiday"),  # still the day before in Berlin
    ],
)
def test_holidays_are_told_of_on_them_and_the_day_before(schedule: str, kind: str) -> None:
    found = [one for one, _ in kinds(told(schedule, profile(NICHOLAS))) if "holiday" in one]
    assert found == ([kind] if kind else [])


def test_a_holiday_behind_a_weekend_counts_from_the_last_day_at_work() -> None:
    monday = profile(entry("holidays", name="Whit Monday", from_="2027-05-17"))
    assert ("before_holiday", "warn") in kinds(told("2027-05-14 10:00 to 11:00", monday)), "the Friday before"
    assert "before_holiday" not in dict(kinds(told("2027-05-13 10:00 to 11:00", monday)))


@pytest.mark.parametrize(
    ("schedule", "zone", "said"),
    [
        ("2027-03-28 01:00 to 04:00", "Europe/Berlin", "forward in between (Europe/Berlin): "),
        ("2026-10-25 01:00 to 04:00", "Europe/Berlin", "2026-10-25 01:00 to 04:00 is 60 min longer"),
        ("2027-03-28 01:00 to 03:30 UTC", "Europe/Berlin", ""),  # it is summer already at one o'clock UTC
        ("2027-03-28 00:30 to 03:30 UTC", "Europe/Berlin", "forward in between (Europe/Berlin)"),
        ("2027-04-04 01:00 to 05:00", "Australia/Lord_Howe", "is 30 min longer"),
        ("2027-03-28 04:00 to 05:00", "Europe/Berlin", ""),
        ("2027-03-28 01:00 to 04:00", "UTC", ""),
    ],
)
def test_a_change_of_the_clock_in_between_is_told_of(schedule: str, zone: str, said: str) -> None:
    found = [one.text for one in told(schedule, profile(zone=zone)).remarks if one.kind == "clock"]
    assert bool(found) is bool(said) and all(said in one for one in found)


def test_an_hour_that_the_clock_takes_away_does_not_count_as_time() -> None:
    steps = {"deployment": "1. Migrate (about 150 min)"}
    assert "too_short" not in dict(kinds(told("2027-03-27 01:00 to 04:00", **steps)))
    assert "is 120 min" in text_of(told("2027-03-28 01:00 to 04:00", **steps), "too_short")


def test_midnight_is_crossed_in_the_zone_of_the_team() -> None:
    assert ("midnight", "note") in kinds(told("2026-12-01 23:00 to 2026-12-02 01:00"))
    assert ("midnight", "note") in kinds(told("2026-12-01 16:00 to 19:00 America/New_York"))
    assert "midnight" not in dict(kinds(told("2026-12-01 22:00 to 24:00")))


def test_what_is_over_or_under_way_is_told_while_the_ticket_is_prepared() -> None:
    assert kinds(told("2026-11-25 10:00 to 11:00")) == [("past", "warn")]
    assert kinds(told("2026-11-26 12:30 to 14:00")) == [("under_way", "warn")], "half past eleven UTC is over"
    assert kinds(told("2026-11-26 12:30 to 14:00", state="deploying")) == []
    assert kinds(told("2026-11-25 10:00 to 11:00", outcome="rolled back")) == []
    assert kinds(told("2026-11-26")) == [("no_times", "note")], "today is not over"


@pytest.mark.parametrize(
    ("schedule", "kind", "severity"),
    [
        ("", "none", "note"),
        ("next week", "unread", "note"),
        ("03/04/2026 10:00", "unread", "note"),
        ("2026-12-16 19:00 to 2026-12-15 21:00", "ends_first", "block"),
        ("2026-12-02 10:00", "no_end", "note"),
    ],
)
def test_what_cannot_be_judged_is_said(schedule: str, kind: str, severity: str) -> None:
    one = told(schedule)
    assert kinds(one) == [(kind, severity)]
    assert (one.start is None) is (kind != "no_end") and one.end is None


def test_the_same_gives_the_same_and_time_passes_by_now_only() -> None:
    assert told("2026-12-15 19:00 to 21:00", TEAM) == told("2026-12-15 19:00 to 21:00", TEAM)
    later = told("2026-12-15 19:00 to 21:00", TEAM, now=NOW + timedelta(60))
    assert ("past", "warn") in kinds(later)


_TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(st.dates(date(2026, 12, 1), date(2030, 1, 1)), _TIMES, _TIMES, st.integers(1, 500))
def test_whole_weeks_later_the_hours_say_the_same(day: date, start: time, end: time, weeks: int) -> None:
    written = (f"{one:%Y-%m-%d} {start:%H:%M} to {end:%H:%M}" for one in (day, day + timedelta(weeks=weeks)))
    first, second = (of_week(one, UTC_TEAM) for one in written)
    assert first == second


@given(st.dates(date(2026, 12, 1), date(2027, 12, 1)), _TIMES, st.integers(1, 14))
def test_a_weekend_is_told_of_exactly_where_a_part_of_it_is_on_one(day: date, start: time, hours: int) -> None:
    begins = datetime.combine(day, start, UTC)
    ends = begins + timedelta(hours=hours)
    text = f"{begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M}"
    touched = any((begins + timedelta(minutes=one)).weekday() >= 5 for one in range(hours * 60))
    assert ("weekend" in dict(of_week(text, UTC_TEAM))) is touched


@given(
    st.text(max_size=60)
    | st.sampled_from(("0002-01-01 10:00", "9998-12-31 23:00 to 23:30", "0002-01-01", "9998-12-31"))
)
def test_any_schedule_is_judged(text: str) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        ever = entry("freezes", name="ever", from_="0001-01-01T00:00:00+23:59", to="9999-12-31T23:59:59-23:59")
        one = told(text, profile(ever, SALE, EVENINGS, NICHOLAS, zone=zone))
        assert one.remarks and (one.start is None or one.end is None or one.start <= one.end)
