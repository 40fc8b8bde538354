"""The timing in words and as JSON: lines that a person reads, nothing hidden in them, an object that is JSON."""

import json

import pytest

from relman_desktop.risk.timing.wording import as_lines, as_object, duration_words, spent, strip_words, when_words
from tests.drafting.interview.telling import entry, profile

from .scheduling import EVENINGS, FREE, GO_BACK, NICHOLAS, ROLL_OUT, SALE, WATCH, other, told

TEAM = profile(SALE, EVENINGS, ROLL_OUT, GO_BACK, WATCH, NICHOLAS)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ("2026-12-01 19:00 to 21:00", "Tue 2026-12-01, 19:00 to 21:00 (Europe/Berlin)"),
        ("2026-12-01 23:00 to 2026-12-02 01:00 UTC", "Tue 2026-12-01, 23:00 to Wed 2026-12-02, 01:00 (UTC)"),
        ("2026-12-01 19:00", "Tue 2026-12-01, 19:00 (Europe/Berlin)"),
        ("2026-12-01", "Tue 2026-12-01"),
        ("2026-12-01 to 2026-12-03", "Tue 2026-12-01 to Thu 2026-12-03"),
        ("some day", "some day"),
        ("", "Not scheduled yet"),
    ],
)
def test_when_it_is(schedule: str, said: str) -> None:
    assert when_words(told(schedule)) == said


def test_how_long_it_takes_and_what_nobody_knows_of_it() -> None:
    steps = {
        "deployment": "1. Migrate (about 50 min)\n2. Restart",
        "validation": "1. Watch errors for 30 min.\n2. Pay (about 5 min)",
    }
    assert duration_words(told("", **steps)) == (
        "At least 1 h 25 min: deploying 50 min and validating 35 min (30 min of it watching). "
        "1 step does not say how long (1 of deploying)."
    )
    assert duration_words(told("", TEAM)) == "1 h: deploying 20 min, validating 30 min and going back 10 min."
    assert duration_words(told("")) == "How long it takes is not known: there are no steps yet."
    assert (
        duration_words(told("", deployment="1. Restart")) == "How long it takes is not known: none of 1 step says it."
    )
    assert [spent(minutes) for minutes in (0, 45, 60, 125)] == ["0 min", "45 min", "1 h", "2 h 5 min"]


def test_the_lines_say_all_of_it_with_its_evidence() -> None:
    lines = as_lines(told("2026-12-15 19:00 to 19:15", TEAM))
    assert lines[0] == "When: Tue 2026-12-15, 19:00 to 19:15 (Europe/Berlin)"
    assert lines[2].startswith("✗ 2026-12-15 19:00 to 19:15 lies in the freeze") and lines[2].endswith(" [N1]")
    assert lines[3].startswith("✗ 2026-12-15 19:00 to 19:15 is 15 min")
    assert lines[-3:][0] == "  Thu 2026-11-26, 19:00 to 21:00 (evenings) [N2]"


def test_the_object_is_json_and_says_what_the_lines_say() -> None:
    one = told("2026-12-15 19:00 to 19:15", TEAM, (other("2026-12-15 19:00 to 20:00"),))
    object_ = json.loads(json.dumps(as_object(one), sort_keys=True))
    assert (object_["start"], object_["end"]) == ("2026-12-15T19:00:00+01:00", "2026-12-15T19:15:00+01:00")
    assert object_["minutes"] == 60 and [part["minutes"] for part in object_["parts"]] == [20, 30, 10]
    assert [(remark["kind"], remark["severity"]) for remark in object_["remarks"]] == [
        ("freeze", "block"),
        ("too_short", "block"),
        ("overlap", "note"),
    ]
    assert len(object_["suggestions"]) == 3 and object_["suggestions"][0]["evidence"] == ["N2"]
    empty = as_object(told(""))
    assert empty["start"] is empty["end"] is empty["minutes"] is None


def test_what_is_hidden_in_somebodys_words_is_named() -> None:
    odd = entry("freezes", name="Sale \u202eelas", from_="2026-12-01", to="2026-12-02", reason="a\u200bb")
    lines = as_lines(told("2026-12-01 10:00 to 11:00", profile(odd)))
    assert not any(sign in line for line in lines for sign in "\u202e\u200b\n")


def test_what_is_drawn_is_told() -> None:
    said = strip_words(
        told("2026-12-10 19:00 to 21:00", TEAM, (other("2026-12-10 20:00 to 20:30", "orders"),), services="orders")
    )
    assert said.startswith("Tue 2026-12-08 to Mon 2026-12-14 (Europe/Berlin). Schedule: Thu 2026-12-10, 19:00 to 21:00")
    assert "Maintenance window “evenings”: Thu 2026-12-10, 19:00 to 21:00." in said
    assert "Freeze “Christmas sale”: Mon 2026-12-14, 18:00 to Mon 2027-01-04, 23:59." in said
    assert "Holiday “St Nicholas”" in said
    assert "CHG-7, of the same service (orders): Thu 2026-12-10, 20:00 to 20:30." in said
    ever = entry("freezes", name="ever", from_="0001-01-01", to="9999-12-31")
    assert "Freeze “ever”: all these days and beyond." in strip_words(told("2026-12-10", profile(ever)))
    assert strip_words(told("", FREE)).startswith("Tue 2026-11-24 to Mon 2026-11-30")
