"""The session and the checks: of the ticket as it is now, remembered, and mended as one act."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from relman_desktop.checks import Finding, Mend, Severity
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings, System
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from relman_desktop.ticket import Status

WATCH = TeamEntry("monitoring", {"metric": "failed orders", "where": "Grafana", "threshold": "above 2 %"}, "x.toml", 1)
BARE = "1. Run `make rollback` (takes 5 minutes)."
REDMINE = System("Desk", "redmine", "https://redmine.example.com")


@pytest.fixture
def session(loaded: Loaded) -> Iterator[Session]:
    made = Session(Settings())
    made.timed.clock = lambda: datetime(2026, 11, 26, 12, tzinfo=UTC)
    made.show(loaded)
    yield made
    made.close()


def found(session: Session, check: str) -> Finding | None:
    return next((one for one in session.checks() if one.id.partition(":")[0] == check), None)


def mend_of(session: Session, check: str) -> Mend:
    one = found(session, check)
    assert one and one.mend
    return one.mend


def test_without_a_change_nothing_is_checked() -> None:
    session = Session(Settings())
    assert session.checks() == ()
    session.close()


def test_a_draft_is_checked_and_what_is_typed_counts_at_once(session: Session) -> None:
    session.edit("rollback", BARE)
    assert found(session, "no-schedule") and found(session, "no-rollback-trigger")
    session.edit("schedule", "2026-12-01 09:00 to 11:00 UTC")
    session.edit("rollback", f"{session.entry('rollback').text}\n\nGo back if `/health` fails twice.")
    assert not found(session, "no-schedule") and not found(session, "no-rollback-trigger")


def test_the_risk_counts_as_soon_as_it_is_known(session: Session) -> None:
    assert not found(session, "no-risk-level") and not found(session, "unanswered-review"), "a moment later it is there"
    session.take_background(session.reader_of_background()(Cancel()))
    assert not found(session, "no-risk-level") and found(session, "unanswered-review")
    session.edit("risk", "low")
    assert found(session, "risk-lower")
    session.mend(mend_of(session, "risk-lower"))
    assert session.entry("risk").text == session.risk().level and not found(session, "risk-lower")  # type: ignore[union-attr]


def test_the_same_is_not_checked_twice(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = session.checks()
    monkeypatch.setattr("relman_desktop.checked.check", lambda case: ())
    assert session.checks() == first
    session.edit("title", "Another one")
    assert session.checks() == ()


def test_a_mend_is_one_step_and_keeps_the_evidence(session: Session) -> None:
    session.take_profile(Profile((WATCH,)))
    session.edit("rollback", BARE)
    before = session.entry("rollback")
    session.mend(mend_of(session, "no-rollback-trigger"))
    after = session.entry("rollback")
    assert before.text in after.text and "failed orders" in after.text
    assert any("N1" in span.claim.evidence and "failed orders" in span.claim.text for span in after.spans)
    assert not found(session, "no-rollback-trigger")
    session.undo()
    assert session.entry("rollback").text == before.text and found(session, "no-rollback-trigger")
    session.redo()
    assert session.entry("rollback").text == after.text


def test_keeping_a_suggestion_makes_it_the_persons(session: Session) -> None:
    assert session.entry("assignee").spans[0].claim.status is Status.WEAK
    text = session.entry("assignee").text
    session.mend(mend_of(session, "only-suggested"))
    assert session.entry("assignee").text == text
    assert session.entry("assignee").spans[0].claim.status is Status.USER
    kept = [one.field for one in session.checks() if one.id.startswith("only-suggested")]
    assert "assignee" not in kept
    session.undo()
    assert session.entry("assignee").spans[0].claim.status is Status.WEAK


def test_a_dismissed_fact_is_told_where_a_sentence_rests_on_it(session: Session) -> None:
    span = next(one for one in session.entry("description").spans if any(i[0] == "X" for i in one.claim.evidence))
    fact = next(one for one in span.claim.evidence if one[0] == "X")
    session.dismiss(fact, "It is behind a flag.")
    one = found(session, "dismissed-evidence")
    assert one and fact in one.evidence and "behind a flag" in one.text


def test_the_limits_of_a_configured_system_count(session: Session) -> None:
    session.edit("title", "Drop the column, " + "and say why " * 30)
    assert found(session, "title-long") and not found(session, "over-limit")
    session.change_settings(Settings(systems=(REDMINE,)))
    one = found(session, "over-limit")
    assert one and "Redmine takes 255" in one.text and one.severity is Severity.BLOCK


def test_a_branch_that_moved_is_told(session: Session) -> None:
    session.checked.moved = "3 new commits"
    assert found(session, "stale-draft")
