"""Before sending: what the person is shown is what is in the request, and it is sent once, and only if they want."""

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.pack.packed import Coverage, Level
from relman_desktop.drafting.redaction.record import Redaction
from relman_desktop.gui.call_words import summary
from relman_desktop.gui.send_panel import SendPanel
from relman_desktop.settings import Endpoint

from . import call_scenes as scenes


class Told:
    """What the panel told, in order."""

    def __init__(self, panel: SendPanel) -> None:
        self.all: list[tuple[str, Any]] = []
        panel.send_wanted.connect(lambda prepared: self.all.append(("send", prepared)))
        panel.consented.connect(lambda origin: self.all.append(("consent", origin)))
        panel.put_off.connect(lambda: self.all.append(("put off", None)))
        panel.evidence_wanted.connect(lambda one: self.all.append(("evidence", one)))


@pytest.fixture
def panel(qtbot: QtBot) -> SendPanel:
    panel = SendPanel()
    qtbot.addWidget(panel)
    panel.resize(396, 760)
    panel.show()
    return panel


@pytest.fixture
def told(panel: SendPanel) -> Told:
    return Told(panel)


def words(panel: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text().replace("\u200b", "") for one in panel.findChildren(QLabel) if one.isVisible())


def test_it_is_sent_once_however_often_the_person_asks(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    prepared = scenes.prepared()
    panel.show_prepared(prepared, consented=False)
    panel.setFocus()
    qtbot.keyClick(panel.foot.send, Qt.Key.Key_Return)
    qtbot.mouseClick(panel.foot.send, Qt.MouseButton.LeftButton)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    panel.send()
    assert told.all == [("send", prepared)]
    assert told.all[0][1] is prepared and panel.prepared is None


def test_a_host_is_agreed_to_before_anything_goes_there(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    prepared = scenes.prepared(endpoint=scenes.HOSTED)
    panel.show_prepared(prepared, consented=False)
    assert "Send this repository's evidence to api.openai.com? Asked once per host." in words(panel)
    assert panel.foot.send.text() == "Agree and send"
    qtbot.mouseClick(panel.foot.send, Qt.MouseButton.LeftButton)
    assert told.all == [("consent", "https://api.openai.com"), ("send", prepared)]
    panel.show_prepared(prepared, consented=True)
    assert "Asked once" not in words(panel) and panel.foot.send.text() == "Send"
    panel.send()
    assert told.all[2:] == [("send", prepared)]


def test_ctrl_enter_agrees_to_no_host(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(endpoint=scenes.HOSTED), consented=False)
    panel.files.setFocus()
    for _ in range(2):
        qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.all == [] and panel.foot.send.hasFocus()
    qtbot.keyClick(panel.foot.send, Qt.Key.Key_Return)
    assert [what for what, _ in told.all] == ["consent", "send"]


def test_a_press_that_was_meant_for_the_request_before_sends_nothing(
    qtbot: QtBot, panel: SendPanel, told: Told
) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    panel.setFocus()
    panel.hold()
    _press_all(qtbot, panel)
    second = scenes.prepared(field="title")
    panel.show_prepared(second, consented=True)
    _press_all(qtbot, panel)
    assert told.all == [] and panel.prepared is second
    qtbot.waitUntil(lambda: panel.foot.ready, timeout=2_000)
    assert panel.foot.send.hasFocus()
    panel.send()
    assert told.all == [("send", second)]


def test_what_is_made_anew_can_be_left(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    panel.hold()
    qtbot.mouseClick(panel.foot.later, Qt.MouseButton.LeftButton)
    assert told.all == [("put off", None)] and panel.prepared is None


def _press_all(qtbot: QtBot, panel: SendPanel) -> None:
    qtbot.mouseClick(panel.foot.send, Qt.MouseButton.LeftButton)
    qtbot.keyClick(panel.foot.send, Qt.Key.Key_Return)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    panel.send()


def test_nothing_is_agreed_to_by_not_sending(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(endpoint=scenes.HOSTED), consented=False)
    qtbot.keyClick(panel.foot.send, Qt.Key.Key_Escape)
    panel.send()
    assert told.all == [("put off", None)]


@pytest.mark.parametrize(
    ("endpoint", "reach"),
    [
        (scenes.LOCAL, "Local: stays on this machine."),
        (scenes.HOSTED, "Leaves this machine."),
        (scenes.PROXY, "passes it on to other servers"),
        (scenes.CLOUD, "passes it on to other servers"),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_where_it_goes_is_said(panel: SendPanel, endpoint: object, reach: str) -> None:
    panel.show_prepared(scenes.prepared(endpoint=endpoint), consented=True)
    assert reach in words(panel)


def test_an_open_way_is_warned_of(panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(endpoint=scenes.OPEN), consented=True)
    assert "http://models.example.org is not encrypted" in words(panel)


def test_enter_in_the_filter_sends_nothing(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    panel.files.filter.setFocus()
    qtbot.keyClicks(panel.files.filter, "handler47")
    qtbot.keyClick(panel.files.filter, Qt.Key.Key_Return)
    assert told.all == [] and [one.id for one in panel.files.view.rows] == ["F47"]


def test_the_exact_bytes_are_shown(qtbot: QtBot, panel: SendPanel) -> None:
    body = scenes.a_body("first line\n<b>bold</b> \u202egpj.exe\nlast line")
    panel.show_prepared(scenes.prepared(body=body), consented=True)
    panel.activateWindow()
    panel.show_request()
    assert panel.request.isVisible() and panel.request.view.hasFocus()
    assert "first line\n<b>bold</b> ⟨U+202E⟩gpj.exe\nlast line" in panel.request.view.toPlainText()
    panel.request.tabs.setCurrentIndex(1)
    assert panel.request.view.text.strip() == body.decode().replace("\u202e", "⟨U+202E⟩")
    panel.request.copy()
    assert QGuiApplication.clipboard().text().encode() == body


def test_the_request_is_searched(qtbot: QtBot, panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    panel.show_request()
    qtbot.keyClicks(panel.request.search, "SECRET_AWS")
    assert panel.request.view.textCursor().selectedText() == "SECRET_AWS"
    assert "1 of 1" in words(panel)


def test_the_bar_the_list_and_the_words_say_the_same(panel: SendPanel) -> None:
    coverage = scenes.a_coverage(7, 3, 2, 1)
    panel.show_prepared(scenes.prepared(pack=scenes.a_pack(coverage)), consented=True)
    counted = Counter(one.level for one in coverage)
    assert [level for level, _ in panel.facts.bar.parts()] == list(Level)
    for level in Level:
        panel.files.choose(level)
        assert len(panel.files.view.rows) == panel.files.count(level) == panel.facts.bar.files(level) == counted[level]
    assert "7 of 13 files in full, 3 in part, 2 condensed, 1 named" in panel.facts.bar.accessibleName()
    assert "7 of 13 files in full, 3 in part, 2 condensed, 1 named" in words(panel)


def test_parts_of_the_bar_are_as_wide_as_their_files(panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(pack=scenes.a_pack(scenes.a_coverage(50_000, 0, 25_000, 1))), consented=True)
    full, condensed, named = (part.width() for _, part in panel.facts.bar.parts())
    assert 1.9 < full / condensed < 2.1 and named >= 6
    assert panel.facts.bar.parts()[-1][1].right() <= panel.facts.bar.width()


def test_a_click_on_the_bar_lists_its_files_with_the_reasons(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    level, part = panel.facts.bar.parts()[2]
    qtbot.mouseClick(panel.facts.bar, Qt.MouseButton.LeftButton, pos=part.center().toPoint())
    assert level is Level.CONDENSED and {one.level for one in panel.files.view.rows} == {level}
    index = panel.files.view.model().index(0, 0)
    assert "Generated: 1,204 lines" in index.data() and "condensed" in index.data()
    qtbot.keyClick(panel.files.view, Qt.Key.Key_Return)
    assert told.all == [("evidence", "F47")]


def test_the_bar_works_with_the_keyboard(qtbot: QtBot, panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    panel.facts.bar.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(panel.facts.bar, key)
    assert {one.level for one in panel.files.view.rows} == {Level.NAMED}


def test_what_was_masked_leads_to_where_it_stood(qtbot: QtBot, panel: SendPanel, told: Told) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    qtbot.mouseClick(panel.facts.masked, Qt.MouseButton.LeftButton)
    texts = [panel.masked.view.model().index(row, 0).data() for row in range(3)]
    assert texts[0] == "[[SECRET_AWS_KEY_1]]. 2 times. Found by the rule aws-access-token, first in F3.h2"
    qtbot.keyClick(panel.masked.view, Qt.Key.Key_Return)
    assert told.all == [("evidence", "F3.h2")]


def test_nothing_masked_is_said(panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(pack=scenes.a_pack(redactions=())), consented=True)
    panel.facts.masked.click()
    assert "Nothing in the request looks like a secret" in words(panel)


def test_hostile_names_are_shown_and_never_drawn_as_markup(panel: SendPanel) -> None:
    coverage = (Coverage("F1", scenes.HOSTILE, Level.NAMED, 0, 3, "<b>Too</b> large.\u202e"),)
    pack = scenes.a_pack(coverage, (Redaction("[[X]]", "<i>rule</i>", "F1", 1),))
    panel.show_prepared(scenes.prepared(pack=pack, warnings=("F1 is <b>odd</b>\u202e.",)), consented=True)
    row = panel.files.view.model().index(0, 0)
    assert "⟨U+202E⟩gpj.<img src=x>⟨U+200B⟩" in row.data() and "\u202e" not in row.data()
    assert "&lt;img" in row.data(Qt.ItemDataRole.ToolTipRole)
    assert "F1 is <b>odd</b>⟨U+202E⟩." in words(panel)
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in panel.findChildren(QLabel))


def test_many_warnings_are_a_click_away(qtbot: QtBot, panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(warnings=tuple(f"Warning {n}." for n in range(9))), consented=True)
    assert "Warning 1." in words(panel) and "Warning 5." not in words(panel)
    panel.facts.warnings._more.click()
    assert "Warning 8." in words(panel) and "3 hidden characters" in words(panel)


def test_the_buttons_are_in_sight_whatever_the_texts(panel: SendPanel) -> None:
    far = Endpoint("far", f"http://{'gateway.' * 12}example.org:8443/v1", "accounts/models/" + "llama-" * 20)
    panel.show_prepared(scenes.prepared(endpoint=far, warnings=("y" * 3000, "z " * 3000)), consented=False)
    panel.resize(396, 700)
    QApplication.processEvents()
    assert panel.height() == 700 and panel.foot.geometry().bottom() <= 700
    assert "\u200b" not in "".join(one.accessibleName() for one in panel.findChildren(QLabel))


def test_a_request_without_changed_files_says_so(panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(pack=scenes.a_pack(())), consented=True)
    assert "The request holds no changed file." in words(panel) and "No changed file" in words(panel)


def test_an_unknown_price_and_an_estimate_are_called_so(panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    assert panel.facts.price.text() == "At most $0.0123"
    panel.show_prepared(scenes.prepared(cost=None), consented=True)
    assert "Not known: the table of prices has none for this model" in words(panel)
    assert "About 31.2k tokens of 32.8k, estimated" in words(panel)


def test_the_line_for_the_foot_of_the_window() -> None:
    told = summary(scenes.prepared(exact=True, pack=scenes.a_pack(scenes.a_coverage(46, 0, 4, 2))))
    assert told == (
        "model: local qwen · covers 46 of 52 files in full, 4 condensed, 2 named · 31.2k tokens · 3 secrets masked · "
        "$0.0123"
    )


def test_everything_has_a_name_and_can_be_reached(qtbot: QtBot, panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(), consented=False)
    panel.activateWindow()
    panel.setFocus()
    seen = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = (panel.foot.send, panel.foot.later, panel.facts.bar, panel.facts.masked, panel.tabs, panel.files.view)
    assert set(wanted) <= set(seen)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)


def test_that_requests_may_follow_is_said_and_is_the_persons_choice(qtbot: QtBot, panel: SendPanel) -> None:
    panel.show_prepared(scenes.prepared(), consented=True)
    assert panel.foot.again.isChecked() and "once for the sentences that fail" in panel.foot.again.toolTip()
    with qtbot.waitSignal(panel.follow_up_chosen) as told:
        panel.foot.again.click()
    assert told.args == [False]
    panel.show_prepared(scenes.prepared(follow_up=False), consented=True)
    assert not panel.foot.again.isChecked()


def test_warnings_stand_in_sight_at_the_smallest_usual_size(qtbot: QtBot, panel: SendPanel) -> None:
    panel.resize(396, 660)  # what the side pane has of 1280x800
    long = "How much the model can hold is not known; 8,192 tokens are assumed, which leaves facts and files out."
    panel.show_prepared(scenes.prepared(warnings=(long, "Not encrypted.")), consented=True)
    QApplication.processEvents()
    for told in panel.facts.warnings._labels:
        place = told.mapTo(panel, told.rect().bottomLeft())
        assert told.visibleRegion().boundingRect() == told.rect() and place.y() < panel.height() // 2, told.text()
