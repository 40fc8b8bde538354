"""What stands before sending: where a request goes, how far it covers the change, what it costs, and all of it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..drafting.pack.packed import Level
from .call_words import Reach, field_words, reach_of
from .coverage_list import CoverageList
from .destination import Destination
from .fitting_scroll import FittingScroll
from .labels import label
from .masked_list import MaskedList
from .model_call import Prepared
from .request_text import request_pages
from .send_facts import SendFacts
from .send_foot import SendFoot
from .shown import visible
from .text_pages import TextPages
from .theme import GRID

REQUEST_KEYS = "Ctrl+Shift+R"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST = 120  # pixels of the list
_FILES, _MASKED, _REQUEST = range(3)


class SendPanel(QWidget):
    """Shows one prepared request. It is sent at most once, and only by the person's doing."""

    send_wanted = Signal(object)  # the Prepared, exactly as it was shown
    consented = Signal(str)  # an origin, told before `send_wanted`
    follow_up_chosen = Signal(bool)  # whether requests may follow, this time and later
    put_off = Signal()  # the person does not want to send it now
    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._prepared: Prepared | None = None
        self._title = label(bold=True, size=1.1, wraps=True)
        self.destination = Destination()
        self.facts = SendFacts()
        self.files = CoverageList()
        self.masked = MaskedList()
        self.request = TextPages("The exact request")
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName("What the request holds")
        self.foot = SendFoot()
        self._warnings = FittingScroll(self.facts.warnings)
        self._pages = _Pages()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.foot.send)
        self.setAccessibleName("Before sending")

    @property
    def prepared(self) -> Prepared | None:
        """What stands ready; None where nothing does, or where it was sent or put off."""
        return self._prepared

    def show_prepared(self, prepared: Prepared, *, consented: bool) -> None:
        """Show a request that is ready, and whether the person agreed before to send to this host."""
        swapped = self._prepared is not None
        self._prepared = prepared
        pack = prepared.pack
        self._title.setText(f"Ready to send: {field_words(prepared.field).lower()}")
        self.destination.show_endpoint(prepared.endpoint)
        self.facts.show_prepared(prepared)
        self.files.show_coverage(pack.coverage)
        self.masked.show_redactions(pack.redactions)
        self.request.show_pages(request_pages(prepared.body))
        self.tabs.setTabText(_FILES, f"Files {len(pack.coverage):,}")
        self.tabs.setTabText(_MASKED, f"Masked {len(pack.redactions):,}")
        self.tabs.setCurrentIndex(_FILES)
        asks = reach_of(prepared.endpoint) is not Reach.HERE and not consented
        host = visible(prepared.endpoint.host)
        self.foot.offer(host, asks=asks, again=prepared.follow_up, swapped=swapped)

    def hold(self) -> None:
        """Another request is being made: what stands here is not sent any more."""
        if self._prepared:
            self.foot.hold()

    def show_request(self) -> None:
        """Show the exact request, or go back to the files where it is shown already."""
        shown = self.tabs.currentIndex() == _REQUEST
        self._go_to(_FILES if shown else _REQUEST)

    def send(self) -> None:
        """Send what is shown; a second call does nothing until there is another request."""
        prepared = self._prepared
        if prepared is None or not self.foot.ready:
            return
        self._prepared = None
        agreed = self.foot.asks
        self.foot.rest()
        if agreed:
            self.consented.emit(prepared.endpoint.origin)
        self.send_wanted.emit(prepared)

    def leave(self) -> None:
        """Leave it unsent."""
        if self._prepared:
            self._prepared = None
            self.foot.rest()
            self.put_off.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, Ctrl+Enter sends from anywhere, Escape leaves.

        To agree to a host takes the button: Ctrl+Enter only goes there then.
        """
        focused = self.focusWidget()
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._send_or_ask()
        elif event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _send_or_ask(self) -> None:
        if self.foot.asks:
            self.foot.send.setFocus()
        else:
            self.send()

    def _go_to(self, page: int) -> None:
        self.tabs.setCurrentIndex(page)
        (self.files, self.masked, self.request)[page].setFocus()

    def _show_page(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for part in (self.facts, self._warnings):
            part.setVisible(page != _REQUEST)  # which needs the room

    def _choose_level(self, level: Level) -> None:
        self.files.choose(level)
        self._go_to(_FILES)

    def _show_masked(self) -> None:
        self._go_to(_MASKED)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_page)
        self.facts.bar.level_wanted.connect(self._choose_level)
        self.facts.masked_wanted.connect(self._show_masked)
        self.files.file_wanted.connect(self.evidence_wanted)
        self.masked.evidence_wanted.connect(self.evidence_wanted)
        self.foot.send_wanted.connect(self.send)
        self.foot.put_off.connect(self.leave)
        self.foot.again_chosen.connect(self.follow_up_chosen)

    def _lay_out(self) -> None:
        with QSignalBlocker(self.tabs):
            for page, name in ((self.files, "Files"), (self.masked, "Masked"), (self.request, "The exact request")):
                self.tabs.addTab(name)
                self._pages.addWidget(page)
        keys = QKeySequence(REQUEST_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.tabs.setTabToolTip(_REQUEST, f"Every byte that will be sent ({keys})")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        head = QWidget()
        told = QVBoxLayout(head)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(GRID)
        told.addWidget(self.destination)
        told.addWidget(self.facts)
        self._pages.setMinimumHeight(_LEAST)
        for part in (self._title, self._warnings, FittingScroll(head), self.tabs):
            layout.addWidget(part)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.foot)


class _Pages(QStackedWidget):
    """Takes what the facts above leave: its lists scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Or Qt would keep for it all that its widest words want."""
        return False
