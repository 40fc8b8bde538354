"""Other tickets at the same time, or too near: what is of the same service or repository weighs more."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.interview.spans import moments_of
from relman_desktop.risk.timing import Other
from relman_desktop.risk.timing.others import meets, services_of
from tests.drafting.interview.telling import entry, profile

from .scheduling import EVENINGS, FREE, GO_BACK, ROLL_OUT, WATCH, kinds, other, text_of, told

WATCHED = profile(WATCH)
AT = "2026-12-01 10:00 to 11:00"


@pytest.mark.parametrize(
    ("schedule", "meets_it"),
    [
        ("2026-12-01 10:30 to 11:30", True),
        ("2026-12-01 09:30 to 10:01", True),
        ("2026-12-01 10:00 to 11:00", True),
        ("2026-12-01 08:00 to 15:00", True),
        ("2026-12-01 10:59", True),
        ("2026-12-01 11:00 to 12:00", False),
        ("2026-12-01 09:00 to 10:00", False),
        ("2026-12-01 04:30 to 05:30 America/New_York", True),
        ("2026-12-01 10:30 to 10:45 America/New_York", False),
        ("2026-12-01", False),  # at which hours nobody says
        ("next week", False),
    ],
)
def test_what_is_at_the_same_time_is_told_of(schedule: str, meets_it: bool) -> None:
    assert (("overlap", "note") in kinds(told(AT, FREE, (other(schedule),)))) is meets_it


@pytest.mark.parametrize(
    ("services", "repository", "severity", "shared"),
    [
        ("", "/elsewhere", "note", ""),
        ("billing", "/elsewhere", "note", ""),
        ("Orders, mail", "/elsewhere", "warn", "of the same service (orders)"),
        ("mail and ORDERS", "/elsewhere", "warn", "of the same service (orders)"),
        ("reorders", "/elsewhere", "note", ""),
        ("", "/repo", "warn", "of the same repository"),
    ],
)
def test_the_same_service_or_repository_weighs_more(services: str, repository: str, severity: str, shared: str) -> None:
    one = told(AT, FREE, (other("2026-12-01 10:30 to 11:30", services, repository),), services="orders; stock")
    assert kinds(one) == [("overlap", severity)]
    assert shared in one.remarks[0].text and "CHG-7 “Mail by queue”" in one.remarks[0].text
    assert one.remarks[0].ticket == "o7"


def test_many_are_counted_and_those_that_weigh_more_come_first() -> None:
    planned = [
        other("2026-12-01 10:30 to 11:30", "orders" if number == 9 else "", number=number) for number in range(10)
    ]
    one = told(AT, FREE, planned, services="orders")
    assert len(one.remarks) == 6 and one.remarks[0].ticket == "o9"
    assert one.remarks[-1].text == f"{AT} overlaps with 5 further tickets."


@pytest.mark.parametrize(
    ("schedule", "services", "said"),
    [
        ("2026-12-01 09:00 to 09:40", "orders", "This begins while CHG-7"),
        ("2026-12-01 09:00 to 09:30", "orders", ""),
        ("2026-12-01 09:00 to 09:40", "billing", ""),
        ("2026-12-01 11:20 to 12:00", "orders", "begins while this is still watched (for 30 min)"),
        ("2026-12-01 11:30 to 12:00", "orders", ""),
    ],
)
def test_one_that_is_still_watched_is_too_near(schedule: str, services: str, said: str) -> None:
    one = told(AT, WATCHED, (other(schedule, services),), services="orders")
    found = [remark for remark in one.remarks if remark.kind == "close"]
    assert bool(found) is bool(said) and all(said in remark.text for remark in found)
    assert all((remark.severity, remark.evidence) == ("warn", ("N1",)) for remark in found)
    assert "close" not in dict(kinds(told(AT, FREE, (other(schedule, services),), services="orders")))


def test_a_start_alone_lasts_as_long_as_the_steps_say() -> None:
    planned = (other("2026-12-01 10:30 to 11:30"),)
    assert "overlap" not in dict(kinds(told("2026-12-01 10:00", FREE, planned)))
    assert ("overlap", "note") in kinds(told("2026-12-01 10:00", profile(ROLL_OUT, WATCH, GO_BACK), planned))


def test_suggestions_are_windows_that_are_free_for_long_enough() -> None:
    team = profile(EVENINGS, ROLL_OUT, GO_BACK, WATCH, entry("holidays", name="a", from_="2026-12-08"),
                   entry("freezes", name="b", from_="2026-12-10", to="2026-12-16"))  # fmt: skip
    planned = (
        other("2026-12-01 19:30 to 20:30", number=1),  # leaves half an hour at both ends
        other("2026-12-03 19:00 to 19:30", "orders", number=2),  # watched until 20:00
        other("2026-12-17 18:00 to 19:30", number=3),
    )
    one = told("", team, planned, services="orders")
    assert [slot.text for slot in one.suggestions] == [
        "2026-11-26 19:00 to 21:00 Europe/Berlin",
        "2026-12-03 20:00 to 21:00 Europe/Berlin",
        "2026-12-17 19:30 to 21:00 Europe/Berlin",
    ]
    for slot in one.suggestions:
        again = told(slot.text, team, planned, services="orders")
        assert again.start == slot.start and again.against == "" and slot.evidence == ("N1",)
        assert slot.text not in [other.text for other in again.suggestions]


_MINUTES = st.tuples(st.integers(-60, 180), st.integers(0, 90), st.booleans())


@given(st.lists(_MINUTES, max_size=5))
def test_a_suggestion_is_judged_as_free_as_it_was_said(taken: list[tuple[int, int, bool]]) -> None:
    """Others around the window of 3 December, from 19:00 on: of the same service, or not."""
    team = profile(entry("windows", name="w", on="2026-12-03", from_="19:00", to="21:00"), ROLL_OUT, GO_BACK, WATCH)
    seven = datetime(2026, 12, 3, 18, tzinfo=UTC)
    planned = []
    for number, (start, minutes, is_shared) in enumerate(taken):
        begins = seven + timedelta(minutes=start)
        text = f"{begins:%Y-%m-%d %H:%M} to {begins + timedelta(minutes=minutes + 1):%Y-%m-%d %H:%M} UTC"
        planned.append(other(text, "orders" if is_shared else "", number=number))
    for slot in told("", team, planned, services="orders").suggestions:
        assert kinds(told(slot.text, team, planned, services="orders")) == []


def test_where_nobody_says_how_long_it_takes_only_whole_windows_are_suggested() -> None:
    one = told("", profile(EVENINGS), (other("2026-11-26 20:30 to 20:40"),))
    assert [slot.text[:16] for slot in one.suggestions] == [
        "2026-12-01 19:00",
        "2026-12-03 19:00",
        "2026-12-08 19:00",
    ]
    assert told("", FREE).suggestions == (), "without windows nobody knows what is right"


def test_two_thousand_other_tickets_are_no_wait() -> None:
    days = (datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(2_000))
    planned = [other(f"{day:%Y-%m-%d %H:%M} to {day:%H}:30 UTC", "orders", number=at) for at, day in enumerate(days)]
    told(AT, WATCHED, planned, services="orders")  # they are read
    began = perf_counter()
    one = told("2026-12-02 10:00 to 11:00", profile(EVENINGS, WATCH), planned, services="orders")
    assert perf_counter() - began < 1.0 and "overlap" in dict(kinds(one))


def test_services_are_told_apart_by_their_whole_names() -> None:
    assert services_of("Orders, `mail` and  Stock Keeping") == {"orders", "mail", "stock keeping"}
    assert services_of("") == frozenset()


_SPANS = st.tuples(st.integers(0, 5_000), st.integers(0, 600)).map(
    lambda one: (
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=one[0]),
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=one[0] + one[1]),
    )
)


def span(one: tuple[datetime, datetime]) -> Other:
    return Other("t", "CHG", "", *one)


@given(_SPANS, _SPANS)
def test_meeting_is_mutual_and_where_the_minutes_meet(
    one: tuple[datetime, datetime], two: tuple[datetime, datetime]
) -> None:
    assert meets(*one, span(two)) is meets(*two, span(one))
    minutes = [
        set(range(int(a.timestamp() // 60), max(int(b.timestamp() // 60), int(a.timestamp() // 60) + 1)))
        for a, b in (one, two)
    ]
    assert meets(*one, span(two)) is bool(minutes[0] & minutes[1])


@given(_SPANS, _SPANS, st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Kolkata")))
def test_the_zone_in_which_the_other_is_written_does_not_matter(
    one: tuple[datetime, datetime], two: tuple[datetime, datetime], zone: str
) -> None:
    from zoneinfo import ZoneInfo

    there = tuple(moment.astimezone(ZoneInfo(zone)) for moment in two)
    assert meets(*one, span(two)) is meets(*one, span(there))  # type: ignore[arg-type]


def test_the_sentence_names_what_both_have() -> None:
    hostile = other("2026-12-01 10:30 to 11:30", "orders")
    one = told(AT, FREE, (hostile,), services="orders")
    assert text_of(one, "overlap").endswith("nobody knows which of the two did it.")
    assert moments_of(one.said, UTC)
