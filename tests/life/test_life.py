"""The life of a ticket: states, attempts, minutes, what comes next, and what is left of it whatever is done."""

import json
from dataclasses import replace

import pytest

from relman_desktop.fields import BY_NAME, STATES
from relman_desktop.life import Life, life_object, state_words
from relman_desktop.life.acts import annotated, moved, noted, taken_back, ticked_off, turned
from relman_desktop.life.clock import moment
from relman_desktop.life.table import table
from relman_desktop.ticket import Ticket

from .nights import a_ticket, at, step


def night() -> Ticket:
    """Deployed 4 minutes late, and validated past midnight (UTC)."""
    ticket = moved(a_ticket(), "deploying", at(4), "Ana")
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 1), at(6), "Ana")
    return moved(ticket, "validating", at(48), "Ana")


def all_ticked(ticket: Ticket) -> Ticket:
    """Nothing is left of what is done on the day."""
    for part in ("deployment", "validation"):
        for number in range(1, len(Life.of(ticket).parts[part]) + 1):  # type: ignore[index]
            ticket = ticked_off(Life.of(ticket), step(ticket, part, number), at(49), "Ana")  # type: ignore[arg-type]
    return ticket


def test_the_table_of_states_is_that_of_the_field_and_leads_nowhere_else() -> None:
    assert BY_NAME["state"].choices == STATES == tuple(table().states)
    for one in table().states.values():
        assert {*one.on, *one.back} <= set(STATES) - {one.name}
    assert table().state("waiting for CAB").on == STATES


def test_an_older_ticket_has_the_state_that_its_field_says_and_nobody_knows_since_when() -> None:
    life = Life.of(a_ticket())
    assert [one.state for one in life.states] == ["approved"] and life.states[0].at == ""
    assert life.next_states[0].name == "deploying" and life.next_states[0].action == "Start the deployment"
    assert state_words(a_ticket()) == "approved" and life.attempt.began is None and life.offered_outcome == ""


def test_states_have_their_times_and_the_minutes_follow_from_them() -> None:
    life = Life.of(night())
    assert [one.state for one in life.states] == ["deploying", "validating"]
    assert life.minutes("deployment", moment(at(99)) or 0) == 44  # type: ignore[arg-type]
    assert life.minutes("validation", moment(at(60)) or 0) == 12  # type: ignore[arg-type]
    assert (life.planned_minutes("deployment"), life.planned_minutes("validation"), life.planned) == (30, 30, 60)
    assert state_words(night()) == "validating (since 2026-11-24 19:48 UTC, Ana)"


def test_a_clock_that_goes_back_gives_no_minutes_below_none_and_is_told() -> None:
    life = Life.of(moved(moved(a_ticket(), "deploying", at(4)), "validating", at(-90)))
    assert life.clock_went_back and life.minutes("deployment", moment(at(9)) or 0) == 0  # type: ignore[arg-type]
    assert not Life.of(night()).clock_went_back


def test_a_changed_step_is_told_as_changed_and_ticked_again_with_its_new_words() -> None:
    ticket = night()
    ticket = ticket.with_text("deployment", ticket.entry("deployment").text.replace("it begins", "it begins now"))
    one = step(ticket, "deployment", 1)
    assert one.is_done and one.is_changed and one.is_open and "it begins (about" in one.mark.text
    again = ticked_off(Life.of(ticket), one, at(20), "Ben")
    after = step(again, "deployment", 1)
    assert after.is_done and not after.is_changed and after.mark.by == "Ben" and not Life.of(again).gone["deployment"]


def test_the_tick_of_a_step_that_is_gone_is_still_told() -> None:
    ticket = night().with_text("deployment", "1. Something else entirely.")
    life = Life.of(ticket)
    assert not life.parts["deployment"][0].is_done
    (mark,) = life.gone["deployment"]
    assert mark.text.startswith("Tell #orders-deploys") and mark.at == at(6)


def test_a_note_stays_beside_the_tick_and_a_reason_goes_with_it() -> None:
    ticket = annotated(Life.of(night()), step(night(), "deployment", 2), "took two tries")
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 2), at(9))
    assert step(ticket, "deployment", 2).mark.note == "took two tries"
    ticket = taken_back(Life.of(ticket), step(ticket, "deployment", 2))
    assert not step(ticket, "deployment", 2).is_done and step(ticket, "deployment", 2).mark.note == "took two tries"
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 3), at(9), done="skipped", reason="no migration")
    assert step(ticket, "deployment", 3).is_skipped
    ticket = taken_back(Life.of(ticket), step(ticket, "deployment", 3))
    assert step(ticket, "deployment", 3).mark.note == ""
    ticket = annotated(Life.of(ticket), step(ticket, "deployment", 2), "")
    assert step(ticket, "deployment", 2).key is None


def test_rolling_back_is_its_own_checklist_until_the_state_says_it_is_done() -> None:
    ticket = turned(night(), at(60), "Ben", "orders fail")
    life = Life.of(ticket)
    assert life.is_going_back and life.part == "rollback" and life.next_states[0].name == "rolled back"
    assert life.minutes("validation", moment(at(99)) or 0) == 12  # type: ignore[arg-type]
    ticket = ticked_off(life, life.parts["rollback"][0], at(65))
    after = Life.of(moved(ticket, "rolled back", at(70)))
    assert not after.is_going_back and after.part is None and after.offered_outcome == "rolled back"
    assert Life.of(moved(after.ticket, "closed", at(75))).offered_outcome == "rolled back"
    assert not Life.of(turned(ticket, at(66), back=False)).is_going_back


def test_a_second_attempt_begins_with_no_tick_and_the_first_is_still_there() -> None:
    ticket = moved(turned(night(), at(60)), "rolled back", at(70), "Ben", "orders fail")
    again = Life.of(moved(moved(ticket, "approved", at(900)), "deploying", at(1440)))
    assert again.attempt.number == 2 and not any(one.is_done for one in again.parts["deployment"])
    assert again.attempts[0].is_rolled_back and again.attempts[0].minutes == 66
    assert Life.of(moved(ticket, "closed", at(71))).attempt.number == 1  # only filed away


@pytest.mark.parametrize("state", ["validating", "deploying"])
def test_what_was_closed_too_early_goes_on_with_its_ticks(state: str) -> None:
    ticket = moved(moved(night(), "closed", at(70)), state, at(71), "Ana", "one page was wrong")
    life = Life.of(ticket)
    assert life.attempt.number == 1 and life.parts["deployment"][0].is_done and life.attempt.ended is None


@pytest.mark.parametrize(
    ("ticket", "outcome"),
    [
        (moved(all_ticked(night()), "closed", at(70)), "successful"),
        (moved(night(), "closed", at(70)), ""),
        (moved(noted(night(), "slow", at(50), problem=True), "closed", at(70)), "with problems"),
        (moved(turned(turned(night(), at(50)), at(51), back=False), "closed", at(70)), "with problems"),
        (moved(a_ticket(), "cancelled", at(0)), "not deployed"),
        (moved(a_ticket(), "rejected", at(0)), "not deployed"),
        (moved(a_ticket(), "closed", at(0)), "not deployed"),
        (a_ticket().with_text("state", "closed"), ""),
        (night(), ""),
    ],
)
def test_an_outcome_is_offered_by_what_was_said(ticket: Ticket, outcome: str) -> None:
    life = Life.of(ticket)
    assert life.offered_outcome == outcome and ticket.entry("outcome").text == ""


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '"x"', "{", "[" * 5_000, '{"kind": 3}', '{"done": "maybe"}', '{"kind": "state", "at": 7}',
     json.dumps({"kind": "state", "state": "closed", "at": "never", "by": "x" * 9_000})],
)  # fmt: skip
def test_what_somebody_else_wrote_into_a_ticket_does_no_harm(text: str) -> None:
    keys = ("said 0001 x", "said 99999999 y", "step 1 deployment 0123456789abcdef", "step 1 nothing 0", "odd", "")
    ticket = replace(a_ticket(), life=dict.fromkeys(keys, text))
    assert json.dumps(life_object(ticket)) and state_words(ticket)
    assert Life.of(moved(ticket, "deploying", at(1))).state.name == "deploying"


def test_two_machines_that_say_something_at_once_lose_nothing() -> None:
    one, other = moved(a_ticket(), "deploying", at(1), "Ana"), noted(a_ticket(), "slow", at(2), "Ben")
    both = one.with_life(other.life)
    assert [said.kind for said in Life.of(both).said] == ["state", "note"]
