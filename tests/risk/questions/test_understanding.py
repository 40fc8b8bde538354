"""A person's words are never read as better than they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.risk.questions.table import Row, rows
from relman_desktop.risk.questions.understanding import says, tells, understood

BY_ID = {row.id: row for row in rows()}
TESTS, STRATEGY = BY_ID["unit_tests"], BY_ID["strategy"]


@pytest.mark.parametrize(
    ("words", "comes_to"),
    [
        ("yes", "yes"),
        ("Yes.", "yes"),
        ("  YES, on staging ", "yes"),
        ("“Yes” – all 412 of them", "yes"),
        ("done", "yes"),
        ("ja, alle", "yes"),
        ("yes, on the build server (build 4711)", "yes"),
        ("Yes, by Ada Lovelace", "yes"),
        ("yes, by @ada", "yes"),
        ("yes, they did", "yes"),
        ("yes: no failures", "yes"),
        ("yes, see https://ci.example.org/run/7", "yes"),
        ("yes, by Monday", "partly"),
        ("yes, by tomorrow", "no"),
        ("yes, on Monday", "partly"),
        ("yes, if CI is green", "partly"),
        ("Yes, once merged", "partly"),
        ("yes (TBC)", "no"),
        ("yes, in progress", "no"),
        ("yes, with 3 errors", "partly"),
        ("yes, crashed twice", "no"),
        ("yes: 0 of 5 passed", "no"),
        ("yes, all 3 of 5 passed", "partly"),
        ("yes, all two of the three", "partly"),
        ("yes, it is in the pipeline", "partly"),
        ("yes, to be done", "partly"),
        ("yes, nοt", "partly"),
        ("Passed the question on to Bob", "partly"),
        ("passed to QA", "partly"),
        ("Done by Bob last year for another change", "partly"),
        ("ja, sie sind fehlgeschlagen", "no"),
        ("TBC", "no"),
        ("later", "no"),
        ("ask Bob", "no"),
        ("yes, but only the fast ones", "partly"),
        ("yes and no", "no"),
        ("yes?", "partly"),
        ("Yes, they will be run tomorrow", "no"),
        ("yes, two failed", "no"),
        ("yes, they weren’t all green", "no"),
        ("partly: the slow ones are left", "partly"),
        ("In part", "partly"),
        ("Sam looked at them on Tuesday", "partly"),
        ("yesterday", "partly"),
        ("donec quis", "partly"),
        ("no", "no"),
        ("No problems", "no"),
        ("not yet", "no"),
        ("none", "no"),
        ("nein, noch nicht", "no"),
        ("we did not run them", "no"),
        ("They failed", "no"),
        ("I don't know", "no"),
        ("unknown", "no"),
        ("?", "no"),
        ("-", "no"),
        ("…", "no"),
        ("\u200b\u200b", "no"),
        ("not needed: nothing that they test changes", "not needed"),
        ("Not needed, because only a text changes", "not needed"),
        ("n/a – documentation only", "not needed"),
        ("not applicable (docs)", "not needed"),
        ("not needed", "no"),
        ("Not needed.", "no"),
        ("not needed at all", "no"),
        ("not needed: ", "no"),
        ("n/a", "no"),
    ],
)
def test_what_words_come_to(words: str, comes_to: str) -> None:
    assert understood(TESTS, words).comes_to == comes_to


@pytest.mark.parametrize(
    ("words", "comes_to"),
    [
        ("canary", "canary"),
        ("A canary: 5 %, then all", "canary"),
        ("Blue/green", "blue-green"),
        ("behind a feature flag", "feature toggle"),
        ("Feature toggle `new_cart`", "feature toggle"),
        ("plain", "plain"),
        ("all at once", "plain"),
        ("no", "plain"),
        ("canary, but not for the migration", "plain"),
        ("canary: 5 % of all users first", "canary"),
        ("Flag day on Monday", "plain"),
        ("toggle it all on at once", "plain"),
        ("feature flag removed", "plain"),
        ("a feature flag, on by default", "plain"),
        ("behind a flag that is on", "plain"),
        ("a canary to 100% of users at once", "plain"),
        ("canary: 100 percent", "plain"),
        ("canary to everybody", "plain"),
        ("canary yellow", "partly"),
        ("TBD", "plain"),
        ("canary is planned", "partly"),
        ("feature toggle, maybe", "partly"),
        ("a rolling update", "partly"),
        ("yes", "partly"),
        ("canaries", "partly"),
        ("not needed: nothing is deployed", "not needed"),
        ("not needed", "plain"),
        ("", "plain"),
    ],
)
def test_what_words_come_to_as_a_strategy(words: str, comes_to: str) -> None:
    assert understood(STRATEGY, words).comes_to == comes_to


def test_it_is_said_where_words_count_as_less_than_they_may_mean() -> None:
    assert not understood(TESTS, "yes, on staging").because
    assert "partly" in understood(TESTS, "yes, but only some").because
    assert "no reason" in understood(TESTS, "not needed").because
    assert "neither a yes nor a no" in understood(TESTS, "Sam looked").because


@pytest.mark.parametrize(
    "text", ["TBC", "tbd?", "later", "ask Bob", "to be determined", "see ticket", "?", "none", "yes", "no"]
)
def test_what_puts_off_tells_nothing(text: str) -> None:
    assert not tells(text) and not says(text)


@pytest.mark.parametrize(
    "text", ["never", "not possible", "no plan yet", "we have no plan", "there isn't any", "planned"]
)
def test_a_profiles_denial_says_nothing(text: str) -> None:
    assert not says(text)


@pytest.mark.parametrize(
    "text", ["Grafana", "no more than 2 %", "below 5 per minute", "docs/recovery.md", "every night"]
)
def test_what_one_can_go_by_says_something(text: str) -> None:
    assert says(text)


@given(st.text(), st.sampled_from(rows()))
def test_any_text_comes_to_something_that_has_points(text: str, row: Row) -> None:
    comes_to = understood(row, text).comes_to
    assert comes_to == "not needed" or comes_to in row.points


@given(st.text(max_size=40))
def test_only_what_begins_with_a_yes_is_one(text: str) -> None:
    if understood(TESTS, text).comes_to == "yes":
        begins = ("yes", "yep", "yeah", "done", "passed", "all ", "ja", "oui", "sí", "sim")
        plain = unicodedata.normalize("NFKC", text).casefold()
        assert any(word in plain for word in begins)


@pytest.mark.parametrize("text", ["not needed" + " " * 50_000 + "x", "a" * 200_000, "yes " * 50_000, "('" * 80_000])
def test_long_text_takes_no_longer(text: str) -> None:
    assert understood(TESTS, text).comes_to in (*TESTS.points, "not needed")
