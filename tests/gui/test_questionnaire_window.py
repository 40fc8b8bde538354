"""The questionnaire in a whole window: an answer counts at once, is undone, and leads on; a suggested time is taken."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from relman_desktop.gui.questionnaire_card import QuestionnaireCard
from relman_desktop.gui.risk_tab import RiskTab
from relman_desktop.risk import Background

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]


@pytest.fixture
def tab(scene: Open, monkeypatch: pytest.MonkeyPatch) -> tuple[Scene, RiskTab]:
    monkeypatch.setattr("relman_desktop.risk.reading.read_background", lambda *_, **__: Background())
    one = scene()
    wait(lambda: not one.bench.risk.busy and one.session.background is not None)
    one.window.actions_by_name["show_risk"].trigger()
    settle(1)
    return one, one.bench.risk.tab


def test_an_answer_counts_at_once_leads_on_and_is_undone(tab: tuple[Scene, RiskTab]) -> None:
    one, shown = tab
    asked = shown.questionnaire
    before = one.session.risk()
    first, second = asked.cards[:2]
    card = asked.entries[first]
    assert before and isinstance(card, QuestionnaireCard)
    card.choices.buttons[0].click()
    settle(1)
    after = one.session.risk()
    assert after and after.score < before.score
    assert one.session.writing.ticket.answers[first] and first not in asked.cards
    assert asked.entries[second].isAncestorOf(QApplication.focusWidget() or shown)
    one.window.actions_by_name["undo"].trigger()
    settle(1)
    assert first not in one.session.writing.ticket.answers and first in asked.cards


def test_the_key_of_the_next_question_stays_in_the_questionnaire(tab: tuple[Scene, RiskTab]) -> None:
    one, shown = tab
    shown.go_to_question(shown.questionnaire.cards[0])
    one.window.actions_by_name["next_question"].trigger()
    settle(1)
    assert one.bench.side.page is shown
    entry = shown.questionnaire.entries[shown.questionnaire.cards[1]]
    assert entry.isAncestorOf(QApplication.focusWidget() or shown)


def test_what_is_half_typed_is_kept_with_the_ticket(tab: tuple[Scene, RiskTab]) -> None:
    one, shown = tab
    card = shown.questionnaire.entries[shown.questionnaire.cards[0]]
    assert isinstance(card, QuestionnaireCard)
    card.view.put("Ann will tell")
    assert one.session.writing.history.half[card.asked.question] == "Ann will tell"


def test_a_suggested_time_is_an_edit_of_the_person(tab: tuple[Scene, RiskTab]) -> None:
    one, shown = tab
    shown.timing.schedule_wanted.emit("2031-03-04 10:00 to 11:00")
    assert one.session.entry("schedule").text == "2031-03-04 10:00 to 11:00" == one.bench.ticket.text("schedule")
    one.window.actions_by_name["undo"].trigger()
    assert one.session.entry("schedule").text != "2031-03-04 10:00 to 11:00"


def test_the_way_back_is_rehearsed_again_and_the_map_has_every_file(tab: tuple[Scene, RiskTab]) -> None:
    one, shown = tab
    calls: list[str] = []
    one.bench.risk._reading.start = lambda *_: calls.append("read")  # type: ignore[method-assign]
    shown.rehearsal.again.click()
    assert calls == ["read"]
    files = one.session.known.loaded.change.files
    wait(lambda: len(shown.treemap.map.shown.tiles) == len(files))
