"""Choosing from a list by typing: what is meant stands first."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.pick_list import Choice, PickList, ranked

TAGS = tuple(
    Choice(name, f"tag · {subject}", name)
    for name, subject in (
        ("v1.2.10", "Release"),
        ("v1.2.1", "Release"),
        ("release/v1.2", "Branch"),
        ("V1.2", "Release"),
        ("main", "Merge v1.2 back"),
        ("v1.20", "Release"),
    )
)


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[PickList]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = PickList("Tag, branch or commit", window, free_text=True)
    made.offer(TAGS, window)
    yield made
    made.hide()


def rows(picker: PickList) -> list[str]:
    model = picker.findChild(QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_into(qtbot: QtBot, picker: PickList, text: str) -> None:
    qtbot.keyClicks(picker.findChild(QLineEdit), text)


def test_an_exact_name_stands_first_then_those_that_begin_with_it() -> None:
    found = [choice.label for choice in ranked(TAGS, "v1.2")]
    assert found == ["V1.2", "v1.2.10", "v1.2.1", "v1.20", "release/v1.2", "main"]
    assert [choice.label for choice in ranked(TAGS, "v1.2.1")] == ["v1.2.1", "v1.2.10"]
    assert ranked(TAGS, " ") == list(TAGS)


@given(
    st.lists(st.builds(Choice, st.text(max_size=8), st.text(max_size=8), st.text(max_size=3)), max_size=20),
    st.text(max_size=3),
)
def test_ranking_loses_and_adds_nothing(choices: list[Choice], text: str) -> None:
    found = ranked(choices, text)
    wanted = text.strip().lower()
    assert sorted(map(repr, found)) == sorted(
        repr(one) for one in choices if wanted in f"{one.label} {one.detail}".lower()
    )


def test_enter_takes_the_exact_name(qtbot: QtBot, picker: PickList) -> None:
    type_into(qtbot, picker, "v1.2.1")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker.findChild(QLineEdit), Qt.Key.Key_Return)
    assert chosen.args == ["v1.2.1"]


def test_what_is_no_name_is_offered_as_typed_before_what_only_speaks_of_it(qtbot: QtBot, picker: PickList) -> None:
    type_into(qtbot, picker, "back")
    assert rows(picker) == ["back", "main"]
    picker.findChild(QLineEdit).setText("HEAD~3")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker.findChild(QLineEdit), Qt.Key.Key_Return)
    assert chosen.args == ["HEAD~3"]


def test_nothing_is_chosen_where_nothing_matches(qtbot: QtBot, picker: PickList) -> None:
    commands = PickList("Type a command", picker.parentWidget())
    commands.offer(TAGS, picker.parentWidget())
    type_into(qtbot, commands, "zzz")
    with qtbot.assertNotEmitted(commands.chosen):
        qtbot.keyClick(commands.findChild(QLineEdit), Qt.Key.Key_Return)
    commands.hide()
