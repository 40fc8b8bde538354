"""Buttons with their words for the eye, the mouse and screen readers."""

from PySide6.QtWidgets import QPushButton


def button(text: str, description: str, look: str = "") -> QPushButton:
    """A button that only a click or its own key presses: Enter in a text beside it is not its."""
    return describe(QPushButton(text), text, description, look)


def describe(made: QPushButton, text: str, description: str, look: str = "") -> QPushButton:
    """The words and the look of a button that was made already."""
    made.setAutoDefault(False)
    made.setProperty("look", look)
    made.setToolTip(description)
    made.setAccessibleName(text)
    made.setAccessibleDescription(description)
    return made
