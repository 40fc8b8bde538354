"""A scroll bar that is always there, and shows nothing where there is nothing to scroll."""

from PySide6.QtWidgets import QScrollBar


def hide_idle_handle(bar: QScrollBar) -> None:
    """Have the bar keep its place, for one that comes and goes wraps all rows anew, and lose its handle."""

    def show(least: int, most: int) -> None:
        bar.setEnabled(most > least)

    bar.rangeChanged.connect(show)
    show(bar.minimum(), bar.maximum())
