"""Secrets in the text of a ticket: told, masked in the preview, and sent only when the person ticks that."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from relman_desktop.gui.export_desk import _open
from tests.keys.keyrings import Memory, installed
from tests.submitting.servers.redmine import RedmineSystem
from tests.submitting.servers.serving import TOKEN, TOKEN_VARIABLE

from .export_scenes import Open, at_export
from .model_scenes import settle, wait

SECRET = "hunter2-Xk9qLm3zPw"


@pytest.fixture
def redmine(monkeypatch: pytest.MonkeyPatch) -> Iterator[RedmineSystem]:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    with RedmineSystem() as server, installed(Memory()):
        yield server


def test_a_secret_is_told_masked_and_sent_only_with_a_tick(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    foot = export.tab.foot
    assert foot.secrets.isHidden() and foot.send.isEnabled()
    export.type("title", f" with password: {SECRET}")
    wait(lambda: not foot.secrets.isHidden(), 5)
    export.rest()
    assert not foot.send.isEnabled() and not foot.secrets.isChecked()
    assert "Title: what looks like a secret (password)." in foot.words and SECRET not in foot.words
    card = export.tab.fields.cards["subject"]
    assert SECRET not in export.words and "•" * len(SECRET) in card.words
    export.desk.send()
    assert not redmine.records, "no other way sends it either"
    foot.secrets.click()
    settle()
    assert SECRET in card.words.replace("\N{ZERO WIDTH SPACE}", ""), "what is let go along is shown as it is sent"
    export.type("title", " and token ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")
    wait(lambda: not foot.secrets.isChecked(), 5)
    export.rest()
    assert not foot.send.isEnabled(), "the tick was for the first one"
    foot.secrets.click()
    export.send()
    (number,) = redmine.records
    assert SECRET in redmine.text(number, "title")


def test_nothing_but_a_page_of_the_web_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    for url in ("javascript:alert(1)//7", "file:///etc/passwd", "smb://host/x", "https:", "https://a.example/7"):
        _open(url)
    assert opened == ["https://a.example/7"]
