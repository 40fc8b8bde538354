"""What is said of a ticket on its way, and which addresses are opened."""

from datetime import UTC, datetime

import pytest

from relman_desktop.export.targets.prepared import Part, Prepared
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Sort, TargetField
from relman_desktop.exporting import Preview
from relman_desktop.gui.export_counter import told
from relman_desktop.gui.export_field_words import from_words, goes_to, value_words
from relman_desktop.gui.export_made import line_of
from relman_desktop.gui.export_state import Course
from relman_desktop.gui.export_text import folded
from relman_desktop.gui.export_words import (
    LOOK_AND_CREATE,
    ledger_words,
    link_of,
    look_words,
    place_words,
    send_words,
    settings_words,
    when,
)
from relman_desktop.gui.theme import Role
from relman_desktop.settings import System
from relman_desktop.submitting.export import Export, State
from relman_desktop.submitting.outcome import Difference, Outcome, Record, What

REDMINE = shipped()["redmine"]
SYSTEM = System("Team", "redmine", "https://change.example.org/r", values={"project": "pay", "tracker": "Support"})
NOW = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)


def export(state: State = State.MADE, **changed: str) -> Export:
    told = {"begun_at": "2026-11-26T12:39:58+00:00", "made_at": "2026-11-26T12:40:00+00:00", "id": "7", "key": "CHG7"}
    return Export("t1", "Team", "redmine", "https://change.example.org/r", "relman-t1", state, **(told | changed))


def preview(made: Export | None, *changed: str) -> Preview:
    return Preview(Prepared(REDMINE, SYSTEM, "t1", "relman-t1", ()), None, made, changed)


def a_part(text: str, limit: int | None = 10, warn: int | None = None, **changed: object) -> Part:
    field = TargetField("subject", "Subject", "title", Sort.LINE, limit=limit, warn_above=warn)
    return Part(field, "subject", text, text, limit, **changed)  # type: ignore[arg-type]


def test_the_ledger_is_told_in_one_sentence_with_times() -> None:
    at = when("2026-11-26T12:40:00+00:00", NOW)
    assert (
        ledger_words(preview(export()), "Redmine", NOW) == f"Created in Redmine as CHG7, {at}. Not changed here since."
    )
    changed = preview(export(updated_at="2026-11-26T12:50:00+00:00"), "Subject", "Description")
    assert ledger_words(changed, "Redmine", NOW).endswith("Not there as it is here now: Subject and Description.")
    assert ", updated " in ledger_words(changed, "Redmine", NOW)
    assert "how that ended is not known" in ledger_words(preview(export(State.BEGUN)), "Redmine", NOW)
    assert ledger_words(preview(None), "Redmine", NOW) == ""


def test_another_day_is_named() -> None:
    assert when("2026-11-24T12:40:00+00:00", NOW).startswith("24 Nov ")
    assert when("nonsense", NOW) == "at a time that is not known"
    assert line_of(export(State.BEGUN)).endswith("how that ended is not known")


def test_the_buttons_say_what_they_do() -> None:
    assert send_words(Course(), preview(None), SYSTEM, "Redmine") == "Create in Redmine"
    assert send_words(Course(), preview(export()), SYSTEM, "Redmine") == "Update CHG7"
    assert send_words(Course(), preview(export(State.BEGUN)), SYSTEM, "Redmine") == LOOK_AND_CREATE
    held = (
        Difference("subject", "Subject", "edited", "a", "b"),
        Difference("comment:1", "comment", "unknown", "a", ""),
    )
    there = Course().look().answered(Outcome(What.UNCHANGED, Record("7", "CHG7", ""), held=held))
    over = there.overwrite("subject", on=True).overwrite("comment:1", on=True)
    assert send_words(over, preview(export()), SYSTEM, "Redmine") == "Update CHG7, overwriting 1 field, adding 1 text"
    assert look_words(Course(), preview(None)) == "Look first"
    assert look_words(Course(), preview(export())) == "Look again"
    assert look_words(Course(), preview(export(State.BEGUN))) == "Look whether it was made"


def test_where_it_goes_and_as_whom() -> None:
    assert place_words(SYSTEM, REDMINE) == "change.example.org, by API key"
    ada = System("Team", "servicenow", "https://acme.example.org", "ada")
    assert place_words(ada, shipped()["servicenow"]).startswith("acme.example.org as ada, by ")
    assert settings_words(SYSTEM, REDMINE).startswith("Project pay · Tracker Support")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://evil.example.org/issues/7",
        "https://change.example.org@evil.example.org/",
        "https://user@change.example.org/issues/7",
        "https://[change.example.org/",
        "",
    ],
)
def test_no_address_but_the_systems_own_is_opened(url: str) -> None:
    assert link_of(url, SYSTEM) == ""
    assert link_of("https://change.example.org/r/issues/7", SYSTEM) == "https://change.example.org/r/issues/7"


def test_a_length_is_told_in_words_and_colour() -> None:
    assert told(a_part("12345")) == ("5 of 10", Role.ACCENT, "quiet")
    assert told(a_part("12345", warn=4)) == ("5 of 10, some sites cut at 4", Role.WARNING, "warning")
    assert told(a_part("12345678901")) == ("11 of 10, 1 too many", Role.ERROR, "error")
    assert told(a_part("12345", None)) == ("5 characters", Role.ACCENT, "quiet")


def test_a_field_says_what_of_ours_it_holds_and_where_that_is_changed() -> None:
    assert from_words(a_part("x")) == "from Title" and goes_to(a_part("x")) == "title"
    assert from_words(a_part("x", holds=("title", "rollback"))) == "holds Title and Rollback steps"
    start = Part(TargetField("start_date", "Start", "start", Sort.DAY), "start_date", "2026-11-26", "2026-11-26")
    assert goes_to(start) == "schedule"


def test_a_value_says_what_is_sent_where_that_is_another_word() -> None:
    risk = TargetField("risk", "Risk", "risk", Sort.CHOICE)
    assert value_words(Part(risk, "risk", "Moderate", {"value": "3"})) == "Moderate (sent as 3)"
    assert value_words(Part(risk, "risk", "High", {"value": "High"})) == "High"
    assert value_words(Part(risk, "risk", "a, b", ["a", "b"])) == "a, b"


def test_a_long_text_is_folded_and_a_short_one_is_not() -> None:
    assert folded("one\ntwo") == "one\ntwo"
    assert folded("\n".join(["line"] * 40)).count("\n") == 7
    assert len(folded("x" * 5000)) == 560
