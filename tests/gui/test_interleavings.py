"""Typing, streaming, stopping, redrafting, taking and undoing in any order: no keystroke is lost.

Every key types a character of its own, so that each can be followed. What a model or a redraft does must leave the
editors as they are; taking may only add; what goes is gone by the person's own undo, deletion or replacement.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Draft
from relman_desktop.fields import BY_NAME, WRITTEN
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.field_editor import FieldEditor
from relman_desktop.gui.question_view import QuestionView
from relman_desktop.gui.workbench import Workbench
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

from . import scripted

FIRST = 0x4E00  # of the characters that are typed: a plain letter each, and none of them in any draft
STEPS = 36  # of a run
Texts = dict[str, str]


class Person:
    """Does something at random to a real workbench, and knows what each doing may change."""

    def __init__(self, bench: Workbench, session: Session, seed: int) -> None:
        self.bench, self.session, self.random = bench, session, Random(seed)
        self.field = "title"
        self.typed: set[str] = set()
        self.seen = {name: {"", text} for name, text in self.texts.items()}  # all that ever stood in a field
        bench.ticket.edited.connect(self._see)
        self.removed: set[str] = set()
        self._keys = map(chr, count(FIRST))
        self._stream: Iterator[Draft] | None = None
        self._last: Draft | None = None
        self.doings: dict[Callable[[], None], tuple[int, str]] = {  # how often, and what may change
            self.type: (8, "adds"),
            self.move: (3, "nothing"),
            self.other_field: (2, "nothing"),
            self.delete: (2, "own"),
            self.undo: (4, "own"),
            self.redo: (1, "own"),
            self.begin: (2, "nothing"),
            self.token: (6, "nothing"),
            self.flush: (5, "nothing"),
            self.stop: (1, "nothing"),
            self.finish: (3, "nothing"),
            self.redraft: (1, "nothing"),
            self.take_one: (5, "adds"),
            self.take_all: (2, "adds"),
            self.replace_all: (1, "own"),
            self.answer: (2, "adds"),
            self.dismiss: (1, "computed"),
            self.restore: (1, "own"),
            self.pause: (1, "nothing"),
        }

    @property
    def part(self) -> FieldEditor:
        return self.bench.ticket.fields[self.field]

    @property
    def texts(self) -> Texts:
        return {name: part.editor.text for name, part in self.bench.ticket.fields.items()}

    def live(self) -> None:
        """One run; fails where a doing changes what it must not."""
        self.begin()
        for _ in range(STEPS):
            (doing,) = self.random.choices(list(self.doings), [often for often, _ in self.doings.values()])
            before, caret = self.texts, self.part.editor.textCursor()
            doing()
            for name, text in self.texts.items():
                self.seen[name].add(text)
            self._check(doing, self.doings[doing][1], before, caret)

    def _see(self, field: str, text: str) -> None:
        if field in self.seen:
            self.seen[field].add(text)

    def _check(self, doing: Callable[[], None], may: str, before: Texts, caret: QTextCursor) -> None:
        after, name = self.texts, doing.__name__
        self._count_removed(before, after, name, may)
        if may in ("nothing", "computed"):  # what is computed follows what is known
            kept = [one for one in after if may == "nothing" or not BY_NAME[one].computed]
            assert {one: after[one] for one in kept} == {one: before[one] for one in kept}, name
        if name in ("token", "flush", "stop", "finish", "pause"):
            now = self.part.editor.textCursor()
            assert (now.position(), now.anchor()) == (caret.position(), caret.anchor()), name
            assert self.part.editor.hasFocus() or self.bench.ticket.focusWidget() is not None, name

    def _count_removed(self, before: Texts, after: Texts, name: str, may: str) -> None:
        gone = _own("".join(before.values())) - _own("".join(after.values()))
        came = _own("".join(after.values())) - _own("".join(before.values()))
        assert may == "own" or not gone or self._replaced_title(name), (name, gone)
        assert came <= self.typed
        if may == "adds":
            for field, text in before.items():
                kept = [one for one in text if one in self.typed and one not in gone]
                assert kept == [one for one in after[field] if one in kept], name
        self.removed = (self.removed | gone) - came

    def _replaced_title(self, name: str) -> bool:
        """The title holds one sentence: the person who takes another gives theirs up."""
        return self.field == "title" and name in ("take_one", "take_all")

    def type(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            key = next(self._keys)
            self.typed.add(key)
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, key)
            QApplication.sendEvent(self.part.editor, press)  # QTest knows Latin letters only
            if self.random.random() < 0.2:
                QTest.keyClick(self.part.editor, Qt.Key.Key_Space)
        if self.field != "title" and self.random.random() < 0.2:
            QTest.keyClick(self.part.editor, Qt.Key.Key_Return)

    def move(self) -> None:
        cursor = self.part.editor.textCursor()
        cursor.setPosition(self.random.randint(0, self.part.editor.document().characterCount() - 1))
        self.part.editor.setTextCursor(cursor)
        self.part.editor.setFocus()

    def other_field(self) -> None:
        self.field = self.random.choice([field.name for field in WRITTEN])
        self.part.editor.setFocus()

    def delete(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            QTest.keyClick(self.part.editor, self.random.choice([Qt.Key.Key_Backspace, Qt.Key.Key_Delete]))

    def undo(self) -> None:
        self.bench.undoing.undo()
        self._stay()

    def redo(self) -> None:
        self.bench.undoing.redo()
        self._stay()

    def _stay(self) -> None:
        """The person goes on where the window has put them."""
        self.field = next(
            (name for name, part in self.bench.ticket.fields.items() if part.editor.hasFocus()), self.field
        )

    def begin(self) -> None:
        self._last = None
        self._stream = scripted.stream(scripted.a_draft(self.random.randint(1, 6), self.random.randint(3, 6)))
        self.bench.proposing.begin(scripted.MODEL)

    def token(self) -> None:
        for _ in range(self.random.randint(1, 30)):
            draft = next(self._stream, None) if self._stream else None
            if draft:
                self._last = draft
                self.bench.proposing.show_partial(draft, 1)

    def flush(self) -> None:
        self.bench.proposing._stream._flush()

    def stop(self) -> None:
        self.bench.proposing.end(None)
        self._stream = None

    def finish(self) -> None:
        if self._stream:
            *_, self._last = (self._last, *self._stream)
            self.bench.proposing.end(self._last)
            self._stream = None

    def redraft(self) -> None:
        self.bench.proposing.redraft(self.random.choice(["", self.field]))

    def take_one(self) -> None:
        self._go_where_something_is_proposed()
        rows = [one for one in self.part.proposal.sentences.rows if one.shown.usable]
        if self.part.proposal.isVisible() and rows:
            row = self.random.choice(rows)
            row.setFocus()
            QTest.keyClick(row, self.random.choice([Qt.Key.Key_Space, Qt.Key.Key_Return]))

    def _go_where_something_is_proposed(self) -> None:
        offered = [name for name, part in self.bench.ticket.fields.items() if part.proposal.isVisible()]
        self.field = self.random.choice(offered or [self.field])

    def take_all(self) -> None:
        self._go_where_something_is_proposed()
        self._press(self.part.proposal._use)

    def replace_all(self) -> None:
        self._press(self.part.proposal._replace)

    def _press(self, button: QPushButton) -> None:
        if button.isVisible():
            button.click()

    def answer(self) -> None:
        """Answer an open question, or begin to; a field that is empty may be filled by it."""
        views = [one for one in self.bench.ticket.findChildren(QuestionView) if one.is_open and one.isVisible()]
        if views:
            edit = self.random.choice(views).findChild(AnswerEdit)
            edit.setFocus()
            QTest.keyClicks(edit, "yes ")
            if self.random.random() < 0.7:
                QTest.keyClick(edit, Qt.Key.Key_Return)
        self.part.editor.setFocus()

    def dismiss(self) -> None:
        facts = [one.id for one in self.session.facts.items]
        self.bench.dismissing.dismiss(self.random.choice(facts), self.random.choice(["No", "Done"]))

    def restore(self) -> None:
        then = self.random.choice(self.session.writing.history.steps).after
        self.bench._restore_text(then, self.random.choice([self.field, ""]))

    def pause(self) -> None:
        QApplication.processEvents()


def _own(text: str) -> set[str]:
    return {one for one in text if ord(one) >= FIRST and ord(one) < FIRST + 5000}


def interleave(bench: Workbench, session: Session, store: Library, loaded: Loaded, seed: int) -> None:
    """One run on a ticket of its own; at its end editor, session and journal agree, and each key is accounted for."""
    ticket = Ticket(f"t{seed}", ChangeRef(f"/run/{seed}", "", "a", "b", ""))
    session._writing = Writing.begun(store, ticket, "template")[0]
    bench.proposing._stream.drop()
    bench.proposing._asked.clear()
    draft = session.redraft()
    if seed % 2:
        session.accept_all()  # else the fields are empty at first
    bench.ticket.show_ticket(session.writing.ticket, draft)
    person = Person(bench, session, seed)
    person.part.editor.setFocus()
    person.live()
    texts = person.texts
    assert {name: session.entry(name).text for name in texts} == texts
    session.writing.rest().result()
    kept = store.history(ticket.id)
    assert kept.ticket and {name: kept.ticket.entry(name).text for name in texts} == texts
    assert _states(kept) == _states(session.writing.history), "a restart finds the same to undo and to redo"
    go_over_all(bench, session, person)
    there = _own("".join(texts.values()))
    assert there | person.removed == person.typed and not there & person.removed


def go_over_all(bench: Workbench, session: Session, person: Person) -> None:
    """Redo what is undone, undo all, redo all: nothing stands there that never stood there, and at the end the same."""

    def go(way: Callable[[], None], steps: Callable[[], object]) -> Texts:
        while steps():
            way()
            assert {name: session.entry(name).text for name in person.texts} == person.texts
            assert all(text in person.seen[name] for name, text in person.texts.items())
        return person.texts

    history = session.writing.history
    last, ticket = go(bench.undoing.redo, lambda: history.redoable), session.writing.ticket
    assert not any(go(bench.undoing.undo, lambda: history.undoable).values()), "it began with nothing"
    assert go(bench.undoing.redo, lambda: history.redoable) == last
    assert (session.writing.ticket.answers, session.writing.ticket.dismissed) == (ticket.answers, ticket.dismissed)


def _states(history: History) -> list[tuple[str, Ticket, Ticket]]:
    return [(step.what, step.before, step.after) for step in (*history.steps, *history._done, *history._undone)]


@pytest.fixture
def bench(qtbot: QtBot, qtlog: Any, tmp_path: Path, loaded: Loaded) -> Iterator[tuple[Workbench, Session, Library]]:
    store = Library(tmp_path / "tickets.sqlite")
    session = Session(Settings(), store)
    made = Workbench(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
    made.show_loaded(loaded)
    qtbot.waitUntil(lambda: session.background is not None)
    yield made, session, store
    made.close_reader()
    session.close()
    assert not [one.message for one in qtlog.records if "out of range" in one.message]  # an edit of another text


def test_no_keystroke_is_lost_in_a_few_interleavings(bench: tuple[Workbench, Session, Library], loaded: Loaded) -> None:
    for seed in range(15):
        interleave(*bench, loaded, seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_no_keystroke_is_lost_in_a_thousand_interleavings(
    bench: tuple[Workbench, Session, Library], loaded: Loaded, hundred: int
) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        interleave(*bench, loaded, seed)
