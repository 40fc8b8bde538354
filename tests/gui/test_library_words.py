"""What the library says in words: moments, places of searched words, and steps under steps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.library_hits import hits
from relman_desktop.gui.library_when import ago, exactly
from relman_desktop.gui.similar_words import below

NOON = datetime(2026, 11, 26, 12, 0).astimezone()  # by this machine's clock, as a person reads it


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(hours=20), "yesterday 16:00"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=14), "12 Nov"),
        (timedelta(days=400), "22 Oct 2025"),
        (timedelta(days=-2), "28 Nov"),  # the clock was set back
    ],
)
def test_how_long_ago(before: timedelta, said: str) -> None:
    assert ago((NOON - before).isoformat(), NOON) == said


def test_what_is_no_moment_says_nothing() -> None:
    assert ago("yesterday") == exactly("") == ""
    assert exactly(NOON.isoformat()).startswith("2026-11-26 12:00:00 (UTC")


@pytest.mark.parametrize(
    ("line", "searched", "marked"),
    [
        ("Drop the PAYMENT_TIMEOUT of payments", "payment", ["PAYMENT", "payment"]),
        ("repayment is no payment", "payment", ["payment"]),
        ("Résumé of the café", "cafe resume", ["Résumé", "café"]),
        ("更改订单服务的付款", "付款", ["付款"]),
        ("a straße and an 😀 emoji", "STRASSE emoji", ["straße", "emoji"]),
        ("nothing here", "absent", []),
        ("nothing here", "  ", []),
    ],
)
def test_searched_words_are_marked(line: str, searched: str, marked: list[str]) -> None:
    assert [line[start:end] for start, end in hits(line, searched)] == marked


@given(st.text(max_size=60), st.text(max_size=12))
def test_marks_lie_inside_of_the_line_in_order(line: str, searched: str) -> None:
    found = [place for pair in hits(line, searched) for place in pair]
    assert found == sorted(found) and all(0 <= place <= len(line) for place in found)


def test_marking_a_hostile_line_takes_no_time() -> None:
    line, searched = "a" * 4000, " ".join("a" * size for size in range(1, 200))
    began = datetime.now(UTC)
    hits(line, searched)
    assert datetime.now(UTC) - began < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("1. One.\n2. Two.", "1. Three.\n2. Four.", "1. One.\n2. Two.\n3. Three.\n4. Four."),
        ("1. One.", "Before:\n\n1. Two.", "1. One.\n\nBefore:\n\n2. Two."),
        ("In my words.\n", "1. Two.", "In my words.\n\n1. Two."),
        ("", "1. Two.", "1. Two."),
    ],
)
def test_steps_under_steps_go_on_counting(mine: str, theirs: str, both: str) -> None:
    assert below(mine, theirs) == both
