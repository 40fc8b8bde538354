"""What is copied for another program: its text, and beside it what richer editors take instead."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QStandardItemModel

from ..export.pastes import Copied

MARKDOWN = "text/markdown"


def put(copied: Copied) -> None:
    """Put it on the clipboard, all of it at once."""
    if not copied.html and not copied.markdown:
        QGuiApplication.clipboard().setText(copied.text)
        return
    data = _data()
    data.setText(copied.text)
    if copied.html:
        data.setHtml(copied.html)
    if copied.markdown:
        data.setData(MARKDOWN, copied.markdown.encode("utf-8", "replace"))
    QGuiApplication.clipboard().setMimeData(data)


def _data() -> QMimeData:
    """An empty one that Qt has made.

    The clipboard keeps it until the program is over, and asks its class when it goes: of one that Python has made, that
    is a class of Python's, which is no longer there. The program then ends with a fault (seen with PySide6 6.11 and no
    screen).
    """
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    data.clear()
    return data
