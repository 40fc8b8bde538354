"""One work item to read: what its ticket says, what the change has to do with it, and the sentences that cite it."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from .buttons import button
from .chips import evidence_chip
from .fitting_label import FittingLabel
from .icons import Icon, IconButton
from .labels import label, note, say, soften
from .related import Related
from .shown import shown_line, tooltip, visible
from .theme import GRID, SMALL
from .used_in import UsedIn
from .work_body import WorkBody
from .work_copies import CopyLines
from .work_criteria import CriteriaList
from .work_links import WorkLinks
from .work_markdown import addresses
from .work_paint import MARKS
from .work_told import WorkTold
from .work_words import found_words, source_words, state_of, status_words

_AT_FIRST = 260  # pixels of a description before the person asks for all of it
_LONGEST_TITLE = 260  # characters
_ONLY_KEY = "Nothing but its key is known: what it says was not read."
_NO_BODY = "It has no description."


class WorkDetail(QScrollArea):
    """Tells what the person wants of the item; nothing in it opens or sends anything."""

    read_wanted = Signal(str)  # a key
    taken_away = Signal(str)
    changed = Signal(str)  # the person wants to write its text
    added = Signal(str)
    asked = Signal(str)  # another item of the change, by its key
    evidence_wanted = Signal(str)
    use_chosen = Signal(object)
    said = Signal(str)
    renewed = Signal()  # there are other parts to go to with Tab

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self._told: WorkTold | None = None
        self._writes = True
        self._whole = False  # whether all of a long description is shown
        self.key = FittingLabel(bold=True)
        self._mark = Icon("unread", MARKS[next(iter(MARKS))][1])
        self._status = FittingLabel("quiet", size=SMALL)
        self._title = label(size=1.08, bold=True, wraps=True)
        self._facts, self._labels, self._from = note(wraps=True), note(wraps=True), note(wraps=True)
        self._moved, self._fault = note(wraps=True), label(look="warning", size=SMALL, wraps=True)
        self._fault.setMargin(GRID // 2)
        self.again = button("Read again", "Asks its tracker for it now", "small")
        self.away = button("Take away", "Takes it away from this ticket; undo gives it back", "small")
        self.change = button("Edit…", "Changes the title and the text that you gave", "small")
        self._copy = IconButton("copy", "Copy the key and the title")
        self.body = WorkBody("Description", grows=True)
        self.more = button("Show all", "Shows all of the description", "more")
        self._links_of_body = CopyLines()
        self.criteria = CriteriaList()
        self.parent_item, self.links = WorkLinks("Part of"), WorkLinks("Names")
        self.refs = Related("In the change")
        self.used_in = UsedIn()
        self._headings = {name: _heading(name) for name in ("Acceptance criteria", "Description")}
        self._nothing = note(wraps=True)
        self._lay_out()
        self._connect()
        self.setAccessibleName("The work item")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_item(self, told: WorkTold) -> None:
        """Show an item; what is new of the same one leaves the person where they read."""
        another = self._told is None or self._told.item.key != told.item.key
        if told == self._told:
            self._show_ages()
            return
        self._told = told
        self._whole = self._whole and not another
        self._show_head(told)
        self._show_body(told)
        self.criteria.show_criteria(told.criteria)
        self._headings["Acceptance criteria"].setVisible(bool(told.criteria))
        item = told.item
        self.parent_item.show_keys((item.parent,), told.known, writes=self._writes)
        self.links.show_keys(item.links, told.known, writes=self._writes)
        self.refs.show_chips([evidence_chip(one) for one in told.refs])
        self.used_in.show_uses(told.uses)
        if another:
            self.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """No item is looked at."""
        self._told = None
        self._whole = False

    def set_read_only(self, read_only: bool) -> None:
        self._writes = not read_only
        if self._told:
            told, self._told = self._told, None
            self.show_item(told)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        acts = (self, self._copy, self.again, self.change, self.away, self.body, self.more)
        links = (*self._links_of_body.stops, *self.parent_item.stops, *self.links.stops)
        return (*acts, *links, *self.refs.stops, *self.used_in.stops)

    @property
    def shown(self) -> str:
        """The key of the item that is shown; "" for none."""
        return self._told.item.key if self._told else ""

    def _show_head(self, told: WorkTold) -> None:
        item = told.item
        self.key.show_texts(f"{item.id}  {item.key}")
        self._mark.show_icon(*MARKS[state_of(item)])
        self._status.show_texts(status_words(item))
        self._standing.setVisible(bool(status_words(item)))
        title = " ".join(item.title.split())
        soften(self._title, shown_line(title[:_LONGEST_TITLE]) + ("…" if len(title) > _LONGEST_TITLE else ""))
        self._title.setToolTip(tooltip(shown_line(title)) if len(title) > _LONGEST_TITLE else "")
        self._title.setVisible(bool(title) and title != " ".join(item.key.split()))
        people = f"assigned to {item.assignee}" if item.assignee else ""
        say(self._facts, " · ".join(filter(None, (item.kind, people, found_words(item)))))
        say(self._labels, f"Labels: {', '.join(item.labels)}" if item.labels else "")
        self._show_ages()
        say(self._moved, f"It was moved, and is {item.now} now." if item.now and item.now != item.key else "")
        say(self._fault, item.fault)
        self.again.setText("Read again" if item.is_told else "Try again" if item.fault else "Read it")
        self.again.setAccessibleName(f"{self.again.text()}: {visible(item.key)}")
        self.again.setToolTip(f"Asks {visible(told.asked)}" if told.asked else "")
        self.again.setVisible(bool(told.asked))
        for part in (self.away, self.change):
            part.setVisible(told.given and self._writes)

    def _show_ages(self) -> None:
        if self._told:
            item = self._told.item
            said = source_words(item, datetime.now(UTC))
            is_told = said in found_words(item).split(", ")  # a file that was given is named there
            say(self._from, "" if is_told else said)

    def _show_body(self, told: WorkTold) -> None:
        item = told.item
        nothing = "" if item.body.strip() else _NO_BODY if item.is_told else "" if item.fault else _ONLY_KEY
        say(self._nothing, nothing)
        self.body.show_text(item.body)
        self.body.setVisible(bool(item.body.strip()))
        self._headings["Description"].setVisible(bool(item.body.strip()))
        self._links_of_body.show_texts(tuple(dict.fromkeys(filter(None, (item.url, *addresses(self.body.lines))))))
        self._fold()

    def _fold(self) -> None:
        self.body.limit(0 if self._whole else _AT_FIRST)

    def _offer_all(self) -> None:
        """Say how long the description is, where not all of it is in sight."""
        letters = len(self._told.item.body) if self._told else 0
        self.more.setText(f"Show all {letters:,} characters")
        self.more.setVisible(self.body.is_cut and bool(letters))

    def _show_all(self) -> None:
        self._whole = True
        self._fold()
        self.body.setFocus()

    def _copy_it(self) -> None:
        if self._told:
            item = self._told.item
            QGuiApplication.clipboard().setText(f"{item.key} {item.title}".strip())
            self.said.emit("Copied.")

    def _connect(self) -> None:
        self.again.clicked.connect(lambda: self.read_wanted.emit(self.shown))
        self.away.clicked.connect(lambda: self.taken_away.emit(self.shown))
        self.change.clicked.connect(lambda: self.changed.emit(self.shown))
        self._copy.clicked.connect(self._copy_it)
        self.more.clicked.connect(self._show_all)
        self.body.fitted.connect(self._offer_all)
        self._links_of_body.copied.connect(lambda _: self.said.emit("Copied."))
        for links in (self.parent_item, self.links):
            links.added.connect(self.added)
            links.asked.connect(self.asked)
        for part in (self._links_of_body, self.parent_item, self.links, self.refs, self.used_in):
            part.renewed.connect(self.renewed)
        self.refs.asked.connect(self.evidence_wanted)
        self.used_in.chosen.connect(self.use_chosen)

    def _lay_out(self) -> None:
        content = QWidget()
        self._standing = self._row(self._mark, self._status, wide=(self._status,))
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        for part in (
            self._row(self.key, self._copy, wide=(self.key,)),
            self._standing,
            *(self._title, self._facts, self._labels, self._from, self._moved, self._fault, self._nothing),
            self._row(self.again, self.change, self.away),
            *(self._headings["Acceptance criteria"], self.criteria, self._headings["Description"], self.body),
            self._row(self.more),
            *(self._links_of_body, self.parent_item, self.links, self.refs, self.used_in),
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)

    def _row(self, *parts: QWidget, wide: tuple[QWidget, ...] = ()) -> QWidget:
        """Parts side by side; the room that is left is the wide ones', or behind them all."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in parts:
            row.addWidget(part, int(part in wide))
        if not wide:
            row.addStretch(1)
        return made


def _heading(text: str) -> QLabel:
    made = label(text, "quiet", size=SMALL, bold=True)
    made.setContentsMargins(0, GRID, 0, 0)
    return made
