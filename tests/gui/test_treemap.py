"""The map of the change: all files are in it, grouped, read without colours, reached by mouse and by keys, quick."""

import time
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui import theme
from relman_desktop.gui.treemap import Treemap
from relman_desktop.gui.treemap_groups import TOP, Tile, grouped, tiles_of
from relman_desktop.gui.treemap_looks import contrast, ink_on, step_colour
from relman_desktop.gui.treemap_section import TreemapSection
from relman_desktop.gui.treemap_words import EMPTY, HINT, STEPS, map_told, step_of, tile_told
from relman_desktop.risk.assessment import FileRisk
from relman_desktop.sources.change import FileChange, Kind, Status

from .risk_scenes import HOSTILE


def changed(at: int, path: str, added: int, removed: int = 0, *, binary: bool = False) -> FileChange:
    return FileChange(f"F{at}", path, None, Status.MODIFIED, Kind.CODE, added, removed, binary)


FILES = (
    changed(1, "orders/models.py", 300, 100),
    changed(2, "orders/views.py", 50),
    changed(3, "web/logo.png", 0, binary=True),
    changed(4, "web/index.html", 150),
    changed(5, "README.md", 20),
    changed(6, "web/moved.js", 0),
)
RISKS = (FileRisk("F1", 2.0, 5, "It drops a column."), FileRisk("F4", 0.5, 0, ""), FileRisk("F2", 0.0, 0, ""))


@pytest.fixture
def section(qtbot: QtBot) -> Iterator[TreemapSection]:
    made = TreemapSection()
    qtbot.addWidget(made)
    made.resize(396, 420)
    made.show_files(FILES, RISKS)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: len(made.map.shown.tiles) == len(FILES))
    yield made
    made.close()


def middle(shown: Treemap, file: str) -> QPoint:
    at = next(at for at, one in enumerate(shown.shown.tiles) if one.id == file)
    box = shown.shown.boxes[at]
    return QPoint(int(box.left + box.width / 2), int(box.top + box.height / 2))


def many(number: int) -> tuple[FileChange, ...]:
    return tuple(changed(at, f"part{at % 9}/sub{at % 40}/file{at}.py", at * 7919 % 900) for at in range(1, number + 1))


def test_every_file_has_a_tile_also_one_without_lines(section: TreemapSection) -> None:
    shown = section.map.shown
    assert {one.id for one in shown.tiles} == {one.id for one in FILES}
    assert all(box.area > 0 for box in shown.boxes)
    area = {one.id: box.area for one, box in zip(shown.tiles, shown.boxes, strict=True)}
    assert area["F1"] / area["F2"] == pytest.approx(8, rel=0.01)


def test_files_are_grouped_by_their_top_folders(section: TreemapSection) -> None:
    assert [group.name for group, _, _ in section.map.shown.groups] == sorted(["orders", "web", TOP])


def test_a_folder_that_holds_nearly_all_is_shown_by_its_own_folders() -> None:
    tiles = tiles_of([changed(at, f"src/main/{name}/a.py", 9) for at, name in enumerate("abc")], ())
    assert [one.name for one in grouped(tiles)] == ["src/main/a", "src/main/b", "src/main/c"]
    only = tiles_of([changed(1, "a.py", 1)], ())
    assert [one.name for one in grouped(only)] == [TOP]


def test_the_step_follows_the_weight_beside_the_heaviest_file() -> None:
    steps = {one.id: step_of(one) for one in tiles_of(FILES, RISKS)}
    assert steps["F1"] == len(STEPS) - 1 and steps["F4"] == 1 and steps["F2"] == steps["F5"] == 0


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_names_can_be_read_on_every_step_and_the_steps_be_told_apart_without_hue(look: theme.Theme) -> None:
    steps = range(len(STEPS))
    assert all(contrast(ink_on(look, step), step_colour(look, step)) >= 4.5 for step in steps)
    far = [contrast(step_colour(look, step), step_colour(look, 0)) for step in steps]
    assert far == sorted(far) and far[-1] >= 3


def test_the_mouse_shows_what_is_known_and_a_click_opens_the_file(section: TreemapSection) -> None:
    wanted = Mock()
    section.evidence_wanted.connect(wanted)
    section.map.clearFocus()
    assert section.told == HINT
    QTest.mouseMove(section.map, middle(section.map, "F1"))
    assert "orders/models.py · +300 −100" in section.told.replace("\u200b", "") and "5 points of impact" in section.told
    QTest.mouseClick(section.map, Qt.MouseButton.LeftButton, pos=middle(section.map, "F4"))
    wanted.assert_called_once_with("F4")


def test_the_keys_start_at_the_riskiest_file_reach_all_and_open_one(section: TreemapSection) -> None:
    wanted = Mock()
    section.evidence_wanted.connect(wanted)
    shown = section.map
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    wanted.assert_called_with("F1")
    assert "It drops a column." in shown.accessibleName()
    reached, frontier = {"F1"}, ["F1"]
    while frontier:
        one = frontier.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=middle(shown, one))
            QTest.keyClick(shown, key)
            QTest.keyClick(shown, Qt.Key.Key_Return)
            if (found := wanted.call_args.args[0]) not in reached:
                reached.add(found)
                frontier.append(found)
    assert reached == {one.id for one in FILES}


def test_the_map_is_told_in_words_the_riskiest_first() -> None:
    told = map_told(tiles_of(FILES, RISKS))
    assert told.index("orders/models.py") < told.index("web/index.html") and "README" not in told
    assert map_told(()) == EMPTY
    assert "binary" in tile_told(tiles_of(FILES, RISKS)[2])


def test_hidden_characters_of_a_path_are_named() -> None:
    assert "\u202e" not in tile_told(Tile("F1", HOSTILE, 1, 1, False, 1.0, 1, HOSTILE))


def test_nothing_is_laid_out_before_the_first_paint_and_many_files_paint_at_once(qtbot: QtBot) -> None:
    shown = Treemap()
    qtbot.addWidget(shown)
    shown.resize(396, 260)
    files = many(1500)
    shown.show_tiles(tiles_of(files, [FileRisk(one.id, at % 7, at % 3, "") for at, one in enumerate(files)]))
    assert not shown.shown.tiles
    shown.show()
    qtbot.waitUntil(lambda: len(shown.shown.tiles) == 1500)
    QApplication.processEvents()
    took = []
    for _ in range(8):
        shown.place()
        began = time.thread_time()  # what others do on this machine is not counted
        shown.grab()
        took.append(time.thread_time() - began)
    assert min(took) < 0.016, took


def test_an_empty_change_says_so(qtbot: QtBot) -> None:
    shown = Treemap()
    qtbot.addWidget(shown)
    shown.show_tiles(())
    shown.show()
    assert shown.grab().width() and shown.current is None
    QTest.keyClick(shown, Qt.Key.Key_Right)
