"""The key of a server: where it is kept, and a way to give another one. A key that is kept is nowhere in here."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from .labels import label, restyle
from .server_entry import KeyState, ServerEntry
from .shown import visible
from .theme import GRID, SMALL


class KeyField(QWidget):
    """Shows bullets while a key is typed, and nothing of it once it is kept."""

    typed = Signal(str)
    given = Signal(str)
    forgotten = Signal()

    def __init__(self, secret: str) -> None:
        """`secret`: what it is called: "key", "token"."""
        super().__init__()
        self._secret = ""
        self._state = KeyState()
        self._replacing = False
        self._words, self._title = label(wraps=True), label(look="quiet")
        self.replace, self.forget, self.keep = QPushButton(), QPushButton(), QPushButton()
        self.line = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.line.setAccessibleDescription("It is kept outside of the settings and never shown again")
        self.call(secret)
        self._wrong = label(size=SMALL, look="error", wraps=True)
        self._lay_out()
        self.line.textEdited.connect(self._type)
        self.line.returnPressed.connect(self._give)
        self.keep.clicked.connect(self._give)
        self.replace.clicked.connect(self._replace)
        self.forget.clicked.connect(self.forgotten)

    def call(self, secret: str) -> None:
        """Call it otherwise: as the way to authorise does that is chosen."""
        if secret == self._secret:
            return
        self._secret = secret
        _name(self.replace, f"Replace the {secret}", f"Gives another {secret} in place of the one that is kept")
        _name(self.forget, f"Forget the {secret}", f"Removes the {secret} from where it is kept")
        where = "in the system's keyring, or for this session where there is none"
        _name(self.keep, f"Keep the {secret}", f"Keeps the {secret} {where}")
        self.line.setPlaceholderText(f"Paste the {secret}")
        self._title.setText(secret[:1].upper() + secret[1:])
        self.line.setAccessibleName(self._title.text())

    def show_entry(self, entry: ServerEntry[Any]) -> None:
        """Show where a server's key is, and what was typed of another one."""
        self._state = entry.key
        self._replacing = self._replacing and bool(entry.key_typed)
        if self.line.text() != entry.key_typed:
            self.line.setText(entry.key_typed)  # which also empties what could be undone
        self.line.setEnabled(not entry.key_given)
        self._show()

    def needs_key(self, needed: bool) -> None:
        """Say whether such servers want a key."""
        self.line.setPlaceholderText(f"Paste the {self._secret}" if needed else "Only if the server wants one")

    def say_wrong(self, sentence: str) -> None:
        """Say why a key is not kept."""
        self._wrong.setText(visible(sentence))
        self._wrong.setVisible(bool(sentence))

    def _show(self) -> None:
        asks = not self._state.held or self._replacing or bool(self.line.text())
        self._words.setText(visible(self._state.words))
        restyle(self._words, "" if self._state.held else "quiet")
        self.line.setVisible(asks)
        self.keep.setVisible(asks)
        self.keep.setEnabled(self.line.isEnabled() and bool(self.line.text().strip()))
        self.replace.setVisible(not asks)
        self.forget.setVisible(self._state.held and self._state.can_forget)

    def _replace(self) -> None:
        self._replacing = True
        self._show()
        self.line.setFocus()

    def _type(self, text: str) -> None:
        self.say_wrong("")
        self.typed.emit(text)
        self._show()

    def _give(self) -> None:
        if self.line.text().strip() and self.line.isEnabled():
            self.given.emit(self.line.text().strip())

    def _lay_out(self) -> None:
        told, typed = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((told, (self._words, self.replace, self.forget)), (typed, (self.line, self.keep))):
            row.setSpacing(GRID)
            for part in parts:
                row.addWidget(part, int(part is parts[0]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addLayout(told)
        layout.addLayout(typed)
        layout.addWidget(self._wrong)
        self.say_wrong("")


def _name(button: QPushButton, name: str, description: str) -> None:
    """Have a button show the first word of its name."""
    button.setText(name.partition(" ")[0])
    button.setAccessibleName(name)
    button.setAccessibleDescription(description)
    button.setToolTip(description)
