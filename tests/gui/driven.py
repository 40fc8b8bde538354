"""The real application in a process of its own, which does what a test writes to its input and tells what it shows.

`python -m tests.gui.driven ARGUMENT...` takes the arguments of relman-desktop. Each line of its input is a command with
its words; each gets one line of JSON back.
"""

import json
import sys
from threading import Thread
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from relman_desktop.__main__ import main
from relman_desktop.gui import app


class Driven(app.Start):
    """Takes commands as soon as its window is painted."""

    _told = Signal(str)

    def _go_on(self) -> None:
        super()._go_on()
        self._told.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._told.emit(line)

    def _obey(self, line: str) -> None:
        name, *words = json.loads(line)
        print(json.dumps(getattr(self, f"do_{name}")(*words)), flush=True)

    def do_tell(self) -> dict[str, Any]:
        """What the window shows."""
        window, desk = self.window, self.window.working
        said: dict[str, Any] = {
            "notice": window.banner.said("read-only"),
            "banner": window.banner.said("failed") or window.banner.said("elsewhere"),
            "all": window.banner.text,
            "start_page": window.pages.on_start,
            "minimized": window.isMinimized(),
            "opening": bool(desk and desk.opening),
        }
        if desk and desk.session.loaded and desk.session.ticket:
            pane = desk.bench.ticket
            said |= {
                "location": desk.session.loaded.opened.location,
                "range": desk.session.loaded.opened.range,
                "ticket": desk.session.ticket.id,
                "texts": {name: part.editor.text for name, part in pane.fields.items()},
                "caret": [pane.place.caret.field, pane.place.caret.position, pane.place.caret.anchor],
                "scroll": [pane.place.scroll.field, pane.place.scroll.pixels],
                "focus": pane.place.caret.field if pane.isAncestorOf(QApplication.focusWidget() or window) else "",
                "tab": desk.bench.side.name,
            }
        return said

    def do_type(self, field: str, text: str) -> None:
        editor = self.window.desk.bench.ticket.fields[field].editor
        editor.setFocus()
        for char in text:  # not by QTest, whose keys are ASCII
            QApplication.sendEvent(
                editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
            )

    def do_select(self, field: str, anchor: int, position: int) -> None:
        editor = self.window.desk.bench.ticket.fields[field].editor
        editor.setFocus()
        cursor = editor.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)

    def do_scroll(self, pixels: int) -> None:
        self.window.desk.bench.ticket._scroll.verticalScrollBar().setValue(pixels)

    def do_tab(self, name: str) -> None:
        self.window.desk.bench.side.show_named(name)

    def do_try_again(self) -> None:
        self.window.banner.buttons[0].click()

    def do_minimize(self) -> None:
        self.window.showMinimized()

    def do_escape(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Escape)

    def do_draw(self, path: str) -> bool:
        return self.window.grab().save(path)

    def do_size(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.window.move(QPoint(0, 0))

    def do_close(self) -> None:
        self.window.close()


if __name__ == "__main__":
    app.Start = Driven
    raise SystemExit(main())
