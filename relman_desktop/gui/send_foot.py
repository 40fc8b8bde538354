"""The foot of what stands before sending: what the person agrees to, and the buttons."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .labels import label
from .theme import GRID
from .tick_box import TickBox

_AGAIN = (
    "With the same evidence: once for the fields that an answer is cut off before, and once for the sentences that "
    "fail their check, which are sent back with the reasons. “Sent” keeps every one."
)
_LOOK = 700  # milliseconds in which a press was meant for what stood here before


class SendFoot(QWidget):
    """Its "Send" is the default button; where a host is new, it also says yes to that host."""

    send_wanted = Signal()
    put_off = Signal()
    again_chosen = Signal(bool)  # whether requests may follow this one

    def __init__(self) -> None:
        super().__init__()
        self.asks = False  # whether sending also agrees to send to this host
        self._consent = label(wraps=True)
        self.again = TickBox("May ask again, twice at most")
        self.again.setToolTip(_AGAIN)
        self.again.setAccessibleDescription(_AGAIN)
        self.send = QPushButton("Send")
        self.send.setProperty("look", "primary")
        self.later = _button("Not now", "Sends nothing; the template's draft stays")
        self._wait = QTimer(self, singleShot=True, interval=_LOOK)
        self._wait.timeout.connect(self._let_send)
        self._lay_out()
        self.send.clicked.connect(self.send_wanted)
        self.again.clicked.connect(self.again_chosen)
        self.later.clicked.connect(self.put_off)

    @property
    def ready(self) -> bool:
        """Whether what stands there may be sent now."""
        return self.send.isEnabled()

    def offer(self, host: str, *, asks: bool, again: bool, swapped: bool = False) -> None:
        """Let the person send to a host, and agree to it first where it `asks`; `again`: requests may follow.

        What was `swapped` for another can be sent after a moment: a press on its way was meant for the other.
        """
        self.again.setChecked(again)
        self.asks = asks
        self._consent.setText(f"Send this repository's evidence to {host}? Asked once per host." if asks else "")
        self._consent.setVisible(asks)
        self.send.setText("Agree and send" if asks else "Send")
        self.send.setAccessibleName(self.send.text())
        self.send.setAccessibleDescription(self._consent.text() or f"Sends the request to {host}")
        self.send.setToolTip("" if asks else "Ctrl+Enter sends from anywhere here")
        self.again.setEnabled(True)
        self.later.setEnabled(True)
        if swapped:
            self.hold()
            self._wait.start()
        else:
            self._let_send()

    def hold(self) -> None:
        """Nothing is sent until something is offered again; the person may still leave it."""
        self._wait.stop()
        if self.send.hasFocus():
            self.setFocus()  # a disabled button hands its focus to some other part of the window
        self.send.setEnabled(False)

    def rest(self) -> None:
        """There is nothing to send any more."""
        self.asks = False
        if self.later.hasFocus():
            self.setFocus()
        self.hold()
        self.again.setEnabled(False)
        self.later.setEnabled(False)

    def _let_send(self) -> None:
        self.send.setEnabled(True)
        if self.hasFocus():
            self.send.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._consent)
        layout.addWidget(self.again)  # beside the buttons it would not fit into a narrow pane
        layout.addLayout(row)


def _button(text: str, description: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setAccessibleDescription(description)
    button.setToolTip(description)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    return button
