"""The inputs of one change system: its kind first, for that says what is needed; then what goes where."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..export.targets.target import Setting
from .choice_row import ChoiceRow
from .export_fields import empty
from .form_layout import beside, choice, named
from .form_row import FormRow
from .icons import IconButton
from .labels import note, say
from .server_form import ServerForm
from .shown import visible
from .system_entry import FIELDS, PREFIX, SystemEntry
from .system_kinds import kinds
from .system_mapping import SystemMapping
from .tab_order import in_tab_order
from .theme import GRID

_ROWS = {  # name, hint, placeholder
    "name": ("Name", "", "What you call it"),
    "url": ("Address", "", ""),
    "user": ("User", "", "Whose token it is"),
    "key_variable": ("Token from an environment variable", "", "Optional: the variable's name"),
}
_WHAT_IS_SENT = "It asks whose token it is, and looks for a record that is not there. Nothing is written."
Row = FormRow | ChoiceRow


class SystemForm(ServerForm[SystemEntry]):
    """Shows one system. The rows of its own settings follow from its kind."""

    kind_chosen = Signal(str)
    auth_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__({name: FormRow(*_ROWS[name]) for name in FIELDS}, "token", _WHAT_IS_SENT)
        self.own: dict[str, Row] = {}  # the rows of its own settings, by what they are called in the entry's texts
        self.kind, self.auth = choice("Kind"), choice("Way to authorise")
        self.mapping = SystemMapping()
        self._note, self._scope, self._page = note(wraps=True), note(wraps=True), note(wraps=True)
        self._copy = IconButton("copy", "Copy the address where a token is made")
        self._where, self._page_address = beside(self._page, self._copy), ""
        self._auth_row = named("Way to authorise", self.auth)
        self._own, self._own_rows = QWidget(), QVBoxLayout()
        self._own.setLayout(self._own_rows)
        self._own_rows.setContentsMargins(0, 0, 0, 0)
        self._own_rows.setSpacing(GRID + 4)
        self._of: tuple[Setting, ...] = ()
        rows = self.rows
        self.lay_out(
            *(
                rows["name"],
                named("Kind", self.kind),
                self._note,
                rows["url"],
                self._auth_row,
                rows["user"],
                self._own,
            ),
            *(self.key, self._scope, self._where, rows["key_variable"], self.report, self.mapping),
        )
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(str(self.kind.currentData())))
        self.auth.activated.connect(lambda _: self.auth_chosen.emit(str(self.auth.currentData())))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._page_address))

    def show_entry(self, entry: SystemEntry) -> None:
        """Show an entry as it stands."""
        self.show_kind(entry)
        self.refresh()

    def show_kind(self, entry: SystemEntry) -> None:
        """Show what systems of this kind need."""
        kind = entry.kind
        self._show_kinds(entry)
        self._show_auth(entry)
        self._show_own(entry.settings)
        self.show_texts(entry)
        self.rows["url"].input.setPlaceholderText(f"Such as {kind.address}" if kind else "")
        self.rows["user"].setVisible(bool(entry.way and entry.way.wants_user) or bool(entry.texts["user"]))
        secret = entry.way.secret if entry.way else "token"
        self.key.call(secret)
        self.rows["user"].input.setPlaceholderText(f"Whose {secret} it is")
        variable = kind.variable if kind else ""
        self.rows["key_variable"].input.setPlaceholderText(f"Optional, such as {variable or 'CHANGE_TOKEN'}")
        say(self._note, kind.note if kind else f"No table tells of the kind {entry.target!r}; choose another one.")
        say(self._scope, f"What it must be allowed: {kind.scopes}." if kind and kind.scopes else "")
        self._show_page(entry)
        self.mapping.show_entry(entry)

    def show_texts(self, entry: SystemEntry) -> None:
        super().show_texts(entry)
        for name, row in self.own.items():
            row.show_text(entry.texts.get(name, ""))

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        super().show_wrong(wrong)
        for name, row in self.own.items():
            row.say_wrong(wrong.get(name, ""))

    def refresh(self) -> None:
        super().refresh()
        if self.entry:
            self.mapping.show_asking(self.entry)

    def forget(self, name: str) -> None:
        if self.entry and name == "url":
            self._show_page(self.entry)

    def go_to(self, part: str) -> None:
        """Go to the token, or to what goes where."""
        wanted: QWidget = self.key.line if part == "token" and not self.key.line.isHidden() else self.key.replace
        wanted = self.mapping.first if part == "mapping" else wanted if part else self.rows["url"].input
        wanted.setFocus()
        QTimer.singleShot(0, self, lambda: self._have_in_sight(self.mapping if part == "mapping" else wanted))

    def _have_in_sight(self, wanted: QWidget) -> None:
        if wanted is self.mapping:
            self.verticalScrollBar().setValue(self.mapping.y())
        else:
            self.ensureWidgetVisible(wanted, 0, 4 * GRID)

    def _show_kinds(self, entry: SystemEntry) -> None:
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for name, one in kinds().items():
                self.kind.addItem(one.title, name)
            if self.kind.findData(entry.target) < 0:
                self.kind.addItem(f"{visible(entry.target)} (not known)", entry.target)
            self.kind.setCurrentIndex(self.kind.findData(entry.target))

    def _show_auth(self, entry: SystemEntry) -> None:
        ways = entry.kind.auth if entry.kind else ()
        with QSignalBlocker(self.auth):
            self.auth.clear()
            for one in ways:
                self.auth.addItem(one.title, one.name)
            self.auth.setCurrentIndex(max(0, self.auth.findData(entry.auth)))
        self._auth_row.setVisible(len(ways) > 1)

    def _show_own(self, settings: tuple[Setting, ...]) -> None:
        """The rows of a target's own settings, with their help and an example."""
        if settings == self._of:
            return
        self._of = settings
        empty(self._own_rows)
        self.own = {PREFIX + one.name: _row(one) for one in settings}
        for name, row in self.own.items():
            self._own_rows.addWidget(row)
            row.edited.connect(lambda text, name=name: self._edit(name, text))
            row.settled.connect(self.settled)
        self._own.setVisible(bool(self.own))
        stops = (self.rows["user"].input, *(row.input for row in self.own.values()), self.key.line)
        in_tab_order(stops)

    def _show_page(self, entry: SystemEntry) -> None:
        base, page = entry.texts["url"].strip().rstrip("/"), entry.kind.token_page if entry.kind else ""
        page = page.replace("{url}", base) if base or "{url}" not in page else ""
        say(self._page, f"A token is made at {page}" if page else "")
        self._page_address = page
        self._where.setVisible(bool(page))


def _row(setting: Setting) -> Row:
    """The input of a setting."""
    if setting.choices:
        return ChoiceRow(setting.label, setting.help, [(one, one or "Not set") for one in setting.choices])
    optional = "" if setting.required else "Optional"
    such = f"such as {setting.example}" if setting.example else ""
    placeholder = ": ".join(one for one in (optional, such) if one)
    return FormRow(setting.label, setting.help, placeholder[:1].upper() + placeholder[1:])
