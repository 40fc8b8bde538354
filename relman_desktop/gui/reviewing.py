"""Going through a draft: from doubt to doubt, and taking all that is supported."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea

from ..drafting.proposal import TEMPLATE, Draft
from ..wording import counted
from .draft_bar import DraftBar
from .field_editor import FieldEditor
from .review import Review, review_of
from .review_bar import ReviewBar
from .sentence_row import SentenceRow
from .theme import GRID


class Reviewing(QObject):
    """Knows the fields of a ticket, and has the bar tell what is left of a model's draft."""

    said = Signal(str)
    accepted = Signal(object)  # the Taken of all fields, as one act; their texts are in the editors already

    def __init__(self, fields: Mapping[str, FieldEditor], scroll: QScrollArea, drafting: DraftBar) -> None:
        super().__init__(scroll)
        self.bar = ReviewBar()
        self._fields, self._scroll, self._drafting = fields, scroll, drafting
        self._draft: Draft | None = None
        self._away = False  # the person put the bar away
        self._soon = QTimer(self, singleShot=True, interval=0)  # one look for all that changes at once
        self._soon.timeout.connect(self.refresh)
        for field in fields.values():
            field.proposal.changed.connect(self._soon.start)
        drafting.began.connect(self._begin)
        drafting.ended.connect(self.refresh)
        self.bar.next_wanted.connect(self.go_to_doubt)
        self.bar.take_wanted.connect(self.take_supported)
        self.bar.put_away.connect(self._put_away)

    def show_draft(self, draft: Draft) -> None:
        """What the bar counts; `refresh` follows when the proposals have changed."""
        self._draft = draft
        self._soon.start()

    def show_another(self) -> None:
        """Another ticket is shown: its draft has a bar again."""
        self._draft, self._away = None, False
        self.refresh()

    def take_supported(self) -> None:
        """Put all that is supported into every field that shows a proposal, as one step of undo."""
        exchanged = [one.proposal.exchanged for one in self._fields.values() if one.takes_supported]
        taken = [one for one in (field.take_supported() for field in self._fields.values()) if one]
        if not taken:
            self.said.emit("There is no supported sentence that is not in its field.")
            return
        self.accepted.emit(tuple(one for one, _ in taken))
        put = counted(sum(count for _, count in taken), "sentence")
        go, stay = sum(one.go for one in exchanged), sum(one.stay for one in exchanged)
        instead = f" in place of {go:,} computed" if go else ""
        left = f"; {stay:,} computed on heavy facts {'stays' if stay == 1 else 'stay'}" if stay else ""
        into = counted(len(taken), "field")
        self.said.emit(f"Put {put} into {into}{instead}{left}; undo takes all of it back.")

    def go_to_doubt(self, *, back: bool = False) -> None:
        """Go to the next sentence with something against it, or the one before; round at the end."""
        doubts = list(self._doubts())
        if not doubts:
            self.said.emit("No proposed sentence has anything against it.")
            return
        here, focused = self._place, QApplication.focusWidget()
        later = [row for row in doubts if self._top(row) > here]
        earlier = [row for row in doubts if self._top(row) < here and row is not focused]
        row = (earlier or doubts)[-1] if back else (later or doubts)[0]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, 4 * GRID)
        self.said.emit(f"Doubtful sentence {doubts.index(row) + 1} of {len(doubts)}.")

    def refresh(self) -> None:
        """Tell what is left now; while a model drafts that is not known yet."""
        self._soon.stop()
        self.bar.show_review(None if self._away or self._drafting.running else self._review)

    @property
    def _review(self) -> Review | None:
        shown = [
            one
            for field in self._fields.values()
            if field.proposal.proposal and field.proposal.proposal.drafter != TEMPLATE
            for one in field.proposal.shown
        ]
        takes = any(field.takes_supported for field in self._fields.values())
        return review_of(self._draft, shown, takes=takes) if self._draft else None

    def _doubts(self) -> Iterator[SentenceRow]:
        for field in self._fields.values():
            yield from (row for row in field.moved.sentences.rows if row.shown.doubtful)
            if field.proposal.shown:
                yield from (row for row in field.proposal.sentences.rows if row.shown.doubtful)

    @property
    def _place(self) -> int:
        """Where the person is in the form; above it all where they are elsewhere."""
        content, focused = self._scroll.widget(), QApplication.focusWidget()
        inside = focused and content and content.isAncestorOf(focused)
        return focused.mapTo(content, QPoint()).y() if inside and focused and content else -1

    def _top(self, row: SentenceRow) -> int:
        content = self._scroll.widget()
        return row.mapTo(content, QPoint()).y() if content else 0

    def _begin(self) -> None:
        self._away = False
        self.refresh()

    def _put_away(self) -> None:
        self._away = True
        self.refresh()
