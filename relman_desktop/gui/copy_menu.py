"""The menu of the places that something is copied for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from ..export.pastes import pastes


def fill_copy_menu(menu: QMenu, copy: Callable[[str], object]) -> None:
    """Give a menu an entry for each place; `copy` is called with its name."""
    for name, paste in pastes().items():
        action = menu.addAction(paste.words[0].upper() + paste.words[1:])
        action.setObjectName(name)
        action.triggered.connect(partial(_copy, copy, name))


def _copy(copy: Callable[[str], object], name: str, _checked: bool = False) -> None:
    copy(name)
