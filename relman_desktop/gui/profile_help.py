"""Help beside the editor: what a part is for, and what the value with the focus means, with an example."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..sources.profile.schema import Key, Part
from .labels import label, note, soften
from .profile_words import KINDS, example_of, name_of, source_words
from .theme import GRID, code_font


class ProfileHelp(QScrollArea):
    """Follows the focus."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Help")
        self._title = label(bold=True, wraps=True)
        self._help = label(wraps=True)
        self._question = label(wraps=True)
        self._source = note(wraps=True)
        self._key = label(bold=True, wraps=True)
        self._key_help = label(wraps=True)
        self._kind = note(wraps=True)
        self._such = note("For example")
        self._example = label(wraps=True)
        self._example.setFont(code_font())
        self._written = note(wraps=True)
        self._line = QFrame()
        self._line.setFixedHeight(1)
        self._line.setProperty("look", "bar")
        self._lay_out()

    @property
    def text(self) -> str:
        """All that it says."""
        shown = (self._title, self._help, self._question, self._key, self._key_help, self._example)
        return "\n".join(one.text() for one in shown if not one.isHidden())

    def show_part(self, part: Part) -> None:
        """Tell of a part; of a value when one has the focus."""
        self._title.setText(part.title)
        soften(self._help, part.help)
        soften(self._question, f"It answers: {part.question}")
        self._source.setText(source_words(part))
        self._source.setVisible(bool(part.source))
        self.show_key(None)

    def show_key(self, key: Key | None) -> None:
        """Tell of a value."""
        shown = (self._line, self._key, self._key_help, self._kind, self._such, self._example, self._written)
        for one in shown:
            one.setVisible(key is not None)
        if key is None:
            return
        self._key.setText(name_of(key))
        soften(self._key_help, key.help)
        choices = f"One of: {', '.join(key.choices)}." if key.kind == "choice" else KINDS.get(key.kind, "")
        self._kind.setText(choices)
        self._kind.setVisible(bool(choices))
        soften(self._example, example_of(key))
        soften(self._written, f"In the file: {key.shown}")
        self.setAccessibleDescription(f"{name_of(key)}: {key.help} For example {example_of(key)}")

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for part in (self._title, self._help, self._question, self._source, self._line, self._key, self._key_help):
            column.addWidget(part)
        for part in (self._kind, self._such, self._example, self._written):
            column.addWidget(part)
        column.addStretch(1)
        body.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self.setWidget(body)
