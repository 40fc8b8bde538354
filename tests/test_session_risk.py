"""The session and the risk: what is computed follows what is known, and never takes a person's text away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk import Background
from relman_desktop.risk.past.past import Past
from relman_desktop.risked import FIELDS
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.sources.profile.profile import Profile, TeamEntry

QUESTION = "Were the unit tests run?"


@pytest.fixture
def session(loaded: Loaded) -> Iterator[Session]:
    made = Session(Settings())
    made.show(loaded)
    yield made
    made.close()


def _texts(session: Session) -> tuple[str, ...]:
    return tuple(session.entry(name).text for name in FIELDS)


def test_there_is_no_risk_before_its_background_is_read(session: Session) -> None:
    assert session.risk() is None and not session.reader_of_lowerings()() and _texts(session) == ("", "")
    session.take_background(session.reader_of_background()(Cancel()))
    now = session.risk()
    assert now and session.entry("risk").text == now.level
    assert f"{now.score} of 100" in session.entry("risk_analysis").text
    assert session.undo() is None, "a new ticket begins with it"


def test_what_is_computed_follows_until_a_person_writes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.take_background(Background())
    before, score = _texts(session), session.risk().score  # type: ignore[union-attr]
    asked = next(one for one in session.risk().open_questions if one.points > one.least)  # type: ignore[union-attr]
    session.answer(asked.question, asked.best)
    after = _texts(session)
    assert session.risk().score < score and after[1] != before[1]  # type: ignore[union-attr]
    session.undo()
    assert _texts(session) == before and session.risk().score == score, "one step"  # type: ignore[union-attr]
    session.redo()
    assert _texts(session) == after
    session.edit("risk_analysis", after[1] + " Seen by the board.")
    session.answer(asked.question, "no")
    assert session.entry("risk_analysis").text == after[1] + " Seen by the board."
    proposal = session.proposal("risk_analysis")
    assert proposal and proposal.claims, "what is computed now stands beside it"


def test_a_kept_ticket_is_not_filled_and_not_changed(session: Session, loaded: Loaded, tmp_path: Path) -> None:
    session.edit("risk", "high")
    session.show(loaded, session.ticket.id)  # type: ignore[union-attr]
    session.take_background(Background())
    assert session.entry("risk").text == "high" and session.entry("risk_analysis").text == ""


def test_what_is_worked_out_meanwhile_is_no_step_of_the_persons(session: Session) -> None:
    title = session.entry("title").text
    session.edit("title", "Mine")
    session.answer(QUESTION, "yes")
    session.take_background(Background())
    filled = _texts(session)
    assert all(filled)
    session.undo()
    assert QUESTION not in session.writing.ticket.answers
    session.undo()
    assert session.entry("title").text == title and session.undo() is None
    assert all(_texts(session))
    session.rest().result()
    kept = session.library.history(session.writing.ticket.id)
    assert kept.undoable is None and kept.ticket == session.ticket, "a restart finds the same"


def test_what_was_not_read_of_the_history_is_said(session: Session) -> None:
    session.take_background(Background(Past((), notes=("The history is shallow.",)), notes=("git failed.",)))
    now = session.risk()
    assert now and {"git failed.", "The history is shallow."} <= set(now.notes)


def test_undo_takes_the_persons_step_back_and_not_what_followed_from_a_tracker(session: Session) -> None:
    """Nobody did that: a profile that is read anew changes what is computed, and no step of the person's."""
    session.take_background(Background())
    session.edit("title", "Mine")
    session.take_profile(Profile())
    before = _texts(session)
    canary = TeamEntry("deployment", {"strategy": "canary", "stages": ["5 %", "50 %"]}, "p.toml", 1)
    session.take_profile(Profile((canary,)))
    assert _texts(session) != before, "it follows"
    step = session.undo()
    assert step and session.entry("title").text != "Mine"
    assert session.redo() and session.entry("title").text == "Mine"
