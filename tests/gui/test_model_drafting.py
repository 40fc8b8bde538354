"""Drafting with a model in the whole window: nothing goes out unseen, nothing typed is lost, every end is told."""

import json
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from relman_desktop.files import home
from relman_desktop.loaded import Loaded
from relman_desktop.settings import Endpoint, load_settings
from tests.llm.server import (
    END,
    RESET,
    SILENCE,
    Received,
    Script,
    Scripted,
    Step,
    in_turn,
    piece,
    plain,
    refusing,
    stream,
    usage,
)

from .model_scenes import (
    Scene,
    local,
    settle,
    wait,
    writing,
)
from .sample_answer import INVENTED, sample_answer

Open = Callable[..., Scene]
QUESTION = "How does this change get us closer to a business goal?"


# From the wish to the proposals


def test_a_draft_is_seen_before_it_is_sent_and_then_stands_beside_the_fields(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        before = one.texts
        prepared = one.prepare()
        assert one.bench.side.page is one.panel and one.panel.foot.send.hasFocus()
        assert not server.received, "nothing goes out before the person sends it"
        assert "covers all 15 files in full" in one.told[-1]
        one.panel.send()
        assert one.bench.ticket.drafting.isVisible() and one.bench.side.page is one.bench.evidence
        one.end()
        assert [received.body for received in server.received] == [prepared.body]
    assert one.texts == before and not one.complaints
    assert set(one.proposed) == {"title", "description", "justification", "deployment", "rollback", "validation"}
    assert not one.bench.ticket.drafting.isVisible()
    (row,) = one.sent
    assert row.startswith("All fields") and "9.4k tokens in, 2.3k out, free" in row and "answered in" in row


def test_sentences_show_while_they_arrive(scene: Open, answer: str) -> None:
    with Scripted(writing(answer, size=12, pause=0.004)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: len(one.proposed.get("description", ())) > 1)
        assert one.model.busy and not one.bench.ticket.reviewing.bar.isVisible()
        wait(lambda: len(one.sent) == 1)  # it is listed while it is on its way
        assert "no answer yet" in one.sent[0]
        one.end()
    assert len(one.proposed["validation"]) == 3


def test_not_now_sends_nothing(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.foot.later.click()
        settle()
        assert not server.received and one.panel.prepared is None
    assert one.bench.side.page is one.bench.evidence
    assert one.window._status._text.whole.startswith("Qwen here drafts when you ask it to.")


def test_the_exact_request_is_one_key_away(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        qtbot.keyClick(
            one.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        prepared = one.prepared()
        assert one.panel.request.isVisible() and one.panel.request.view.toPlainText().startswith("Message 1 of")
        one.panel.request.copy()
        assert QGuiApplication.clipboard().text() == prepared.body.decode()
        assert not server.received


def test_a_redraft_of_one_field_asks_for_that_field_only(scene: Open, loaded: Loaded) -> None:
    with Scripted(writing(sample_answer(loaded))) as server:  # which answers more than it was asked
        one = scene(local(server))
        one.bench.ticket.fields["rollback"]._redraft()
        assert one.prepared().field == "rollback"
        one.panel.send()
        one.end()
        task = server.received[0].json["messages"][-1]["content"]
    assert '## "rollback"' in task and '## "justification"' not in task
    assert set(one.proposed) == {"rollback"} and one.sent[0].startswith("Rollback steps")


def test_without_a_model_the_window_of_models_opens(scene: Open) -> None:
    one = scene()
    one.window.actions_by_name["draft_with_model"].trigger()
    settings = one.window.desk._settings
    assert settings and settings.page.isVisible() and "Set up a model first" in one.told[-1]
    settings.page.close()
    one.bench.ticket.fields["title"]._redraft()  # which the template does
    assert one.panel.prepared is None


def test_what_stands_ready_follows_the_answers_of_the_person(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        first = one.prepare()
        one.bench.focus_ticket()
        one.bench.ticket.answered.emit(QUESTION, "It halves refunds.")
        wait(lambda: one.panel.prepared is not first)
        assert b"It halves refunds." in one.prepared().body and not one.panel.hasFocus()


def answered(one: Scene) -> None:
    """Have what stands ready made anew."""
    one.bench.ticket.answered.emit(QUESTION, "It halves refunds.")


def test_what_is_made_anew_is_not_sent_as_it_was(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        first = one.prepare()
        answered(one)
        one.panel.send()
        wait(lambda: one.panel.prepared is not first)
        one.panel.send()
        settle(50)
        assert not server.received and not one.model.busy
        wait(lambda: one.panel.foot.ready)
        one.panel.send()
        one.end()
        assert b"It halves refunds." in server.received[0].body and len(server.received) == 1


def test_another_model_is_shown_anew_before_anything_goes_there(
    scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Scripted(writing(answer)) as seen, Scripted(writing(answer)) as unseen:
        one = scene(local(seen), passing_on(unseen, monkeypatch))
        first = one.prepare()
        one.session.change_settings(replace(one.session.settings, endpoint="Proxy"))
        one.model.refresh()
        assert one.bench.side.page is one.bench.evidence
        wait(lambda: one.panel.prepared is not first)
        assert one.bench.side.page is one.panel and one.panel.foot.asks
        one.panel.foot.send.click()
        one.panel.send()
        settle(50)
        assert not seen.received and not unseen.received and one.session.settings.consented == ()


def test_not_now_holds_while_it_is_made_anew(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        answered(one)
        one.panel.foot.later.click()
        settle(500)
        assert one.panel.prepared is None and one.bench.side.page is one.bench.evidence and not server.received


@pytest.mark.parametrize("how", ["fails", "is stopped"])
def test_where_it_cannot_be_made_anew_the_old_one_is_gone(scene: Open, answer: str, how: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        (home() / "prompts").mkdir()
        (home() / "prompts" / "title.md").write_text("no names $nope")
        answered(one)
        if how == "is stopped":
            one.window.stop()
        wait(lambda: one.panel.prepared is None)
        assert one.bench.side.page is one.bench.evidence and not one.panel.foot.ready
    settle()
    assert bool(one.complaints) == (how == "fails")


def test_typing_goes_on_where_what_stands_ready_goes(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        editor = one.bench.ticket.fields["justification"].editor
        editor.setFocus()
        one.session.change_settings(replace(one.session.settings, endpoint=""))
        one.model.refresh()
        assert one.panel.prepared is None and editor.hasFocus()


# Agreeing to a host


def remote(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """The server under a name that is not this machine's."""
    look_up = socket.getaddrinfo

    def looked_up(host: Any, *rest: Any, **named: Any) -> Any:
        return look_up("127.0.0.1" if host in ("models.example.org", b"models.example.org") else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    url = f"http://models.example.org:{server.port}/v1"
    return local(server, name="Office", model="gpt-4.1", url=url)


def passing_on(server: Scripted, _: pytest.MonkeyPatch) -> Endpoint:
    """A program on this machine that passes everything on."""
    return local(server, name="Proxy", model="gpt-4.1", preset="litellm")


@pytest.mark.parametrize("endpoint_of", [remote, passing_on])
def test_each_host_is_asked_about_once(
    scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch, endpoint_of: Callable[..., Endpoint]
) -> None:
    with Scripted(writing(answer)) as server:
        endpoint = endpoint_of(server, monkeypatch)
        one = scene(endpoint)
        one.prepare()
        assert one.panel.foot.asks and one.panel.foot.send.text() == "Agree and send"
        assert endpoint.host in one.panel.foot._consent.text()
        assert load_settings().consented == () and not server.received
        one.panel.foot.send.click()
        one.end()
        assert load_settings().consented == (endpoint.origin,) and len(server.received) == 1
        assert not one.complaints
        one.prepare()
        assert not one.panel.foot.asks and one.panel.foot.send.text() == "Send"
        one.close()
        again = scene(endpoint, consented=load_settings().consented)  # after a restart
        again.prepare()
        assert not again.panel.foot.asks


def test_a_model_on_this_machine_needs_no_consent(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        assert not one.panel.foot.asks
        one.panel.send()
        one.end()
    assert load_settings().consented == ()


def test_a_consent_that_cannot_be_written_is_told_and_holds_until_the_end(
    scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with Scripted(writing(answer)) as server:
        one = scene(passing_on(server, monkeypatch))
        one.prepare()
        monkeypatch.setattr("relman_desktop.session.save_settings", full)
        one.panel.foot.send.click()
        one.end()
    assert "No space left on device" in one.complaints[0] and "asked about again" in one.complaints[0]
    assert one.proposed


# Every end is told


def repeating_the_canary(request: Received) -> list[Step]:
    word = re.search(rb"vellum-[0-9a-f]{6}-quarrel-[0-9a-f]{6}", request.body)
    assert word
    text = json.dumps({"fields": {"title": [{"evidence": ["X2"], "quote": "", "text": word[0].decode()}]}})
    return [*writing(text)(request)]


def cut(at: int, *then: Step) -> Callable[[str], Script]:
    """The answer's beginning, and what comes then."""
    return lambda answer: stream(piece(role="assistant"), piece(answer[:at]), *then)


PAGE = "<html><title>Sign in</title><body>Who are you?</body></html>"
FAILING: dict[str, tuple[Callable[[str], Script], str]] = {
    "refused key": (lambda _: refusing({"error": {"message": "bad key"}}, "401 Unauthorized"), "refuses the key"),
    "web page": (lambda _: plain(PAGE, kind="text/html"), "web page"),
    "stalled before the first token": (lambda _: stream(SILENCE), "went silent: no token"),
    "stalled in the middle": (cut(2_000, SILENCE), "went silent in the middle"),
    "dropped": (cut(2_000, RESET), "ended the answer"),
    "cut off": (cut(2_000), "ended the answer"),
    "output limit": (cut(2_000, piece(finish="length"), usage(), END), "limit"),
    "canary": (lambda _: repeating_the_canary, "the draft was dropped"),
    "server error": (lambda _: refusing("oops", "500 Internal Server Error"), "500"),
}


QUICK = ("refused key", "web page", "dropped", "canary")


@pytest.mark.parametrize("name", [pytest.param(one, marks=[] if one in QUICK else pytest.mark.slow) for one in FAILING])
def test_a_failure_is_one_banner_and_the_ticket_stands(qtbot: QtBot, scene: Open, answer: str, name: str) -> None:
    script, words = FAILING[name]
    with Scripted(script(answer)) as server:
        one = scene(local(server, first_token_s=0.3, between_tokens_s=0.3))
        editor = one.bench.ticket.fields["description"].editor
        qtbot.keyClicks(editor, "Mine. ")
        before = one.texts
        assert before["description"].startswith("Mine. ")
        one.draft()
        assert one.texts == before
        assert not one.bench.ticket.drafting.isVisible()
        said = one.window.banner.text
        assert words in said and said.count("The template's draft stands") == (name != "canary"), said
        assert one.window.banner.buttons[0].text() == "Draft again" and len(one.complaints) == 1
        wait(lambda: bool(one.sent))
        assert "answered" not in one.sent[0]
        whole = {name: one for name, one in one.proposed.items() if not one or name == "title"}
        assert ("title" in whole) == (name in ("stalled in the middle", "dropped", "cut off", "output limit"))
        server.script = writing(answer)
        one.window.banner.buttons[0].click()
        one.prepared()
        assert one.window.banner.text == "", "what is over is told no more"
        one.panel.send()
        one.end()
    assert len(one.proposed) == 6 and one.texts == before and len(one.complaints) == 1


def test_a_busy_server_is_asked_again_and_that_is_said_meanwhile(scene: Open, answer: str) -> None:
    busy = refusing({"error": {"message": "slow down"}}, "429 Too Many Requests", retry_after="1")
    with Scripted(in_turn(busy, writing(answer))) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        wait(lambda: "asked again after 1.0 s" in one.bench.ticket.drafting._what.whole)
        one.end()
        assert len(server.received) == 2
    assert len(one.proposed) == 6 and "asked again" in one.told[-1] and not one.complaints


def test_a_prompt_that_the_server_cut_is_told_in_the_banner(scene: Open, answer: str) -> None:
    script = stream(piece(answer), piece(finish="stop"), usage(4_096, 900), END)
    with Scripted(script) as server:
        one = scene(local(server))
        one.draft()
    assert "it has probably cut it" in one.window.banner.text and one.proposed


def test_an_answer_without_a_sentence_is_told(scene: Open) -> None:
    with Scripted(writing('{"fields": {"title": []}, "questions": []}')) as server:
        one = scene(local(server))
        one.draft()
    assert "found nothing in the evidence" in one.window.banner.text and not one.proposed


def test_a_budget_without_room_is_told_and_can_be_mended(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server, context=2_000))
        one.window.actions_by_name["draft_with_model"].trigger()
        wait(lambda: bool(one.complaints))
        assert "give the model a larger window" in one.window.banner.text
        assert one.window.banner.buttons[0].text() == "Model…"
        assert not server.received and not one.bench.ticket.drafting.isVisible()


def test_what_failed_its_check_is_asked_for_once_more(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server), follow_up=True)
        one.draft()
        assert len(server.received) == 2 and INVENTED in server.received[1].json["messages"][-1]["content"]
    wait(lambda: len(one.sent) == 2)
    assert one.sent[0].startswith("All fields, asked again")
