"""After a model has drafted: the bar that counts, the ways from doubt to doubt, and taking all that is supported."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.gui.fitting_label import FittingLabel
from relman_desktop.gui.proposed import proposed
from relman_desktop.gui.review import review_of
from relman_desktop.gui.sentence_row import SentenceRow
from relman_desktop.ticket import Claim, Layout, Status
from tests.llm.server import Scripted

from .model_scenes import SMALLER, Scene, local, settle, wait, writing
from .sample_answer import INVENTED

Open = Callable[..., Scene]


@pytest.fixture
def drafted(scene: Open, answer: str) -> Scene:
    """The window after a model has drafted the sample's ticket."""
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.draft()
    return one


def bar(one: Scene) -> str:
    """What the bar says, "" where it is away."""
    settle(1)
    shown = one.bench.ticket.reviewing.bar
    return shown.text.whole if shown.isVisible() else ""


def press(qtbot: QtBot, one: Scene, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(one.window, key, held)


def focused() -> str:
    row = QApplication.focusWidget()
    return row.shown.claim.text if isinstance(row, SentenceRow) else ""


def test_the_bar_counts_what_the_model_proposed(drafted: Scene) -> None:
    assert bar(drafted) == "qwen3 proposed 22 sentences: 16 supported, 2 quoted, 2 weak, 2 not supported"
    standing = [one.claim.status for part in drafted.bench.ticket.fields.values() for one in part.proposal.shown]
    assert (standing.count(Status.WEAK), standing.count(Status.UNSUPPORTED)) == (4, 2)


def test_all_that_is_supported_is_taken_into_every_field_and_undone_in_one_step(qtbot: QtBot, drafted: Scene) -> None:
    before = drafted.texts
    draft = drafted.session.draft
    assert draft
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(qtbot, drafted, Qt.Key.Key_D, control, shift)
    assert drafted.texts["risk_analysis"] == before["risk_analysis"]  # no model writes what is worked out
    for name, text in drafted.texts.items() - {("risk_analysis", before["risk_analysis"])}:
        assert text == draft.proposals[name].settled.text if name == "title" else text != before[name]
        assert all(claim.body in text for claim in draft.proposals[name].usable)
        assert INVENTED not in text and "redis-cli" not in text and drafted.session.entry(name).text == text
    assert drafted.told[-1].startswith("Put 18 sentences into 6 fields")
    assert bar(drafted) == "4 of 22 sentences of qwen3 left: 2 weak, 2 not supported"
    assert not drafted.bench.ticket.reviewing.bar.take.isVisible()
    press(qtbot, drafted, Qt.Key.Key_D, control, shift)
    assert drafted.told[-1].startswith("There is no supported sentence")
    acts = drafted.session.writing.history.steps
    assert acts[-1].author == "qwen3" and len(acts) == 2, "the ticket was begun, and all was taken"
    press(qtbot, drafted, Qt.Key.Key_Z, control)
    assert drafted.texts == before and bar(drafted).startswith("qwen3 proposed 22 sentences")
    press(qtbot, drafted, Qt.Key.Key_Z, control, shift)
    assert all(draft.proposals[name].usable[0].text in text for name, text in drafted.texts.items())


def test_the_words_of_the_person_stay(qtbot: QtBot, drafted: Scene) -> None:
    fields = drafted.bench.ticket.fields
    title, description = fields["title"].editor, fields["description"].editor
    title.selectAll()
    qtbot.keyClicks(title, "My own title")
    qtbot.keyClicks(description, "Mine stays. ")
    qtbot.wait(350)  # until the proposals are compared anew
    drafted.window.actions_by_name["use_supported"].trigger()
    assert title.text == "My own title", "the one line that a person wrote is replaced by nobody but them"
    assert "Mine stays." in description.text and "`RefundsTooMany` is new" in description.text
    assert fields["title"].proposal.shown and "1 supported" in bar(drafted)


def test_taking_all_leaves_the_focus_and_what_was_dismissed(qtbot: QtBot, drafted: Scene) -> None:
    fields = drafted.bench.ticket.fields
    fields["validation"].proposal.dismiss()
    before = fields["validation"].editor.text
    fields["rollback"].editor.setFocus()
    drafted.window.actions_by_name["use_supported"].trigger()
    assert fields["rollback"].editor.hasFocus() and fields["validation"].editor.text == before


def test_f8_goes_from_doubt_to_doubt_and_back(qtbot: QtBot, drafted: Scene) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    doubts = [
        row.shown.claim.text
        for part in drafted.bench.ticket.fields.values()
        for row in part.proposal.sentences.rows
        if row.shown.doubtful
    ]
    seen = []
    for _ in doubts:
        press(qtbot, drafted, Qt.Key.Key_F8)
        row, scroll = QApplication.focusWidget(), drafted.bench.ticket._scroll
        assert isinstance(row, SentenceRow)
        place = QRect(row.mapTo(scroll.viewport(), row.rect().topLeft()), row.size())
        assert scroll.viewport().rect().contains(place), "it is in sight"
        seen.append(focused())
    assert seen == doubts and drafted.told[-1] == f"Doubtful sentence {len(doubts)} of {len(doubts)}."
    press(qtbot, drafted, Qt.Key.Key_F8)
    assert focused() == doubts[0], "round at the end"
    press(qtbot, drafted, Qt.Key.Key_F8, shift)
    assert focused() == doubts[-1]
    press(qtbot, drafted, Qt.Key.Key_F8, shift)
    assert focused() == doubts[-2]
    drafted.bench.ticket.fields["justification"].editor.setFocus()
    press(qtbot, drafted, Qt.Key.Key_F8)
    assert focused() == next(row.shown.claim.text for row in rows(drafted, "justification") if row.shown.doubtful)
    drafted.bench.ticket.fields["justification"].editor.setFocus()
    press(qtbot, drafted, Qt.Key.Key_F8, shift)
    assert focused() == [row.shown.claim.text for row in rows(drafted, "description") if row.shown.doubtful][-1]


def rows(one: Scene, field: str) -> tuple[SentenceRow, ...]:
    return one.bench.ticket.fields[field].proposal.sentences.rows


def test_a_doubt_shows_its_evidence(qtbot: QtBot, drafted: Scene) -> None:
    asked: list[str] = []
    drafted.bench.ticket.evidence_passed.connect(asked.append)
    press(qtbot, drafted, Qt.Key.Key_F8)
    row = QApplication.focusWidget()
    assert isinstance(row, SentenceRow)
    wait(lambda: not drafted.bench.reader.busy)
    assert asked == [row.shown.claim.evidence[0]]


def test_the_bar_goes_when_all_is_decided(drafted: Scene) -> None:
    drafted.window.actions_by_name["use_supported"].trigger()
    for name in ("description", "justification", "deployment"):
        assert bar(drafted)
        for row in rows(drafted, name):
            if row.shown.verb:
                row.click()
                break
        drafted.bench.ticket.fields[name].proposal.dismiss()
    assert bar(drafted) == ""
    drafted.window.actions_by_name["next_doubt"].trigger()
    assert drafted.told[-1] == "No proposed sentence has anything against it."


def test_the_bar_can_be_put_away_and_comes_back_with_the_kept_draft(drafted: Scene, sample: Path) -> None:
    said = bar(drafted)
    drafted.bench.ticket.reviewing.bar.away.click()
    assert bar(drafted) == "" and len(drafted.proposed) == 6
    drafted.open(sample, SMALLER)
    assert bar(drafted) == "" and drafted.proposed == {}
    drafted.open(sample)
    assert bar(drafted) == said


def test_the_kept_draft_is_reviewed_after_a_restart(scene: Open, drafted: Scene) -> None:
    drafted.window.actions_by_name["use_supported"].trigger()
    drafted.close()
    again = scene()
    assert "left: 2 weak, 2 not supported" in bar(again)


def test_the_template_has_no_bar(scene: Open) -> None:
    one = scene()
    one.bench.ticket.fields["title"].editor.selectAll()
    one.bench.ticket.fields["title"].editor.cut()
    one.window.actions_by_name["redraft_all"].trigger()
    assert one.proposed and bar(one) == ""
    one.window.actions_by_name["use_supported"].trigger()
    assert one.texts["title"], "but all of it can be taken at one word"


def test_nothing_moves_when_the_bars_come_and_go(scene: Open, answer: str) -> None:
    with Scripted(writing(answer, first=0.2)) as server:
        one = scene(local(server))
        one.prepare()
        one.panel.send()
        settle()
        drafting = one.bench.ticket.drafting.geometry()
        one.end()
        reviewing = one.bench.ticket.reviewing.bar
        assert reviewing.geometry() == drafting


def test_the_bar_has_room_for_its_buttons_in_a_narrow_pane(drafted: Scene) -> None:
    drafted.window.resize(960, 700)
    settle()
    shown = drafted.bench.ticket.reviewing.bar
    assert shown.text.text().startswith("22 left") and "…" not in shown.text.text()
    assert "16 supported" in shown.text.toolTip() and shown.next.accessibleName() == "Next doubtful"
    assert shown.rect().contains(shown.away.geometry())


def test_buttons_hand_the_focus_on(qtbot: QtBot, drafted: Scene) -> None:
    shown = drafted.bench.ticket.reviewing.bar
    shown.take.setFocus()
    qtbot.keyClick(shown.take, Qt.Key.Key_Space)
    settle()
    assert not shown.take.isVisible() and shown.next.hasFocus()
    for part in drafted.bench.ticket.fields.values():
        part.proposal.dismiss()
    settle()
    assert bar(drafted) == "" and QApplication.focusWidget() not in (None, shown.next)


STANDING = st.sampled_from([Status.SUPPORTED, Status.WEAK, Status.UNSUPPORTED])
LAID = st.sampled_from([Layout.PARAGRAPH, Layout.ITEM, Layout.STEP])
CLAIMS = st.lists(st.tuples(STANDING, LAID), max_size=12).map(
    lambda told: [
        Claim(f"Sentence {at:02}.", ("F1",), status=status, layout=layout) for at, (status, layout) in enumerate(told)
    ]
)


@given(CLAIMS, st.integers(0, 12))
def test_the_figures_add_up(claims: list[Claim], held: int) -> None:
    proposal = Proposal("description", tuple(claims), "a model")
    text = "\n\n".join(claim.text for claim in claims[:held])
    shown = proposed(proposal, text)
    review = review_of(Draft({"description": proposal}, ()), shown, takes=False)
    left = sum(not one.taken for one in shown)
    assert (review is None) == (left == 0)
    if review:
        assert len(review.left) == left and review.proposed == len(claims)
        assert review.doubtful == sum(what in ("weak", "not supported") for what in review.left)
        lengths = [len(words) for words in review.words]
        assert lengths == sorted(lengths, reverse=True)
    template = Proposal("description", tuple(claims))
    assert review_of(Draft({"description": template}, ()), shown, takes=True) is None


def test_a_label_says_what_it_has_room_for(qtbot: QtBot) -> None:
    label = FittingLabel()
    qtbot.addWidget(label)
    label.resize(600, 20)
    label.show()
    label.show_texts("All that there is to say of it, \u202eand more", "In short, and plainly", "Short")
    assert label.text() == "All that there is to say of it, ⟨U+202E⟩and more" and not label.toolTip()
    label.resize(label.fontMetrics().horizontalAdvance("In short, and plainly") + 2, 20)
    assert label.text() == "In short, and plainly" and "All that" in label.toolTip()
    label.resize(20, 20)
    assert label.text().endswith("…") and label.minimumSizeHint().width() == 0
    assert label.accessibleName() == label.whole


def test_an_answer_of_the_scene_holds_every_kind_of_sentence(answer: str) -> None:
    assert set(json.loads(answer)["fields"]) == {
        "title",
        "description",
        "justification",
        "deployment",
        "rollback",
        "validation",
    }
