"""The window "Team profile": what the tickets say that no code tells, part by part, with help beside each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..errors import RelmanError
from ..sources.profile.editing import Book, EditedEntry, EditedLayer
from ..sources.profile.schema import Part, parts
from .profile_head import ProfileHead
from .profile_panes import ProfilePanes
from .profile_parts import PartRow
from .profile_proposed import ProfileProposed, ProposedRow
from .profile_taking import copy_into, take, take_back
from .profile_words import layer_in_sentence, taken_out
from .tab_order import in_tab_order

_WRITE_AFTER = 500  # milliseconds without a keystroke until what is right is in the file


class ProfileEditor(QWidget):
    """Open beside the main window for as long as the person likes. Saving is by itself, and nothing typed is lost."""

    written = Signal()  # a file of the profile says something else
    propose_wanted = Signal()
    calendar_wanted = Signal(object, bool)  # an EditedEntry, and whether its address is to be fetched
    save_wanted = Signal()  # the proposal, as a file

    def __init__(self, parent: QWidget | None = None, paths: Callable[[], Sequence[str]] = tuple) -> None:
        """`paths`: the files of the change that is open then."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Team profile")
        self.resize(1200, 760)
        self.book = Book()
        self.part: Part = parts()[0]
        self.entry: EditedEntry | None = None
        self._commit = ""  # of which the team's file is read
        self._trouble = ""  # why nothing could be written
        self._typed = False  # whether anything was typed here yet
        self.head, self.panes, self.proposed = ProfileHead(), ProfilePanes(paths), ProfileProposed()
        self.parts, self.entries, self.form = self.panes.parts, self.panes.entries, self.panes.form
        self.help, self.calendar = self.panes.help, self.panes.calendar
        self._pages = QStackedWidget()
        self._unwritten = QTimer(self, singleShot=True, interval=_WRITE_AFTER)
        self._lay_out()
        self._connect()
        self.show_part(self.part)

    @property
    def layer(self) -> EditedLayer:
        return self.book.layer

    def show_book(self, book: Book, head: str) -> None:
        """Show the profile of another place. `head`: the commit of which the team's file is read; "" for none."""
        self.settle()
        self.book, self._commit, self.entry = book, head, None
        self.entries.say("")
        self._pages.setCurrentWidget(self.panes)
        self.head.propose.setEnabled(bool(head))
        self._look_at(self.part)

    def show_team(self, text: str | None, fault: str) -> None:
        """Show what the repository's own profile says; None where it has none."""
        self.book.show_team(text, fault)
        self._look_at(self.part)

    def show_part(self, part: Part) -> None:
        """Go to a part."""
        self.settle()
        self.entry = None
        self.entries.say("")
        self._look_at(part)
        self.help.show_part(part)

    def show_layer(self, layer: EditedLayer) -> None:
        """Edit another layer."""
        self.settle()
        self.book.layer, self.entry = layer, None
        self.entries.say("")
        self._pages.setCurrentWidget(self.panes)
        self._look_at(self.part)

    def settle(self) -> None:
        """Write what is right, keep what is not, and show what the files say now."""
        self._unwritten.stop()
        changed, self._trouble = False, ""
        try:
            changed = self.book.settle()
        except RelmanError as error:
            self._trouble = str(error)
        self._look_at(self.part)
        if changed:
            self.written.emit()

    def look(self) -> None:
        """Take in what somebody else wrote into the files; what is typed here stays."""
        if self.book.look():
            self.settle()
            self.written.emit()

    def show_proposed(self, rows: Sequence[ProposedRow], name: str, head: str) -> None:
        """Show what the repository speaks for."""
        for row in rows:
            row.known = self.book.said(row.entry)
        self.proposed.show_proposed(rows, name, head, layer_in_sentence(self._target.name))
        self._pages.setCurrentWidget(self.proposed)
        self.proposed.setFocus()

    def show_calendar(self, entry: EditedEntry, sentence: str, *, good: bool) -> None:
        """Show what a calendar holds."""
        if entry is self.entry:
            self.calendar.say(sentence, good=good)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.parts.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.settle()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Close) or event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @property
    def _target(self) -> EditedLayer:
        """Where what is copied and taken goes."""
        return self.layer if self.layer.path else self.book.here or self.book.everywhere

    def _look_at(self, part: Part) -> None:
        """Show a part of the layer as it is now; the entry that is looked at stays, as long as it is there."""
        self.part = part
        entries = self.layer.entries[part.name]
        if self.entry not in entries:
            self.entry = entries[0] if entries else None
        if part.single and self.layer.writable:
            self.entry = self.layer.single(part)
        self.head.show_layers(self.book.layers, self.layer, self._commit)
        self.panes.show_part(self.layer, part, self.entry, self.book.standing(part))
        waiting = sum(one.waiting and not one.ready for one in self.layer.all()) if self.layer.path else 0
        if waiting or self._trouble or (self._typed and self.layer.writable):
            self.head.show_state(waiting, self._trouble)
        else:
            self.head.hide_state()

    def _edit(self) -> None:
        self._typed = True
        self.entries.refresh()
        if self.form.extra:
            self.calendar.show_entry(self.entry)
        self._unwritten.start(_WRITE_AFTER)

    def _leave(self) -> None:
        """Write at once what was typed last, where there is something."""
        if self._unwritten.isActive():
            self.settle()

    def _leave_soon(self) -> None:
        """Not while the focus moves: what is shown may be built anew."""
        if self._unwritten.isActive():
            self._unwritten.start(0)

    def _choose(self, entry: EditedEntry) -> None:
        self._leave()
        self.entry = entry
        self._look_at(self.part)

    def _choose_part(self, row: PartRow) -> None:
        if row.part is not self.part:
            self.show_part(row.part)

    def _add(self) -> None:
        self.settle()
        blank = next((one for one in self.layer.entries[self.part.name] if one.place is None and one.blank), None)
        self.entry = blank or self.layer.add(self.part)
        self.entries.say("")
        self._look_at(self.part)
        self.form.go_to()

    def _remove(self, entry: EditedEntry) -> None:
        self._leave()
        entries = self.layer.entries[self.part.name]
        at = entries.index(entry) if entry in entries else 0
        if self._do(lambda: self.layer.remove(entry)):
            left = self.layer.entries[self.part.name]
            self.entry = left[min(at, len(left) - 1)] if left else None
            self.entries.say(taken_out(entry), back=True)
            (self.entries if left else self.entries.back).setFocus()

    def _put_back(self) -> None:
        if self._do(self._put):
            self.entries.say("")
            self.entries.setFocus()

    def _put(self) -> None:
        self.entry = self.layer.put_back()

    def _move(self, entry: EditedEntry, by: int) -> None:
        self._leave()
        self._do(lambda: self.layer.move(entry, by))

    def _copy(self, entry: EditedEntry) -> None:
        """Put an entry of the team's into the person's own, where it can be changed."""
        said = copy_into(self._target, entry)
        self.settle()
        self.entries.say(said)

    def _take(self, *rows: ProposedRow) -> None:
        """Put proposed entries into the person's own profile."""
        for row in rows:
            take(self._target, row)
        self.settle()
        self.proposed.refresh()

    def _take_all(self) -> None:
        self._take(*self.proposed.new)

    def _take_back(self, row: ProposedRow) -> None:
        self._do(lambda: take_back(self._target, row))
        self.settle()
        self.proposed.refresh()

    def _leave_proposed(self) -> None:
        self._pages.setCurrentWidget(self.panes)
        self._look_at(self.part)
        self.parts.setFocus()

    def _do(self, action: Callable[[], object]) -> bool:
        """Whether it could be done, which is told then; if not, the person is told why."""
        try:
            action()
        except RelmanError as error:
            self.entries.say(str(error))
            return False
        self._look_at(self.part)
        self.written.emit()
        return True

    def _go_in(self) -> None:
        if self.part.single:
            self.form.go_to()
        else:
            (self.entries if self.entry else self.entries.add).setFocus()

    def _name_calendar(self, path: str) -> None:
        if self.entry:
            self.entry.texts["source"] = path
            self.settle()

    def _read_calendar(self, _source: str, fetch: bool) -> None:
        if self.entry:
            self.calendar_wanted.emit(self.entry, fetch)

    def _connect(self) -> None:
        head, parts, entries, form, proposed = self.head, self.parts, self.entries, self.form, self.proposed
        head.chosen.connect(self.show_layer)
        head.propose_wanted.connect(self.propose_wanted)
        parts.looked_at.connect(self._choose_part)
        parts.opened.connect(lambda _: self._go_in())
        entries.chosen.connect(self._choose)
        entries.added.connect(self._add)
        entries.removed.connect(self._remove)
        entries.put_back.connect(self._put_back)
        entries.moved.connect(self._move)
        entries.copied.connect(self._copy)
        entries.opened.connect(form.go_to)
        form.edited.connect(self._edit)
        form.left.connect(self._leave_soon)
        form.looked_at.connect(self.help.show_key)
        self._unwritten.timeout.connect(self.settle)
        self.calendar.chosen.connect(self._name_calendar)
        self.calendar.read_wanted.connect(self._read_calendar)
        proposed.taken.connect(self._take)
        proposed.let_go.connect(self._take_back)
        proposed.all_taken.connect(self._take_all)
        proposed.save_wanted.connect(self.save_wanted)
        proposed.left.connect(self._leave_proposed)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.panes)
        self._pages.addWidget(self.proposed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        in_tab_order((self.head.layer, self.head.propose, self.parts))
