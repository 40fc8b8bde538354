"""How long the window's thread stands still while a real request is prepared, sent and answered, as JSON.

`python tests/benchmarks/wired.py` opens the sample in the whole window, has another process answer over HTTP at 100
tokens a second, types a letter every 150 ms, and measures the longest gap between two beats of the event loop: while
the request is prepared and shown, while the answer arrives, and at its end, when all is checked, shown and kept.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from relman_desktop.gui import theme  # noqa: E402
from relman_desktop.gui.memory import keep_for_good  # noqa: E402
from relman_desktop.jobs import Cancel  # noqa: E402
from relman_desktop.loaded import study  # noqa: E402
from relman_desktop.sample import RANGE, sample_repository  # noqa: E402
from relman_desktop.settings import Endpoint  # noqa: E402
from relman_desktop.sources.opening import open_range  # noqa: E402
from tests.benchmarks.streaming import KEY_EVERY, RATE, Heart  # noqa: E402
from tests.gui.model_scenes import WINDOW, Scene, opened, settle, writing  # noqa: E402
from tests.gui.sample_answer import sample_answer  # noqa: E402
from tests.llm.server import Scripted  # noqa: E402

CHARACTERS = 4  # of a token
_MOST_S = 120.0


def measure() -> dict[str, object]:
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    os.environ["RELMAN_HOME"] = tempfile.mkdtemp()
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    repository, _ = sample_repository(Cancel())
    answer = sample_answer(study(open_range(repository, RANGE, Cancel()), Cancel()))
    with subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(answer) + "\n")
        server.stdin.flush()
        endpoint = Endpoint("Qwen here", server.stdout.readline().strip(), "qwen3", context=WINDOW)
        one = opened((endpoint,), {})
        keep_for_good()
        import_module("relman_desktop.asking.wishes")  # as a start does where a model is set up
        one.open(repository)
        keep_for_good()
        settle(500)
        figures = {"tokens": len(answer) // CHARACTERS, **_phases(one)}
        one.close()
        server.stdin.close()
    return figures


def _phases(one: Scene) -> dict[str, object]:
    heart = Heart()
    keys = QTimer(one.window, interval=KEY_EVERY)
    keys.timeout.connect(lambda: QTest.keyClicks(one.bench.ticket.fields["description"].editor, "a"))
    first = _beaten(heart, one.prepare)
    one.panel.leave()
    again = _beaten(heart, one.prepare)
    one.panel.send()
    one.bench.ticket.fields["description"].editor.setFocus()
    keys.start()
    drafting = _beaten(heart, lambda: _ended(one))
    taking = _beaten(heart, one.window.actions_by_name["use_supported"].trigger)
    keys.stop()
    assert len(one.proposed) > 1
    return {"preparing_first": first, "preparing_again": again, "drafting": drafting, "using_all": taking}


def _beaten(heart: Heart, work: Callable[[], object]) -> dict[str, float]:
    heart.start()
    work()
    settle(300)
    return heart.stop()


def _ended(one: Scene) -> None:
    from tests.gui.model_scenes import wait

    wait(lambda: not one.model.busy, _MOST_S)


def serve() -> None:
    """Answer every request at the benchmark's pace, until the other side closes."""
    answer = json.loads(sys.stdin.readline())
    with Scripted(writing(answer, size=CHARACTERS, pause=1 / RATE, first=0.3)) as server:
        print(server.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve()
    else:
        print(json.dumps(measure(), indent=2))
