"""The trend of the last tickets: points in time order, and a sentence for each line that is worth telling."""

from dataclasses import replace

from relman_desktop.advice import lines, trend
from relman_desktop.ticket import Ticket
from tests.advice.test_signals import a_ticket


def by_hand(number: int, **more: str) -> Ticket:
    steps = "\n".join(f"{one}. Copy file {one} over" for one in range(1, number + 1))
    return replace(a_ticket(deployment=steps, **more), id=f"t{number}").with_text("change_id", f"CHG-{number}")


def told(*tickets: Ticket) -> dict[str, str]:
    return {line.name: line.text for line in lines(trend(tickets))}


def test_fewer_manual_steps_are_told_in_a_sentence() -> None:
    points = trend([by_hand(number) for number in (9, 9, 8, 6, 5, 4)])
    assert points[0].label == "CHG-9"
    line = next(one for one in lines(points) if one.name == "by_hand")
    assert line.values == (9, 9, 8, 6, 5, 4)
    assert line.text == "Manual deployment steps fell from 9 to 4 over the last 6 tickets."


def test_more_of_them_are_told_too_and_what_only_wavers_is_not() -> None:
    assert (
        told(*map(by_hand, (2, 3, 5)))["by_hand"] == "Manual deployment steps rose from 2 to 5 over the last 3 tickets."
    )
    assert "by_hand" not in told(*map(by_hand, (4, 6, 3, 5)))
    assert "by_hand" not in told(*map(by_hand, (4, 4, 4)))
    assert "by_hand" not in told(*map(by_hand, (3, 3, 2, 2)))  # one step is no news


def test_two_tickets_are_no_trend_and_empty_ones_do_not_count() -> None:
    assert trend([by_hand(2), by_hand(3)]) == ()
    assert trend([by_hand(2), a_ticket(title="Nothing yet"), by_hand(3)]) == ()
    assert lines(()) == ()


def test_a_ticket_without_a_field_counts_for_the_others_only() -> None:
    tickets = [by_hand(number, validation="1. `make smoke`") for number in (5, 4, 3)]
    line = next(one for one in lines(trend([*tickets, a_ticket(justification="Why not.")])) if one.name == "by_hand")
    assert line.values == (5, 4, 3, None)


def test_how_many_tickets_have_something_is_told() -> None:
    goal = "It serves the sprint goal."
    tickets = [by_hand(5, justification=goal), by_hand(6, justification="Why not."), by_hand(7, justification=goal)]
    assert told(*tickets)["goal"] == "In 2 of the last 3 tickets a goal or a priority is named."
    assert told(*tickets)["plan"].startswith("In none of the last 3 tickets")


def test_a_label_is_one_short_line() -> None:
    ticket = a_ticket(deployment="1. Go", title="a\nb " + "x" * 100)
    assert [point.label for point in trend([ticket] * 3)] == ["a b " + "x" * 55 + "…"] * 3
