"""The window of prompts: what a model is told, to read, to replace and to go back from."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..drafting.prompts import NAMES, Origin, Suggestion, fault
from ..errors import RelmanError
from .buttons import button
from .labels import note
from .language_choice import LanguageChoice
from .prompt_beside import NEWER, REPOSITORY, PromptBeside
from .prompt_list import PromptList
from .prompt_shelf import PromptShelf
from .prompt_text import PromptPage
from .prompt_words import about_lag, about_rendered, about_suggestion, about_text
from .tab_order import in_tab_order
from .theme import GRID

_KEEP_AFTER = 300  # milliseconds without a keystroke until what is typed is on the disk


class PromptEditor(QDialog):
    """Open beside the main window for as long as the person likes. What is typed is kept, saved or not.

    home: where the person's prompts are kept. The signals tell what others have to know or to keep.
    """

    changed = Signal()  # another text is in use: what was prepared with the old one is stale
    language_chosen = Signal(str)
    agreements_changed = Signal(tuple)  # all of them, for the settings

    def __init__(self, home: Path, language: str = "English", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Prompts")
        self.resize(1200, 740)
        self._shelf = PromptShelf(home)
        self._good: dict[str, str] = {}  # the last text of each without a fault
        self._pages: dict[str, PromptPage] = {}
        self._typing = ""  # the prompt of which the last keystrokes are not on the disk yet
        self._stack = QStackedWidget()
        self.list = PromptList()
        self.beside = PromptBeside()
        self.language = LanguageChoice(language)
        self.save = button("Save", "Uses this text from the next draft on", "primary")
        self.discard = button("Discard", "Shows the text in use again; undo gives yours back")
        self.back = button("Go back to ours", "Uses our prompt again; yours is kept in a file beside it")
        self._unkept = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._lay_out()
        self._connect()
        self.list.choose(next(iter(NAMES)))

    @property
    def page(self) -> PromptPage:
        """The page of the chosen prompt. Each has a text of its own, whose undo stays while others are looked at."""
        name = self.list.name
        if name not in self._pages:
            self._pages[name] = self._new_page(name)
        return self._pages[name]

    def choose(self, name: str) -> None:
        """Show one of the prompts."""
        self.list.choose(name)

    def show_repository(self, suggestions: Sequence[Suggestion], repository: str, agreements: Collection[str]) -> None:
        """Show what the repository at this place suggests, and which of it the person has agreed to."""
        self._shelf.set_repository(suggestions, repository, agreements)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_typed()
        super().hideEvent(event)

    def _new_page(self, name: str) -> PromptPage:
        page = PromptPage(name)
        page.editor.set_text(self._shelf.text(name))
        page.editor.edited.connect(self._edit)
        page.read_wanted.connect(lambda: self.beside.show_page(REPOSITORY))
        page.change_wanted.connect(lambda: self.beside.show_page(NEWER))
        page.kept.connect(lambda: self._keep_mine(name))
        self._stack.addWidget(page)
        return page

    def _choose(self) -> None:
        self._keep_typed()
        page = self.page
        self._stack.setCurrentWidget(page)
        after = (self.back, self.discard, self.save, *self.beside.stops)
        in_tab_order((self.list, self.language, *page.stops, *after))
        self._show()

    def _edit(self) -> None:
        self._shelf.type(self.page.name, self.page.editor.text)
        self._typing = self.page.name
        self._unkept.start()
        self._show()

    def _keep_typed(self) -> None:
        """Write down what was typed last."""
        self._unkept.stop()
        name, self._typing = self._typing, ""
        if name:
            self._do(lambda: self._shelf.keep_typed(name))

    def _save(self) -> None:
        name, text = self.page.name, self.page.editor.text
        if self.save.isEnabled() and self._do(lambda: self._shelf.save(name, text)):
            self._settle()

    def _discard(self) -> None:
        self.page.editor.replace_text(self._shelf.own(self.page.name).text)

    def _go_back(self) -> None:
        self._keep_typed()
        name = self.page.name
        if self._do(lambda: self._shelf.go_back(name)):
            self.page.editor.replace_text(self._shelf.ours(name).text)
            self._settle()

    def _keep_mine(self, name: str) -> None:
        if self._do(lambda: self._shelf.keep_mine(name)):
            self._settle()

    def _agree(self, agreed: bool) -> None:
        suggestion = self._shelf.suggestion(self.page.name)
        if suggestion and self._do(lambda: self._shelf.agree(suggestion, agreed=agreed)):
            self.agreements_changed.emit(self._shelf.agreements)
            self._settle()

    def _do(self, action: Callable[[], None]) -> bool:
        """Whether it could be done; if not, the person is told why."""
        try:
            action()
        except RelmanError as error:
            self.page.say(str(error), "warning")
            return False
        return True

    def _settle(self) -> None:
        """Show what is in use now, and tell."""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show all that follows from the text as it stands."""
        name, text = self.page.name, self.page.editor.text
        own, said = self._shelf.own(name), fault(name, text)
        self.save.setEnabled(not said and text != own.text)
        self.discard.setEnabled(text != own.text)
        self.back.setEnabled(own.origin is Origin.YOURS)
        self.list.show_states({one: self._shelf.state(one) for one in NAMES})
        self.page.suggestion.say(about_suggestion(self._shelf, name))
        self.page.lag.say(about_lag(self._shelf, name))
        self.page.say(about_text(self._shelf, name, said), "warning" if said else "quiet")
        self._show_beside(name, text, said)

    def _show_beside(self, name: str, text: str, said: str) -> None:
        ours, own = self._shelf.ours(name), self._shelf.own(name)
        if not said:
            self._good[name] = text
        rendered, wrong = self._shelf.rendered(name, self._good.get(name, own.text), self.language.language)
        self.beside.show_rendered(rendered, wrong or about_rendered(self._shelf, name, said))
        self.beside.show_against(ours.text, text)
        self.beside.show_newer(*self._shelf.news(name), there=own.lags)
        in_use = self._shelf.is_repositorys(name)
        self.beside.show_suggestion(self._shelf.suggestion(name), own.text, in_use=in_use)

    def _use_language(self, language: str) -> None:
        self._show()
        self.language_chosen.emit(language)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.beside.agreed.connect(self._agree)
        self.language.language_chosen.connect(self._use_language)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.back.clicked.connect(self._go_back)
        self._unkept.timeout.connect(self._keep_typed)
        QShortcut(QKeySequence.StandardKey.Save, self, self._save)

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * GRID)
        for widget, share in ((self._left(), 0), (self._middle(), 1), (self.beside, 1)):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, share)
        parts.setSizes([230, 480, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(parts)

    def _left(self) -> QWidget:
        return _column(self.list, note("Models write in"), self.language)

    def _middle(self) -> QWidget:
        made = _column(self._stack)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        column = made.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(row)
        return made


def _column(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    for widget in widgets:
        layout.addWidget(widget)
    return made
