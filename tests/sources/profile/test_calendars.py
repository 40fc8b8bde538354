"""Freezes and maintenance windows out of calendars: zones, whole days, series, exceptions; and hostile ones."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.profile.calendars import fetch_calendars, reading, with_calendars
from relman_desktop.sources.profile.calendars.event import Event
from relman_desktop.sources.profile.calendars.kept import kept_at, kept_file
from relman_desktop.sources.profile.calendars.reading import Holds, calendar_entries
from relman_desktop.sources.profile.calendars.recurring import occurrences
from relman_desktop.sources.profile.profile import TeamEntry
from relman_desktop.sources.profile.reading import problems, read_profile
from relman_desktop.sources.profile.writing import with_entry

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
URL = "https://calendar.example.com/private-0123456789/basic.ics"


def calendar(*events: str) -> str:
    lines = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).replace("\n", "\r\n")


def read(*events: str, holds: Holds = "freezes", zone: str = "") -> tuple[list[TeamEntry], tuple[str, ...]]:
    entries, odd = calendar_entries(calendar(*events), holds, "team.ics", zone, NOW, Cancel())
    return list(entries), odd


def spans(*events: str, holds: Holds = "freezes", zone: str = "") -> list[tuple[str, ...]]:
    entries, odd = read(*events, holds=holds, zone=zone)
    assert not odd
    return [tuple(one.get(key) for key in ("days", "on", "from", "to") if one.get(key)) for one in entries]


def test_an_event_keeps_its_zone_and_its_words() -> None:
    (entry,), odd = read(
        "SUMMARY:Christmas\\, and after\nDESCRIPTION:No \u202edeploys\n"
        "DTSTART;TZID=Europe/Berlin:20261218T180000\nDTEND;TZID=Europe/Berlin:20270104T060000"
    )
    assert not odd
    assert (entry.part, entry.file) == ("freezes", "team.ics")
    assert entry.values == {
        "name": "Christmas, and after",
        "from": "2026-12-18T18:00:00+01:00",
        "to": "2027-01-04T06:00:00+01:00",
        "reason": "No deploys",
    }


def test_holidays_are_the_days_that_an_event_touches() -> None:
    entries, odd = read(
        "SUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227",
        "SUMMARY:New year\nDTSTART;TZID=Europe/Berlin:20261231T180000\nDTEND;TZID=Europe/Berlin:20270101T000000",
        holds="holidays",
    )
    assert not odd and {one.part for one in entries} == {"holidays"}
    assert [tuple(one.get(key) for key in ("name", "from", "to")) for one in entries] == [
        ("Christmas", "2026-12-25", "2026-12-26"),
        ("New year", "2026-12-31", "2026-12-31"),
    ]


def test_whole_days_end_with_their_last_second() -> None:
    assert spans("SUMMARY:a\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227") == [
        ("2026-12-24T00:00:00", "2026-12-26T23:59:59")
    ]
    assert spans("SUMMARY:a\nDTSTART;VALUE=DATE:20261224") == [("2026-12-24T00:00:00", "2026-12-24T23:59:59")]


def test_a_series_keeps_its_hour_over_the_change_of_the_clocks_and_leaves_out_what_is_excepted() -> None:
    rule = "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270401T000000Z"
    found = spans(
        "UID:1\nSUMMARY:Month's end\nDTSTART;TZID=Europe/Berlin:20261030T170000\nDURATION:PT2H\n"
        f"{rule}\nEXDATE;TZID=Europe/Berlin:20261225T170000\nRDATE;TZID=Europe/Berlin:20261230T170000",
        "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20270129T170000\nSUMMARY:Moved\n"
        "DTSTART;TZID=Europe/Berlin:20270130T100000\nDURATION:PT1H",
        "UID:1\nRECURRENCE-ID:20270226T160000Z\nSTATUS:CANCELLED\nSUMMARY:Off\n"
        "DTSTART;TZID=Europe/Berlin:20270226T170000\nDURATION:PT1H",
    )
    assert found == [
        ("2026-11-27T17:00:00+01:00", "2026-11-27T19:00:00+01:00"),
        ("2026-12-30T17:00:00+01:00", "2026-12-30T19:00:00+01:00"),
        ("2027-01-30T10:00:00+01:00", "2027-01-30T11:00:00+01:00"),
        ("2027-03-26T17:00:00+01:00", "2027-03-26T19:00:00+01:00"),
    ]
    assert spans("SUMMARY:a\nDTSTART;TZID=Europe/Berlin:20270327T170000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2") == [
        ("2027-03-27T17:00:00+01:00", "2027-03-27T18:00:00+01:00"),
        ("2027-03-28T17:00:00+02:00", "2027-03-28T18:00:00+02:00"),
    ]


def test_only_what_tickets_are_planned_in_is_read() -> None:
    rule = "RRULE:FREQ=YEARLY"
    assert spans(f"SUMMARY:a\nDTSTART;VALUE=DATE:19991224\nDTEND;VALUE=DATE:19991227\n{rule}") == [
        ("2026-12-24T00:00:00", "2026-12-26T23:59:59"),
        ("2027-12-24T00:00:00", "2027-12-26T23:59:59"),
    ]
    assert spans("SUMMARY:a\nDTSTART;VALUE=DATE:20200101") == []


def test_a_weekly_series_is_a_window_of_these_days() -> None:
    weekly = "SUMMARY:a\nDTSTART;TZID=Europe/Berlin:20200107T090000\nDURATION:PT2H30M\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH"
    for zone in ("", "Europe/Berlin"):
        assert spans(weekly, holds="windows", zone=zone) == [("tue, thu", "09:00", "11:30")]


def test_a_weekly_series_that_has_not_begun_stands_day_by_day() -> None:
    weekly = "SUMMARY:a\nDTSTART;TZID=Europe/Berlin:20270105T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    assert spans(weekly, holds="windows")[:2] == [("2027-01-05", "09:00", "10:00"), ("2027-01-12", "09:00", "10:00")]


def test_other_windows_stand_one_by_one_in_the_zone_of_the_team() -> None:
    once = "SUMMARY:a\nDTSTART:20261212T213000Z\nDTEND:20261213T013000Z"
    assert spans(once, holds="windows", zone="Europe/Berlin") == [("2026-12-12", "22:30", "02:30")]
    assert spans("SUMMARY:a\nDTSTART;VALUE=DATE:20261212\nDURATION:P2D", holds="windows") == [
        ("2026-12-12", "00:00", "23:59"),
        ("2026-12-13", "00:00", "23:59"),
    ]
    assert (
        len(spans("SUMMARY:a\nDTSTART:20260101T200000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;INTERVAL=2", holds="windows"))
        == 12
    )


def test_a_window_that_ends_at_midnight_or_lasts_a_day_says_when_it_ends() -> None:
    assert spans("SUMMARY:a\nDTSTART:20261212T235900\nDURATION:PT1M", holds="windows") == [
        ("2026-12-12", "23:59", "00:00")
    ]
    assert spans("SUMMARY:a\nDTSTART:20261212T090000\nDURATION:P1D", holds="windows") == [
        ("2026-12-12", "09:00", "00:00"),
        ("2026-12-13", "00:00", "09:00"),
    ]


def test_a_window_in_another_zone_than_anybody_knows_says_which() -> None:
    (entry,), _ = read("SUMMARY:a\nDTSTART:20261212T213000Z\nDURATION:PT1H", holds="windows")
    assert entry.get("name") == "a (times of UTC)"


def test_a_zone_that_nobody_knows_is_told() -> None:
    (entry,), (said,) = read("SUMMARY:a\nDTSTART;TZID=Customized:20261212T213000\nDURATION:PT1H")
    assert entry.get("from") == "2026-12-12T21:30:00"
    assert "“Customized”, which is not known" in said


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("DTSTART:soon", "cannot be read"),
        ("SUMMARY:only", "cannot be read"),
        ("DTSTART:20261212T213000Z\nDTEND:20261212T203000Z", "ends before it begins"),
        ("DTSTART:20261212T213000Z", "has no length"),
        ("DTSTART:20261212T213000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY", "a rule that is not understood"),
        ("DTSTART:20261212T213000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY;BYHOUR=1,2,3", "a rule that is not understood"),
        ("DTSTART:20261212T213000Z\nDURATION:PT1S\nRRULE:FREQ=YEARLY;BYDAY=60MO", "a rule that cannot be read"),
        ("DTSTART:20261212T213000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "more than one rule"),
        ("DTSTART:00010101T213000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY", "before 1970"),
        ("DTSTART:20261212T213000Z\nDURATION:P999999999D", "lasts longer than a calendar can tell"),
        ("DTSTART:20261212T213000Z\nDURATION:P3650000D", "lasts longer than a calendar can tell"),
        ("DTSTART:20261212T213000Z\nDURATION:P" + "9" * 5000 + "D", "cannot be read"),
        ("DTSTART;TZID=" + "a" * 5000 + ":20261212T213000\nDURATION:PT1H", "cannot be read"),
        (
            "DTSTART:20261212T213000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY;INTERVAL=0;BYMONTH=13",
            "a rule that cannot be read",
        ),
        ("DTSTART:20261212T213000Z\nDURATION:PT1S\nEXDATE:" + "20261212T213000Z," * 5000, "is too long to be read"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_are_there(event: str, said: str) -> None:
    entries, odd = read(f"SUMMARY:Bad\n{event}", "SUMMARY:Good\nDTSTART;VALUE=DATE:20261224")
    assert [one.get("name") for one in entries] == ["Good"]
    assert len(odd) == 1 and said in odd[0] and odd[0].startswith("team.ics: “")


HOSTILE = {
    "far apart": calendar(
        *["SUMMARY:a\nDTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;INTERVAL=359"] * 300
    ),
    "often": calendar(*["SUMMARY:a\nDTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"] * 2000),
    "zones": "BEGIN:VCALENDAR\n" + "BEGIN:VTIMEZONE\n" * 100_000,
    "alarms": "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "BEGIN:VALARM\n" * 100_000 + "END:VEVENT\n",
    "name": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + "a" * 3_000_000 + "\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\n",
    "exceptions": calendar("SUMMARY:a\nDTSTART;VALUE=DATE:20261224\n" + "EXDATE;VALUE=DATE:20261224\n" * 50_000),
    "lists of exceptions": calendar(
        *["DTSTART;VALUE=DATE:20261224\n" + ("EXDATE:" + "20261224T000000Z," * 99 + "20261224T000000Z\n") * 28] * 80
    ),
    "days": calendar("DTSTART:20260101T000000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYDAY=" + "MO," * 20_000 + "MO"),
    "other lines": calendar(*["".join(f"X-{j}:1\n" for j in range(150)) + "DTSTART;VALUE=DATE:20261224"] * 2000),
    "parameters": calendar(*["DTSTART;" + "A=b;" * 12_000 + "B=c:20260101T000000Z\nDURATION:PT1H"] * 80),
    "never": calendar(*["DTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=13"] * 300),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_calendars_take_no_longer_than_they_may(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SECONDS", 0.5)
    began = perf_counter()
    entries, odd = calendar_entries(text, "freezes", "a.ics", "", NOW, Cancel())
    assert perf_counter() - began < 5
    assert len(entries) <= 200
    assert all(len(one) < 500 for one in odd)


@pytest.mark.parametrize(
    "rule",
    [
        "DAILY;BYMONTH=13",
        "WEEKLY;BYMONTH=2;BYSETPOS=50",
        "DAILY;BYMONTHDAY=30;BYMONTH=2",
        "WEEKLY;BYMONTHDAY=31;BYMONTH=2",
    ],
)
def test_a_rule_that_never_comes_is_searched_for_a_moment_only(rule: str) -> None:
    began = process_time()  # of one event, in which nobody asks whether to stop
    assert spans(f"SUMMARY:a\nDTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ={rule}") == []
    assert process_time() - began < 1


_rules = st.builds(
    "FREQ={};INTERVAL={}{}{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 9),
    st.sampled_from(
        [
            "",
            ";BYDAY=MO",
            ";BYDAY=FR,SU;WKST=SU",
            ";BYMONTHDAY=-1",
            ";BYMONTH=2;BYMONTHDAY=29",
            ";BYYEARDAY=-1",
            ";BYWEEKNO=53;BYDAY=MO",
        ]
    ),
    st.sampled_from(["", ";BYSETPOS=-1", ";COUNT=5"]),
)


@settings(max_examples=60, deadline=None)  # dateutil is what takes long
@given(_rules, st.datetimes(datetime(1970, 1, 1), datetime(2027, 1, 1)).map(lambda when: when.replace(microsecond=0)))
def test_a_series_takes_place_when_its_rule_says(rule: str, start: datetime) -> None:
    first, last = datetime(2026, 11, 1), datetime(2027, 12, 1)
    event = Event("", "a", "", start, timedelta(hours=1), None, False, rule=rule)
    wanted = list(rrulestr(f"{rule};UNTIL=20271201T000000", dtstart=start)) if "COUNT" not in rule else None
    wanted = wanted if wanted is not None else list(rrulestr(rule, dtstart=start))
    assert list(occurrences(event, first, last)) == [one for one in wanted if first - event.length <= one <= last]


def test_what_stands_twice_is_read_once_and_what_goes_on_belongs_to_its_line() -> None:
    (entry,), odd = read(
        "SUMMARY:Sale\nX-NOTE:a\n BEGIN:VALARM\nSUMMARY:Other\nDTSTART;VALUE=DATE:20261224\nDESCRIPTION:No\n  deploys"
    )
    assert not odd
    assert (entry.get("name"), entry.get("reason")) == ("Sale", "No deploys")


def test_more_events_than_are_read_are_told() -> None:
    old = ["SUMMARY:Old\nDTSTART;VALUE=DATE:20200101"] * 2000
    _, (said,) = read(*old, "SUMMARY:New\nDTSTART;VALUE=DATE:20261224")
    assert said == "team.ics: “New” and what comes after it is not read: the calendar holds too much."


@pytest.mark.parametrize("source", ["~nobody-of-this-name/a.ics", "https://[bad/x", "http://[", "pipe", "."])
def test_whatever_a_calendar_is_called_the_profile_is_read(source: str, tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    profile = read_profile(f"[[calendars]]\nsource = '{source}'\n[team]\nname = 'a'\n", "your profile")
    known = with_calendars(profile, tmp_path, "", Cancel(), NOW)
    assert known.said == {"name": "a"}
    (warning,) = known.warnings
    assert warning.startswith("your profile, line 1: the calendar ")


_SAID = (
    *("20261224", "20261224T000000Z", "00010101T000000", "99991231T235959", "20261224T000000Z/PT1H", "CANCELLED"),
    *("P1D", "P3650000D", "-P1D", "PT0S", "P99999999999D"),
    *("FREQ=DAILY", "FREQ=WEEKLY;UNTIL=99991231T235959Z", "FREQ=YEARLY;COUNT=0"),
)
_odd_lines = st.one_of(
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"]),
        st.sampled_from(["", ";VALUE=DATE", ";TZID=Europe/Berlin", ";TZID=Nowhere", ";VALUE=PERIOD"]),
        st.sampled_from(_SAID),
    ),
    st.text(max_size=10),
)


@given(st.lists(_odd_lines, max_size=6).map("\n".join), st.sampled_from(["freezes", "windows", "holidays"]))
def test_whatever_an_event_says_nothing_raises(event: str, holds: Holds) -> None:
    good = "SUMMARY:Good\nDTSTART:20261224T000000Z\nDURATION:PT1H"
    entries, _ = read(good, event, f"{good}\n{event}", holds=holds, zone="Pacific/Apia")
    assert entries[0].get("name") == "Good"


@given(st.binary() | st.text().map(lambda text: calendar(text).encode("utf-8", "replace")))
def test_whatever_a_calendar_holds_nothing_raises(content: bytes) -> None:
    calendar_entries(content.decode("utf-8", "replace"), "windows", "a.ics", "", NOW, Cancel())


_zones = st.sampled_from(["Europe/Berlin", "UTC", ""])
_lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=20))
_moments = st.datetimes(datetime(2026, 12, 1), datetime(2027, 12, 1)).map(lambda when: when.replace(microsecond=0))


@example(datetime(2026, 12, 1, 0, 0, 1), timedelta(days=1), "Europe/Berlin")
@given(_moments, st.timedeltas(timedelta(minutes=1), timedelta(days=20)), st.sampled_from(["Europe/Berlin", "UTC", ""]))
def test_every_entry_of_a_calendar_is_one_that_a_profile_may_hold(
    start: datetime, length: timedelta, zone: str
) -> None:
    minutes = int(length.total_seconds() // 60)
    event = f"SUMMARY:a\nDTSTART:{start:%Y%m%dT%H%M%S}\nDURATION:PT{minutes}M"
    holds: Holds
    for holds in ("freezes", "windows", "holidays"):
        entries, _ = calendar_entries(calendar(event), holds, "a.ics", zone, NOW, Cancel())
        assert entries
        for one in entries:
            assert problems(with_entry("", one.part, one.values), "a") == ()


def test_the_calendars_of_a_profile_are_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "team.ics").write_text(calendar("SUMMARY:Sale\nDTSTART;VALUE=DATE:20261224"))
    profile = read_profile("[[calendars]]\nsource = 'team.ics'\n[[calendars]]\nsource = 'none.ics'\n", "your profile")
    known = with_calendars(profile, tmp_path, "", Cancel(), NOW)
    assert [(one.part, one.get("name"), one.file) for one in known.entries] == [("freezes", "Sale", "team.ics")]
    assert known.warnings == (
        "your profile, line 3: the calendar none.ics cannot be read (No such file or directory).",
    )


def test_an_address_is_fetched_when_asked_only_and_its_secret_is_not_shown(tmp_path: Path) -> None:
    profile = read_profile(f"[[calendars]]\nsource = '{URL}'\n", "your profile")
    known = with_calendars(profile, tmp_path, "", Cancel(), NOW)
    assert known.entries == ()
    assert "was not fetched yet" in known.warnings[0]
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return calendar("SUMMARY:Sale\nDTSTART;VALUE=DATE:20261224").encode()

    assert fetch_calendars(profile, fetch, Cancel()) == ("The calendar of calendar.example.com was fetched.",)
    assert asked == [URL]
    (when,) = filter(None, [kept_at(URL)])
    known = with_calendars(profile, tmp_path, "", Cancel(), when)
    assert [one.file for one in known.entries] == [f"the calendar of calendar.example.com, fetched {when:%Y-%m-%d}"]
    assert not known.warnings
    later = with_calendars(profile, tmp_path, "", Cancel(), when + timedelta(days=9))
    assert "fetched 9 days ago" in later.warnings[0]
    assert "private" not in f"{known}{later}"


def test_what_is_no_calendar_does_not_take_the_place_of_one(tmp_path: Path) -> None:
    profile = read_profile(f"[[calendars]]\nsource = '{URL}'\n", "your profile")
    kept_file(URL).parent.mkdir(parents=True)
    kept_file(URL).write_bytes(calendar().encode())

    def refuse(address: str) -> bytes:
        raise ServiceError("No way to there.")

    assert "is a login asked for" in fetch_calendars(profile, lambda _: b"<html>", Cancel())[0]
    assert fetch_calendars(profile, refuse, Cancel()) == ("No way to there.",)
    assert kept_file(URL).read_bytes() == calendar().encode()


@pytest.mark.parametrize("source", ["http://example.com/a.ics", "file:///etc/passwd", "ftp://x/y", "https://"])
def test_other_addresses_are_refused(source: str, tmp_path: Path) -> None:
    profile = read_profile(f"[[calendars]]\nsource = '{source}'\n", "your profile")
    assert "begins with https://" in with_calendars(profile, tmp_path, "", Cancel(), NOW).warnings[0]

    def never(address: str) -> bytes:
        raise AssertionError(address)

    assert "begins with https://" in fetch_calendars(profile, never, Cancel())[0]


def test_zones_of_outlook_are_known() -> None:
    (entry,), _ = read("SUMMARY:a\nDTSTART;TZID=W. Europe Standard Time:20261212T213000\nDURATION:PT1H")
    assert datetime.fromisoformat(entry.get("from")) == datetime(2026, 12, 12, 21, 30, tzinfo=ZoneInfo("Europe/Berlin"))
