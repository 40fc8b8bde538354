"""The order in which Tab goes through widgets that came later than their neighbours."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def in_tab_order(widgets: Iterable[QWidget]) -> None:
    """Have Tab go from each of these to the next: Qt puts a new widget behind all others of the window."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
