"""How much a server on this machine can hold is asked before packing, in the window only, and holds up nothing."""

from collections.abc import Callable
from time import monotonic

import pytest

from relman_desktop.asking import wishes
from relman_desktop.asking.room import ASSUMED_WINDOW
from relman_desktop.asking.wishes import Drafting
from relman_desktop.drafting.proposal import Material
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.settings import Endpoint
from tests.llm.server import (
    SILENCE,
    Script,
    Scripted,
    by_path,
    plain,
    refusing,
    stream,
)

from .model_scenes import (
    Scene,
    local,
    settings_with,
    settle,
    wait,
    writing,
)

Open = Callable[..., Scene]
PAGE = "<html><title>Sign in</title><body>Who are you?</body></html>"


def listing(window: int) -> Script:
    return plain({"object": "list", "data": [{"id": "qwen3", "object": "model", "max_model_len": window}]})


def test_a_local_server_is_asked_for_its_window_once(scene: Open, answer: str) -> None:
    with Scripted(by_path({"/v1/models": listing(20_000), "/v1/chat": writing(answer)})) as server:
        one = scene(local(server, context=0))
        assert not server.received, "opening a change asks nobody"
        prepared = one.prepare()
        assert prepared.profile.context == 20_000 and prepared.budget > ASSUMED_WINDOW
        assert [received.path for received in server.received] == ["/v1/models"]
        assert not any("not known" in warning for warning in prepared.warnings)
        one.panel.leave()
        one.prepare()
        assert len(server.received) == 1, "it is remembered"


@pytest.mark.parametrize("script", [stream(SILENCE), refusing("no", "404 Not Found"), plain(PAGE, kind="text/html")])
def test_a_server_that_does_not_tell_its_window_holds_up_nothing(
    scene: Open, monkeypatch: pytest.MonkeyPatch, script: Script
) -> None:
    monkeypatch.setattr(wishes, "WINDOW_S", 0.3)
    with Scripted(script) as server:
        one = scene(local(server, context=0))
        began = monotonic()
        prepared = one.prepare()
        assert monotonic() - began < 2.0
    assert any("is not known" in warning for warning in prepared.warnings) and not one.complaints


def test_asking_for_the_window_shows_and_can_be_stopped(scene: Open) -> None:
    with Scripted(stream(SILENCE)) as server:
        one = scene(local(server, context=0))
        one.window.actions_by_name["draft_with_model"].trigger()
        wait(lambda: one.window._status._stop.isVisible())
        assert "how much qwen3 can hold" in one.window._status._text.whole
        one.window._status._stop.click()
        wait(server.left.is_set, 1.0)
        settle()
        assert one.panel.prepared is None and not one.window._status._stop.isVisible() and not one.complaints


def test_what_does_not_fit_is_mended_where_the_model_is_set(scene: Open) -> None:
    with Scripted(by_path({})) as server:
        one = scene(local(server, context=2_500))
        one.window.actions_by_name["draft_with_model"].trigger()
        wait(lambda: bool(one.complaints))
        banner = one.window.banner
        assert "larger window than 2,500 tokens" in banner.text and banner.buttons[0].text() == "Model…"
        banner.buttons[0].click()
        settings = one.window.desk._settings
        assert settings and settings.page.isVisible()


def test_the_command_line_asks_no_server_for_its_window(loaded: Loaded) -> None:
    with Scripted(listing(20_000)) as server:
        endpoint = local(server, context=0)
        settings = settings_with(endpoint)
        material = Material(loaded.change, loaded.facts, loaded.work)
        Drafting(settings, endpoint, material, loaded.opened.location).prepare(Cancel())
        assert not server.received


def test_a_hosted_model_is_not_asked_for_its_window(scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(Endpoint("Proxy", server.url, "some-model", preset="litellm"))
        one.prepare()
        assert not server.received


def test_what_is_learned_may_be_lost_but_not_the_draft(
    scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        monkeypatch.setattr(wishes, "remember", full)
        one.panel.send()
        one.end()
    assert len(one.proposed) == 6 and "cannot be kept" in one.told[-1]
