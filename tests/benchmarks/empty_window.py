"""The baseline of the window: an empty one of PySide6, which says when it was exposed and ends."""

import time

STARTED = time.perf_counter()

import json  # noqa: E402
import sys  # noqa: E402

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402


class Window(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        print(json.dumps({"exposed_s": time.perf_counter() - STARTED}), flush=True)
        QTimer.singleShot(0, QApplication.quit)


application = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
