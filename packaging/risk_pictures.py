"""Draws how risky the sample is, and why: `pictures.py` runs it, with a home of its own."""

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
from tests.gui.model_scenes import opened, settle, wait  # noqa: E402

SIZE = 1440, 900


def main(folder: Path, themes: list[str]) -> None:
    app = QApplication([])
    repository, _ = sample_repository(Cancel())
    for name in themes:
        theme.apply(app, name)
        one = opened((), {})
        one.window.resize(*SIZE)
        one.open(repository)
        one.window.actions_by_name["show_risk"].trigger()
        tab = one.bench.risk.tab
        wait(lambda tab=tab: bool(tab.lowerings.rows), 60)
        tab.lowerings.rows[0].looked_at.emit(True)  # where the change would be then
        settle(1500)
        target = folder / f"risk-{name}.png"
        if not one.window.grab().save(str(target)):
            raise SystemExit(f"{target} cannot be written.")
        one.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
