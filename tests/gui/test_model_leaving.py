"""Leaving a model's draft: stopped, typed beside, another change, the app closed; what came by then is kept."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from relman_desktop.asking import wishes
from relman_desktop.asking.asking import Asked
from relman_desktop.drafting.kept import draft_from_json
from relman_desktop.files import home
from relman_desktop.store.library import Library
from tests.llm.server import (
    SILENCE,
    Scripted,
    stream,
)

from .model_scenes import (
    SMALLER,
    Scene,
    local,
    settle,
    wait,
    writing,
)

Open = Callable[..., Scene]


@pytest.mark.parametrize("how", ["escape", "button", pytest.param("action", marks=pytest.mark.slow)])
def test_stopping_keeps_the_sentences_that_are_complete(qtbot: QtBot, scene: Open, answer: str, how: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.004)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: len(one.proposed.get("description", ())) > 2)
        editor = one.bench.ticket.fields["title"].editor
        if how == "escape":
            qtbot.keyClick(editor, Qt.Key.Key_Escape)
        elif how == "button":
            one.bench.ticket.drafting._stop.click()
        else:
            one.window.stop()
        began = monotonic()
        one.end()
        assert monotonic() - began < 0.5
        wait(server.left.is_set)
    complete = [sentence["text"] for sentence in json.loads(answer)["fields"]["description"]]
    assert one.proposed["title"] and "validation" not in one.proposed
    assert len(one.proposed["description"]) >= 2 and one.proposed["description"][0] == complete[0]
    assert one.told[-1].startswith("You stopped it") and not one.complaints
    assert not one.bench.ticket.drafting.isVisible() and one.bench.ticket.reviewing.bar.isVisible()
    wait(lambda: "stopped by you" in one.sent[0])


def test_typing_goes_on_while_a_model_writes(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.003)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        editor = one.bench.ticket.fields["justification"].editor
        editor.setFocus()
        before, typed = editor.text, ""
        while one.model.busy:
            qtbot.keyClicks(editor, letter := "abc "[len(typed) % 4])
            typed += letter
            settle(15)
        settle()
        assert len(typed) > 10 and editor.text == typed + before and editor.hasFocus()
    assert one.session.entry("justification").text == editor.text and len(one.proposed) == 6


def test_another_change_ends_the_request_and_gets_nothing_of_it(scene: Open, sample: Path, answer: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.004)) as server:
        one = scene(local(server))
        first = one.session.ticket
        one.prepare()
        one.panel.send()
        wait(lambda: "title" in one.proposed)
        one.open(sample, SMALLER)
        assert not one.model.busy and not one.bench.ticket.drafting.isVisible()
        wait(server.left.is_set)
        settle(200)
        assert one.proposed == {} and one.sent == [] and not one.complaints
        assert "ended when you left it" in one.told[-1] and "Sent tab" in one.window._status._text.whole
        server.script = writing('{"fields": {"title": []}}', first=0.3)
        one.prepare()
        one.panel.send()
        settle(200)
        assert one.proposed == {}, "nor anything late of the first"
        one.end()
        one.open(sample)
        assert one.session.ticket == first
        wait(lambda: len(one.sent) == 1)
        assert "stopped by you" in one.sent[0]
        assert one.session.exchanges[0].answer.text.startswith('{"fields"')


def test_a_draft_is_there_when_the_person_comes_back(scene: Open, sample: Path, answer: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.004)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: len(one.proposed.get("description", ())) > 2)
        before = one.proposed
        one.open(sample, SMALLER)
        one.open(sample)
        wait(lambda: one.proposed.get("title") == before["title"])
    assert one.proposed["description"][:2] == before["description"][:2] and not one.model.busy and not one.complaints


def test_a_draft_that_ends_late_comes_to_its_ticket(
    scene: Open, sample: Path, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, back, send = threading.Event(), threading.Event(), wishes.send

    def late(*given: Any) -> Asked:
        asked = send(*given)
        came.set()
        assert back.wait(5)
        return asked

    monkeypatch.setattr(wishes, "send", late)
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(came.is_set)
        one.open(sample, SMALLER)
        one.open(sample)
        assert not one.proposed
        back.set()
        wait(lambda: len(one.proposed) == 6)
        one.open(sample, SMALLER)
        assert one.proposed == {}


def test_reading_the_same_change_again_ends_no_draft(scene: Open, answer: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.004)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: len(one.proposed.get("description", ())) > 2)
        loaded: list[bool] = []
        one.window.loaded.connect(lambda: loaded.append(True))
        one.window.actions_by_name["reload"].trigger()
        wait(lambda: bool(loaded))
        assert one.model.busy and one.bench.ticket.drafting.running
        wait(lambda: len(one.proposed.get("description", ())) > 2)
        one.end()
        assert not one.bench.ticket.drafting.running
    assert len(one.proposed) == 6 and len(server.received) == 1 and not one.complaints


def test_the_exact_request_can_be_read_while_it_is_answered(scene: Open, answer: str) -> None:
    with Scripted(writing(answer, first=0.5)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: bool(one.sent))
        one.window.actions_by_name["show_request"].trigger()
        assert one.bench.side.page is one.bench.sent
        assert one.bench.sent.texts.view.toPlainText().startswith("Message 1 of")
        one.end()


def test_what_stands_ready_goes_with_its_ticket(scene: Open, sample: Path, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        one.open(sample, SMALLER)
        assert one.panel.prepared is None and one.bench.side.page is one.bench.evidence and not server.received


@pytest.mark.parametrize("wordless", [True, False])
def test_closing_while_a_model_writes_keeps_what_came(scene: Open, answer: str, wordless: bool) -> None:
    script = stream(SILENCE) if wordless else writing(answer, size=12, pause=0.004)
    with Scripted(script) as server:
        one = scene(local(server))
        ticket = one.session.ticket
        assert ticket
        one.prepare()
        one.panel.send()
        wait(lambda: bool(server.received) if wordless else "title" in one.proposed)
        began = monotonic()
        one.close()
        assert monotonic() - began < 1.0
    store = Library(home() / "tickets.sqlite")
    history = store.history(ticket.id)
    (kept,) = history.exchanges.values()
    draft = draft_from_json(history.draft)
    store.close()
    assert wordless or (draft and draft.proposals["title"].claims)
    assert kept["answer"]["fault"] == "stopped" and kept["body"] == server.received[0].body.decode()
    assert wordless or '"title"' in kept["answer"]["text"]


def test_closing_while_a_request_is_prepared(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.window.actions_by_name["draft_with_model"].trigger()
        began = monotonic()
        one.close()
        assert monotonic() - began < 1.0 and not server.received
