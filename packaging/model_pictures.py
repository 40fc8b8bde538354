"""Draws the window with a model's draft, and what stands before sending: `pictures.py` runs it, with a home of its own.

The model is a server of this script on 127.0.0.1; its answer is the one that the window's tests have for the sample.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication  # noqa: E402

from relman_desktop.gui import theme  # noqa: E402
from relman_desktop.jobs import Cancel  # noqa: E402
from relman_desktop.loaded import study  # noqa: E402
from relman_desktop.sample import RANGE, sample_repository  # noqa: E402
from relman_desktop.settings import Endpoint  # noqa: E402
from relman_desktop.sources.opening import open_range  # noqa: E402
from tests.gui.model_scenes import Scene, local, opened, settle, wait, writing  # noqa: E402
from tests.gui.sample_answer import sample_answer  # noqa: E402
from tests.llm.server import Scripted  # noqa: E402

SIZE = 1440, 900
HOSTED = Endpoint("OpenAI", "https://api.openai.com/v1", "gpt-4o", preset="openai", budget=6_000)


def main(folder: Path, themes: list[str]) -> None:
    app = QApplication([])
    repository, _ = sample_repository(Cancel())
    answer = sample_answer(study(open_range(repository, RANGE, Cancel()), Cancel()))
    for name in themes:
        theme.apply(app, name)
        if name == "light":
            _draw_send(repository, folder / f"send-{name}.png")
        _draw_draft(repository, answer, folder / f"model-{name}.png")


def _draw_send(repository: Path, target: Path) -> None:
    """What stands before sending to a hosted model for the first time, with a budget that does not hold all."""
    one = _window(repository, HOSTED)
    one.prepare()
    _save(one, target)


def _draw_draft(repository: Path, answer: str, target: Path) -> None:
    """A draft beside the fields, at a sentence that nothing supports, with its evidence."""
    with Scripted(writing(answer)) as server:
        one = _window(repository, local(server, model="qwen3-30b"))
        one.draft()
    for _ in range(2):
        one.window.actions_by_name["next_doubt"].trigger()
        wait(lambda: not one.bench.reader.busy)
    bar = one.bench.ticket._scroll.verticalScrollBar()
    bar.setValue(bar.value() + 200)  # for what follows it, too
    _save(one, target)


def _window(repository: Path, endpoint: Endpoint) -> Scene:
    one = opened((endpoint,), {})
    one.window.resize(*SIZE)
    one.open(repository)
    return one


def _save(one: Scene, target: Path) -> None:
    settle(500)
    if not one.window.grab().save(str(target)):
        raise SystemExit(f"{target} cannot be written.")
    one.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
