"""The window of prompts: what is in use, what is told, and that nothing that is typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPlainTextEdit, QTreeWidgetItemIterator, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.prompts import (
    NAMES,
    Origin,
    Suggestion,
    agreed_texts,
    agreement,
    collection,
    load_prompts,
    save_override,
    typed_text,
)
from relman_desktop.files import data_folder
from relman_desktop.gui.prompt_beside import AGAINST, NEWER, RENDERED, REPOSITORY
from relman_desktop.gui.prompt_editor import PromptEditor
from relman_desktop.gui.theme import apply

MINE = "Briefly:\n$questions\n"
THEIRS = Suggestion("title", "As the team writes it:\n$questions\n")


@pytest.fixture
def editor(qtbot: QtBot, home: Path) -> PromptEditor:
    return opened(qtbot, home)


def opened(qtbot: QtBot, home: Path) -> PromptEditor:
    made = PromptEditor(home, "English")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def type_over(qtbot: QtBot, editor: PromptEditor, text: str) -> None:
    editor.page.editor.selectAll()
    qtbot.keyClicks(editor.page.editor, text)


def used(home: Path, name: str = "title") -> str:
    return load_prompts(home).get(name).text


def marks(editor: PromptEditor) -> dict[str, str]:
    """What the list says of each prompt."""
    found, items = {}, QTreeWidgetItemIterator(editor.list)
    while item := items.value():
        if item.text(1):
            found[item.text(0)] = item.text(1)
        items += 1
    return found


def test_what_is_typed_is_rendered_at_once_and_used_once_it_is_saved(
    qtbot: QtBot, editor: PromptEditor, home: Path
) -> None:
    before = used(home)
    type_over(qtbot, editor, "Be brief: $questions and $sources")
    assert editor.beside.text(RENDERED).startswith("Be brief: - What is changing?")
    assert "Until then ours stays in use" in editor.page.state
    assert (used(home), marks(editor)) == (before, {"Title": "not saved"})
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.page.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (used(home), marks(editor)) == ("Be brief: $questions and $sources", {"Title": "yours"})
    assert not editor.save.isEnabled()


def test_a_faulty_text_is_told_in_a_sentence_cannot_be_saved_and_is_kept(
    qtbot: QtBot, editor: PromptEditor, home: Path
) -> None:
    save_override(home, load_prompts(home).built_in["title"], MINE)
    editor = opened(qtbot, home)
    type_over(qtbot, editor, "Fine: $questions")
    qtbot.keyClicks(editor.page.editor, " $colour")
    assert "uses $colour in line 1, which is not known; it may use $questions, $sources and $limit." in (
        editor.page.state
    )
    assert "your saved text stays in use" in editor.page.state
    assert not editor.save.isEnabled()
    qtbot.keyClick(editor.page.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert used(home) == MINE
    assert editor.beside.text(RENDERED).startswith("Fine: - What is changing?")  # the last good one stays in sight
    editor.close()
    assert opened(qtbot, home).page.editor.text == "Fine: $questions $colour"


def test_what_is_typed_is_on_the_disk_soon_whatever_happens_next(
    qtbot: QtBot, editor: PromptEditor, home: Path
) -> None:
    type_over(qtbot, editor, "half a $")
    qtbot.waitUntil(lambda: typed_text(home, "title") == "half a $", timeout=2000)
    type_over(qtbot, editor, "half a $ more")
    editor.choose("rollback")  # at once, before the pause
    assert typed_text(home, "title") == "half a $ more"
    qtbot.keyClicks(editor.page.editor, "x")
    editor.close()
    assert (typed_text(home, "rollback") or "").startswith("xHow to undo")


def test_each_prompt_keeps_its_own_undo(qtbot: QtBot, editor: PromptEditor, home: Path) -> None:
    ours = editor.page.editor.text
    type_over(qtbot, editor, "x")
    editor.choose("rollback")
    editor.choose("title")
    for _ in range(3):
        editor.page.editor.undo()
    assert editor.page.editor.text == ours
    assert marks(editor) == {}
    editor.close()
    assert typed_text(home, "title") is None


def test_discarding_shows_what_is_in_use_and_can_be_undone(qtbot: QtBot, editor: PromptEditor, home: Path) -> None:
    type_over(qtbot, editor, "half a $")
    editor.discard.click()
    assert editor.page.editor.text == used(home)
    assert not editor.discard.isEnabled()
    editor.page.editor.undo()
    assert editor.page.editor.text == "half a $"


def test_going_back_to_ours_keeps_the_file_and_can_be_undone(qtbot: QtBot, home: Path) -> None:
    ours = load_prompts(home).built_in["title"]
    save_override(home, ours, MINE)
    editor = opened(qtbot, home)
    qtbot.keyClicks(editor.page.editor, "typed ")
    with qtbot.waitSignal(editor.changed):
        editor.back.click()
    assert (editor.page.editor.text, used(home)) == (ours.text, ours.text)
    assert not editor.back.isEnabled()
    kept = {path.read_text("utf-8").rpartition("-->\n")[2] for path in (home / "prompts").glob("title.md.bak*")}
    assert kept == {MINE, "typed " + MINE}
    editor.page.editor.undo()
    assert editor.page.editor.text == "typed " + MINE


def test_a_difference_to_ours_is_shown_in_words(qtbot: QtBot, editor: PromptEditor) -> None:
    cursor = editor.page.editor.document().find("One sentence,")
    cursor.insertText("Two short sentences,")
    assert "One sentence, Two short sentences, layout" in editor.beside.text(AGAINST)


def test_that_ours_has_changed_is_told_with_what_changed_until_the_person_keeps_theirs(
    qtbot: QtBot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = load_prompts(home)
    save_override(home, prompts.built_in["title"], MINE)
    folder = tmp_path / "newer" / "prompts"
    folder.mkdir(parents=True)
    for path in (data_folder() / "prompts").iterdir():
        (folder / path.name).write_text(
            path.read_text("utf-8").replace("One sentence, layout", "A line, layout"), "utf-8"
        )
    monkeypatch.setattr(collection, "data_folder", lambda: folder.parent)
    editor = opened(qtbot, home)
    assert marks(editor)["Title"] == "ours is newer"
    assert editor.page.lag.text == "Ours has changed since you made yours."
    read, changed, keep, _ = editor.page.stops
    assert not read.isVisible()
    click(changed)
    assert editor.beside.page == NEWER
    assert "One sentence, A line, layout" in editor.beside.text(NEWER)
    click(keep)
    assert (editor.page.lag.text, marks(editor)) == ("", {"Title": "yours"})
    assert editor.beside.page == RENDERED
    assert used(home) == MINE


def click(widget: QWidget) -> None:
    assert isinstance(widget, QAbstractButton)
    assert widget.isVisible()
    widget.click()


def test_a_repositorys_prompt_is_used_only_once_the_person_agreed_beside_its_text(
    qtbot: QtBot, editor: PromptEditor, home: Path
) -> None:
    editor.show_repository([THEIRS], "/srv/shop", ())
    assert "suggests its own prompt here; it is not in use" in editor.page.suggestion.text
    assert marks(editor) == {"Title": "suggestion"}
    assert not editor.beside.use.isVisible()
    click(editor.page.stops[0])
    assert editor.beside.page == REPOSITORY
    assert THEIRS.text.strip() in editor.beside.text(REPOSITORY)
    told: list[tuple[str, ...]] = []
    editor.agreements_changed.connect(told.append)
    click(editor.beside.use)
    assert told == [(agreement("/srv/shop", THEIRS),)]
    assert load_prompts(home, agreed_texts([THEIRS], "/srv/shop", told[0])).get("title").origin is Origin.REPOSITORY
    assert "it is used here instead of the text below" in editor.page.suggestion.text
    qtbot.keyClicks(editor.page.editor, "typed ")
    click(editor.beside.use)  # before what is typed was written down
    qtbot.waitUntil(lambda: (typed_text(home, "title") or "").startswith("typed "), timeout=2000)
    assert told[1:] == [()]
    assert "it is not in use" in editor.page.suggestion.text


def test_a_suggestion_that_cannot_be_used_says_why(editor: PromptEditor) -> None:
    editor.show_repository([Suggestion("title", "Obey me.", "It lacks $questions.")], "/srv/shop", ())
    assert editor.page.suggestion.text == "It lacks $questions."
    assert marks(editor) == {}
    editor.beside.show_page(REPOSITORY)
    assert not editor.beside.use.isEnabled()
    editor.show_repository([], "", ())  # another change
    assert (editor.page.suggestion.text, editor.beside.page) == ("", RENDERED)


def test_hidden_characters_of_a_suggestion_are_in_plain_sight(editor: PromptEditor) -> None:
    editor.show_repository([Suggestion("title", "a\u3164b <b>bold</b> $questions")], "/srv/shop", ())
    assert "a⟨U+3164⟩b <b>bold</b>" in editor.beside.text(REPOSITORY)


def test_a_fault_in_one_prompt_is_told_where_the_task_is_shown_with_all_of_them(qtbot: QtBot, home: Path) -> None:
    (home / "prompts").mkdir(parents=True)
    (home / "prompts" / "title.md").write_text("spoilt by hand")
    editor = opened(qtbot, home)
    assert "lacks $questions" in editor.page.state
    editor.choose("task")
    assert editor.beside.text(RENDERED) == ""


def test_where_it_cannot_be_kept_the_person_is_told_and_the_text_stays(qtbot: QtBot, home: Path) -> None:
    home.write_text("a file where the folder should be")
    editor = opened(qtbot, home)
    type_over(qtbot, editor, "Briefly: $questions")
    editor.save.click()
    assert "cannot be written" in editor.page.state
    assert editor.page.editor.text == "Briefly: $questions"


@pytest.mark.parametrize(("typed", "language"), [("  Klingon ", "Klingon"), ("German", "German"), ("   ", "English")])
def test_the_language_is_one_of_the_list_or_any_other_and_stands_in_the_prompt(
    qtbot: QtBot, editor: PromptEditor, typed: str, language: str
) -> None:
    editor.choose("system")
    told: list[str] = []
    editor.language.language_chosen.connect(told.append)
    line = editor.language.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told == ([] if language == "English" else [language])
    assert editor.language.currentText() == language
    assert f'Write "text" and "why" in {language}.' in editor.beside.text(RENDERED)
    assert editor.isVisible()  # Enter chose the language and nothing else


def test_every_control_has_a_name_and_what_it_says_is_said_to_screen_readers(editor: PromptEditor) -> None:
    editor.show_repository([THEIRS], "/srv/shop", ())
    for name in NAMES:
        editor.choose(name)
    kinds = (QAbstractButton, QComboBox, QPlainTextEdit)
    controls = [one for one in editor.findChildren(QWidget) if isinstance(one, kinds)]
    assert len(controls) > len(NAMES)
    assert [one for one in controls if not one.accessibleName()] == []
    editor.choose("title")
    assert "Ours, version" in editor.page.editor.accessibleDescription()


def test_tab_goes_from_left_to_right(qtbot: QtBot, editor: PromptEditor) -> None:
    editor.choose("rollback")  # a page that came later than all around it
    seen = []
    editor.list.setFocus()
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [editor.list, editor.language, editor.page.editor]
    assert [one for one in seen if one in wanted] == wanted


def test_colours_follow_the_theme(qtbot: QtBot, qapp: QApplication, editor: PromptEditor) -> None:
    editor.page.editor.document().find("One sentence,").insertText("Two short sentences,")

    def inks() -> set[str]:
        block, found = editor.beside.stops[1 + AGAINST].document().begin(), set()  # type: ignore[attr-defined]
        while block.isValid():
            found |= {one.format.foreground().color().name() for one in block.textFormats()}
            block = block.next()
        return found

    light = inks()
    apply(qapp, "dark")
    qapp.processEvents()
    assert len(light) == 3
    assert light.isdisjoint(inks())
