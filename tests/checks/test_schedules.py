"""What speaks against the schedule, as the timing tells it."""

import pytest

from relman_desktop.checks import Severity
from tests.checks.cases import about
from tests.drafting.interview.telling import entry

SALE = entry("freezes", name="Sale", from_="2026-12-14", to="2027-01-04", reason="The sale.")
MORNINGS = entry("windows", name="Mornings", days=("tue", "thu"), from_="09:00", to="11:00")


@pytest.mark.parametrize(
    ("schedule", "check", "severity"),
    [
        ("", "no-schedule", Severity.BLOCK),
        ("soon", "schedule-unclear", Severity.WARN),
        ("2026-12-01", "schedule-unclear", Severity.WARN),
        ("2026-12-01 09:00 UTC", "schedule-without-end", Severity.NOTE),
        ("2026-12-01 11:00 to 2026-12-01 09:00 UTC", "schedule-ends-first", Severity.BLOCK),
        ("2026-11-20 09:00 to 10:00 UTC", "schedule-past", Severity.BLOCK),
        ("2026-12-15 09:00 to 11:00 UTC", "schedule-in-freeze", Severity.BLOCK),
        ("2026-12-02 09:00 to 11:00 UTC", "schedule-outside-windows", Severity.WARN),
        ("2026-12-01 09:00 to 09:05 UTC", "schedule-too-short", Severity.BLOCK),
        ("2026-12-01 09:00 to 09:20 UTC", "schedule-too-short", Severity.WARN),
    ],
)
def test_each_has_its_finding(schedule: str, check: str, severity: Severity) -> None:
    (one,) = about(check, SALE, MORNINGS, schedule=schedule)
    assert one.severity is severity and one.field == "schedule" and one.quote == schedule


@pytest.mark.parametrize("schedule", ["", "2026-12-15 09:00 to 11:00 UTC", "2026-12-02 09:00 to 11:00 UTC"])
def test_the_next_free_window_is_offered(schedule: str) -> None:
    found = about("", SALE, MORNINGS, schedule=schedule)
    (mend,) = {one.mend.texts["schedule"] for one in found if one.mend}
    assert not about("", SALE, MORNINGS, schedule=mend)


def test_an_emergency_may_need_a_freeze() -> None:
    schedule = "2026-12-15 09:00 to 11:00 UTC"
    fields = {"schedule": schedule, "change_type": "emergency"}
    (one,) = about("schedule-in-freeze", SALE, **fields)
    assert one.severity is Severity.WARN


def test_a_weekend_is_told_and_a_working_day_is_not() -> None:
    assert about("schedule-bad-time", schedule="2026-12-05 09:00 to 11:00 UTC")
    assert not about("schedule-bad-time", schedule="2026-12-01 09:00 to 11:00 UTC")
