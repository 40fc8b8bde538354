"""The checklist: the steps of deploying, then of validating; those of the rollback while it is rolled back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..life import Life, Part, Ticked, When
from .labels import label, note, soften
from .life_step import StepRow
from .life_words import BEFORE, LATER, NO_STEPS, TITLES, progress
from .shown import shown_text
from .theme import GRID

Key = tuple[Part, str]
_MARK = re.compile(r"^(?:[-*+•◦–]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its steps."""

    title: str
    counts: str
    steps: tuple[Ticked, ...]
    rest: str = ""  # what stands in the field below them


class LifeList(QWidget):
    """A row stays the same widget while its step has the same words: focus, and what is typed, stay with it."""

    ticked = Signal(object)
    taken_back = Signal(object)
    skipped = Signal(object, str)
    noted = Signal(object, str)
    copied = Signal(str)
    looked_at = Signal(object)  # the row that has the focus now

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[Key, StepRow] = {}
        self._order: tuple[object, ...] = ()
        self._counts: dict[str, QLabel] = {}
        self._read_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(stop for row in self.rows.values() for stop in row.stops)

    def show_life(self, life: Life, zone: tzinfo) -> None:
        """Show the checklist as it is now."""
        with self._laid_out_once():
            self._show(tuple(sections_of(life)), life, zone)

    def _show(self, sections: tuple[Section, ...], life: Life, zone: tzinfo) -> None:
        order = tuple((one.title, one.rest, tuple((t.step.part, t.step.words, t.step.head) for t in one.steps))
                      for one in sections)  # fmt: skip
        if order != self._order:
            self._order = order
            self._arrange(sections, frozenset(one.text for one in life.triggers))
        following = life.next_step
        for section in sections:
            counts = self._counts[section.title]
            counts.setText(section.counts)
            for one in section.steps:
                is_next = following is not None and one.step.words == following.step.words
                row = self.rows[_key(one)]
                row.show_step(one, zone, life.attempt.began, is_next=is_next and one.step.part == life.part)

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """Each part that is shown or hidden would have all of the list laid out anew, and of long ones nobody waits."""
        parent = self.parentWidget()
        layouts = [one for one in (self.layout(), parent.layout() if parent else None) if one]
        for one in layouts:
            one.setEnabled(False)
        try:
            yield
        finally:
            for one in layouts:
                one.setEnabled(True)
                one.invalidate()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for row in self.rows.values():
            row.set_read_only(read_only)

    def go_to(self, key: Key) -> None:
        if row := self.rows.get(key):
            row.go_to()
            self.looked_at.emit(row)

    def _arrange(self, sections: tuple[Section, ...], told: frozenset[str]) -> None:
        """Put headings and rows in their order; rows of steps that are there no more go."""
        found = (self._column.itemAt(at) for at in range(self._column.count()))
        for widget in [one.widget() for one in found if one]:
            if widget is None:
                continue
            self._column.removeWidget(widget)  # `takeAt` would leave an item behind that keeps the old height
            if not isinstance(widget, StepRow):
                widget.hide()
                widget.deleteLater()
        before, self.rows, self._counts = self.rows, {}, {}
        for section in sections:
            self._column.addWidget(self._head(section))
            for one in section.steps:
                if head := _head_words(one.step.head, told):
                    self._column.addWidget(soften(note(wraps=True), shown_text(head)))
                row = before.pop(_key(one), None) or self._made(one)
                self.rows[_key(one)] = row
                self._column.addWidget(row)
                row.show()
            if section.rest or not section.steps:
                self._column.addWidget(soften(note(wraps=True), shown_text(section.rest) or NO_STEPS))
        for row in before.values():
            row.hide()
            row.deleteLater()

    def _head(self, section: Section) -> QWidget:
        made = QWidget()
        counts = note(wraps=True)
        self._counts[section.title] = counts
        line = QHBoxLayout(made)
        line.setContentsMargins(0, GRID, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(label(section.title, bold=True))
        line.addWidget(counts, 1)
        return made

    def _made(self, one: Ticked) -> StepRow:
        row = StepRow(one)
        row.ticked.connect(self.ticked)
        row.taken_back.connect(self.taken_back)
        row.skipped.connect(self.skipped)
        row.noted.connect(self.noted)
        row.copied.connect(self.copied)
        row.passed.connect(lambda by: self._pass(row, by))
        row.set_read_only(self._read_only)
        return row

    def _pass(self, row: StepRow, by: int) -> None:
        rows = list(self.rows.values())
        at = rows.index(row) + by
        if 0 <= at < len(rows):
            rows[at].go_to()
            self.looked_at.emit(rows[at])


def sections_of(life: Life) -> Iterator[Section]:
    """The sections of the checklist, in the order in which they are done."""
    if life.is_going_back or life.attempt.is_rolled_back:
        yield Section(TITLES["rollback"], progress(life, "rollback"), life.parts["rollback"], life.rest("rollback"))
        return
    checks = life.parts["validation"]
    before = tuple(one for one in checks if one.step.when is When.BEFORE)
    later = tuple(one for one in checks if one.step.when is When.LATER)
    if before:
        yield Section(BEFORE, "", before)
    deployment = life.parts["deployment"]
    yield Section(TITLES["deployment"], progress(life, "deployment"), deployment, life.rest("deployment"))
    then = tuple(one for one in checks if one.step.when is When.THEN)
    yield Section(TITLES["validation"], progress(life, "validation"), then, life.rest("validation"))
    if later:
        yield Section(LATER, "", later)


def _key(one: Ticked) -> Key:
    return one.step.part, one.step.words


def _head_words(head: str, told: frozenset[str]) -> str:
    """What stands above a step, without the triggers, which are shown above the list, and what only opens them."""
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    kept: list[str] = []
    for line in lines:
        if " ".join(_MARK.sub("", line).replace("**", "").split()) in told:
            if kept and kept[-1].endswith(":"):
                kept.pop()
            continue
        kept.append(line)
    return "\n".join(kept)
