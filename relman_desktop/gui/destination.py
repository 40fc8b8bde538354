"""Where a request goes: the host, the model, and whether it leaves this machine."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ..net.address import caution
from ..settings import Endpoint
from .call_words import Reach, reach_of
from .icons import draw_icon
from .labels import label, restyle
from .shown import breakable, visible
from .theme import GRID, Role, theme_of

_LOOKS = {  # icon, its colour, the words' look
    Reach.HERE: ("here", Role.GOOD, "good"),
    Reach.PASSED_ON: ("away", Role.WARNING, "warning"),
    Reach.AWAY: ("away", Role.ACCENT, ""),
}


class Destination(QWidget):
    """Two lines and a mark; a third line where the way there is open to others."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = _ReachMark()
        self._host = label(bold=True, wraps=True)
        self._model = label(wraps=True)
        self._reach = label(wraps=True)
        self._open = label(look="warning", wraps=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        for row, part in enumerate((self._host, self._model, self._reach, self._open)):
            layout.addWidget(part, row, 1)

    def show_endpoint(self, endpoint: Endpoint) -> None:
        reach, warned = reach_of(endpoint), caution(endpoint.url)
        icon, role, look = _LOOKS[reach]
        self._mark.show_icon(icon, role)
        self._host.setText(breakable(endpoint.host))
        self._model.setText(f"Model {breakable(endpoint.model)}" if endpoint.model else "No model is chosen")
        self._model.setVisible(bool(endpoint.model))
        self._reach.setText(reach)
        restyle(self._reach, look)
        self._open.setText(visible(warned))
        self._open.setVisible(bool(warned))
        self.setAccessibleName(f"Goes to {visible(endpoint.host)}, model {visible(endpoint.model)}. {reach} {warned}")


class _ReachMark(QWidget):
    """A house for what stays here, an arrow out of a box for what does not."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._role = "away", Role.ACCENT
        self.setFixedSize(20, 20)

    def show_icon(self, icon: str, role: Role) -> None:
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_icon(painter, self._icon, QRectF(1, 1, 18, 18), theme_of(self)[self._role])
