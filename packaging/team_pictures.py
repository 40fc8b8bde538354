"""Draws the work items, the questions and the team's profile: `pictures.py` runs it, with a home of its own."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication, QComboBox, QWidget  # noqa: E402

from relman_desktop.gui import theme  # noqa: E402
from relman_desktop.gui.profile_editor import ProfileEditor  # noqa: E402
from relman_desktop.jobs import Cancel  # noqa: E402
from relman_desktop.sample import sample_repository  # noqa: E402
from relman_desktop.sources.profile.schema import parts_by_name  # noqa: E402
from relman_desktop.sources.work.files import read_pasted  # noqa: E402
from tests.gui.model_scenes import opened, settle  # noqa: E402

SIZE = 1440, 900
PASTED = (
    """PAY-208 Support can refund an order
Status: Done
Type: Story

As somebody at the support desk I want to give the money back myself, so that nobody waits for the payments team.

Acceptance criteria:
- A refund is written down with who made it
- An order cannot be refunded for more than it cost
- The customer gets a mail about it
""",
    """PAY-212 Orders hang while the payment provider is down
Status: In progress
Type: Bug

Customers wait for half a minute and then order again, so that some pay twice.
""",
)


def main(folder: Path, themes: list[str]) -> None:
    app = QApplication([])
    repository, _ = sample_repository(Cancel())
    for name in themes:
        theme.apply(app, name)
        one = opened((), {})
        one.window.resize(*SIZE)
        one.open(repository)
        one.session.give_work(*(item for text in PASTED for item in read_pasted(text)))
        one.bench.work.refresh()
        for action in "show_work", "show_questions":
            one.window.actions_by_name[action].trigger()
            if action == "show_work":
                one.bench.work.choose("PAY-208")
            _save(one.window, folder / f"{action.removeprefix('show_')}-{name}.png")
        one.window.actions_by_name["show_profile"].trigger()
        editor = next(one for one in app.topLevelWidgets() if isinstance(one, ProfileEditor))
        editor.resize(1280, 800)
        settle(1500)  # until the team's own is read
        layers = editor.findChild(QComboBox)
        layers.setCurrentIndex(layers.count() - 1)  # the team's own, which the sample has
        layers.activated.emit(layers.currentIndex())
        editor.show_part(parts_by_name()["monitoring"])
        _save(editor, folder / f"profile-{name}.png")
        editor.close()
        one.close()


def _save(widget: QWidget, target: Path) -> None:
    settle(1500)
    if not widget.grab().save(str(target)):
        raise SystemExit(f"{target} cannot be written.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
