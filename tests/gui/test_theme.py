"""The colours are readable, and follow the system only when they are asked to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from relman_desktop.gui.theme import DARK, LIGHT, TEXT_ON, Role, Theme, apply, theme_of

READABLE = 4.5  # WCAG 2.1, AA for text


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", TEXT_ON)
def test_every_text_is_readable_on_its_grounds(theme: Theme, ink: Role) -> None:
    for ground in TEXT_ON[ink]:
        lower, higher = sorted((luminance(theme[ink]), luminance(theme[ground])))
        assert (higher + 0.05) / (lower + 0.05) >= READABLE, f"{ink} on {ground}"


def test_system_follows_the_system_and_a_choice_does_not(qapp: QApplication) -> None:
    widget = QWidget()
    for name, expected in (("system", DARK), ("light", LIGHT)):
        apply(qapp, name)
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        qapp.processEvents()
        assert theme_of(widget) is expected


@pytest.mark.parametrize("name", ["light", "dark", "system"])
def test_qt_understands_the_style_sheet(qapp: QApplication, qtlog: pytest.FixtureRequest, name: str) -> None:
    apply(qapp, name)
    QWidget().ensurePolished()
    assert not [record.message for record in qtlog.records if "stylesheet" in record.message.lower()]
