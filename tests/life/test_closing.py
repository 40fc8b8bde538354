"""The closing note: what happened, in the team's zone, with nothing made up."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from relman_desktop.life import Life, closing_note
from relman_desktop.life.acts import annotated, moved, noted, ticked_off, turned
from relman_desktop.ticket import Ticket

from .nights import BEGAN, a_ticket, at, step
from .test_life import night

BERLIN = ZoneInfo("Europe/Berlin")
NOW = BEGAN + timedelta(days=1)


def told(ticket: Ticket) -> str:
    return closing_note(ticket, NOW, BERLIN)


def test_a_night_with_a_skipped_step_a_problem_and_an_end_on_the_next_day() -> None:
    ticket = night()
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 2), at(9), "Ana", done="skipped", reason="none")
    ticket = annotated(Life.of(ticket), step(ticket, "deployment", 3), "needed a lock")
    ticket = noted(ticket, "the queue was slow\nfor a while", at(50), "Ben", problem=True)
    ticket = moved(ticket, "closed", at(245), "Ben").with_text("outcome", "with problems")
    text = told(ticket)
    lines = text.split("\n")
    assert lines[0] == (
        "Deployment 2026-11-24 20:04 to 2026-11-25 00:05 (Europe/Berlin), by Ana and Ben: closed. "
        "Outcome: with problems."
    )
    assert "Planned: 2026-11-24 20:00 to 21:00 (1 h 00 min). It began 4 min late. It took 4 h 01 min:" in text
    assert "deploying 44 min (30 min planned) and validating 3 h 17 min (30 min planned)." in text
    assert "Deployment: 1 of 4 steps done, 1 skipped:" in lines and "- Not ticked: step 4." in lines
    assert any(line.endswith("was skipped (20:09, Ana): None.") for line in lines)
    assert any("was not ticked: Needed a lock." in line for line in lines)
    assert "- 20:50, Ben: The queue was slow for a while." in lines
    assert "- In the weeks after, look at how many refunds the support desk makes itself." in lines


def test_a_rollback_tells_when_why_and_what_was_done_of_it() -> None:
    ticket = turned(night(), at(60), "Ben", "orders fail")
    ticket = ticked_off(Life.of(ticket), step(ticket, "rollback", 1), at(65), "Ben")
    text = told(moved(ticket, "rolled back", at(70), "Ben"))
    assert "(Europe/Berlin), by Ana and Ben: rolled back." in text and "rolling back 10 min (10 min planned)" in text
    assert "- 21:00: rolling back began: Orders fail." in text
    assert "Steps of the rollback: 1 of 2 steps done:" in text and "another attempt" in text


def test_a_first_attempt_is_told_before_the_second() -> None:
    ticket = moved(turned(night(), at(60), "Ben", "orders fail"), "rolled back", at(70), "Ben")
    ticket = moved(moved(moved(ticket, "approved", at(900)), "deploying", at(1440)), "validating", at(1450))
    text = told(moved(ticket, "closed", at(1460)))
    assert "Attempt 1, 2026-11-24 20:04 to 21:10: rolled back: Orders fail." in text
    assert text.startswith("Deployment 2026-11-25 20:00 to 20:20")


def test_what_was_not_begun_or_is_not_over_is_told_as_that() -> None:
    assert told(moved(a_ticket(), "cancelled", at(0), "Ana", "no need")) == (
        "Cancelled 2026-11-24 20:00 (Europe/Berlin), and not deployed: No need."
    )
    assert told(night()).startswith("Deployment under way since 2026-11-24 20:04 (Europe/Berlin), by Ana, state: val")
    assert told(a_ticket().with_text("state", "")) == "Begun, and not deployed."


def test_words_of_others_stay_words() -> None:
    ticket = noted(night(), "x\n# Head\n- item\u202e <script>", at(50), "B\nen", problem=True)
    line = next(line for line in told(ticket).split("\n") if "<script>" in line)
    assert line == "- 20:50, B en: X # Head - item <script>."


def test_what_was_validated_and_never_said_to_be_begun_is_deployed_all_the_same() -> None:
    ticket = moved(a_ticket(), "validating", at(30), "Ada")
    note = closing_note(ticket, NOW)
    assert note.startswith(
        "Deployed by 2026-11-24 19:30 (UTC), by Ada, state: validating. Nobody said when that began."
    )
    note = closing_note(moved(ticket, "closed", at(60), "Ada"), NOW)
    assert note.startswith("Deployed by 2026-11-24 19:30 (UTC), by Ada, closed 20:00.") and "not deployed" not in note
