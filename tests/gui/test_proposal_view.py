"""A proposal beside its field: what it says of each sentence, and what the person can take of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Proposal
from relman_desktop.drafting.taking import Taken
from relman_desktop.fields import BY_NAME
from relman_desktop.gui.field_editor import FieldEditor
from relman_desktop.gui.proposal_view import ProposalView
from relman_desktop.gui.sentence_row import SentenceRow
from relman_desktop.gui.theme import DARK, LIGHT, Role, apply
from relman_desktop.ticket import Claim, Entry, Layout, Status, text_of

from . import scripted

CLAIMS = scripted.a_draft().proposals["description"].claims
PROPOSAL = Proposal("description", CLAIMS, scripted.MODEL)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[FieldEditor]:
    """A description with words of the person's and a proposal under it."""
    field = FieldEditor(BY_NAME["description"])
    qtbot.addWidget(field)
    field.resize(620, 700)
    with qtbot.waitActive(field):
        field.show()
    field.set_entry(Entry("My own words."))
    field.show_proposal(PROPOSAL)
    QApplication.processEvents()
    yield field


def row(field: FieldEditor, words: str) -> SentenceRow:
    return next(one for one in field.proposal.sentences.rows if words in one.shown.claim.text)


def shown_words(one: SentenceRow) -> QTextLayout:
    return one._text._words


def accepted(field: FieldEditor) -> list[Taken]:
    told: list[Taken] = []
    field.accepted.connect(told.append)
    return told


def test_every_sentence_stands_alone_with_its_evidence_and_what_is_against_it(field: FieldEditor) -> None:
    rows = field.proposal.sentences.rows
    assert [one.shown.claim for one in rows] == list(CLAIMS)
    chips = [chip.chip.text for chip in row(field, "hang")._chips]
    assert chips == ["X4", "F2.h1"]
    assert row(field, "rises").shown.doubt == f"Not supported: {scripted.INVENTED}"
    assert row(field, "waits").shown.doubt == "Weak: Only commit C4 says so."
    assert "Use anyway" in [one.text() for one in row(field, "rises").findChildren(QPushButton)]
    assert row(field, "rises").accessibleDescription() == (
        f"Unsupported. Not supported: {scripted.INVENTED} Evidence: W1. Space: use anyway."
    )


def test_who_drafted_it_stands_in_the_heading(field: FieldEditor) -> None:
    assert field.proposal._heading.text() == f"Proposed by {scripted.MODEL}"
    assert field.proposal._summary.text() == "1 weak · 1 not supported · your own words stay"
    field.show_proposal(Proposal("description", CLAIMS))
    assert field.proposal._heading.text() == "Proposed by the template"


def test_one_sentence_is_taken_with_its_button_and_marked(qtbot: QtBot, field: FieldEditor) -> None:
    told, one = accepted(field), row(field, "hang")
    qtbot.mouseMove(one, QPoint(20, 8))
    one.setFocus()
    (button,) = one.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    text = "My own words.\n\nThe service cancels payments that hang."
    assert field.editor.text == text and told == [Taken("description", (CLAIMS[0],), text)]
    assert one.shown.taken and not button.isVisible() and one.hasFocus()
    assert "In the text already." in one.accessibleDescription()
    assert [placed.chip.text for placed in field.editor.margin.placed] == ["you", "X4", "F2.h1"]
    field.put(Entry("My own words."))
    qtbot.waitUntil(lambda: not one.shown.taken, timeout=2000)


def test_the_keyboard_walks_through_the_sentences_and_takes_them(qtbot: QtBot, field: FieldEditor) -> None:
    asked: list[str] = []
    field.evidence_passed.connect(asked.append)
    row(field, "hang").setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert field.editor.text == (
        "My own words.\n\nIt says so to the customer \N{WAVING HAND SIGN} at once.\n\n- Node 18 goes"
    )
    assert asked == ["X4", "F9.h2", "F14.h1", "F11.h1", "C4"]
    assert field.cited == ("C4",)


def test_what_is_doubtful_is_taken_only_by_itself(qtbot: QtBot, field: FieldEditor) -> None:
    use = field.proposal._use
    assert use.text() == "Use all supported" and "without the 2 sentences" in use.toolTip()
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert field.editor.text.startswith("My own words.")
    assert all((claim.text in field.editor.text) is (claim.status is Status.SUPPORTED) for claim in CLAIMS)
    assert field.proposal.isVisible() and not use.isVisible()  # what is left can still be read and taken
    for words in ("rises", "waits"):
        row(field, words).setFocus()
        qtbot.keyClick(row(field, words), Qt.Key.Key_Space)
    assert all(claim.text in field.editor.text for claim in CLAIMS)
    assert not field.proposal.isVisible()
    chip = next(one.chip for one in field.editor.margin.placed if one.chip.text == "!")
    assert scripted.INVENTED in chip.tip


def test_taking_moves_neither_caret_nor_selection(qtbot: QtBot, field: FieldEditor) -> None:
    field.set_entry(Entry("1. \N{WAVING HAND SIGN} mine\n2. other"))
    steps = tuple(Claim(f"Step {at}.", layout=Layout.STEP) for at in range(3))
    field.show_proposal(Proposal("description", (Claim("\N{WAVING HAND SIGN} mine"), *steps)))
    cursor = field.editor.textCursor()
    cursor.setPosition(field.editor.text.index("other") + 1)  # an emoji takes two places
    cursor.movePosition(cursor.MoveOperation.EndOfWord, cursor.MoveMode.KeepAnchor)
    field.editor.setTextCursor(cursor)
    row(field, "Step 1").click()
    assert "Step 1." in field.editor.text
    assert field.editor.textCursor().selectedText() == "other"


def test_what_was_typed_a_moment_ago_is_there_when_a_sentence_is_taken(qtbot: QtBot, field: FieldEditor) -> None:
    qtbot.keyClicks(field.editor, "Quick: ")
    row(field, "hang").click()
    assert field.editor.text == "Quick: My own words.\n\nThe service cancels payments that hang."
    qtbot.keyClicks(field.editor, "So ")
    field.proposal._use.click()
    assert field.editor.text.startswith("Quick: So My own words.\n\nThe service cancels payments that hang. It says")


def test_the_title_holds_one_sentence_and_taking_one_replaces_it(qtbot: QtBot) -> None:
    title = FieldEditor(BY_NAME["title"])
    qtbot.addWidget(title)
    title.show()
    title.set_entry(Entry("Mine"))
    title.show_proposal(Proposal("title", (Claim("Mine is longer", ("X1",)),)))
    title.proposal.sentences.rows[0].click()
    assert title.editor.text == "Mine is longer"


def test_changed_words_are_marked_not_by_colour_alone_and_can_be_hidden(qtbot: QtBot, field: FieldEditor) -> None:
    field.set_entry(
        Entry("One two three four five six seven eight.", (Claim("One two three four five six seven eight."),))
    )
    field.show_proposal(Proposal("description", (Claim("One two three four FIVE six seven eight."), Claim("All new."))))
    layout = shown_words(row(field, "FIVE"))
    marks = {}
    for form in layout.formats():
        words = layout.text()[form.start : form.start + form.length].strip()
        marks[words] = (form.format.fontUnderline(), form.format.fontStrikeOut())
    assert marks["FIVE"] == (True, False)
    assert marks["five"] == (False, True)
    assert marks["One two three four"] == (False, False)
    assert "3 words added, 1 removed" in field.proposal._summary.text()
    assert shown_words(row(field, "All new")).text() == "All new."
    qtbot.mouseClick(field.proposal._changes, Qt.MouseButton.LeftButton)
    assert shown_words(row(field, "FIVE")).text() == "One two three four FIVE six seven eight."


def struck(field: FieldEditor) -> list[str]:
    """The words that a proposal shows as removed."""
    layouts = [shown_words(one) for one in field.proposal.sentences.rows]
    forms = [(one.text(), form) for one in layouts for form in one.formats() if form.format.fontStrikeOut()]
    return [text[form.start : form.start + form.length].strip() for text, form in forms]


def test_words_that_stay_are_not_struck_through(field: FieldEditor) -> None:
    ours = Claim("It drops the column at night, and tells support.", ("X1",), layout=Layout.ITEM)
    other = Claim("Nobody has to wait for it any more.", ("X2",), layout=Layout.ITEM)
    text = f"{text_of((ours, other))} Just words typed."
    field.set_entry(Entry(text, (ours, other)))
    new = Claim("It drops the column at once, and tells support.", ("X1",), layout=Layout.ITEM)
    field.show_proposal(Proposal("description", (new, other, Claim("Half an answer.", ("A2",)))))
    assert "your own words stay" in field.proposal._summary.text()
    assert "4 words added, 1 removed" in field.proposal._summary.text()
    assert struck(field) == ["night,"]
    field.show_proposal(Proposal("description", (ours, other, Claim("Half an answer.", ("A2",)))))
    assert struck(field) == [] and "3 words added, 0 removed" in field.proposal._summary.text()
    field.proposal._use.click()
    assert "Just words typed." in field.text


def test_what_is_kept_of_ours_is_not_struck_through(field: FieldEditor) -> None:
    heavy, light = Claim("It drops a column.", ("X1",)), Claim("It is quick now.", ("X2",))
    same = Claim("The service goes on as it does now, for all that anybody sees.", ("C1",))
    field.set_heavy(frozenset({"X1"}))
    field.set_entry(Entry(text_of((same, heavy, light)), (same, heavy, light)))
    field.show_proposal(Proposal("description", (same, Claim("It is slow.", ("X2",))), scripted.MODEL))
    assert "keeps 1 on heavy facts" in field.proposal._summary.text()
    assert struck(field) == ["It is quick now."]


def test_markup_and_hidden_characters_are_shown_as_they_are(field: FieldEditor) -> None:
    field.show_proposal(Proposal("description", (Claim("<b>bold</b> &amp; <img src=x>\u202e!"),)))
    (only,) = field.proposal.sentences.rows
    assert shown_words(only).text() == "<b>bold</b> &amp; <img src=x>⟨U+202E⟩!"
    assert only.accessibleName() == "<b>bold</b> &amp; <img src=x>⟨U+202E⟩!"


def test_what_is_not_checked_yet_cannot_be_taken(qtbot: QtBot, field: FieldEditor) -> None:
    halves = (Claim("Whole.", ("C4",), status=Status.UNCHECKED), Claim("Hal", status=Status.UNCHECKED))
    growing = Proposal("description", halves, scripted.MODEL, growing=True)
    for proposal in (growing, growing.settled):
        field.show_proposal(proposal)
        for one in field.proposal.sentences.rows:
            one.setFocus()
            qtbot.keyClick(one, Qt.Key.Key_Space)
        assert field.editor.text == "My own words." and not field.proposal._use.isVisible()
    assert [one.shown.claim.text for one in field.proposal.sentences.rows] == ["Whole."]
    assert field.proposal._summary.text() == "1 not checked · your own words stay"


def test_a_proposal_that_is_dismissed_while_it_grows_stays_away(field: FieldEditor) -> None:
    grown = list(scripted.stream(scripted.a_draft(2)))
    parts = [one.proposals["description"] for one in grown if "description" in one.proposals]
    field.show_proposal(parts[3])
    field.proposal.dismiss()
    for proposal in parts[4:]:
        field.show_proposal(proposal)
        assert not field.proposal.isVisible()
    field.show_proposal(Proposal("description", CLAIMS[:2], scripted.MODEL))
    assert field.proposal.isVisible()


def test_a_sentence_that_rests_on_a_dismissed_fact_is_marked(field: FieldEditor) -> None:
    field.set_dismissed(frozenset({"X4"}))
    one = row(field, "hang")
    assert [chip.chip.text for chip in one._chips] == ["! X4", "F2.h1"]
    assert "Rests on a fact that you dismissed: X4." in one.accessibleDescription()


def test_a_click_on_a_chip_asks_for_it_and_takes_nothing(qtbot: QtBot, field: FieldEditor) -> None:
    one = row(field, "hang")
    chip = next(chip for chip in one._chips if chip.chip.text == "F2.h1")
    with qtbot.waitSignal(field.evidence_wanted) as asked:
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton, pos=chip.box.center().toPoint())
    assert asked.args == ["F2.h1"] and field.editor.text == "My own words."
    menu = one.menu()
    qtbot.addWidget(menu)
    assert [action.text().split(":")[0] for action in menu.actions()] == [
        "Use",
        "Copy the sentence",
        "Show X4",
        "Show F2.h1",
    ]


def test_the_words_follow_the_theme(qapp: QApplication, field: FieldEditor) -> None:
    one = row(field, "hang")
    for name, theme in (("dark", DARK), ("light", LIGHT)):
        apply(qapp, name)
        one.grab()
        (form,) = shown_words(one).formats()
        assert form.format.foreground().color() == theme[Role.TEXT]


def test_only_the_sentence_that_grows_is_laid_out_anew(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = ProposalView("Deployment steps", lambda: ("", ()))
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show_proposal(next(scripted.stream(scripted.a_draft())).proposals["title"])
    laid: list[str] = []
    fit = SentenceRow.fit
    monkeypatch.setattr(SentenceRow, "fit", lambda one, width: laid.append(one.shown.claim.text) or fit(one, width))
    drafts = [
        one.proposals["deployment"] for one in scripted.stream(scripted.a_draft()) if "deployment" in one.proposals
    ]
    grown = [one for one in drafts if one.growing]
    for proposal in grown:
        view.show_proposal(proposal)
    assert len(laid) <= len(grown) + len(drafts[-1].claims)
    assert text_of(grown[-1].claims) == text_of(one.shown.claim for one in view.sentences.rows)


def test_taking_all_keeps_what_rests_on_heavy_facts_and_says_how_many_sentences_go(field: FieldEditor) -> None:
    ours = (
        Claim("It cannot be undone.", ("X77",), layout=Layout.PARAGRAPH),
        Claim("Old words.", ("F1",), layout=Layout.PARAGRAPH),
    )
    field.set_entry(Entry(text_of(ours), ours))
    field.set_heavy(frozenset({"X77"}))
    field.show_proposal(PROPOSAL)
    assert "replaces 1 computed · keeps 1 on heavy facts" in field.proposal._summary.text()
    tip = field.proposal._use.toolTip()
    assert "in place of 1 computed sentence" in tip and "1 computed sentence stays" in tip
    field.proposal._use.click()
    assert field.editor.text.startswith("It cannot be undone.\n\n") and "Old words" not in field.editor.text
    assert not field.proposal._use.isVisible(), "all is taken that can be"
    field.put(Entry(text_of(ours), ours))
    field.show_proposal(Proposal("description", CLAIMS))
    field.proposal._use.click()
    assert "cannot be undone" not in field.editor.text, "the template tells all facts that count"
