"""What the team's profile says against a schedule, however it is written; and silence where it cannot be read."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.interview.schedule import against
from relman_desktop.drafting.interview.spans import ends_first, moments_of
from relman_desktop.drafting.interview.windows import window_of
from tests.drafting.interview.telling import SCHEDULE, asked, entry, material, profile

BERLIN = ZoneInfo("Europe/Berlin")
SALE = entry("freezes", name="Christmas sale", from_="2026-12-14T18:00:00", to="2027-01-04", reason="The sale.")
EVENINGS = entry("windows", name="evenings", days=("tue", "thu"), from_="19:00", to="21:00")
NIGHT = entry("windows", name="night", days=("sat",), from_="23:00", to="01:30")
ONCE = entry("windows", name="once", on="2026-12-09", from_="06:00", to="07:00")  # a Wednesday, as calendars give it
TEAM = profile(SALE, EVENINGS, NIGHT, ONCE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-12-15 19:00 to 21:00", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("2026-12-05 23:00 to 2026-12-06 01:30 America/New_York", "2026-12-05T23:00-05:00", "2026-12-06T01:30-05:00"),
        ("Tue 15 Dec 2026, 19:00–21:00 CET", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("15 December 2026 7pm to 9pm", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("December 15th, 2026 at 7 p.m. UTC-5", "2026-12-15T19:00-05:00", "2026-12-15T19:00-05:00"),
        ("2026-12-15T19:00Z/2026-12-15T21:00Z", "2026-12-15T19:00+00:00", "2026-12-15T21:00+00:00"),
        ("2026-12-15T19:00:00-05:00", "2026-12-15T19:00-05:00", "2026-12-15T19:00-05:00"),
        ("15.12.2026 22.00-02.00", "2026-12-15T22:00+01:00", "2026-12-16T02:00+01:00"),
        ("12/15/2026 19:00 EST", "2026-12-15T19:00-05:00", "2026-12-15T19:00-05:00"),
        ("19:00 to 21:00 on 2026-12-15", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("Tuesday, 2026-12-15, 19:00", "2026-12-15T19:00+01:00", "2026-12-15T19:00+01:00"),
        ("2026-12-15 7-9 pm", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("2026-12-15, 7:30 to 9 p.m.", "2026-12-15T19:30+01:00", "2026-12-15T21:00+01:00"),
        ("2026-12-01T19:00-05:00", "2026-12-01T19:00-05:00", "2026-12-01T19:00-05:00"),
        ("2026-12-01T19:00-05:00/2026-12-01T21:00-05:00", "2026-12-01T19:00-05:00", "2026-12-01T21:00-05:00"),
        ("2026-12-01 24:00", "2026-12-02T00:00+01:00", "2026-12-02T00:00+01:00"),
        ("2026-12-01 22:00 to 24:00", "2026-12-01T22:00+01:00", "2026-12-02T00:00+01:00"),
        ("2026-12-15 between 19:00 and 21:00", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("Start: 2026-12-15 19:00, end: 2026-12-15 21:00", "2026-12-15T19:00+01:00", "2026-12-15T21:00+01:00"),
        ("13:00 NZDT on 2026-12-15", "2026-12-15T13:00+13:00", "2026-12-15T13:00+13:00"),
        ("2026-12-15 10:00-12:00 (PAY-1234)", "2026-12-15T10:00+01:00", "2026-12-15T12:00+01:00"),
    ],
)
def test_a_schedule_is_read_as_people_write_it(text: str, start: str, end: str) -> None:
    found = moments_of(text, BERLIN)
    assert found and (found.start, found.end) == (datetime.fromisoformat(start), datetime.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thursday 20:00",
        "Dec 15, 19:00",
        "03/04/2026 10:00",  # March or April
        "2026-13-40 10:00",
        "2026-12-15 25:00",
        "2026-12-15 19:00 Mars/Base",
        "2026-12-15 19:00 IST",  # Ireland, Israel or India
        "2026-12-15 19:00 to 20:00 or 21:00",
        "2026-12-01, 2026-12-02 or 2026-12-03",
        "2026-12-16 19:00 to 2026-12-15 21:00",
        "2026-12-15 " + "9" * 5_000,
        "2026-12-10 16:00 PT",
        "2026-12-10 08:00 SGT",
        "2026-12-10 08:00 HKT",
        "2026-12-10 19:00 Pacific time",
        "2026-12-10 19:00 local time",
        "2026-12-10 19:00 to 21:00 UTC (20:00 to 22:00 CET)",
        "2026-12-10 19:00 CET/13:00 EST",
        "2026-12-15 19:00-05:00",  # five hours west of Greenwich, or until the next morning
        "2026-12-10 19:00 to 21:00 (approved 2026-12-16)",
        "2026-12-10 19:00 to 21:00; change freeze from 2026-12-14",
        "not before 2027-01-06, so 2027-01-07 19:00 to 21:00",
        "not before 2026-12-15 19:00",
        "until 2026-12-15 19:00",
        "2026-12-10 19:00, 2026-12-15 19:00",
        "2026-12-10 19:00 and 2026-12-15 19:00",
        "2026-12-10 to 2026-12-15, 19:00 to 21:00",  # each evening
        "2026-12-10 19:00 to 21:00?",
        "2026-12-10 to 15",
        "Mon 2026-12-15 19:00",  # a Tuesday
        "2026-12-15 7 pm to 9:00",
        "2026-12-15 11-1 pm",
        "2027-03-28 02:30",  # the clock goes from 02:00 to 03:00
        "2026-10-25 02:30",  # comes twice
        "2027-03-14 02:30 America/New_York",
        "0001-01-01 00:00 to 01:00",
        "9999-12-31 23:00 to 01:00",
        "9999-12-31 24:00",
    ],
)
def test_what_could_mean_two_things_is_left_unread(text: str) -> None:
    assert moments_of(text, BERLIN) is None and against(text, TEAM) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2026-12-15 19:00 to 21:00 Europe/Berlin",
            "2026-12-15 19:00 to 21:00 lies in the freeze “Christmas sale” (N1, to 2027-01-04): The sale.",
        ),
        ("2026-12-20", "2026-12-20 lies in the freeze “Christmas sale” (N1, to 2027-01-04): The sale."),
        ("2027-01-04 23:30", "2027-01-04 23:30 lies in the freeze “Christmas sale” (N1, to 2027-01-04): The sale."),
        (
            "2026-12-14 17:00 to 19:00",
            "2026-12-14 17:00 to 19:00 reaches into the freeze “Christmas sale” (N1, to 2027-01-04): The sale.",
        ),
        (
            "2026-12-11 19:00 to 21:00",
            "2026-12-11 19:00 to 21:00 lies outside of every maintenance window of your team's (N2, N3 and N4).",
        ),
        ("2026-12-11", "2026-12-11 lies outside of every maintenance window of your team's (N2, N3 and N4)."),
        (
            "2026-12-16 06:10 to 06:40",
            "2026-12-16 06:10 to 06:40 lies in the freeze “Christmas sale” (N1, to 2027-01-04): The sale.",
        ),
        (
            "2026-12-02 06:10 to 06:40",  # a Wednesday; the window of one day is no window of each
            "2026-12-02 06:10 to 06:40 lies outside of every maintenance window of your team's (N2, N3 and N4).",
        ),
        ("2026-12-10 19:00 to 21:00", ""),
        ("2026-12-10 20:00", ""),
        ("2026-12-10 13:00 to 15:00 America/New_York", ""),
        ("2026-12-06 00:30 to 01:00", ""),  # in the night that began on Saturday
        ("2026-12-09 06:10 to 06:40", ""),
        ("2026-12-10", ""),
    ],
)
def test_a_schedule_in_a_freeze_or_outside_of_the_windows_is_told_of(text: str, said: str) -> None:
    assert against(text, TEAM) == said


def test_one_window_is_named_and_without_windows_nothing_is_outside() -> None:
    said = against("2026-12-11 19:00", profile(EVENINGS))
    assert said == "2026-12-11 19:00 lies outside of the maintenance window “evenings” (N1)."
    assert against("2026-12-11 19:00", profile()) == ""
    assert against("2026-12-11 19:00", profile(entry("windows", name="broken", from_="late", to="later"))) == ""


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("2026-12-10 19:00 to 21:00 Europe/Berlin", ("A1", "N2")),
        ("Thu 10 Dec 2026, 19:30-20:30 CET", ("A1", "N2")),
        ("2026-12-10 19:00 to 22:00", ("A1",)),
        ("2026-12-15 19:00 to 21:00", ("A1",)),  # a Tuesday, in the freeze
        ("2026-12-10", ("A1",)),
    ],
)
def test_a_window_is_evidence_of_an_answer_only_where_it_holds_it(answer: str, evidence: tuple[str, ...]) -> None:
    assert asked(material(answers={SCHEDULE: answer}, profile=TEAM), SCHEDULE).evidence == evidence


def test_an_answer_is_told_what_speaks_against_it() -> None:
    one = asked(material(answers={SCHEDULE: "2026-12-20"}, profile=TEAM), SCHEDULE)
    assert one.answer == "2026-12-20" and "N1" in one.against
    assert asked(material(answers={SCHEDULE: "2026-12-10"}, profile=TEAM), SCHEDULE).against == ""


@pytest.mark.parametrize("text", ["0001-01-01 00:00 to 01:00", "9999-12-31", "0001-01-01", "9999-12-31 23:00-23:30"])
def test_the_ends_of_the_calendar_are_no_end_of_the_program(text: str) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        team = profile(entry("freezes", name="ever", from_="0001-01-01", to="9999-12-31"), EVENINGS, NIGHT, zone=zone)
        assert against(text, team) == "" and window_of(text, team) is None
        assert "lies in the freeze" in against("2026-12-15", team)


_JOINS = st.sampled_from((" to ", " until ", " – ", "–", " - "))
_DAYS = st.dates(date(2, 1, 1), date(9998, 12, 30))
_TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(_DAYS, _TIMES, _TIMES, _JOINS, st.sampled_from(("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%a %d %b %Y,")))
def test_a_plain_span_is_read_as_it_is_written(day: date, start: time, end: time, join: str, form: str) -> None:
    written = day.strftime(form) if day.year > 999 else day.isoformat()
    found = moments_of(f"{written} {start:%H:%M}{join}{end:%H:%M} UTC", BERLIN)
    starts, ends = datetime.combine(day, start, UTC), datetime.combine(day + timedelta(end < start), end, UTC)
    is_night = timedelta(0) < ends - starts <= timedelta(hours=12 if end < start else 24)
    assert (found and (found.start, found.end)) == ((starts, ends) if is_night else None)


def test_an_end_an_hour_before_the_start_is_a_slip_and_no_day() -> None:
    assert ends_first("2026-12-01 21:00 to 20:00 UTC", BERLIN) and not moments_of("2026-12-01 21:00 to 20:00", BERLIN)
    assert moments_of("2026-12-01 21:00 to 09:00", BERLIN) and moments_of(
        "2026-12-01 21:00 to 2026-12-02 20:00", BERLIN
    )
    assert not moments_of("2026-12-01 21:00 to 21:00", BERLIN), "a day or nothing: nobody said"


_PARTS = st.sampled_from(
    ("2026-12-15", "0001-01-01", "9999-12-31", "19:00", "24:00", "7", "pm", "to", "-", "T", "Z", "+14:00", "-12:00",
     "CET", "PT", "Tue", "Europe/Berlin", "America", "/", "UTC-5", "between", "and", "15 Dec 2026", "(", ")", ",",
     "03/04/2026")
)  # fmt: skip


@given(
    st.text(max_size=210)
    | st.from_regex(r"[\d:./TZ+ -]{0,60}(?:am|pm|Dec)?")
    | st.lists(_PARTS, max_size=9).map(" ".join)
    | st.lists(_PARTS, max_size=9).map("".join)
)
def test_any_text_is_read_or_left(text: str) -> None:
    found = moments_of(text, BERLIN)
    assert found is None or found.start <= found.end
    against(text, TEAM)
    window_of(text, TEAM)
