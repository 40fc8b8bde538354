"""How it stands with the ticket there, in a sentence, with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from .buttons import button
from .export_state import Heard
from .export_view import View
from .export_words import course_words, ledger_words, link_of, name_of, since_words
from .flow import FlowLayout
from .icons import Icon
from .labels import label, note, restyle, soften
from .shown import shown_text, visible
from .theme import GRID, Role

_LOOKS = {  # icon, its colour, the frame's look
    "good": ("check", Role.GOOD, "good"),
    "warning": ("alert", Role.WARNING, "warning"),
    "plain": ("told", Role.QUIET, "card"),
}


class ExportStatus(QFrame):
    """Hidden while nothing is known. Nothing is opened but by the person's press."""

    open_wanted = Signal(str)  # an address of the system's own
    token_wanted = Signal()
    another_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._url = ""
        self._icon = Icon("told", Role.QUIET)
        self._said, self._more = label(wraps=True), note(wraps=True)
        for one in (self._said, self._more):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = button("", "Opens the record in your browser", "small")
        self.copy = button("Copy its address", "Puts the record's address on the clipboard", "small")
        self.token = button("Give the token…", "Opens this system, at its token", "small")
        self.another = button("Make it anew", "Makes another record, in place of the one that is gone", "small")
        self.another.clicked.connect(self.another_wanted)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._url))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._url))
        self.token.clicked.connect(self.token_wanted)
        self._acts = QWidget()
        self._lay_out()

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(one.text() for one in (self._said, self._more) if one.text())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.open, self.copy, self.token, self.another

    def show_view(self, view: View) -> None:
        """Show how it stands now."""
        said, notes = _told(view)
        icon, role, look = _LOOKS[_look(view)]
        self._icon.show_icon(icon, role)
        restyle(self, look)
        soften(self._said, shown_text(said))
        soften(self._more, shown_text("\n".join(notes)))
        self._more.setVisible(bool(notes))
        self._show_link(view)
        self.token.setVisible(view.course.missing_token)
        self.another.setVisible(view.course.gone and view.may_send)
        self._acts.setVisible(any(not one.isHidden() for one in self.stops))
        self.setAccessibleName(visible(said))
        self.setVisible(bool(said))

    def _show_link(self, view: View) -> None:
        record = view.course.outcome.record if view.course.outcome else None
        export = view.preview.export if view.preview and view.preview.made else None
        name, url = (record.key, record.url) if record else (name_of(export), export.url) if export else ("", "")
        self._url = link_of(url, view.system)
        self.open.setText(f"Open {visible(name)}")
        self.open.setAccessibleName(self.open.text())
        self.open.setToolTip(visible(self._url))
        for one in (self.open, self.copy):
            one.setVisible(bool(self._url))

    def _lay_out(self) -> None:
        flow = FlowLayout(GRID)
        self._acts.setLayout(flow)
        for act in self.stops:
            flow.addWidget(act)
        told = QVBoxLayout()
        told.setSpacing(GRID // 2)
        for part in (self._said, self._more, self._acts):
            told.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)


def _told(view: View) -> tuple[str, tuple[str, ...]]:
    """The sentence, and what is beside it."""
    course, preview = view.course, view.preview
    said = course_words(course, preview, view.title)
    ledger = ledger_words(preview, view.title) if preview else ""
    notes = course.outcome.notes if course.outcome and course.heard in (Heard.SENT, Heard.THERE) else ()
    if not said:
        return ledger, ()
    if course.unsure:
        return said, ()  # which the ledger only says again
    if course.heard is Heard.FAILED and ledger and not course.gone:
        return said, (ledger,)
    if course.heard in (Heard.SENT, Heard.THERE):
        since = since_words(preview) if preview and preview.made else ""
        return said, tuple(one for one in (since, *notes) if one)
    return said, (ledger,) if ledger and preview and preview.unsure else ()


def _look(view: View) -> str:
    course, preview = view.course, view.preview
    if course.heard in (Heard.FAILED, Heard.STOPPED) or course.held:
        return "warning"
    if course.heard is Heard.NOTHING and preview and preview.unsure:
        return "warning"
    if view.behind or (course.outcome and (course.outcome.differences or course.outcome.missing)):
        return "plain" if not course.outcome else "warning"
    return "good" if course.outcome or (preview and preview.made) else "plain"
