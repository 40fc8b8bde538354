"""When to roll back, taken apart: what is seen, from which value on, and where; each once."""

import time

import pytest

from relman_desktop.life import Life

from .nights import a_ticket


def test_the_items_under_a_line_that_says_so_and_a_sentence_that_says_the_same_are_one() -> None:
    orders, refunds = Life.of(a_ticket()).triggers
    assert (orders.seen, orders.where) == ("“share of orders that fail”", "Grafana, dashboard “Orders”")
    assert orders.threshold == "is above 5 % for 5 minutes" and orders.text.endswith("alert: OrdersFailing.")
    assert (refunds.seen, refunds.threshold) == ("`refunds_an_hour`", "passes 20")
    assert refunds.where == "https://grafana.example.com/d/refunds"


@pytest.mark.parametrize(
    ("sentence", "seen", "threshold", "where"),
    [
        ("Roll back if the error rate is over 2 % for 5 min.", "the error rate", "is over 2 % for 5 min", ""),
        ("If p95 latency > 300 ms in Grafana, revert.", "p95 latency", "> 300 ms", "Grafana, revert"),
        ("Abort when any pod crashes.", "", "", ""),
        (
            "As soon as checkout errors exceed 10 per minute on dashboard Checkout, roll back.",
            "checkout errors", "exceed 10 per minute", "dashboard Checkout, roll back",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_apart_as_far_as_it_says_things(
    sentence: str, seen: str, threshold: str, where: str
) -> None:
    ticket = a_ticket().with_text("rollback", f"1. Redeploy.\n\n{sentence}").with_text("validation", "")
    (one,) = Life.of(ticket).triggers
    assert (one.text, one.seen, one.threshold) == (sentence, seen, threshold)
    assert one.where == where or one.where == where.partition(",")[0]


@pytest.mark.parametrize("text", ["Roll back if needed.", "1. Roll back the release.", "Nothing.", ""])
def test_what_says_nothing_is_no_trigger(text: str) -> None:
    assert Life.of(a_ticket().with_text("rollback", text).with_text("validation", "")).triggers == ()


def test_steps_under_a_list_of_triggers_are_none() -> None:
    text = "Rollback criteria:\n\n1. error rate above 5 %\n2. any data loss\n\nThen:\n\n1. Redeploy it."
    found = Life.of(a_ticket().with_text("rollback", text).with_text("validation", "")).triggers
    assert "Redeploy it." not in [one.text for one in found]


@pytest.mark.parametrize("piece", ["if when ", "roll back if ", "(a", "> 1", "above 5 % for ", "a: b. C "])
def test_hostile_text_costs_little(piece: str) -> None:
    ticket = a_ticket().with_text("rollback", piece * 20_000).with_text("validation", f"- {piece}\n" * 4_000)
    began = time.process_time()
    assert len(Life.of(ticket).triggers) <= 40
    assert time.process_time() - began < 5
