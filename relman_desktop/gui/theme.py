"""The look of the whole window: colours by role, light and dark, fonts and spacing.

The palette is the one state: which theme a widget paints with follows from its palette (`theme_of`), so a
change of the system's scheme needs nothing but new palettes and a repaint.
"""

from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ..files import resource

GRID = 8  # pixels; distances are multiples or halves of it
RADIUS = 6
SMALL = 0.88  # of the text's size: counters, chips, notes


class Role(StrEnum):
    """What a colour is for."""

    WINDOW = "window"
    SURFACE = "surface"  # editors, lists, cards
    RAISED = "raised"  # buttons under the mouse, gutters
    BORDER = "border"
    TEXT = "text"
    QUIET = "quiet"  # secondary text
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    TINT = "tint"  # the accent as a ground: a proposal, the sentence looked at
    WARNING = "warning"
    WARNING_TINT = "warning_tint"
    ERROR = "error"
    ERROR_TINT = "error_tint"
    GOOD = "good"
    GOOD_TINT = "good_tint"
    ADDED = "added"
    ADDED_TINT = "added_tint"
    REMOVED = "removed"
    REMOVED_TINT = "removed_tint"
    CODE = "code"  # the trusts of evidence
    CODE_TINT = "code_tint"
    CLAIM = "claim"
    CLAIM_TINT = "claim_tint"
    TEAM = "team"
    TEAM_TINT = "team_tint"
    USER = "user"
    USER_TINT = "user_tint"


_COLOURS: tuple[tuple[Role, str, str], ...] = (  # role, light, dark
    (Role.WINDOW, "#f4f5f7", "#17191d"),
    (Role.SURFACE, "#ffffff", "#1f2227"),
    (Role.RAISED, "#eaecf0", "#2b2f36"),
    (Role.BORDER, "#d5d9e0", "#383d46"),
    (Role.TEXT, "#1b2028", "#e3e6eb"),
    (Role.QUIET, "#596273", "#a0a8b5"),
    (Role.ACCENT, "#2f57c4", "#8fb1ff"),
    (Role.ON_ACCENT, "#ffffff", "#0f1524"),
    (Role.TINT, "#e9effc", "#232c40"),
    (Role.WARNING, "#875000", "#f0b862"),
    (Role.WARNING_TINT, "#fdf1dc", "#3b2f1b"),
    (Role.ERROR, "#b3261e", "#ff9d94"),
    (Role.ERROR_TINT, "#fdeceb", "#41211f"),
    (Role.GOOD, "#1c6b3e", "#82d4a0"),
    (Role.GOOD_TINT, "#e4f5ea", "#1b3626"),
    (Role.ADDED, "#17613a", "#8fdcab"),
    (Role.ADDED_TINT, "#e2f5e8", "#1a3526"),
    (Role.REMOVED, "#a3241c", "#ffa79f"),
    (Role.REMOVED_TINT, "#fdebea", "#402322"),
    (Role.CODE, "#1f4c99", "#a8c7ff"),
    (Role.CODE_TINT, "#e1ebfb", "#22355a"),
    (Role.CLAIM, "#673a96", "#d4b9f6"),
    (Role.CLAIM_TINT, "#f0e8fa", "#392c52"),
    (Role.TEAM, "#155f45", "#8fdcbf"),
    (Role.TEAM_TINT, "#dcf2e9", "#1b3d32"),
    (Role.USER, "#7d4a0c", "#f0ca92"),
    (Role.USER_TINT, "#faecd9", "#44331d"),
)

_PLAIN = (Role.WINDOW, Role.SURFACE)
_DIFF = (*_PLAIN, Role.ADDED_TINT, Role.REMOVED_TINT)
TEXT_ON: dict[Role, tuple[Role, ...]] = {  # which text stands on which grounds; it must be readable on each
    Role.TEXT: (*_DIFF, Role.RAISED, Role.TINT, Role.WARNING_TINT, Role.ERROR_TINT, Role.GOOD_TINT),
    Role.QUIET: (*_DIFF, Role.RAISED, Role.TINT, Role.WARNING_TINT, Role.GOOD_TINT),
    Role.ACCENT: (*_PLAIN, Role.RAISED, Role.TINT),
    Role.ON_ACCENT: (Role.ACCENT, Role.ERROR),
    Role.WARNING: (*_PLAIN, Role.RAISED, Role.TINT, Role.WARNING_TINT),
    Role.ERROR: (*_PLAIN, Role.ERROR_TINT, Role.TINT),
    Role.GOOD: (*_PLAIN, Role.GOOD_TINT),
    Role.ADDED: (Role.SURFACE, Role.TINT, Role.ADDED_TINT),
    Role.REMOVED: (Role.SURFACE, Role.TINT, Role.REMOVED_TINT),
    Role.CODE: (*_PLAIN, Role.CODE_TINT, Role.TINT),
    Role.CLAIM: (*_PLAIN, Role.CLAIM_TINT, Role.TINT),
    Role.TEAM: (*_PLAIN, Role.TEAM_TINT, Role.TINT),
    Role.USER: (*_PLAIN, Role.USER_TINT, Role.TINT),
}


@dataclass(frozen=True)
class Theme:
    """A colour for every role."""

    name: str
    colours: dict[Role, QColor]

    def __getitem__(self, role: Role) -> QColor:
        return self.colours[role]


LIGHT = Theme("light", {role: QColor(light) for role, light, _ in _COLOURS})
DARK = Theme("dark", {role: QColor(dark) for role, _, dark in _COLOURS})


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget is to paint with now: by its window's palette, for a style sheet changes its own."""
    return DARK if widget.window().palette().window().color().lightness() < 128 else LIGHT


def apply(app: QApplication, name: str) -> None:
    """Give the application the theme "light" or "dark", or "system": what the system has, also when it changes."""
    if app.property("theme") is None:
        app.setStyle("Fusion")
        app.setFont(text_font())
        app.styleHints().colorSchemeChanged.connect(_follow)
    app.setProperty("theme", name)
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(name, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(wanted)  # the window's frame and the system's own dialogs
    _paint(app, wanted)


def _follow(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.property("theme") == "system":
        _paint(app, scheme)


def _paint(app: QApplication, scheme: Qt.ColorScheme) -> None:
    if scheme is Qt.ColorScheme.Unknown:
        scheme = app.styleHints().colorScheme()
    theme = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


_PALETTE = {
    QPalette.ColorRole.Window: Role.WINDOW,
    QPalette.ColorRole.WindowText: Role.TEXT,
    QPalette.ColorRole.Base: Role.SURFACE,
    QPalette.ColorRole.AlternateBase: Role.WINDOW,
    QPalette.ColorRole.Text: Role.TEXT,
    QPalette.ColorRole.PlaceholderText: Role.QUIET,
    QPalette.ColorRole.Button: Role.SURFACE,
    QPalette.ColorRole.ButtonText: Role.TEXT,
    QPalette.ColorRole.BrightText: Role.ERROR,
    QPalette.ColorRole.ToolTipBase: Role.SURFACE,
    QPalette.ColorRole.ToolTipText: Role.TEXT,
    QPalette.ColorRole.Highlight: Role.ACCENT,
    QPalette.ColorRole.HighlightedText: Role.ON_ACCENT,
    QPalette.ColorRole.Accent: Role.ACCENT,
    QPalette.ColorRole.Link: Role.ACCENT,
    QPalette.ColorRole.LinkVisited: Role.CLAIM,
    QPalette.ColorRole.Light: Role.SURFACE,
    QPalette.ColorRole.Midlight: Role.RAISED,
    QPalette.ColorRole.Mid: Role.BORDER,
    QPalette.ColorRole.Dark: Role.BORDER,
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette."""
    made = QPalette()
    for qt_role, role in _PALETTE.items():
        made.setColor(qt_role, theme[role])
    for qt_role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, qt_role, theme[Role.QUIET])
    return made


def style_sheet(theme: Theme) -> str:
    """What a palette cannot say, from `resources/window.qss`, whose `$names` are the roles."""
    sheet = Template(resource("window.qss").read_text("utf-8"))
    return sheet.substitute({role.value: colour.name() for role, colour in theme.colours.items()})


def text_font() -> QFont:
    """The system's own font, but never smaller than 9.5 points."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(max(font.pointSizeF(), 9.5))
    return font


def code_font() -> QFont:
    """A font whose characters are equally wide, a little smaller than the text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(QGuiApplication.font().pointSizeF() * 0.92)
    return font


def sized(font: QFont, factor: float = SMALL, *, bold: bool = False) -> QFont:
    """A font scaled from another one."""
    scaled = QFont(font)
    scaled.setPointSizeF(font.pointSizeF() * factor)
    scaled.setBold(bold)
    return scaled
