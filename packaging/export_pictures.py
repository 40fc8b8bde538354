"""Draws what the sample becomes in a change system, and what goes where: `pictures.py` runs it, with a home of its own.

Nothing is asked of the change system: there is none at that address.
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
from relman_desktop.sample import sample_repository  # noqa: E402
from relman_desktop.settings import System  # noqa: E402
from tests.gui.model_scenes import opened, settle, wait  # noqa: E402

SIZE = 1440, 900
SYSTEM = System("Change control", "servicenow", "https://acme.service-now.com", "priya")


def main(folder: Path, themes: list[str]) -> None:
    app = QApplication([])
    repository, _ = sample_repository(Cancel())
    for name in themes:
        theme.apply(app, name)
        one = opened((), {"systems": (SYSTEM,)})
        one.window.resize(*SIZE)
        one.open(repository)
        one.window.actions_by_name["show_export"].trigger()
        wait(lambda desk=one.bench.export: not desk.preparing)
        settle(800)
        _save(one.window, folder / f"export-{name}.png")
        one.window.desk.show_systems(SYSTEM.name, "mapping")
        settle(400)
        systems = one.window.desk._systems
        if systems:
            _save(systems.page, folder / f"systems-{name}.png")
            systems.page.close()
        one.close()


def _save(widget: object, target: Path) -> None:
    if not widget.grab().save(str(target)):  # type: ignore[attr-defined]
        raise SystemExit(f"{target} cannot be written.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
