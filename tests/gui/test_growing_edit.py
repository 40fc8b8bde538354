"""An editor as high as its text, whatever text stood in it before."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.growing_edit import GrowingEdit

LONG = "A sentence that is long enough to go on over several lines of a narrow editor.\n" * 60


def test_its_height_is_its_texts_after_a_longer_and_a_shorter_one(qtbot: QtBot) -> None:
    area, form, edit = QScrollArea(), QWidget(), GrowingEdit()
    QVBoxLayout(form).addWidget(edit)
    area.setWidget(form)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(420, 300)
    area.show()
    for text in (LONG, LONG[: len(LONG) // 2], LONG, "Short."):
        edit.set_text(text)
        qtbot.wait(20)
        bottom = edit.blockBoundingGeometry(edit.document().lastBlock()).bottom()
        assert edit.minimumHeight() == edit.maximumHeight() == edit.height()
        assert abs(edit.height() - bottom) < 40
