"""What stands beside a prompt that is being written: how a model gets it, and how it differs from others."""

from functools import lru_cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..drafting.prompts import Suggestion
from .buttons import button
from .difference import difference
from .labels import note
from .marked_text import MarkedText
from .theme import GRID

RENDERED, AGAINST, NEWER, REPOSITORY = range(4)
_TABS = ("As a model gets it", "Against ours", "New in ours", "The repository’s")
_compared = lru_cache(maxsize=4)(difference)  # of which a keystroke changes one
_NOT_KEPT = "Our text as it was then is not kept here; this is ours as it is now, beside yours."


class PromptBeside(QWidget):
    """Tabs of texts to read; the last two only where there is something to show."""

    agreed = Signal(bool)  # to use the repository's own, or no longer to

    def __init__(self) -> None:
        super().__init__()
        self._tabs = QTabBar(documentMode=True, drawBase=False, expanding=False, elideMode=Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setAccessibleName("What is shown beside the prompt")
        self._pages = QStackedWidget()
        self._texts = [MarkedText(title) for title in _TABS]
        for title, text in zip(_TABS, self._texts, strict=True):
            self._tabs.addTab(title)
            self._pages.addWidget(text)
        self._notes = [""] * len(_TABS)
        self._note = note(wraps=True)
        self._in_use = False
        self.use = button("Use it for this repository", "A model gets the repository’s text instead of yours or ours")
        self.use.clicked.connect(lambda: self.agreed.emit(not self._in_use))
        self._tabs.currentChanged.connect(self._show_page)
        self._lay_out()
        self._show_page()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._tabs, *self._texts, self.use

    @property
    def page(self) -> int:
        return self._tabs.currentIndex()

    def show_page(self, page: int) -> None:
        """Show one of the tabs, if there is anything on it."""
        if self._tabs.isTabVisible(page):
            self._tabs.setCurrentIndex(page)

    def text(self, page: int) -> str:
        """What stands on a page, words that were removed among them."""
        return self._texts[page].toPlainText()

    def show_rendered(self, text: str, remark: str) -> None:
        """How a model gets it."""
        self._texts[RENDERED].show_text(text)
        self._remark(RENDERED, remark)

    def show_against(self, ours: str, text: str) -> None:
        """How a text differs from ours."""
        self._texts[AGAINST].show_parts(_compared(ours, text))
        self._remark(
            AGAINST, "This is our text." if text == ours else "Yours; what it leaves out of ours is struck out."
        )

    def show_newer(self, before: str | None, ours: str, yours: str, *, there: bool) -> None:
        """What changed in ours since the person made theirs; ours against theirs where that is not known."""
        self._offer(NEWER, there=there)
        if there:
            self._texts[NEWER].show_parts(_compared(yours if before is None else before, ours))
            self._remark(NEWER, _NOT_KEPT if before is None else "Ours as it is now, and what has changed in it.")

    def show_suggestion(self, suggestion: Suggestion | None, otherwise: str, *, in_use: bool) -> None:
        """The repository's own, against what is used otherwise."""
        self._offer(REPOSITORY, there=suggestion is not None)
        self._in_use = in_use
        if suggestion:
            self._texts[REPOSITORY].show_parts(_compared(otherwise, suggestion.text))
            told = "It holds for this text and this repository only: you are asked again when it changes."
            self._remark(REPOSITORY, suggestion.fault or told)
            self.use.setText("Stop using it" if in_use else "Use it for this repository")
            self.use.setAccessibleName(self.use.text())
            self.use.setEnabled(not suggestion.fault)
        self._show_page()

    def _offer(self, page: int, *, there: bool) -> None:
        if not there and self.page == page:
            self._tabs.setCurrentIndex(RENDERED)
        self._tabs.setTabVisible(page, there)

    def _remark(self, page: int, text: str) -> None:
        self._notes[page] = text
        self._texts[page].setAccessibleDescription(text)
        self._show_page()

    def _show_page(self, _page: int = 0) -> None:
        self._pages.setCurrentIndex(self.page)
        self._note.setText(self._notes[self.page])
        self.use.setVisible(self.page == REPOSITORY)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self._note, 1)
        below.addWidget(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._tabs)
        layout.addWidget(self._pages, 1)
        layout.addLayout(below)
