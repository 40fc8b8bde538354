"""The language that a model writes in: one of the common ones, or any that the person types."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from .arrow_combo import ArrowCombo

# As a prompt names them: models know the English names best.
LANGUAGES = (
    *("English", "Arabic", "Brazilian Portuguese", "Chinese (simplified)", "Chinese (traditional)", "Czech", "Danish"),
    *("Dutch", "Finnish", "French", "German", "Hebrew", "Hindi", "Hungarian", "Indonesian", "Italian", "Japanese"),
    *("Korean", "Norwegian", "Polish", "Portuguese", "Romanian", "Russian", "Spanish", "Swedish", "Thai", "Turkish"),
    *("Ukrainian", "Vietnamese"),
)
_LONGEST = 60  # characters: a language with what is to be heeded in it, such as "German (informal)"


class LanguageChoice(ArrowCombo):
    """Never empty: an emptied input goes back to the language that was chosen before."""

    language_chosen = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__(editable=True)
        self._language = language
        self.addItems(LANGUAGES)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setProperty("look", "choice")
        self.setAccessibleName("Language that models write in")
        self.setToolTip("The language of drafted texts; names, paths and commands stay as they are")
        if line := self.lineEdit():
            line.setMaxLength(_LONGEST)
            line.setAccessibleName(self.accessibleName())
            line.editingFinished.connect(self._take)
        self.show_language(language)
        self.activated.connect(self._take)

    @property
    def language(self) -> str:
        return self._language

    def show_language(self, language: str) -> None:
        """Show what is set."""
        self._language = language
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findText(language))
            self.setEditText(language)

    def _take(self) -> None:
        language = " ".join(self.currentText().split()) or self._language
        changed = language != self._language
        self.show_language(language)
        if changed:
            self.language_chosen.emit(language)
