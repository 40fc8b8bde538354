"""How it stands with a ticket on its way, without a window: in any order of acts nothing is sent twice or lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import ServiceError
from relman_desktop.export.targets.prepared import Prepared
from relman_desktop.export.targets.table import shipped
from relman_desktop.gui.export_state import Course, Doing, Heard
from relman_desktop.reaching import NoToken
from relman_desktop.settings import System
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.outcome import Difference, Outcome, Record, What

SYSTEM = System("Team", "redmine", "https://change.example.org")
PREPARED = Prepared(shipped()["redmine"], SYSTEM, "t1", "relman-t1", ())
HELD = Difference("subject", "Subject", "edited", "ours", "theirs")
MADE = Outcome(What.CREATED, Record("7", "7", "https://change.example.org/issues/7"))
HELD_THERE = Outcome(What.UNCHANGED, MADE.record, held=(HELD,))


def test_a_sending_goes_from_the_press_to_what_came_of_it() -> None:
    course = Course().send(PREPARED).tell("Making the ticket", 0.3)
    assert course.busy and course.step == "Making the ticket" and course.sent is PREPARED
    ended = course.answered(MADE)
    assert (ended.doing, ended.heard, ended.outcome) == (Doing.NOTHING, Heard.SENT, MADE)


def test_while_something_is_done_nothing_else_begins() -> None:
    sending = Course().send(PREPARED)
    assert sending.look() is sending and sending.send(PREPARED) is sending
    assert sending.overwrite("subject", on=True) is sending


def test_what_was_heard_before_stands_until_a_look_has_an_answer() -> None:
    course = Course().send(PREPARED).answered(MADE).look()
    assert course.outcome == MADE and course.heard is Heard.SENT
    assert course.stopped().outcome == MADE and course.stopped().heard is Heard.SENT
    assert course.answered(None).heard is Heard.ABSENT and course.answered(None).outcome is None


def test_a_stopped_sending_is_told_and_a_stopped_look_is_as_if_it_had_not_begun() -> None:
    assert Course().send(PREPARED).stopped().heard is Heard.STOPPED
    assert Course().look().stopped() == Course()


def test_what_comes_after_the_end_changes_nothing() -> None:
    course = Course().send(PREPARED).stopped()
    assert course.answered(MADE) is course and course.failed(ServiceError("late")) is course
    assert course.stopped() is course and course.tell("more", 1.0) is course


def test_only_held_fields_can_be_overwritten_and_an_answer_forgets_the_choice() -> None:
    course = Course().look().answered(HELD_THERE)
    assert course.overwrite("description", on=True) is course
    chosen = course.overwrite("subject", on=True)
    assert chosen.over == {"subject"} and chosen.overwrite("subject", on=False).over == frozenset()
    assert chosen.send(PREPARED).over == {"subject"}, "what is sent needs it"
    assert chosen.send(PREPARED).answered(HELD_THERE).over == frozenset(), "another edit there is asked about again"


def test_what_was_taken_into_the_ticket_is_not_overwritten() -> None:
    course = Course().look().answered(HELD_THERE).overwrite("subject", on=True).take("subject")
    assert course.taken == {"subject"} and course.over == frozenset()
    assert course.overwrite("subject", on=True) is course


def test_a_failure_says_what_can_be_done() -> None:
    course = Course().send(PREPARED)
    assert course.failed(NoToken(SYSTEM)).missing_token and not course.failed(ServiceError("no")).missing_token
    assert course.failed(Unsubmitted(Fault.DELETED, "gone")).gone
    refused = course.failed(Unsubmitted(Fault.INVALID, "no", fields={"subject": "too long"}))
    assert refused.refused == {"subject": "too long"} and not refused.gone
    assert refused.send(PREPARED).refused == {}, "it is tried again"


ACTS = st.sampled_from(
    [
        lambda one: one.look(),
        lambda one: one.send(PREPARED),
        lambda one: one.tell("step", 0.5),
        lambda one: one.answered(MADE),
        lambda one: one.answered(HELD_THERE),
        lambda one: one.answered(None),
        lambda one: one.failed(ServiceError("no")),
        lambda one: one.stopped(),
        lambda one: one.overwrite("subject", on=True),
        lambda one: one.overwrite("subject", on=False),
        lambda one: one.take("subject"),
    ]
)


@given(st.lists(ACTS, max_size=30))
def test_in_any_order_of_acts_it_stays_whole(acts: list[Any]) -> None:
    course = Course()
    for act in acts:
        before, course = course, act(course)
        held = {one.theirs for one in course.held}
        assert course.over <= held | {one.theirs for one in before.held}
        assert not course.over & course.taken
        if before.busy and course.busy:
            assert course.sent is before.sent and course.doing is before.doing, "what runs is not another"
        if course.heard is Heard.FAILED and not course.busy:
            assert course.error is not None
        assert course.doing is not Doing.SENDING or course.sent is PREPARED


@pytest.mark.parametrize("begin", [lambda one: one.look(), lambda one: one.send(PREPARED)])
def test_an_error_of_before_is_over_when_something_begins(begin: Any) -> None:
    assert begin(Course().look().failed(ServiceError("no"))).error is None
