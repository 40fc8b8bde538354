"""A program that copies a field as the window does, and stays until its standard input ends."""

import sys
import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from relman_desktop.export.pastes import pastes
from relman_desktop.gui import clipboard
from relman_desktop.gui.clipboard_stay import stays

TEXT = "1. Back **up** `orders` & wait.\n2. Prüfe <T> auf 🚀 und مرحبا.\n\n| a | b |\n| - | - |\n| c | d |"


def main() -> int:
    app = QApplication(sys.argv[:1])
    clipboard.put(pastes()[sys.argv[1]].field(TEXT))
    print(f"stays {stays()}", flush=True)
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: app.quit() if ended.is_set() else None)
    timer.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
