"""How long the window's thread stands still while a model writes 100 tokens a second, as JSON.

`python tests/benchmarks/streaming.py` opens the sample in the real panes, has a thread send a draft for each token of
a whole ticket, types a letter every 150 ms, and measures the longest gap between two beats of the event loop; the same
for as long without a stream, which is what the machine itself costs.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from relman_desktop.drafting.proposal import Draft  # noqa: E402
from relman_desktop.gui import theme  # noqa: E402
from relman_desktop.gui.workbench import Workbench  # noqa: E402
from relman_desktop.jobs import Cancel  # noqa: E402
from relman_desktop.loaded import study  # noqa: E402
from relman_desktop.sample import RANGE, sample_repository  # noqa: E402
from relman_desktop.session import Session  # noqa: E402
from relman_desktop.settings import Settings  # noqa: E402
from relman_desktop.sources.opening import open_range  # noqa: E402
from relman_desktop.store.library import Library  # noqa: E402
from tests.gui.scripted import MODEL, a_draft, stream  # noqa: E402

RATE = 100  # tokens a second
STEPS = 40  # of each list: a ticket as long as they come
KEY_EVERY = 150  # milliseconds


class Heart(QObject):
    """Beats as often as the event loop lets it, and keeps the gaps in milliseconds.

    Of each it also keeps how much of it this process worked, on any thread: the rest is what the machine did else.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._worked = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self.gaps.clear()
        self.own.clear()
        self._worked = time.process_time()
        self._since.start()
        self._timer.start()

    def stop(self) -> dict[str, float]:
        self._timer.stop()
        ordered = sorted(self.gaps)
        return {
            "longest_gap_ms": round(ordered[-1], 1),
            "longest_own_work_ms": round(max(self.own), 1),
            "p99_gap_ms": round(ordered[len(ordered) * 99 // 100], 1),
        }

    def _beat(self) -> None:
        self.gaps.append(self._since.nsecsElapsed() / 1e6)
        self._since.restart()
        worked = time.process_time()
        self.own.append(min(self.gaps[-1], 1000 * (worked - self._worked)))
        self._worked = worked


class Model(QObject):
    """A thread that sends a draft for each token; the window takes it on its own thread."""

    arrived = Signal(object)

    def send(self, drafts: Iterator[Draft]) -> None:
        began = time.monotonic()
        for number, draft in enumerate(drafts):
            time.sleep(max(0.0, began + number / RATE - time.monotonic()))
            self.arrived.emit(draft)


def measure() -> dict[str, object]:
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    folder = Path(tempfile.mkdtemp())
    os.environ["RELMAN_HOME"] = str(folder)
    session = Session(Settings(), Library(folder / "tickets.sqlite"))
    bench = Workbench(session)
    bench.resize(1280, 800)
    bench.show()
    bench.show_loaded(study(open_range(sample_repository(Cancel())[0], RANGE, Cancel()), Cancel()))
    QTest.qWait(500)
    drafts = list(stream(a_draft(steps=STEPS)))
    figures = {"tokens": len(drafts), "seconds": round(len(drafts) / RATE, 1)}
    streaming = _streamed(bench, drafts)
    idle = _typed(bench, 1000 * len(drafts) // RATE)
    bench.close()
    bench.close_reader()
    session.close()
    return {**figures, "streaming": streaming, "without": idle}


def _streamed(bench: Workbench, drafts: list[Draft]) -> dict[str, float]:
    """The gaps while the drafts arrive, and the person types into the description."""
    model, heart, keys = Model(), Heart(), _keys(bench)
    model.arrived.connect(lambda draft: bench.proposing.show_partial(draft, 1), Qt.ConnectionType.QueuedConnection)
    thread = Thread(target=model.send, args=(iter(drafts),))
    bench.proposing.begin(MODEL)
    heart.start()
    thread.start()
    keys.start()
    while thread.is_alive():
        QTest.qWait(50)
    QTest.qWait(200)
    bench.proposing.end(drafts[-1])
    QTest.qWait(200)
    keys.stop()
    return heart.stop()


def _typed(bench: Workbench, milliseconds: int) -> dict[str, float]:
    heart, keys = Heart(), _keys(bench)
    heart.start()
    keys.start()
    QTest.qWait(milliseconds)
    keys.stop()
    return heart.stop()


def _keys(bench: Workbench) -> QTimer:
    editor = bench.ticket.fields["description"].editor
    editor.setFocus()
    timer = QTimer(bench, interval=KEY_EVERY)
    timer.timeout.connect(lambda: QTest.keyClicks(editor, "a"))
    return timer


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
