"""The tab "Work items": what is to be said of them, the list, and the one that is looked at; adding opens above."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from .buttons import button
from .fitting_scroll import FittingScroll
from .flow import FlowLayout
from .labels import label
from .tab_order import in_tab_order
from .theme import GRID
from .work_adding import WorkAdding
from .work_detail import WorkDetail
from .work_edit import WorkEdit
from .work_list import WorkList
from .work_remarks import WorkRemarks
from .work_told import WorkTold

_LEAST = 160  # pixels of the list and the item
_NOTHING = (
    "This change names no work item: no key in its branch, its commits or its trailers.\n\n"
    "Add what it is for, and the ticket can say why it matters: type a key, paste a ticket's text, or drop a file here."
)


class WorkTab(QWidget):
    """Lays its parts out; what they tell is the desk's business."""

    trackers_wanted = Signal()
    read_wanted = Signal()  # all that is named, again

    def __init__(self) -> None:
        super().__init__()
        self.add = button("Add…", "Adds work items: keys, addresses, a ticket's text, files, or a search", "small")
        self.again = button("Read again", "Asks the trackers for all named work items now", "small")
        self.trackers = button("Trackers…", "Shows where work items are read from", "quiet")
        self.remarks = WorkRemarks()
        self.adding = WorkAdding()
        self.list = WorkList()
        self.detail = WorkDetail()
        self.edit = WorkEdit()
        self._nothing = label(_NOTHING, "quiet", wraps=True)
        self._unchosen = label("", "quiet", wraps=True)
        self._below = QStackedWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.adding.hide()
        self.setFocusProxy(self.list.view)

    def show_adding(self) -> None:
        """Open the box to add work items, with what was typed in it, and go there."""
        self.adding.show()
        self.adding.box.setFocus()

    def hide_adding(self) -> None:
        self.adding.hide()
        self.setFocus()

    def show_nothing(self, nothing: bool) -> None:
        """Show the list, or a sentence where there is nothing to list."""
        self._pages.setCurrentIndex(1 if nothing else 0)
        self.setFocusProxy(self.add if nothing else self.list.view)

    def show_edit(self, editing: bool) -> None:
        """Show the editor of a given item in place of what it says, or no longer."""
        self._below.setCurrentWidget(self.edit if editing else self.detail)
        if editing:
            self.edit.setFocus()

    def show_item(self, told: WorkTold | None, instead: str = "") -> None:
        """Show an item, or a sentence where none is chosen: nothing can be done then with one of before."""
        if told:
            self.detail.show_item(told)
        else:
            self.detail.forget()
            self._unchosen.setText(instead)
        self._below.setCurrentWidget(self.detail if told else self._unchosen)

    @property
    def editing(self) -> bool:
        return self._below.currentWidget() is self.edit

    def _connect(self) -> None:
        self.again.clicked.connect(self.read_wanted)
        self.trackers.clicked.connect(self.trackers_wanted)
        self.adding.left.connect(self.hide_adding)
        for part in (self.remarks, self.detail):
            part.renewed.connect(self._order_tabs)
        self._order_tabs()
        self.list.opened.connect(lambda _: self.detail.setFocus())
        self.remarks.left.connect(self.setFocus)

    def _order_tabs(self) -> None:
        above = (self.add, self.again, self.trackers, *self.adding.stops, *self.remarks.stops)
        in_tab_order((*above, *self.list.stops, *self.detail.stops, *self.edit.stops))

    def _lay_out(self) -> None:
        bar, buttons = QHBoxLayout(), FlowLayout(GRID // 2)
        bar.setContentsMargins(2 * GRID, 0, GRID, 0)
        bar.addLayout(buttons, 1)
        for part in (self.add, self.again, self.trackers):
            buttons.addWidget(part)
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        above.setSpacing(GRID)
        for told in (self.adding, self.remarks):
            above.addWidget(told)
        self._unchosen.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._unchosen.setMargin(2 * GRID)
        for page in (self.detail, self.edit, self._unchosen):
            self._below.addWidget(page)
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        parts.setHandleWidth(1)
        for half, stretch in ((self.list, 2), (self._below, 3)):
            parts.addWidget(half)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setSizes([260, 400])
        self._pages.addWidget(parts)
        self._pages.addWidget(self._centred())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(FittingScroll(head))
        layout.addWidget(self._pages, 1)
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # it takes what is left
        self._pages.setMinimumHeight(_LEAST)

    def _centred(self) -> QWidget:
        page = QScrollArea(widgetResizable=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(2 * GRID)
        page.setWidget(self._nothing)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return page
