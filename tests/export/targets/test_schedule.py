"""The schedule as a target writes it."""

from dataclasses import replace

import pytest

from .making import AROUND, VALUES, part, prepared, theirs_of


def test_moments_are_in_utc_or_in_the_zone_that_the_system_says() -> None:
    fresh = prepared("freshservice")
    assert fresh.fields["planned_start_date"] == "2026-12-01T19:00:00Z"
    assert fresh.fields["planned_end_date"] == "2026-12-01T20:30:00Z"
    team = prepared("servicenow")
    assert team.fields["start_date"] == "2026-12-01 20:00:00"
    assert "Europe/Berlin" in " ".join(part(team, "start_date").said)
    account = prepared("servicenow", said={"values": {"time_zone": "America/New_York"}})
    assert account.fields["start_date"] == "2026-12-01 14:00:00"
    assert part(account, "start_date").said == ()


def test_a_zone_that_nobody_knows_is_wrong() -> None:
    made = prepared("servicenow", said={"values": {"time_zone": "Berlin time"}})
    assert "“Berlin time” is no time zone; write one as Europe/Berlin." in made.wrong


def test_a_schedule_that_names_its_zone_is_meant_in_it() -> None:
    made = prepared("freshservice", schedule="2026-12-01 20:00 to 21:00 UTC")
    assert made.fields["planned_start_date"] == "2026-12-01T20:00:00Z"


def test_a_day_is_that_of_the_teams_zone() -> None:
    made = prepared("redmine", schedule="2026-12-02 00:30 to 02:00")
    assert (made.fields["start_date"], made.fields["due_date"]) == ("2026-12-02", "2026-12-02")


@pytest.mark.parametrize("schedule", ["some night in December", "2026-12-01 20:00 to 19:00 on 2026-11-30"])
def test_a_schedule_that_cannot_be_read_is_told_and_goes_there_as_words(schedule: str) -> None:
    made = prepared("servicenow", schedule=schedule)
    assert {"start_date", "end_date"}.isdisjoint(theirs_of(made))
    assert f"Schedule: {schedule}" in made.fields["description"]
    assert {"start", "end"} <= {one.ours for one in made.left}
    assert any(one.startswith("The schedule") for one in made.said)


def test_exact_moments_stand_in_no_other_text_and_days_alone_do() -> None:
    assert "Schedule" not in prepared("servicenow").fields["description"]
    assert "Schedule:* 2026-12-01 20:00 to 21:30" in prepared("redmine").fields["description"]
    assert "**Schedule:** 2026-12-01 20:00" in prepared("github").fields["body"]


def test_words_that_name_no_zone_say_in_which_they_are_meant() -> None:
    assert "20:00 to 21:30 (Europe/Berlin)" in prepared("github").fields["body"]
    assert "20:00 to 21:30 (" not in prepared("github", schedule="2026-12-01 20:00 to 21:30 UTC").fields["body"]
    assert "soon (" not in prepared("github", schedule="soon").fields["body"]


def test_only_a_beginning_is_sent_as_one() -> None:
    made = prepared("servicenow", schedule="2026-12-01 20:00")
    assert "start_date" in theirs_of(made) and "end_date" not in theirs_of(made)


def test_days_without_times_are_said_to_be_whole() -> None:
    made = prepared("servicenow", schedule="2026-12-01 to 2026-12-02")
    assert made.fields["end_date"] == "2026-12-02 23:59:59"
    assert any("no times" in one for one in made.said)


def test_no_schedule_is_no_complaint() -> None:
    made = prepared("servicenow", schedule="", around=replace(AROUND))
    assert [one.ours for one in made.left] == ["state"] and VALUES
    assert not any("schedule" in one.lower() for one in made.said)


def test_an_hour_that_comes_twice_where_clocks_are_set_back_is_not_sent() -> None:
    said = {"values": {**VALUES, "time_zone": "Europe/Berlin"}}
    made = prepared("servicenow", said=said, schedule="2026-10-25 00:30 to 02:30 UTC")
    assert "comes twice in Europe/Berlin" in part(made, "start_date").wrong and not part(made, "end_date").wrong
    assert "comes twice" in part(prepared("servicenow", said=said, schedule="2026-10-25 01:30 UTC"), "start_date").wrong
    for schedule in ("2026-10-24 23:30 to 23:45 UTC", "2026-10-25 02:00 UTC", "2026-03-29 00:59 to 01:01 UTC"):
        assert not prepared("servicenow", said=said, schedule=schedule).wrong
    utc = {"values": {**VALUES, "time_zone": "UTC"}}
    assert not prepared("servicenow", said=utc, schedule="2026-10-25 00:30 to 01:30 UTC").wrong
