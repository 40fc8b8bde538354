"""What a model writes, shown often enough to be read and seldom enough to disturb nobody."""

from PySide6.QtCore import QObject, QTimer, Signal

from ..drafting.proposal import Draft

_PAUSE = 100  # milliseconds between two updates of the window


class DraftStream(QObject):
    """Takes a draft for every token and gives the newest at most ten times a second."""

    due = Signal(object)  # the Draft to show now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: Draft | None = None
        self._shown: Draft | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._flush)

    def put(self, draft: Draft) -> None:
        """Take what there is now; on the window's thread."""
        self._newest = draft
        if not self._timer.isActive():
            self._timer.start()

    def end(self, draft: Draft | None) -> None:
        """Give the draft as it is in the end, or what is complete of the newest where there is none."""
        last = self._newest or self._shown
        self.drop()
        settled = draft or (last.settled if last else None)
        if settled:
            self.due.emit(settled)

    def drop(self) -> None:
        """Forget what has not been given yet: nobody waits for it any more."""
        self._timer.stop()
        self._newest = self._shown = None

    def _flush(self) -> None:
        if self._newest:
            self._shown, self._newest = self._newest, None
            self.due.emit(self._shown)
