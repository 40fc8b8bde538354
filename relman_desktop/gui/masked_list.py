"""What was masked in a request: each placeholder with the rule that found it and where it first stood."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..drafting.redaction.record import Redaction
from ..wording import counted
from .labels import label
from .row_list import RowList
from .row_paint import RowText
from .theme import GRID

_NOTHING = (
    "Nothing in the request looks like a secret, so nothing was masked. Look through the request if you doubt it."
)


class MaskedList(QWidget):
    """The values themselves are nowhere here."""

    evidence_wanted = Signal(str)  # where a masked value first stood

    def __init__(self) -> None:
        super().__init__()
        self.view = RowList("Masked secrets", "Enter shows where the secret stood", row_text)
        self._nothing = label(_NOTHING, "quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(2 * GRID)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.view)
        self.view.opened.connect(self._open)

    def show_redactions(self, redactions: Sequence[Redaction]) -> None:
        self.view.show_rows(redactions)
        self._pages.setCurrentWidget(self.view if redactions else self._nothing)

    def _open(self, row: Redaction) -> None:
        self.evidence_wanted.emit(row.ref)


def row_text(row: Redaction) -> RowText:
    where = f"Found by the rule {row.rule}" + (f", first in {row.ref}" if row.ref else "")
    return RowText(row.placeholder, counted(row.count, "time"), where, code=True)
