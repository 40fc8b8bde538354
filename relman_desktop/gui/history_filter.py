"""Of which field the history is told: all, the one where the caret is, or one that is chosen."""

from ..fields import FIELDS
from .arrow_combo import ArrowCombo
from .history_words import field_label

_ALL, _CARET = "", "\0caret"  # no field is called so


class HistoryFilter(ArrowCombo):
    """Speaks of `field`, "" for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._caret = FIELDS[0].name
        self.addItem("All fields", _ALL)
        self.addItem("", _CARET)
        self.insertSeparator(self.count())
        for field in FIELDS:
            self.addItem(field.label, field.name)
        self.setProperty("look", "choice")
        self.setAccessibleName("Which field’s history")
        self.setAccessibleDescription("All fields, the field where the caret is, or one of them")
        self.follow(self._caret)

    @property
    def field(self) -> str:
        chosen = str(self.currentData())
        return self._caret if chosen == _CARET else chosen

    def follow(self, field: str) -> bool:
        """The caret is in this field; gives whether another history is to be shown now."""
        before = self.field
        self._caret = field
        self.setItemText(self.findData(_CARET), f"Where the caret is: {field_label(field)}")
        return self.field != before

    def choose(self, field: str) -> None:
        self.setCurrentIndex(self.findData(field))
